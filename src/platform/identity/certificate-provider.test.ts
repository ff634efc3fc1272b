import 'reflect-metadata'
import { spawn } from 'node:child_process'
import { generateKeyPairSync, webcrypto, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type ServerOptions } from 'node:https'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from 'node:tls'
import * as x509 from '@peculiar/x509'
import { SignJWT } from 'jose'
import Provider from 'oidc-provider'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { CookieJar } from '../../../demo/process/testing.ts'
import { readConfig } from '../config/index.ts'
import { openIdClient } from './openid.ts'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const REDIRECT = 'https://portal.example/callback'
const HOUR = 3_600_000
const LOGOUT = 'http://schemas.openid.net/event/backchannel-logout'
const folder = mkdtempSync(join(tmpdir(), 'darcha-tls-'))
const trusted = getCACertificates('default')

/** Makes certificates under one authority; `names` of files are `NAME.pem` and `NAME.key`. */
async function authority(name: string) {
  const keys = () => webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const own = await keys()
  const root = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: '01',
      name: `CN=${name}`,
      notBefore: new Date(Date.now() - 48 * HOUR),
      notAfter: new Date(Date.now() + 48 * HOUR),
      signingAlgorithm: ALGORITHM,
      keys: own as never,
      extensions: [new x509.BasicConstraintsExtension(true, 1, true)],
    },
    webcrypto as never,
  )
  let serial = 1
  const issue = async (file: string, of: string, [from, to] = [-HOUR, HOUR]) => {
    const pair = await keys()
    const certificate = await x509.X509CertificateGenerator.create(
      {
        serialNumber: `0${++serial}`,
        subject: `CN=${of}`,
        issuer: root.subject,
        notBefore: new Date(Date.now() + from),
        notAfter: new Date(Date.now() + to),
        signingAlgorithm: ALGORITHM,
        publicKey: pair.publicKey as never,
        signingKey: own.privateKey as never,
        extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }])],
      },
      webcrypto as never,
    )
    const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', pair.privateKey)).toString('base64')
    const made = {
      cert: certificate.toString('pem'),
      key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`,
    }
    writeFileSync(join(folder, `${file}.pem`), made.cert)
    writeFileSync(join(folder, `${file}.key`), made.key)
    return made
  }
  return { pem: root.toString('pem'), issue }
}

const signing = generateKeyPairSync('rsa', { modulusLength: 2048 })
const servers: Server[] = []
let ours: Awaited<ReturnType<typeof authority>>
let strangers: typeof ours
let [issuer, byCertificate, bySelfSigned] = ['', '', '']
let answer: (request: IncomingMessage, response: ServerResponse) => void
/** What came with a certificate, and by which address. */
const came: string[] = []
const told: string[] = []

const listen = async (options: ServerOptions) => {
  const server = createServer(options, (request, response) => {
    const { subject } = (request.socket as TLSSocket).getPeerCertificate()
    const port = (server.address() as AddressInfo).port
    if (subject)
      came.push(`${`https://127.0.0.1:${port}` === issuer ? 'plain' : 'alias'} ${request.url} ${String(subject.CN)}`)
    answer(request, response)
  })
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`
}

beforeAll(async () => {
  ours = await authority('of the tests')
  strangers = await authority('of nobody')
  const own = await ours.issue('provider', 'provider')
  await ours.issue('portal', 'portal')
  await ours.issue('neighbour', 'neighbour')
  await ours.issue('ended', 'portal', [-2 * HOUR, -HOUR])
  await ours.issue('to-come', 'portal', [HOUR, 2 * HOUR])
  await strangers.issue('stranger', 'portal')
  await (await authority('alone')).issue('alone', 'portal')
  setDefaultCACertificates([...trusted, ours.pem])
  issuer = await listen(own)
  // the address for clients with certificates asks everybody for one, and lets nobody in without
  byCertificate = await listen({ ...own, ca: ours.pem, requestCert: true, rejectUnauthorized: true })
  bySelfSigned = await listen({ ...own, requestCert: true, rejectUnauthorized: false })
})
beforeEach(() => {
  came.length = 0
  told.length = 0
})
afterAll(() => {
  setDefaultCACertificates(trusted)
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
  rmSync(folder, { recursive: true, force: true })
})

