import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CompactEncrypt, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { readConfig } from '../config/index.ts'
import { openIdClient } from './openid.ts'

const signing = generateKeyPairSync('rsa', { modulusLength: 2048 })
const [rsa, ec] = [
  generateKeyPairSync('rsa', { modulusLength: 2048 }),
  generateKeyPairSync('ec', { namedCurve: 'P-256' }),
]
const REDIRECT = 'https://portal.example/callback'

let server: Server
let issuer = ''
let nonce = ''
/** How this provider is set up; its metadata say nothing of what it encrypts, as they need not. */
let setup: {
  encrypt?: { to: KeyObject; alg: string; kid?: string }
  userInfo?: 'signed' | 'forged'
  methods?: string[]
}
const told: string[] = []
const folder = mkdtempSync(join(tmpdir(), 'darcha-key-'))

beforeAll(async () => {
  server = createServer((request, response) => {
    void answer(request.url!).then(({ type, body }) => response.writeHead(200, { 'content-type': type }).end(body))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
beforeEach(() => {
  setup = {}
  told.length = 0
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

async function answer(path: string): Promise<{ type: string; body: string }> {
  const json = (body: object) => ({ type: 'application/json', body: JSON.stringify(body) })
  if (path.startsWith('/.well-known/'))
    return json({
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/me`,
      jwks_uri: `${issuer}/jwks`,
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: setup.methods ?? ['client_secret_basic'],
    })
  if (path === '/jwks') return json({ keys: [{ ...signing.publicKey.export({ format: 'jwk' }), alg: 'RS256' }] })
  if (path === '/me') {
    const key = setup.userInfo === 'forged' ? rsa.privateKey : signing.privateKey
    return { type: 'application/jwt', body: await locked(await signed({ name: 'Nodira', pin: '1' }, key)) }
  }
  const idToken = await locked(await signed({ nonce, auth_time: Math.floor(Date.now() / 1000) }))
  return json({ access_token: 'x', token_type: 'Bearer', id_token: idToken })
}

const signed = (claims: object, key = signing.privateKey) =>
  new SignJWT({ ...claims, sub: 'one' })
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(issuer)
    .setAudience('portal')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(key)

async function locked(token: string): Promise<string> {
  if (!setup.encrypt) return token
  const { to, alg, kid } = setup.encrypt
  return new CompactEncrypt(new TextEncoder().encode(token))
    .setProtectedHeader({ alg, enc: 'A256GCM', cty: 'JWT', ...(kid ? { kid } : {}) })
    .encrypt(to)
}

/** The portal's client of this provider. */
function clientWith(decryptionKey?: string) {
  const config = readConfig('none', {
    DARCHA_IDENTITY_ISSUER: issuer,
    DARCHA_IDENTITY_CLIENT_ID: 'portal',
    ...(decryptionKey === undefined ? {} : { DARCHA_IDENTITY_DECRYPTION_KEY: decryptionKey }),
  })
  return openIdClient(
    { issuer, clientId: 'portal', clientSecret: 's', decryptionKey: config.identityDecryptionKey },
    ({ what, remedy }) => told.push(`${what}; ${remedy}`),
  )
}

async function signIn(client: ReturnType<typeof clientWith>) {
  const begun = await client.begin({ redirectUri: REDIRECT, languages: 'en' })
  nonce = begun.nonce
  return client.finish(new URL(`${REDIRECT}?code=c&state=${begun.state}`), begun)
}

const pem = (name: string, key: KeyObject) => {
  const path = join(folder, `${name}.pem`)
  writeFileSync(path, key.export({ format: 'pem', type: 'pkcs8' }))
  return path
}
const jwk = (name: string, key: KeyObject, kid: string) => {
  const path = join(folder, `${name}.json`)
  writeFileSync(path, JSON.stringify({ ...key.export({ format: 'jwk' }), kid }))
  return path
}

it.each([
  ['RSA-OAEP', rsa, undefined],
  ['RSA-OAEP-256', rsa, undefined],
  ['ECDH-ES', ec, undefined],
  ['ECDH-ES+A128KW', ec, 'ours'],
])('opens what the provider encrypts by %s: ID token, UserInfo, who signed out', async (alg, keys, kid) => {
  setup = { encrypt: { to: keys.publicKey, alg, ...(kid ? { kid } : {}) }, userInfo: 'signed' }
  const client = clientWith(kid ? jwk(alg, keys.privateKey, kid) : pem(alg, keys.privateKey))
  expect((await signIn(client)).claims).toMatchObject({ sub: 'one', name: 'Nodira', pin: '1' })
  const logout = await locked(
    await signed({ events: { 'http://schemas.openid.net/event/backchannel-logout': {} }, jti: 'a' }),
  )
  expect(await client.signedOut(logout)).toEqual({ issuer, subject: 'one' })
})

it('says by name what hinders: no key, another key, a name of the key that nobody said', async () => {
  setup = { encrypt: { to: rsa.publicKey, alg: 'RSA-OAEP-256', kid: 'theirs' } }
  for (const [key, said] of [
    [undefined, /encrypts its tokens, and no key is set.*set DARCHA_IDENTITY_DECRYPTION_KEY/],
    [pem('ec', ec.privateKey), /can not be opened.*check DARCHA_IDENTITY_DECRYPTION_KEY/],
    [pem('rsa', rsa.privateKey), /no applicable decryption key.*under the same kid/],
  ] as const) {
    told.length = 0
    await expect(signIn(clientWith(key))).rejects.toMatchObject({ kind: { code: 'identity.provider-set-wrong' } })
    expect(told).toEqual([expect.stringMatching(said)])
  }
  expect(() => clientWith(join(folder, 'none.pem'))).toThrow(/DARCHA_IDENTITY_DECRYPTION_KEY.*ENOENT/)
  expect(() => readConfig('none', { DARCHA_IDENTITY_DECRYPTION_KEY: 'x' })).toThrow(/DARCHA_IDENTITY_ISSUER/)
})

it('reads signed UserInfo of a provider that does not say how it signs it, and none that is forged', async () => {
  setup = { userInfo: 'signed' }
  expect((await signIn(clientWith())).claims).toMatchObject({ name: 'Nodira' })
  setup = { userInfo: 'forged' }
  await expect(signIn(clientWith())).rejects.toMatchObject({ kind: { code: 'identity.provider-set-wrong' } })
})

it('says at the start that a provider takes a certificate alone and none is set, and nothing of one that is still away', async () => {
  setup = { methods: ['tls_client_auth', 'self_signed_tls_client_auth'] }
  const client = clientWith()
  await client.examine()
  expect(told).toEqual([expect.stringMatching(/by its certificate alone.*set DARCHA_IDENTITY_TLS_CERTIFICATE/)])
  await expect(signIn(client)).rejects.toMatchObject({ kind: { code: 'identity.provider-set-wrong' } })
  told.length = 0
  await openIdClient({ issuer: 'http://127.0.0.1:9', clientId: 'portal', clientSecret: 's' }, ({ what }) =>
    told.push(what),
  ).examine()
  expect(told).toEqual([])
})
