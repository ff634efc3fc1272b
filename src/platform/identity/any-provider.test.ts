import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { SignJWT } from 'jose'
import Provider from 'oidc-provider'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CookieJar } from '../../../demo/process/testing.ts'
import { readConfig } from '../config/index.ts'
import { readCountry } from '../country/index.ts'
import { testDatabase } from '../database/testing.ts'
import { Refusal } from '../use-case/index.ts'
import { identityRoutes, readPeople } from './index.ts'

const country = readCountry('country/uz')
const SUBJECT = '6f1c8f5e-62f4-4c3f-8f2c-6a1d7b5f0b11'
const NAMELESS = 'b7d3b2a0-9f0a-4a5b-8a52-0c5e8e1d2f33'
const [YEARLESS, NO_DAY] = ['01b0c1f2-yearless', '02b0c1f2-no-day']
const [someone] = readPeople('country/uz/people.yaml').filter((person) => person.number)
/** What a provider of another make knows: names of claims of its own, and all of it by UserInfo alone. */
const ACCOUNTS: Record<string, Record<string, unknown>> = {
  [SUBJECT]: {
    given_name: 'Nodira',
    family_name: 'Yoʻldosheva',
    birthdate: '1990-05-06',
    email: 'nodira@mail.example',
    national_id: someone!.number,
  },
  [NAMELESS]: {},
  // lawful by the standard (OpenID Connect Core 1.0, 5.1): a birthday without its year, an address nobody verified
  [YEARLESS]: { name: 'Yearless', birthdate: '0000-05-06', email: 'another@mail.example', email_verified: false },
  [NO_DAY]: { name: 'No day', birthdate: '1990-02-30' },
}

let test: Awaited<ReturnType<typeof testDatabase>>
const servers: Server[] = []
let [origin, issuer] = ['', '']
let portal: RequestListener = () => undefined
let answerAsProvider: RequestListener = () => undefined
let provider: Provider
let key: { kid: string; privateKey: KeyObject }
let account = SUBJECT
/** Answers of the provider's addresses that are not its own. */
let inItsPlace: Record<string, RequestListener> = {}
const told: string[] = []

const listen = async (answer: () => RequestListener) => {
  const server = createServer((request, response) => answer()(request, response))
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A plain standard provider, with keys of its own at each start. */
function startProvider(more: { proof?: 'client_secret_jwt'; keys?: object[]; pushed?: boolean } = {}): void {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  key = { kid: randomBytes(4).toString('hex'), privateKey }
  provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'portal',
        ...(more.keys ? { jwks: { keys: more.keys } } : { client_secret: 'a secret of the tests' }),
        redirect_uris: [`${origin}/callback`],
        post_logout_redirect_uris: [`${origin}/`],
        backchannel_logout_uri: `${origin}/signed-out`,
        ...(more.proof ? { token_endpoint_auth_method: more.proof } : {}),
        ...(more.keys ? { token_endpoint_auth_method: 'private_key_jwt' } : {}),
      },
    ],
    ...(more.proof ? { clientAuthMethods: [more.proof] } : {}),
    ...(more.keys ? { clientAuthMethods: ['private_key_jwt'] } : {}),
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: key.kid, use: 'sig', alg: 'RS256' } as never] },
    cookies: { keys: ['a key of the tests'] },
    scopes: ['openid', 'profile', 'email', 'national'],
    claims: {
      profile: ['given_name', 'family_name', 'name', 'birthdate'],
      email: ['email', 'email_verified'],
      national: ['national_id'],
    },
    features: {
      backchannelLogout: { enabled: true },
      devInteractions: { enabled: false },
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: more.pushed ?? false },
    },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    // this machine's own addresses are refused unless said
    fetch: (url, { signal: _signal, dispatcher: _dispatcher, ...options }: any) => fetch(url, options),
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...ACCOUNTS[id] }) }),
  })
  const openid = provider.callback()
  const own = provider
  answerAsProvider = (request, response) => {
    const instead = inItsPlace[request.url!.split('?')[0]!]
    if (instead) return instead(request, response)
    if (!request.url!.startsWith('/interaction/')) return void openid(request, response)
    void (async () => {
      const { prompt, params, session, grantId } = await own.interactionDetails(request, response)
      if (prompt.name === 'login') return own.interactionFinished(request, response, { login: { accountId: account } })
      const grant = grantId
        ? (await own.Grant.find(grantId))!
        : new own.Grant({ accountId: session!.accountId, clientId: String(params['client_id']) })
      grant.addOIDCScope(String(params['scope']))
      return own.interactionFinished(request, response, { consent: { grantId: await grant.save() } })
    })()
  }
}