type Method = 'tls_client_auth' | 'self_signed_tls_client_auth' | 'client_secret_basic' | 'none'

/** A standard provider whose addresses for clients with a certificate stand apart (RFC 8705, 5). */
function startProvider(method: Method, more: { pushed?: boolean; bound?: boolean; alias?: string } = {}): void {
  const known = new X509Certificate(readFileSync(join(folder, 'alone.pem')))
  const certificateOf = ({ req }: { req: IncomingMessage }) => (req.socket as TLSSocket).getPeerX509Certificate()
  const alias = more.alias ?? (method === 'self_signed_tls_client_auth' ? bySelfSigned : byCertificate)
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'portal',
        redirect_uris: [REDIRECT],
        token_endpoint_auth_method: method,
        ...(method === 'client_secret_basic' ? { client_secret: 'a secret of the tests' } : {}),
        ...(method === 'tls_client_auth' ? { tls_client_auth_subject_dn: 'CN=portal' } : {}),
        ...(method === 'self_signed_tls_client_auth'
          ? {
              jwks: {
                keys: [{ ...known.publicKey.export({ format: 'jwk' }), x5c: [known.raw.toString('base64')] }],
              },
            }
          : {}),
        ...(more.bound ? { tls_client_certificate_bound_access_tokens: true } : {}),
      } as never,
    ],
    clientAuthMethods: [method],
    jwks: { keys: [{ ...signing.privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' } as never] },
    cookies: { keys: ['a key of the tests'] },
    claims: { profile: ['name'] },
    features: {
      devInteractions: { enabled: false },
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: more.pushed ?? false },
      mTLS: {
        enabled: true,
        certificateBoundAccessTokens: true,
        tlsClientAuth: true,
        selfSignedTlsClientAuth: true,
        getCertificate: certificateOf as never,
        certificateAuthorized: ({ req }) => (req.socket as TLSSocket).authorized,
        certificateSubjectMatches: (context, property, expected) =>
          property === 'tls_client_auth_subject_dn' && certificateOf(context)?.subject === expected,
      },
    },
    discovery: {
      mtls_endpoint_aliases: {
        token_endpoint: `${alias}/token`,
        userinfo_endpoint: `${alias}/me`,
        pushed_authorization_request_endpoint: `${alias}/request`,
      },
    },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, name: 'Nodira' }) }),
  })
  const openid = provider.callback()
  answer = (request, response) => {
    if (!request.url!.startsWith('/interaction/')) return void openid(request, response)
    void (async () => {
      const { prompt, params, session } = await provider.interactionDetails(request, response)
      if (prompt.name === 'login')
        return provider.interactionFinished(request, response, { login: { accountId: 'one' } })
      const grant = new provider.Grant({ accountId: session!.accountId, clientId: String(params['client_id']) })
      grant.addOIDCScope(String(params['scope']))
      return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } })
    })()
  }
}

/** The portal's client, set up as its environment says. */
function clientWith(more: Record<string, string> = {}) {
  const config = readConfig('none', {
    DARCHA_IDENTITY_ISSUER: issuer,
    DARCHA_IDENTITY_CLIENT_ID: 'portal',
    ...more,
  })
  return openIdClient(
    {
      issuer: config.identityIssuer!,
      clientId: config.identityClientId,
      clientSecret: config.identityClientSecret,
      certificate: config.identityCertificate,
    },
    ({ what, remedy }) => told.push(`${what}; ${remedy}`),
  )
}
const showing = (certificate: string, key = certificate) => ({
  DARCHA_IDENTITY_TLS_CERTIFICATE: join(folder, `${certificate}.pem`),
  DARCHA_IDENTITY_TLS_KEY: join(folder, `${key}.key`),
})

