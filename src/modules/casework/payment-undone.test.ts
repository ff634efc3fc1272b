import { afterAll, beforeAll, expect, it } from 'vitest'
import { merchantRoutes, PROVIDER_CALLS } from '../../platform/pay/protocols/merchant-rpc/merchant-routes.ts'
import { caseBench, type CaseBench, type Visitor } from './testing.ts'

const SERVICE = 'tree-felling-permit'
let bench: CaseBench
let citizen: Visitor
let provider: ReturnType<typeof merchantRoutes>
beforeAll(async () => {
  bench = await caseBench([SERVICE])
  citizen = await bench.as('dilnoza')
  provider = merchantRoutes({
    database: bench.instance.database,
    access: { key: 'key', login: 'Paycom' },
    say: (name) => ({ en: name }),
    clock: bench.clock,
  })
})
afterAll(async () => {
  await bench?.close()
})

const rpc = async (method: string, params: unknown) =>
  (await (
    await provider.request(PROVIDER_CALLS, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from('Paycom:key').toString('base64')}` },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    })
  ).json()) as { result?: unknown; error?: unknown }

/** Files an application and pays its fee as the provider does. */
async function filedAndPaid(): Promise<string> {
  const { id } = await bench.file(SERVICE)
  await bench.work()
  const { rows } = await bench.instance.database.query<{ id: string; amount: string }>(
    'select id, amount from pay.payment where case_id = $1',
    [id],
  )
  const [payment] = rows as [{ id: string; amount: string }]
  const time = Date.parse(bench.clock())
  expect(
    (
      await rpc('CreateTransaction', {
        id: `t ${id}`,
        time,
        amount: Number(payment.amount),
        account: { payment: payment.id },
      })
    ).error,
  ).toBeUndefined()
  expect((await rpc('PerformTransaction', { id: `t ${id}` })).error).toBeUndefined()
  await bench.work()
  return id
}
const caseOf = async (id: string) =>
  (
    await bench.instance.database.query<{ status: string; outcome: string | null }>(
      'select status, outcome from casework.application where case_id = $1',
      [id],
    )
  ).rows[0]!

it('stops a case whose payment the provider cancelled after it was made, and says so to the applicant', async () => {
  const id = await filedAndPaid()
  expect((await caseOf(id)).status).toBe('in_progress')
  expect((await rpc('CancelTransaction', { id: `t ${id}`, reason: 5 })).error).toBeUndefined()
  await bench.work()
  expect(await caseOf(id)).toEqual({ status: 'annulled', outcome: 'terminated' })
  expect((await citizen.get(`/en/applications/${id}`)).text).toContain('The payment was cancelled and the case stopped')
  const { rows } = await bench.instance.database.query(
    "select from audit.event where subject = $1 and kind = 'casework.payment-undone'",
    [id],
  )
  expect(rows).toHaveLength(1)
  // told again, nothing more is done
  await bench.work()
  expect(await caseOf(id)).toEqual({ status: 'annulled', outcome: 'terminated' })
})

it('takes what was granted out of force when the provider was quicker than the end of the case', async () => {
  const id = await filedAndPaid()
  await rpc('CancelTransaction', { id: `t ${id}`, reason: 5 })
  // the case ended between the call and its being told
  await bench.instance.database.query(
    "update casework.application set status = 'completed', outcome = 'granted' where case_id = $1",
    [id],
  )
  await bench.work()
  expect(await caseOf(id)).toEqual({ status: 'completed', outcome: 'terminated' })
})

it('undoes nothing where the applicant withdrew and we asked for the money to go back', async () => {
  const id = await filedAndPaid()
  expect((await citizen.post(`/en/applications/${id}/withdraw`, { reason: 'Not needed' })).status).toBe(303)
  await rpc('CancelTransaction', { id: `t ${id}`, reason: 5 })
  await bench.work()
  expect((await caseOf(id)).outcome).toBe('withdrawn')
})

it('ends a refusal that could still be appealed: overturned, it would give what was not paid for', async () => {
  const id = await filedAndPaid()
  // refused, and the term of appeal runs
  await bench.instance.database.query(
    "update casework.application set status = 'refused', outcome = 'refused' where case_id = $1",
    [id],
  )
  await rpc('CancelTransaction', { id: `t ${id}`, reason: 5 })
  await bench.work()
  expect(await caseOf(id)).toEqual({ status: 'annulled', outcome: 'terminated' })
})

it('leaves a refusal that stands for good as it is, and tells nobody that a case stopped', async () => {
  const id = await filedAndPaid()
  await bench.instance.database.query(
    "update casework.application set status = 'refused', outcome = 'upheld', closed_at = $2 where case_id = $1",
    [id, bench.clock()],
  )
  await rpc('CancelTransaction', { id: `t ${id}`, reason: 5 })
  await bench.work()
  expect(await caseOf(id)).toEqual({ status: 'refused', outcome: 'upheld' })
  const told = await bench.instance.database.query(
    "select from casework.notice where case_id = $1 and text = 'payment-undone'",
    [id],
  )
  expect(told.rows).toEqual([])
})

it('takes no dash for the number of a cash receipt, and finds at the counter what was pasted with marks', async () => {
  const { id } = await bench.file(SERVICE, { operator: 'malika' })
  await bench.work()
  const cash = (receipt: string) => bench.api('counter', 'POST', `/applications/${id}/cash`, { receipt })
  for (const none of ['-', ' – ', '№', '\u202a\u202c']) expect((await cash(none)).status, none).toBe(422)
  expect((await cash('\u202aK-501\u202c')).status).toBe(200)
  const query = `\u202a${bench.numberOf('dilnoza')}\u202c`
  const found = await bench.api('counter', 'POST', '/counter/find', { query, office: 'service-centre-1726266' })
  expect([found.status, found.body.person?.name]).toEqual([200, 'Dilnoza Karimova'])
})
