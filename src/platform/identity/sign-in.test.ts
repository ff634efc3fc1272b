import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { CookieJar, startDemo, type StartedDemo } from '../../../demo/process/testing.ts'
import { testDatabase } from '../database/testing.ts'
import { createApp, page } from '../http/index.ts'
import { loadTexts } from '../i18n/index.ts'
import { combineRights } from '../rights/index.ts'
import { general, performer, Refusal, requireFresh, type World } from '../use-case/index.ts'
import {
  canonicalHost,
  demoPersonId,
  identityRoutes,
  keepInterruptedForms,
  keptFormPage,
  loadDemoPeople,
  principalLoader,
  readPeople,
} from './index.ts'
import { beginLogin } from './logins.ts'
import { readCountry } from '../country/index.ts'
import { conventions } from '../i18n/testing.ts'

const country = readCountry('country/uz')
const people = readPeople('country/uz/people.yaml')
let test: Awaited<ReturnType<typeof testDatabase>>
let provider: StartedDemo
let origin = ''
let close = () => {}
/** The clock of the portal under test, in hours from the real one. */
let ahead = 0
const clock = () => new Date(Date.now() + ahead * 3_600_000).toISOString()

beforeAll(async () => {
  test = await testDatabase()
  await test.database.transaction((tx) => loadDemoPeople(tx, people, 'uz', clock()))
  let listener: RequestListener = (_request, response) => {
    response.end()
  }
  const server = createServer((request, response) => listener(request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  close = () => {
    server.closeAllConnections()
    server.close()
  }
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  provider = await startDemo('identity', {
    PEOPLE_FILE: 'country/uz/people.yaml',
    CLIENT_SECRET: 'a secret of the tests',
    REDIRECT_URIS: `${origin}/callback`,
    AFTER_LOGOUT_URIS: `${origin}/`,
  })
  const parts = {
    country,
    database: test.database,
    origin,
    provider: { issuer: provider.url, clientId: 'darcha', clientSecret: 'a secret of the tests' },
    clock,
    log: { warn() {} },
  }
  const world = {} as World
  const app = createApp({
    ...parts,
    ...principalLoader(parts),
    world,
    performer: performer(test.database, combineRights(), world),
    useCases: [],
    texts: loadTexts('texts', conventions),
    version: '0',
    limits: { body: 100_000, requestsPerMinute: 1000 },
    log: { info() {}, warn() {}, error() {}, debug() {} },
    frame: (_context, view) => `<!DOCTYPE html><title>${view.title}</title>${view.body}`,
    failure: (_context, refusal, status) => ({ title: refusal?.kind.code ?? 'failure', body: '', status }),
    pages: [
      keptFormPage,
      page('GET /', async ({ principal }) => ({ title: principal.name ?? 'nobody', body: '' })),
      page('GET /mine', async ({ principal }) => {
        if (!principal.personId) throw new Refusal(general['sign-in-needed'])
        return {
          title: `${principal.name} for ${principal.actingFor?.name ?? 'oneself'} ${principal.roles.map(({ role, body }) => `${role}@${body}`).join()}`,
          body: '',
        }
      }),
      page('POST /sign', async ({ principal, now, form }) => {
        const given = await form()
        requireFresh(principal, now)
        return { title: `signed ${given.get('what')}`, body: '' }
      }),
      page('POST /mine', async ({ principal, form }) => {
        const given = await form()
        if (!principal.personId) throw new Refusal(general['sign-in-needed'])
        return { title: `saved ${given.get('answer')}`, body: '' }
      }),
    ],
    routes: (hono) => {
      hono.use(canonicalHost(origin))
      hono.use(keepInterruptedForms(parts))
      hono.route('/', identityRoutes(parts))
    },
  })
  listener = getRequestListener(app.fetch)
})
afterAll(async () => {
  close()
  await provider.stop()
  await test.drop()
})
beforeEach(() => {
  ahead = 0
})

/** Goes through the provider's page and back, as a person without JavaScript does. */
async function signIn(browser: CookieJar, account: string, at = '/en/mine') {
  const chooser = await browser.follow(`${origin}/login?returnTo=${encodeURIComponent(at)}`)
  expect(chooser.url).toContain(`${provider.url}/interaction/`)
  return browser.follow(chooser.url, { account })
}
const title = (text: string) => /<title>(.*?)<\/title>/.exec(text)![1]

it('signs a person in and goes on with the page that was asked for', async () => {
  const browser = new CookieJar()
  expect((await browser.send(`${origin}/en/mine`)).status).toBe(401)
  const there = await signIn(browser, 'jasur')
  expect(there.url).toBe(`${origin}/en/mine`)
  expect(title(there.text)).toBe('Jasur Toshmatov for oneself officer@khokimiyat-1726266,officer@khokimiyat-1726294')
  const person = (await test.database.query('select id, number from identity.person where persona = $1', ['officer']))
    .rows[0]
  expect(person).toEqual({
    id: demoPersonId('jasur'),
    number: people.find((candidate) => candidate.id === 'jasur')!.number,
  })
})

it('keeps no token that could be used by a reader of the database', async () => {
  const browser = new CookieJar()
  await signIn(browser, 'dilnoza')
  const [[name, token]] = [...browser.cookies(origin)].filter(([name]) => name.includes('session')) as [
    [string, string],
  ]
  expect(name).toMatch(/^__Host-/)
  const whole = JSON.stringify(
    (await test.database.query("select encode(token_hash, 'escape') as hash, id_token from identity.session", [])).rows,
  )
  expect(whole).not.toContain(token)
})

it('shows the accounts in the language of the page', async () => {
  const browser = new CookieJar()
  expect((await browser.follow(`${origin}/login?returnTo=/ru/mine`)).text).toContain('Кем войти?')
  expect((await browser.follow(`${origin}/login?returnTo=/uz-cyrl/mine`)).text).toContain('Ким бўлиб кирасиз?')
  expect((await browser.follow(`${origin}/login?returnTo=/en/mine`)).text).toContain('This is a demonstration')
})

it('signs out here and at the provider', async () => {
  const browser = new CookieJar()
  await signIn(browser, 'dilnoza')
  const left = await browser.follow(`${origin}/en/logout`, {})
  expect(new URL(left.url).origin).toBe(origin)
  expect((await browser.send(`${origin}/en/mine`)).status).toBe(401)
  // the provider asks again: its own session is over too
  expect((await browser.follow(`${origin}/login?returnTo=/en/mine`)).text).toContain('name="account"')
})

it('names no token of the person in the address that ends the session, and keeps none', async () => {
  const browser = new CookieJar()
  await signIn(browser, 'dilnoza')
  const left = await browser.send(`${origin}/en/logout`, {})
  const leads = new URL(left.headers.get('location')!)
  expect(leads.origin).toBe(new URL(provider.url).origin)
  expect([...leads.searchParams.keys()].sort()).toEqual(['client_id', 'post_logout_redirect_uri'])
  expect(
    (await test.database.query('select 1 as one from identity.session where id_token is not null', [])).rows,
  ).toEqual([])
})

it('lets one address begin only so many sign-ins and leave only so many forms in a minute', async () => {
  const parts = {
    database: test.database,
    origin,
    provider: { issuer: provider.url, clientId: 'darcha', clientSecret: 'a secret of the tests' },
    clock,
    log: { warn() {} },
    country,
    limits: { signInsPerMinute: 3, keptFormsPerMinute: 2 },
  }
  const small = new Hono()
  small.onError((error, context) =>
    error instanceof Refusal ? context.text(error.kind.code, error.kind.status as 429) : context.text('failure', 500),
  )
  small.use(keepInterruptedForms(parts))
  small.route('/', identityRoutes(parts))
  small.post('/en/mine', (context) => context.text('sign in', 401))
  const count = async (table: string) =>
    (await test.database.query<{ n: number }>(`select count(*)::int as n from identity.${table}`, [])).rows[0]!.n
  const [logins, forms] = [await count('login'), await count('kept_form')]
  const login = async (peer: string) =>
    (await small.request(`${origin}/login`, { headers: { 'x-darcha-peer': peer } })).status
  const post = async (peer: string) =>
    (
      await small.request(`${origin}/en/mine`, {
        method: 'POST',
        body: 'a=1',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '3', 'x-darcha-peer': peer },
      })
    ).status
  for (const expected of [303, 303, 303, 429, 429]) expect(await login('203.0.113.1')).toBe(expected)
  expect(await login('203.0.113.2')).toBe(303)
  for (const expected of [303, 303, 429, 429]) expect(await post('203.0.113.1')).toBe(expected)
  expect([(await count('login')) - logins, (await count('kept_form')) - forms]).toEqual([4, 2])
})

it('refuses to sign out or change the organisation for another site', async () => {
  const browser = new CookieJar()
  await signIn(browser, 'dilnoza')
  for (const path of ['/logout', '/act-for']) {
    expect(
      (
        await browser.send(
          origin + path,
          { organisation: '' },
          { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
        )
      ).status,
    ).toBe(403)
  }
  expect((await browser.send(`${origin}/en/mine`)).status).toBe(200)
})

it('takes an answer once, and only in the browser that began', async () => {
  const [browser, other] = [new CookieJar(), new CookieJar()]
  const chooser = await browser.follow(`${origin}/login?returnTo=/en/mine`)
  let at = chooser.url
  let response = await browser.send(at, { account: 'dilnoza' })
  while (!at.startsWith(`${origin}/callback`)) {
    at = new URL(response.headers.get('location')!, at).href
    if (!at.startsWith(`${origin}/callback`)) response = await browser.send(at)
  }
  const stolen = await other.send(at)
  expect(stolen.status).toBe(400)
  expect(other.cookies(origin).size).toBe(0)
  expect((await browser.send(at)).headers.get('location')).toBe('/en/mine')
  // the back button
  expect((await browser.send(at)).headers.get('location')).toBe('/')
})

it('goes home when the person cancels', async () => {
  const browser = new CookieJar()
  const chooser = await browser.follow(`${origin}/login?returnTo=/ru/mine`)
  const back = await browser.follow(chooser.url, { cancel: 'yes' })
  expect(back.url).toBe(`${origin}/ru`)
  expect(title(back.text)).toBe('nobody')
})

it.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  'javascript:alert(1)',
  '/login?returnTo=/login',
  '/\u0009/evil.example',
])('never leads to %j after sign-in', async (asked) => {
  const there = await signIn(new CookieJar(), 'dilnoza', asked)
  expect(new URL(there.url).origin).toBe(origin)
  expect(new URL(there.url).pathname).toMatch(/^\/(uz)?$/)
})