/** As a browser goes: to the provider, and back with what it says. */
async function signIn(client: ReturnType<typeof clientWith>) {
  const begun = await client.begin({ redirectUri: REDIRECT, languages: 'en' })
  const browser = new CookieJar()
  let at = begun.url.href
  while (!at.startsWith(REDIRECT)) {
    const response = await browser.send(at)
    const next = response.headers.get('location')
    if (!next) throw new Error(`the provider answered ${response.status}: ${await response.text()}`)
    at = new URL(next, at).href
  }
  return client.finish(new URL(at), begun)
}

it.each([
  ['tls_client_auth', 'portal', {}],
  ['tls_client_auth', 'portal', { pushed: true, bound: true }],
  ['self_signed_tls_client_auth', 'alone', { bound: true }],
] as const)('is known by its certificate (%s of %s, %o), at the addresses for that', async (method, own, more) => {
  startProvider(method, more)
  const client = clientWith(showing(own))
  await client.examine()
  expect((await signIn(client)).claims).toMatchObject({ sub: 'one', name: 'Nodira' })
  expect(came).toEqual([
    ...('pushed' in more ? ['alias /request portal'] : []),
    'alias /token portal',
    'alias /me portal',
  ])
  const logout = await new SignJWT({ sub: 'one', events: { [LOGOUT]: {} }, jti: 'a' })
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(issuer)
    .setAudience('portal')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(signing.privateKey)
  expect(await client.signedOut(logout)).toEqual({ issuer, subject: 'one' })
  expect(told).toEqual([])
})

it('shows a certificate beside a secret, and needs neither where the provider wants neither', async () => {
  startProvider('client_secret_basic', { bound: true })
  const secret = { DARCHA_IDENTITY_CLIENT_SECRET: 'a secret of the tests' }
  expect((await signIn(clientWith({ ...secret, ...showing('portal') }))).claims).toMatchObject({ name: 'Nodira' })
  expect(came).toEqual(['alias /token portal', 'alias /me portal'])
  startProvider('none')
  expect((await signIn(clientWith())).claims).toMatchObject({ name: 'Nodira' })
})

it.each([
  ['tls_client_auth', {}, /by its certificate alone \(tls_client_auth\); set DARCHA_IDENTITY_TLS_CERTIFICATE/],
  ['tls_client_auth', { own: 'portal', secret: 's' }, /certificate alone.*leave out DARCHA_IDENTITY_CLIENT_SECRET/],
  ['tls_client_auth', { own: 'neighbour' }, /does not accept this client.*_TLS_CERTIFICATE/],
  ['self_signed_tls_client_auth', { own: 'portal' }, /does not accept this client.*_TLS_CERTIFICATE/],
] as [Method, { own?: string; secret?: string }, RegExp][])(
  'says by name what hinders at a provider with %s: %o',
  async (method, { own, secret }, said) => {
    startProvider(method)
    const settings = {
      ...(own ? showing(own) : {}),
      ...(secret ? { DARCHA_IDENTITY_CLIENT_SECRET: secret } : {}),
    }
    await expect(signIn(clientWith(settings))).rejects.toMatchObject({ kind: { code: 'identity.provider-set-wrong' } })
    expect(told).toEqual([expect.stringMatching(said)])
  },
)