beforeAll(async () => {
  test = await testDatabase()
  origin = await listen(() => portal)
  issuer = await listen(() => answerAsProvider)
  startProvider()
  openPortal()
}, 60_000)
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
  await test.drop()
})

/** The portal with these settings beside those of the provider. */
function openPortal(more: Record<string, string> = {}): void {
  const config = readConfig('none', {
    DARCHA_IDENTITY_ISSUER: issuer,
    DARCHA_IDENTITY_CLIENT_ID: 'portal',
    DARCHA_IDENTITY_SCOPES: 'openid profile email national',
    DARCHA_IDENTITY_CLAIMS: 'number=national_id',
    ...more,
  })
  const app = new Hono()
  app.onError((error, context) =>
    error instanceof Refusal ? context.text(error.kind.code, error.kind.status as 403) : context.text('failure', 500),
  )
  app.route(
    '/',
    identityRoutes({
      database: test.database,
      origin,
      country,
      clock: () => new Date().toISOString(),
      log: { warn: (facts, what) => told.push(`${what}; ${(facts as { remedy: string }).remedy}`) },
      provider: {
        issuer: config.identityIssuer!,
        clientId: config.identityClientId,
        clientSecret: config.identityClientSecret ?? 'a secret of the tests',
        clientKey: config.identityClientKey,
        scopes: config.identityScopes,
        claims: config.identityClaims,
        clockSkew: config.identityClockSkew,
      },
    }),
  )
  app.get('*', (context) => context.text('here'))
  portal = getRequestListener(app.fetch)
}

const signIn = (browser = new CookieJar()) => browser.follow(`${origin}/login?returnTo=/en`)
const sessions = async () =>
  (await test.database.query<{ n: number }>('select count(*)::int as n from identity.session', [])).rows[0]!.n
const tellSignedOut = (token: string) =>
  fetch(`${origin}/signed-out`, { method: 'POST', body: new URLSearchParams({ logout_token: token }) })

/** @param changes of the claims of a logout token */
const logoutToken = (changes: Record<string, unknown>, signedWith = key) =>
  new SignJWT({
    sub: SUBJECT,
    iss: issuer,
    aud: 'portal',
    iat: Math.floor(Date.now() / 1000),
    jti: randomBytes(8).toString('hex'),
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    ...changes,
  })
    .setProtectedHeader({ alg: 'RS256', kid: signedWith.kid, typ: 'logout+jwt' })
    .sign(signedWith.privateKey)

it('reads from UserInfo, under the names that the configuration says, what the ID token does not tell', async () => {
  account = SUBJECT
  expect((await signIn()).url).toBe(`${origin}/en`)
  const { rows } = await test.database.query(
    'select p.name, p.number, p.email, p.birth_date::text as birth from identity.person p join identity.subject s on s.person = p.id where s.subject = $1',
    [SUBJECT],
  )
  expect(rows).toEqual([
    { name: 'Nodira Yoʻldosheva', number: someone!.number, email: 'nodira@mail.example', birth: '1990-05-06' },
  ])
})

it('lets nobody in whose name is not told: a UUID is no name', async () => {
  account = NAMELESS
  const refused = await signIn()
  expect([refused.status, refused.text]).toEqual([403, 'identity.provider-tells-too-little'])
  account = SUBJECT
})

it('signs in after the provider changed its keys, at the first try', async () => {
  await signIn()
  startProvider()
  const there = await signIn()
  expect([there.url, there.status]).toEqual([`${origin}/en`, 200])
})

it('ends sessions when the provider says that somebody signed out', async () => {
  await signIn()
  expect(await sessions()).toBeGreaterThan(0)
  const client = (await provider.Client.find('portal'))!
  await (client as unknown as { backchannelLogout(sub: string): Promise<void> }).backchannelLogout(SUBJECT)
  expect(await sessions()).toBe(0)
})

it('takes a logout token of this provider only, with clocks that differ by less than a minute', async () => {
  await signIn()
  const now = Math.floor(Date.now() / 1000)
  const other = { kid: key.kid, privateKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey }
  for (const wrong of [
    'no token',
    await logoutToken({ iat: now + 300 }),
    await logoutToken({ aud: 'another' }),
    await logoutToken({ iss: 'https://other.example' }),
    await logoutToken({ nonce: 'x' }),
    await logoutToken({ events: {} }),
    await logoutToken({ sub: undefined }),
    await logoutToken({}, other),
  ])
    expect((await tellSignedOut(wrong)).status).toBe(400)
  expect(await sessions()).toBe(1)
  // of another session of the same person
  expect((await tellSignedOut(await logoutToken({ sid: 'another' }))).status).toBe(200)
  expect(await sessions()).toBe(1)
  expect((await tellSignedOut(await logoutToken({ iat: now + 30 }))).status).toBe(200)
  expect(await sessions()).toBe(0)
})