it('keeps the answers of a form whose session ended', async () => {
  const browser = new CookieJar()
  await signIn(browser, 'dilnoza')
  ahead = 2
  const answer = 'Oʻzbekcha "javob" <b>&amp;'
  // the provider's own session still stands, so the person comes straight back
  const kept = await browser.follow(`${origin}/en/mine`, { answer })
  expect(kept.url).toBe(`${origin}/en/kept-form`)
  expect(kept.text).toContain('action="/en/mine"')
  expect(kept.text).toContain('value="Oʻzbekcha &quot;javob&quot; &lt;b&gt;&amp;amp;"')
  expect(title((await browser.follow(`${origin}/en/mine`, { answer })).text)).toBe('saved Oʻzbekcha "javob" <b>&amp;')
})

it('shows kept answers to nobody else on the same computer, and to nobody after an hour', async () => {
  const browser = new CookieJar()
  await signIn(browser, 'dilnoza')
  ahead = 2
  browser.cookies(provider.url).clear()
  const chooser = await browser.follow(`${origin}/en/mine`, { answer: 'private' })
  const stranger = await browser.follow(chooser.url, { account: 'jasur' })
  expect([stranger.url, stranger.status]).toEqual([`${origin}/en/kept-form`, 410])
  browser.cookies(provider.url).clear()
  await signIn(browser, 'dilnoza')
  expect((await browser.follow(`${origin}/en/kept-form`)).text).toContain('private')
  ahead = 3.01
  browser.cookies(provider.url).clear()
  await signIn(browser, 'dilnoza')
  expect((await browser.follow(`${origin}/en/kept-form`)).status).toBe(410)
})

