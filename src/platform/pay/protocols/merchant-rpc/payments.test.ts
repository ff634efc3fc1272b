import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { CookieJar, startDemo, type StartedDemo } from '../../../../../demo/process/testing.ts'
import { newId } from '../../../database/index.ts'
import { testDatabase } from '../../../database/testing.ts'
import { claimJobs, runJob } from '../../../jobs/index.ts'
import { readCountry } from '../../../country/index.ts'
import { refundHandler } from '../../payment-provider.ts'
import {
  findPayment,
  markSpent,
  payInCash,
  refund,
  requestPayment,
  type PaymentRequest,
} from '../../request-payment.ts'
import { merchantProvider } from './merchant-provider.ts'
import { merchantRoutes, PROVIDER_CALLS } from './merchant-routes.ts'

const key = 'a key of the tests'
const LOGIN = 'Paycom'
const { languages } = readCountry('country/uz')
const log = { info() {}, warn() {}, error() {}, debug() {} }
const now = () => new Date().toISOString()
let test: Awaited<ReturnType<typeof testDatabase>>
let demo: StartedDemo
let provider: ReturnType<typeof merchantProvider>
let origin = ''
let close = () => {}
/** Requests of the provider that are answered 500 before one is let through. */
let failing = 0

beforeAll(async () => {
  test = await testDatabase()
  const routes = merchantRoutes({
    database: test.database,
    access: { key, login: LOGIN },
    say: (name) => ({ en: name }),
    clock: now,
  })
  routes.get('/en/paid', (context) => context.html('<title>back</title>'))
  const listener: RequestListener = getRequestListener(routes.fetch)
  const server = createServer((request, response) => {
    if (request.url === PROVIDER_CALLS && failing > 0) {
      failing--
      response.writeHead(500).end()
    } else listener(request, response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  close = () => {
    server.closeAllConnections()
    server.close()
  }
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  demo = await startDemo('payment', { MERCHANT_ENDPOINT: origin + PROVIDER_CALLS, MERCHANT_KEY: key, PATIENCE_MS: '5' })
  provider = merchantProvider({ url: demo.url, merchant: 'darcha', key, login: LOGIN, languages })
})
afterAll(async () => {
  close()
  await demo.stop()
  await test.drop()
})
beforeEach(async () => {
  failing = 0
  await test.database.query('delete from jobs.job', [])
})

const ask = (more: Partial<PaymentRequest> = {}) =>
  test.database.transaction((tx) =>
    requestPayment(
      tx,
      {
        caseId: newId(now()),
        reason: 'fee',
        amount: 4_120_000,
        purpose: 'State fee',
        tells: 'test.paid',
        context: { task: 7 },
        ...more,
      },
      now(),
    ),
  )
const told = async () =>
  (await test.database.query("select payload from jobs.job where kind = 'test.paid' order by id", [])).rows.map(
    (row) => row.payload,
  )
const stateOf = async (id: string) => (await findPayment(test.database, id))!.state
const rpc = async (
  method: string,
  params: unknown,
  password = key,
): Promise<{ result?: any; error?: { code: number } }> =>
  (
    await fetch(origin + PROVIDER_CALLS, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`Paycom:${password}`).toString('base64')}` },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    })
  ).json() as never
const begin = (payment: { id: string }, id: string, amount = 4_120_000, time = Date.now()) =>
  rpc('CreateTransaction', { id, time, amount, account: { payment: payment.id } })

it('is paid on the checkout page, tells once, and comes back', async () => {
  const payment = await ask()
  const url = provider.checkoutUrl(payment, `${origin}/en/paid`, 'en')
  const browser = new CookieJar()
  const page = await browser.follow(url)
  expect(page.text).toContain('41,200.00 UZS')
  expect(await stateOf(payment.id)).toBe('created')
  expect((await browser.follow(url, { choice: 'pay' })).url).toBe(`${origin}/en/paid`)
  expect(await stateOf(payment.id)).toBe('paid')
  // back, and pay again
  expect((await browser.follow(url, { choice: 'pay' })).status).toBe(200)
  expect((await browser.follow(url)).status).toBe(409)
  const states = (await told()).map((item) => [item.state, item.context.task, item.amount])
  expect(states).toEqual([
    ['pending', 7, 4_120_000],
    ['paid', 7, 4_120_000],
  ])
})

it('is paid once though the portal fails in between', async () => {
  const payment = await ask()
  failing = 3
  await new CookieJar().follow(provider.checkoutUrl(payment, `${origin}/en/paid`, 'ru'), { choice: 'pay' })
  expect(await stateOf(payment.id)).toBe('paid')
  expect((await told()).filter((candidate) => candidate.state === 'paid')).toHaveLength(1)
})

it('comes back unpaid when the person declines', async () => {
  const payment = await ask()
  expect(
    (await new CookieJar().follow(provider.checkoutUrl(payment, `${origin}/en/paid`, 'en'), { choice: 'decline' })).url,
  ).toBe(`${origin}/en/paid`)
  expect(await stateOf(payment.id)).toBe('created')
})

it('sends nobody to another site', async () => {
  const page = await new CookieJar().follow(provider.checkoutUrl(await ask(), 'https://evil.example/', 'en'), {
    choice: 'decline',
  })
  expect(new URL(page.url).origin).toBe(demo.url)
})

it('performs a call that comes twice, also at once, only once', async () => {
  const payment = await ask()
  const old = await Promise.all([1, 2, 3].map(() => begin(payment, 'twice', 4_120_000, 1_700_000_000_000)))
  expect(old.every((candidate) => candidate.error?.code === -31008)).toBe(true)
  const time = Date.now()
  const again = await Promise.all([1, 2, 3].map(() => begin(payment, 'twice', 4_120_000, time)))
  expect(new Set(again.map((item) => JSON.stringify(item.result))).size).toBe(1)
  const performed = await Promise.all([1, 2, 3].map(() => rpc('PerformTransaction', { id: 'twice' })))
  expect(new Set(performed.map((item) => JSON.stringify(item.result))).size).toBe(1)
  expect(performed[0]!.result.state).toBe(2)
  expect((await told()).map((item) => item.state)).toEqual(['pending', 'paid'])
})

it('refuses another sum, another account and a second transaction in the provider’s codes', async () => {
  const payment = await ask()
  expect((await begin(payment, 'other-sum', 4_119_999)).error!.code).toBe(-31001)
  expect((await begin({ id: newId(now()) }, 'nobody')).error!.code).toBe(-31050)
  expect((await begin({ id: "x' or 1=1" }, 'nobody')).error!.code).toBe(-31050)
  expect((await rpc('CreateTransaction', { id: 'x', time: Date.now(), amount: 1 })).error!.code).toBe(-31050)
  await begin(payment, 'first')
  expect((await begin(payment, 'first', 1)).error!.code).toBe(-31001)
  expect((await begin(payment, 'second')).error!.code).toBe(-31053)
  await rpc('PerformTransaction', { id: 'first' })
  expect((await begin(payment, 'second')).error!.code).toBe(-31051)
  expect((await rpc('PerformTransaction', { id: 'second' })).error!.code).toBe(-31003)
})

it('cancels before and after it was performed; a given service stays paid', async () => {
  const payment = await ask()
  await begin(payment, 'cancel-1')
  expect((await rpc('CancelTransaction', { id: 'cancel-1', reason: 3 })).result.state).toBe(-1)
  expect(await stateOf(payment.id)).toBe('created')
  await begin(payment, 'cancel-2')
  await rpc('PerformTransaction', { id: 'cancel-2' })
  await test.database.transaction((tx) => markSpent(tx, payment.id, now()))
  expect((await rpc('CancelTransaction', { id: 'cancel-2', reason: 5 })).error!.code).toBe(-31007)
  const other = await ask()
  await begin(other, 'cancel-3')
  await rpc('PerformTransaction', { id: 'cancel-3' })
  expect((await rpc('CancelTransaction', { id: 'cancel-3', reason: 5 })).result.state).toBe(-2)
  expect((await rpc('CancelTransaction', { id: 'cancel-3', reason: 5 })).result.state).toBe(-2)
  expect((await rpc('CheckTransaction', { id: 'cancel-3' })).result).toMatchObject({ state: -2, reason: 5 })
  expect(await stateOf(other.id)).toBe('refunded')
})

it('waits for a provider that does not take our key: no payment is at fault', async () => {
  const locked = merchantProvider({ url: demo.url, merchant: 'darcha', key: 'another', login: LOGIN, languages })
  await expect(locked.refund('any', 1)).rejects.toMatchObject({ name: 'OutsideUnavailable', system: 'payments' })
})

it('asks the provider for the money back by a job', async () => {
  const payment = await ask()
  await begin(payment, 'refund-1')
  await rpc('PerformTransaction', { id: 'refund-1' })
  await test.database.transaction((tx) => markSpent(tx, payment.id, now()))
  for (let n = 0; n < 2; n++) await test.database.transaction((tx) => refund(tx, payment.id, now()))
  const jobs = (await claimJobs(test.database, now(), 20)).filter((job) => job.kind === 'pay.refund')
  expect(jobs).toHaveLength(1)
  await runJob(test.database, refundHandler(provider), jobs[0]!, now, log)
  expect(await stateOf(payment.id)).toBe('refunded')
  const unpaid = await ask()
  expect((await test.database.transaction((tx) => refund(tx, unpaid.id, now())))!.state).toBe('cancelled')
  expect((await begin(unpaid, 'too-late')).error!.code).toBe(-31052)
})

it('asks for the same reason once, and is paid in cash once', async () => {
  const caseId = newId(now())
  const [storedPayment, two] = await Promise.all([ask({ caseId }), ask({ caseId })])
  expect(storedPayment.id).toBe(two.id)
  await expect(ask({ caseId, amount: 1 })).rejects.toThrow('already asks')
  await expect(ask({ amount: 0.5 })).rejects.toThrow('minor units')
  expect(await test.database.transaction((tx) => payInCash(tx, storedPayment.id, 'CASH-1', now()))).toBe('paid')
  expect(await test.database.transaction((tx) => payInCash(tx, storedPayment.id, 'CASH-2', now()))).toBe('over')
  const other = await ask()
  for (const receipt of ['CASH-1', ' cash 1', 'САSН‑1'])
    expect(await test.database.transaction((tx) => payInCash(tx, other.id, receipt, now()))).toBe('receipt-used')
  expect((await begin(storedPayment, 'after-cash')).error!.code).toBe(-31051)
  expect(await told()).toMatchObject([{ state: 'paid', reference: 'CASH-1' }])
})

it('gives the provider its statement', async () => {
  const [payment, from] = [await ask(), Date.now()]
  await begin(payment, 'statement', 4_120_000, from)
  const { transactions } = (await rpc('GetStatement', { from, to: from + 1000 })).result
  expect(transactions).toContainEqual(
    expect.objectContaining({ id: 'statement', time: from, account: { payment: payment.id }, state: 1, reason: null }),
  )
  expect((await rpc('GetStatement', { from: from + 1_000_000, to: from + 2_000_000 })).result.transactions).toEqual([])
})

it('answers only the provider, and every nonsense with a code', async () => {
  expect((await rpc('CheckTransaction', { id: 'x' }, 'wrong')).error!.code).toBe(-32504)
  expect((await rpc('Steal', {})).error!.code).toBe(-32601)
  expect((await rpc('constructor', {})).error!.code).toBe(-32601)
  expect((await rpc('PerformTransaction', { id: 7 })).error!.code).toBe(-32600)
  const authorization = `Basic ${Buffer.from(`Paycom:${key}`).toString('base64')}`
  for (const [body, code] of [
    ['{', -32700],
    ['[]', -32600],
    ['null', -32600],
    ['"x"', -32600],
    ['{}', -32600],
    ['x'.repeat(100_000), -32700],
  ] as const) {
    const response = await fetch(origin + PROVIDER_CALLS, { method: 'POST', headers: { authorization }, body })
    expect([response.status, ((await response.json()) as { error: { code: number } }).error.code]).toEqual([200, code])
  }
  expect(
    (
      (await (await fetch(origin + PROVIDER_CALLS, { method: 'POST', body: '{}' })).json()) as {
        error: { code: number }
      }
    ).error.code,
  ).toBe(-32504)
})
