import { expect } from 'vitest'
import { merchantRoutes, PROVIDER_CALLS } from '../../../platform/pay/protocols/merchant-rpc/merchant-routes.ts'
import type { CaseBench } from '../testing.ts'

/** Refused by one officer, and appealed to the office above. */
export const APPEALED = 'property-right-registration'

/**
 * What payer, payment provider and offices do in tests of money that moves back and forth.
 * @param open gives the instance, once it is there
 */
export function paymentBench(open: () => CaseBench) {
  let provider: ReturnType<typeof merchantRoutes> | undefined
  const rpc = async (method: string, params: unknown) => {
    const { instance, clock } = open()
    provider ??= merchantRoutes({
      database: instance.database,
      access: { key: 'key', login: 'Paycom' },
      say: (name) => ({ en: name }),
      clock,
    })
    const answer = await provider.request(PROVIDER_CALLS, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from('Paycom:key').toString('base64')}` },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    })
    return (await answer.json()) as { result?: unknown; error?: unknown }
  }
  const rows = async <Row extends object>(text: string, values: unknown[]) =>
    (await open().instance.database.query<Row>(text, values)).rows

  /** The provider takes up what a case asks for now. */
  async function begins(id: string, transaction: string): Promise<void> {
    const [payment] = (await rows("select id, amount from pay.payment where case_id = $1 and state = 'created'", [
      id,
    ])) as [{ id: string; amount: string }]
    const [time, amount] = [Date.parse(open().clock()), Number(payment.amount)]
    const created = await rpc('CreateTransaction', { id: transaction, time, amount, account: { payment: payment.id } })
    expect(created.error).toBeUndefined()
  }
  /** What was taken up is paid. */
  async function performs(transaction: string): Promise<void> {
    expect((await rpc('PerformTransaction', { id: transaction })).error).toBeUndefined()
    await open().work()
  }
  /** Pays what a case asks for now. */
  async function pays(id: string, transaction: string): Promise<void> {
    await begins(id, transaction)
    await performs(transaction)
  }
  /** The provider takes back what was paid, or lets go what was not yet. */
  async function takesBack(transaction: string): Promise<void> {
    expect((await rpc('CancelTransaction', { id: transaction, reason: 5 })).error).toBeUndefined()
    await open().work()
  }
  /** Files an application and pays its fee as the provider does. */
  async function filedAndPaid(service: string): Promise<string> {
    const { id } = await open().file(service)
    await open().work()
    await pays(id, `t ${id}`)
    return id
  }
  const resultsOf = async (id: string) =>
    (
      await rows<{ said: string }>(
        "select outcome || ' ' || status as said from documents.result where case_id = $1 order by 1",
        [id],
      )
    ).map(({ said }) => said)
  const caseOf = async (id: string) =>
    (
      await rows<{ status: string; outcome: string | null }>(
        'select status, outcome from casework.application where case_id = $1',
        [id],
      )
    )[0]!
  /** Paid, refused after the applicant was heard. */
  async function refused(): Promise<string> {
    const { api, task, work } = open()
    const id = await filedAndPaid(APPEALED)
    const asked = await task(id, 'decide')
    const said = { reason: 'records-differ', note: 'The records of the cadastre name another owner' }
    const office = (path: string, body: object) => api('officer-cadastre', 'POST', `/tasks/${asked}/${path}`, body)
    expect((await office('hearing', said)).status).toBe(201)
    const answer = await api('citizen', 'POST', `/applications/${id}/hearing/answer`, { text: 'It is mine' })
    expect(answer.status).toBe(200)
    expect((await office('complete', { outcome: 'refuse', ...said })).status).toBe(200)
    await work()
    expect(await caseOf(id)).toEqual({ status: 'refused', outcome: 'refused' })
    return id
  }
  async function appealed(): Promise<string> {
    const id = await refused()
    const filed = await open().api('citizen', 'POST', `/applications/${id}/appeal`, { grounds: 'It is mine' })
    expect(filed.status).toBe(200)
    await open().work()
    return id
  }
  /** The office above decides. */
  async function judges(id: string, outcome: 'overturn' | 'uphold'): Promise<void> {
    const task = await open().task(id, 'appeal')
    const said = { outcome, note: 'Looked at again' }
    expect((await open().api('appeal-2', 'POST', `/tasks/${task}/complete`, said)).status).toBe(200)
    await open().work()
  }
  /** An appeal is won whose fee was taken back: what it won waits to be paid for. */
  async function wonUnpaid(): Promise<string> {
    const id = await appealed()
    await takesBack(`t ${id}`)
    await judges(id, 'overturn')
    expect(await caseOf(id)).toEqual({ status: 'awaiting_payment', outcome: 'overturned' })
    return id
  }
  /** The term of a fee that is asked for again was over so many hours ago, and a worker looks. */
  async function termOver(id: string, hours = 0): Promise<void> {
    const now = open().clock()
    await rows(
      `update pay.payment set expires_at = $2::timestamptz - make_interval(hours => $3, secs => 1)
       where case_id = $1 and state in ('created', 'pending')`,
      [id, now, hours],
    )
    await rows("update jobs.job set run_at = $2 where case_id = $1 and kind = 'casework.fee-lapses'", [id, now])
    await open().work()
  }
  return {
    rpc,
    begins,
    performs,
    pays,
    takesBack,
    filedAndPaid,
    resultsOf,
    caseOf,
    refused,
    appealed,
    judges,
    wonUnpaid,
    termOver,
  }
}