it('ends a session that nobody uses, and any after twelve hours', async () => {
  const browser = new CookieJar()
  await signIn(browser, 'dilnoza')
  for (let hours = 0.5; hours < 12; hours += 0.5) {
    ahead = hours
    expect((await browser.send(`${origin}/en/mine`)).status).toBe(200)
  }
  ahead = 12.1
  expect((await browser.send(`${origin}/en/mine`)).status).toBe(401)
  ahead = 0
  browser.cookies(provider.url).clear()
  await signIn(browser, 'dilnoza')
  ahead = 1.1
  expect((await browser.send(`${origin}/en/mine`)).status).toBe(401)
})

it('acts for an organisation only while one may', async () => {
  const browser = new CookieJar()
  await signIn(browser, 'rustam')
  const changed = await browser.follow(`${origin}/en/act-for`, { organisation: '309990017', returnTo: '/en/mine' })
  expect(title(changed.text)).toContain('for «Bahor Savdo» MChJ')
  await test.database.query('update identity.representative set until = $2 where person = $1', [
    demoPersonId('rustam'),
    new Date(Date.now() - 1000).toISOString(),
  ])
  expect(title((await browser.follow(`${origin}/en/mine`)).text)).toContain('for oneself')
  expect((await browser.follow(`${origin}/en/act-for`, { organisation: '309990017' })).status).toBe(403)
  const stranger = new CookieJar()
  await signIn(stranger, 'dilnoza')
  expect((await stranger.follow(`${origin}/en/act-for`, { organisation: '309990017' })).status).toBe(403)
})