it('takes what a provider signs whose clock differs by as much as the configuration says, and no more', async () => {
  const tokens = (provider as unknown as { IdToken: { expiresIn: () => number } }).IdToken
  const { expiresIn } = tokens
  // its clock is behind: what it signs now is over by ours
  tokens.expiresIn = () => -90
  try {
    const tried = async (skew: string | undefined) => {
      openPortal(skew === undefined ? {} : { DARCHA_IDENTITY_CLOCK_SKEW: skew })
      const there = await signIn()
      return there.status === 200 ? there.url : there.text
    }
    expect(await tried(undefined)).toBe('identity.sign-in-expired')
    expect(await tried('0')).toBe('identity.sign-in-expired')
    expect(await tried('120')).toBe(`${origin}/en`)
    // the same for what it says of people who signed out
    const late = Math.floor(Date.now() / 1000) + 90
    expect((await tellSignedOut(await logoutToken({ iat: late }))).status).toBe(200)
    openPortal()
    expect((await tellSignedOut(await logoutToken({ iat: late + 30 }))).status).toBe(400)
  } finally {
    tokens.expiresIn = expiresIn
    openPortal()
  }
})

it('takes of a birthday what is a day, and no address that the provider says it did not verify', async () => {
  for (account of [YEARLESS, NO_DAY]) expect((await signIn()).url).toBe(`${origin}/en`)
  account = SUBJECT
  const { rows } = await test.database.query(
    'select p.name, p.email, p.birth_date as birth from identity.person p join identity.subject s on s.person = p.id where s.subject = any($1) order by 1',
    [[YEARLESS, NO_DAY]],
  )
  expect(rows).toEqual([
    { name: 'No day', email: null, birth: null },
    { name: 'Yearless', email: null, birth: null },
  ])
})

it('lets people in by a provider that does not say when it asked them, and lets nothing be signed by it', async () => {
  const tokens = (provider as unknown as { IdToken: { prototype: { payload: () => Promise<object> } } }).IdToken
    .prototype
  const { payload } = tokens
  tokens.payload = async function (this: unknown) {
    return { ...(await payload.call(this)), auth_time: undefined }
  }
  try {
    openPortal()
    await test.database.query('delete from identity.session', [])
    expect((await signIn()).url).toBe(`${origin}/en`)
    const { rows } = await test.database.query('select authenticated_at as at from identity.session', [])
    expect(rows).toEqual([{ at: '1970-01-01T00:00:00Z' }])
    told.length = 0
    const anew = await new CookieJar().follow(`${origin}/login?fresh=1&returnTo=/en`)
    expect([anew.status, anew.text]).toEqual([403, 'identity.provider-not-anew'])
    expect(told).toEqual([expect.stringMatching(/does not say when.*auth_time/)])
  } finally {
    tokens.payload = payload
  }
})

it('goes by a provider that takes a signed secret alone, or requests from the portal itself alone', async () => {
  for (const strict of [{ proof: 'client_secret_jwt' }, { pushed: true }] as const) {
    startProvider(strict)
    openPortal()
    expect([strict, (await signIn()).url]).toEqual([strict, `${origin}/en`])
  }
  startProvider()
})

it.each([
  ['ec', { namedCurve: 'P-256' }],
  ['rsa', { modulusLength: 2048 }],
] as const)('proves itself by the key that its configuration names (%s)', async (kind, options) => {
  const { privateKey, publicKey } = generateKeyPairSync(kind as 'rsa', options as { modulusLength: number })
  const file = join(mkdtempSync(join(tmpdir(), 'darcha-key-')), 'key.pem')
  writeFileSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }))
  startProvider({ keys: [publicKey.export({ format: 'jwk' })] })
  openPortal({ DARCHA_IDENTITY_CLIENT_KEY: file })
  expect((await signIn()).url).toBe(`${origin}/en`)
  for (const [wrong, said] of [
    [{ DARCHA_IDENTITY_CLIENT_KEY: `${file}.none` }, /holds no private key \(ENOENT\)/],
    [{ DARCHA_IDENTITY_CLIENT_KEY: file, DARCHA_IDENTITY_CLIENT_SECRET: 'x' }, /prove the same/],
  ] as const)
    expect(() => openPortal(wrong)).toThrow(said)
  startProvider()
  openPortal()
})