it.each(['-tls1_2', '-tls1_3'])(
  'says that a provider ended TLS for the certificate that was shown (%s)',
  async (version) => {
    const [pem, key, ca] = ['provider.pem', 'provider.key', 'ca.pem'].map((name) => join(folder, name))
    writeFileSync(ca!, ours.pem)
    // servers of Node cut such connections without the alert that others send
    const other = spawn('openssl', [
      's_server',
      '-accept',
      '127.0.0.1:0',
      version,
      '-cert',
      pem!,
      '-key',
      key!,
      '-CAfile',
      ca!,
      '-Verify',
      '2',
      '-verify_return_error',
      '-www',
    ])
    try {
      let said = ''
      for await (const chunk of other.stdout) if (/ACCEPT \S+:\d+/.test((said += String(chunk)))) break
      startProvider('tls_client_auth', { alias: `https://127.0.0.1:${/ACCEPT \S+:(\d+)/.exec(said)![1]}` })
      await expect(signIn(clientWith(showing('stranger')))).rejects.toMatchObject({ kind: { status: 503 } })
      expect(told).toEqual([expect.stringMatching(/TLS|EPROTO.*/)])
      expect(told[0]).toMatch(/DARCHA_IDENTITY_TLS_CERTIFICATE/)
    } finally {
      other.kill()
    }
    told.length = 0
    startProvider('tls_client_auth')
    await expect(signIn(clientWith(showing('stranger')))).rejects.toMatchObject({ kind: { status: 503 } })
    expect(told).toEqual([expect.stringMatching(/does not answer \(ECONNRESET\).*DARCHA_IDENTITY_TLS_CERTIFICATE/)])
  },
)

it.each([{}, { own: 'portal' }])('says that the provider itself is not believed (%o)', async ({ own }) => {
  const elsewhere = await listen(await strangers.issue('elsewhere', 'provider'))
  const settings = own ? showing(own) : {}
  const client = clientWith({ ...settings, DARCHA_IDENTITY_ISSUER: elsewhere })
  await expect(signIn(client)).rejects.toMatchObject({ kind: { code: 'identity.provider-set-wrong' } })
  expect(told).toEqual([
    expect.stringMatching(/provider is not believed here \(UNABLE_TO_\w+\); let NODE_EXTRA_CA_CERTS/),
  ])
})

it('starts with no certificate that can not serve, and says which file and what to do', () => {
  writeFileSync(
    join(folder, 'both.pem'),
    ['portal.pem', 'portal.key'].map((name) => readFileSync(join(folder, name))).join('\n'),
  )
  writeFileSync(join(folder, 'empty.pem'), '')
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const locked = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' })
  writeFileSync(join(folder, 'locked.key'), locked)
  const both = { DARCHA_IDENTITY_TLS_CERTIFICATE: join(folder, 'both.pem') }
  expect(() => clientWith(both)).not.toThrow()
  for (const [settings, said] of [
    [showing('none'), /_TLS_CERTIFICATE names .*none\.pem, which holds no certificate \(ENOENT\): give a PEM file/],
    [showing('empty', 'portal'), /_TLS_CERTIFICATE names .*empty\.pem, which holds no certificate/],
    [showing('portal', 'none'), /_TLS_KEY names .*none\.key, which holds no private key \(ENOENT\)/],
    [showing('portal', 'locked'), /_TLS_KEY names .*locked\.key, which holds no private key .*without a passphrase/],
    [{ DARCHA_IDENTITY_TLS_CERTIFICATE: join(folder, 'portal.pem') }, /no private key .* as DARCHA_IDENTITY_TLS_KEY/],
    [showing('portal', 'neighbour'), /neighbour\.key is not that of the certificate in .*portal\.pem/],
    [showing('ended'), /ended\.pem \(DARCHA_IDENTITY_TLS_CERTIFICATE\) ended at \d{4}-.*have a new one made/],
    [showing('to-come'), /to-come\.pem .* holds from \d{4}-.*clock/],
    [{ DARCHA_IDENTITY_TLS_KEY: 'x' }, /no effect without DARCHA_IDENTITY_TLS_CERTIFICATE/],
    [{ ...both, DARCHA_IDENTITY_ISSUER: 'http://127.0.0.1:9' }, /no effect with a DARCHA_IDENTITY_ISSUER/],
  ] as [Record<string, string>, RegExp][])
    expect(() => clientWith(settings)).toThrow(said)
})
