import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CookieJar } from '../../demo/process/testing.ts'
import { apiClient, type ApiClient } from '../testing/api-client.ts'
import { startInstance, type StartedInstance } from '../testing/start-instance.ts'
import { judge } from './judge.ts'

let instance: StartedInstance
let citizen: ApiClient
const clients = new Map<string, ApiClient>()
const as = async (persona: string) => clients.get(persona) ?? clients.set(persona, apiClient(instance.url, await instance.token(persona))).get(persona)!
const example = async (service: string) => (await citizen.get(`/services/${service}`)).body.example.answers
const rows = async (text: string, values: unknown[] = []) => {
  const client = new pg.Client({ connectionString: instance.databaseUrl })
  await client.connect()
  try { return (await client.query(text, values)).rows } finally { await client.end() }
}
beforeAll(async () => { instance = await startInstance(); citizen = await as('citizen') })
afterAll(async () => { await instance?.stop() })

it('makes one application of a form sent five times, and refuses the key for another', async () => {
  const answers = await example('housing-availability-certificate')
  const sent = await Promise.all([1, 2, 3, 4, 5].map(() => citizen.post('/applications', { service: 'housing-availability-certificate', answers }, 'five-times')))
  expect(new Set(sent.map((one) => JSON.stringify(one.body))).size).toBe(1)
  expect(sent.map((one) => one.status)).toEqual([201, 201, 201, 201, 201])
  const other = await citizen.post('/applications', { service: 'housing-availability-certificate', answers: { ...answers, purpose: 'court' } }, 'five-times')
  expect(other).toMatchObject({ status: 422, body: { type: 'urn:darcha:problem:errors.key-reused' } })
  // the same key of another person is another key
  const another = await (await as('citizen-2')).post('/applications', { service: 'housing-availability-certificate', answers }, 'five-times')
  expect(another.status).toBe(201)
  expect(another.body.id).not.toBe(sent[0]!.body.id)
})

it('lets one of two officers complete a task, and tells the other', async () => {
  const filed = await citizen.post('/applications', { service: 'guardianship-incapacitated-adult', answers: await example('guardianship-incapacitated-adult') }, 'two-officers')
  const task = async (persona: string, office: string) => {
    const worker = await as(persona)
    let found: { id: string } | undefined
    await expect.poll(async () => { found = (await worker.get(`/tasks?office=${office}&size=200`)).body.items.find((one: { application: string }) => one.application === filed.body.id); return found }, { timeout: 20_000 }).toBeDefined()
    return found!.id
  }
  await (await as('officer-health')).post(`/tasks/${await task('officer-health', 'health-1726266')}/complete`, { outcome: 'agree' })
  await (await as('officer-social')).post(`/tasks/${await task('officer-social', 'social-protection-1726266')}/complete`, { outcome: 'agree' })
  const decide = await task('officer', 'khokimiyat-1726266')
  const [first, second] = [await as('officer'), await as('officer-2')]
  const answers = await Promise.all([first, second, first, second].map((one) => one.post(`/tasks/${decide}/complete`, { outcome: 'grant' })))
  expect(answers.map((one) => one.status).sort()).toEqual([200, 409, 409, 409])
  for (const answer of answers) if (answer.status === 409) expect(answer.body.title.length).toBeGreaterThan(10)
  expect(await rows("select 1 from audit.event where subject = $1 and kind = 'casework.complete-task' and body like '%\"grant\"%'", [filed.body.id])).toHaveLength(1)
})