it('tells operators why nobody can sign in, and people whose matter it is', async () => {
  const tried = async (settings: Record<string, string>, places: typeof inItsPlace = {}) => {
    inItsPlace = places
    openPortal(settings)
    told.length = 0
    const there = [await signIn(), await signIn()]
    inItsPlace = {}
    const [answer, again] = there.map(({ status, text }) => `${status} ${text}`)
    expect(again).toBe(answer)
    // once, however many tried
    expect(told.length).toBeLessThanOrEqual(1)
    return `${answer}: ${told[0]}`
  }
  const answering =
    (status: number, body: object): RequestListener =>
    (_, response) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  const sentBack = (error: string): Record<string, RequestListener> => ({
    '/auth': (request, response) => {
      const state = new URL(request.url!, issuer).searchParams.get('state')!
      const back = new URLSearchParams({ error, state, iss: issuer })
      response.writeHead(303, { location: `${origin}/callback?${back}` }).end()
    },
  })
  const realm = { DARCHA_IDENTITY_ISSUER: `${issuer}/realm` }
  const setWrong = '503 identity.provider-set-wrong: '
  expect(await tried({ DARCHA_IDENTITY_CLIENT_SECRET: 'another' })).toMatch(
    new RegExp(`^${setWrong}.*does not accept this client.*DARCHA_IDENTITY_CLIENT_SECRET`),
  )
  expect(await tried(realm)).toMatch(new RegExp(`^${setWrong}.*404.*DARCHA_IDENTITY_ISSUER`))
  const elsewhere = { '/realm/.well-known/openid-configuration': answering(200, { issuer: `${issuer}/realm/` }) }
  expect(await tried(realm, elsewhere)).toMatch(new RegExp(`^${setWrong}.*calls itself ${issuer}/realm/`))
  expect(await tried({}, sentBack('unauthorized_client'))).toMatch(new RegExp(`^${setWrong}.*CLIENT_ID`))
  expect(await tried({}, sentBack('invalid_scope'))).toMatch(new RegExp(`^${setWrong}.*DARCHA_IDENTITY_SCOPES`))
  const isAway = /^503 identity.provider-away: the identity provider does not answer/
  expect(await tried({}, { '/token': answering(503, {}) })).toMatch(isAway)
  expect(await tried({}, { '/me': answering(502, {}) })).toMatch(isAway)
  expect(await tried({}, sentBack('temporarily_unavailable'))).toMatch(isAway)
  expect(await tried({}, sentBack('login_required'))).toMatch(/^400 identity.sign-in-expired/)
  // the same portal, when the provider is well again
  expect((await signIn()).url).toBe(`${origin}/en`)
})

it('asks the provider to say again who signed out when its keys can not be had', async () => {
  openPortal()
  await test.database.query('delete from identity.session', [])
  await signIn()
  const token = await logoutToken({})
  inItsPlace = { '/jwks': (_, response) => response.writeHead(503).end() }
  expect((await tellSignedOut(token)).status).toBe(503)
  expect(await sessions()).toBe(1)
  inItsPlace = {}
  expect((await tellSignedOut(token)).status).toBe(200)
  expect(await sessions()).toBe(0)
})

it('a setting that has no effect is refused by name', () => {
  const read = (environment: Record<string, string>) => () => readConfig('none', environment)
  expect(read({ DARCHA_IDENTITY_CLAIMS: 'number=x' })).toThrow(/DARCHA_IDENTITY_CLAIMS.*DARCHA_IDENTITY_ISSUER/)
  expect(read({ DARCHA_IDENTITY_CLIENT_SECRET: 'x' })).toThrow(/DARCHA_IDENTITY_CLIENT_SECRET/)
  expect(read({ DARCHA_IDENTITY_CLOCK_SKEW: '30' })).toThrow(/DARCHA_IDENTITY_CLOCK_SKEW.*DARCHA_IDENTITY_ISSUER/)
  for (const wrong of ['601', '-1', '1m'])
    expect(read({ DARCHA_IDENTITY_ISSUER: issuer, DARCHA_IDENTITY_CLOCK_SKEW: wrong })).toThrow(
      /DARCHA_IDENTITY_CLOCK_SKEW/,
    )
  expect(read({ DARCHA_PAYMENT_KEY: 'x' })).toThrow(/DARCHA_PAYMENT_KEY/)
  expect(read({ DARCHA_IDENTITY_ISSUER: issuer, DARCHA_IDENTITY_CLAIMS: 'shoe=size' })).toThrow(/shoe=size/)
})