it('sends other spellings of the host to the one address', async () => {
  const elsewhere = origin.replace('127.0.0.1', 'localhost')
  const answer = await new CookieJar().send(`${elsewhere}/en/mine?a=1`)
  expect([answer.status, answer.headers.get('location')]).toEqual([302, `${origin}/en/mine?a=1`])
})

it('says that the provider is away, and signs in again when it is back', async () => {
  const parts = {
    database: test.database,
    origin,
    clock,
    log: { warn() {} },
    country,
    provider: { issuer: 'http://127.0.0.1:9', clientId: 'x', clientSecret: 'y' },
  }
  const routes = identityRoutes(parts)
  routes.onError((error) => new Response((error as Refusal).kind.code, { status: (error as Refusal).kind.status }))
  const answer = await routes.request(`${origin}/login`)
  expect([answer.status, await answer.text()]).toEqual([503, 'identity.provider-away'])
})

it('asks who it is anew before a signature, and keeps what was posted until they are back', async () => {
  const browser = new CookieJar()
  await signIn(browser, 'nargiza')
  const sign = () => browser.follow(`${origin}/en/sign`, { what: 'the order' })
  expect(title((await sign()).text)).toBe('signed the order')
  // an hour at the desk: the session lives, the sign-in is not fresh any more
  ahead = 0.7
  await browser.follow(`${origin}/en/mine`)
  const chooser = await sign()
  // the provider has a session of its own, and still asks
  expect(chooser.url).toContain(`${provider.url}/interaction/`)
  const kept = await browser.follow(chooser.url, { account: 'nargiza' })
  expect(kept.url).toBe(`${origin}/en/kept-form`)
  expect(kept.text).toContain('value="the order"')
  expect(title((await sign()).text)).toBe('signed the order')
})

it('counts sign-ins of one visitor over all processes', async () => {
  const login = { nonce: 'n', verifier: 'v', returnTo: '/', language: 'en', fresh: false }
  const begin = (state: string, visitor: string) =>
    beginLogin(test.database, state, 'browser', login, clock(), { visitor, most: 2 })
  await begin('one', '192.0.2.7')
  await begin('two', '192.0.2.7')
  await expect(begin('three', '192.0.2.7')).rejects.toMatchObject({ kind: { status: 429 }, retryAfter: 60 })
  await begin('four', '192.0.2.8')
  ahead = 0.05
  await begin('five', '192.0.2.7')
})