it('keeps the answers of a form whose session ended meanwhile', async () => {
  const jar = new CookieJar()
  await signIn(jar, 'dilnoza')
  const form = await jar.follow(`${instance.url}/en/services/pension-amount-certificate/start`)
  expect(form.status).toBe(200)
  await rows("update identity.session set expires_at = now() - interval '1 minute'")
  const posted = await jar.send(form.url, { purpose: 'other', purposeOther: 'kept through the night', phone: '+998 90 000 00 01' })
  expect([posted.status, posted.headers.get('location')]).toEqual([303, expect.stringContaining('/login?returnTo=')])
  const kept = await signIn(jar, 'dilnoza', new URL(posted.headers.get('location')!, instance.url).href)
  expect(kept.text).toContain('kept through the night')
  const again = /<form method="post" action="([^"]*\/drafts\/[^"]+)"/.exec(kept.text)![1]!
  const fields = Object.fromEntries([...kept.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((match) => [match[1]!, match[2]!]))
  await jar.follow(new URL(again, instance.url).href, fields)
  expect((await jar.follow(form.url)).text).toContain('kept through the night')
  // another person at the same machine gets nothing of it
  const stranger = new CookieJar()
  for (const [name, value] of jar.cookies(instance.url)) if (name.includes('kept')) stranger.cookies(instance.url).set(name, value)
  await signIn(stranger, 'farhod')
  expect((await stranger.follow(`${instance.url}/en/kept-form`)).text).not.toContain('kept through the night')
})

it('takes a payment once, for its own sum, whatever the provider calls', async () => {
  const filed = await citizen.post('/applications', { service: 'property-right-registration', answers: await example('property-right-registration') }, 'payment')
  const payment = (await citizen.get(`/applications/${filed.body.id}`)).body.payments[0] as { id: string; amount: number }
  const { paymentKey } = JSON.parse(readFileSync(join(instance.home, 'secrets.json'), 'utf8')) as { paymentKey: string }
  const call = async (method: string, params: object, key = paymentKey) => (await (await fetch(`${instance.url}/payments/provider`, {
    method: 'POST', headers: { authorization: `Basic ${Buffer.from(`Paycom:${key}`).toString('base64')}` }, body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })).json()) as { result?: { state?: number }; error?: { code: number } }
  const account = { payment: payment.id }
  expect((await call('CheckPerformTransaction', { amount: payment.amount, account }, 'a guess')).error?.code).toBe(-32504)
  expect((await call('CreateTransaction', { id: 'less', time: Date.now(), amount: payment.amount - 1, account })).error?.code).toBe(-31001)
  expect((await call('CreateTransaction', { id: 'more', time: Date.now(), amount: payment.amount * 100, account })).error?.code).toBe(-31001)
  const time = Date.now()
  const created = await Promise.all([1, 2, 3].map(() => call('CreateTransaction', { id: 'one', time, amount: payment.amount, account })))
  expect(created.map((one) => one.result?.state)).toEqual([1, 1, 1])
  expect((await call('CreateTransaction', { id: 'two', time, amount: payment.amount, account })).error).toBeDefined()
  const performed = await Promise.all([1, 2, 3].map(() => call('PerformTransaction', { id: 'one' })))
  expect(performed.map((one) => one.result?.state)).toEqual([2, 2, 2])
  expect(new Set(performed.map((one) => JSON.stringify(one.result))).size).toBe(1)
  await expect.poll(async () => (await citizen.get(`/applications/${filed.body.id}`)).body.timeline.filter((one: { kind: string }) => one.kind === 'paid').length, { timeout: 20_000 }).toBe(1)
  expect((await call('CreateTransaction', { id: 'three', time, amount: payment.amount, account })).error).toBeDefined()
  expect(await rows("select state from pay.transaction where payment = $1 and state = 2", [payment.id])).toHaveLength(1)
})

it('says plainly that it can not answer while the database is away for ten seconds, then goes on by itself', async () => {
  const processes = () => [...instance.pids('postmaster'), ...instance.pids('backend')]
  const answers = await example('housing-availability-certificate')
  const stopped = processes()
  for (const pid of stopped) process.kill(pid, 'SIGSTOP')
  try {
    const begun = Date.now()
    const [page, api, ready] = await Promise.all([
      fetch(`${instance.url}/ru/services?q=uy`), fetch(`${instance.url}/api/v1/services/housing-availability-certificate`, { headers: { 'accept-language': 'uz' } }), fetch(`${instance.url}/readyz`),
    ])
    expect([page.status, api.status, ready.status]).toEqual([503, 503, 503])
    expect(Date.now() - begun).toBeLessThan(15_000)
    const text = await page.text()
    expect(judge({ status: 503, text, type: 'text/html' }, '')).toEqual([])
    expect(text).toContain('lang="ru"')
    expect((await api.json()) as object).toMatchObject({ type: 'urn:darcha:problem:errors.unavailable', status: 503 })
    expect((await fetch(`${instance.url}/healthz`)).status).toBe(200)
    await new Promise((done) => setTimeout(done, Math.max(0, 10_000 - (Date.now() - begun))))
  } finally {
    for (const pid of stopped) try { process.kill(pid, 'SIGCONT') } catch { /* it was a backend whose client had left */ }
  }
  await expect.poll(async () => (await fetch(`${instance.url}/readyz`)).status, { timeout: 20_000 }).toBe(200)
  const filed = await citizen.post('/applications', { service: 'housing-availability-certificate', answers }, 'after-the-pause')
  expect(filed.status).toBe(201)
  await expect.poll(async () => (await citizen.get(`/applications/${filed.body.id}`)).body.status, { timeout: 40_000 }).toBe('completed')
}, 90_000)

it('wrote no national number and no stack of a failure into its logs', () => {
  const server = readFileSync(join(instance.home, 'postgres.log'), 'utf8')
  const log = instance.log().replace(/^ {4}\S+ +\S.*$/gm, '')
  for (const [name, text] of [['stderr', log], ['postgres.log', server]] as const) {
    expect(text.match(/(?<!\d)\d{14}(?!\d)/g) ?? [], name).toEqual([])
    expect(text.match(/dilnoza|karimova|\+998 90/gi) ?? [], name).toEqual([])
  }
  expect(log).not.toMatch(/request failed|unhandled|TypeError/i)
})

/** Signs in at the demo provider, as a browser without script does. @returns the page it ends on */
async function signIn(jar: CookieJar, person: string, from = `${instance.url}/login?returnTo=/en`) {
  const choice = await jar.follow(from)
  // the provider may still know them
  return choice.url.startsWith(instance.url) ? choice : jar.follow(choice.url, { account: person })
}
