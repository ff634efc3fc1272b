import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as x509 from '@peculiar/x509'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { readCountry } from '../../platform/country/index.ts'
import { testDatabase } from '../../platform/database/testing.ts'
import { openWire } from './model/open-wire.ts'
import { registerClient } from './index.ts'
import { messageStore } from './store/messages.ts'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const HOUR = 3_600_000
const country = readCountry('country/uz')
const folder = mkdtempSync(join(tmpdir(), 'darcha-security-server-'))
let test: Awaited<ReturnType<typeof testDatabase>>
const servers: Server[] = []
beforeAll(async () => {
  test = await testDatabase()
})
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})
afterAll(async () => {
  await test?.drop()
  rmSync(folder, { recursive: true, force: true })
})

interface Made {
  certificate: x509.X509Certificate
  pem: string
  key: string
  keys: CryptoKeyPair
}
let serial = 1
/** A certificate by `issuer`, or by itself. */
async function made(
  name: string,
  issuer?: Made,
  { authority = false, ended = false, at = '127.0.0.1' }: { authority?: boolean; ended?: boolean; at?: string } = {},
): Promise<Made> {
  const keys = (await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])) as never as CryptoKeyPair
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber: String(++serial).padStart(4, '0'),
      subject: `CN=${name}`,
      issuer: issuer?.certificate.subject ?? `CN=${name}`,
      notBefore: new Date(Date.now() - 48 * HOUR),
      notAfter: new Date(Date.now() + (ended ? -24 : 24) * HOUR),
      signingAlgorithm: ALGORITHM,
      publicKey: keys.publicKey,
      signingKey: (issuer?.keys ?? keys).privateKey,
      extensions: [
        new x509.BasicConstraintsExtension(authority, undefined, true),
        new x509.SubjectAlternativeNameExtension([{ type: at === '127.0.0.1' ? 'ip' : 'dns', value: at }]),
      ],
    },
    webcrypto as never,
  )
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey as never)).toString('base64')
  return {
    certificate,
    pem: certificate.toString('pem'),
    key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`,
    keys,
  }
}

/** A Security Server that shows this chain. @returns its address */
async function shows(chain: Made[], more: ServerOptions = {}): Promise<string> {
  const options = { cert: chain.map(({ pem }) => pem).join('\n'), key: chain[0]!.key, ...more }
  const server = createServer(options, async (request, response) => {
    for await (const _ of request);
    response.writeHead(200, {
      'content-type': 'application/json',
      'x-road-id': String(request.headers['x-road-id']),
      'x-road-request-id': 'f92591a3-6bf0-49b1-987b-0dd78c034cc3',
    })
    const subject = { number: '41704889990010' }
    response.end(JSON.stringify({ subject, status: 'missing', data: null, source: 'x', asOf: '2026-03-02T10:00:00Z' }))
  })
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`
}

let folders = 0
/** A folder with what we believe, and what we show of ourselves. */
function believing(ca: Made, own?: { cert: Made; key: Made }): string {
  const at = join(folder, `tls-${++folders}`)
  mkdirSync(at)
  writeFileSync(join(at, 'ca.pem'), ca.pem)
  if (own) {
    writeFileSync(join(at, 'cert.pem'), own.cert.pem)
    writeFileSync(join(at, 'key.pem'), own.key.key)
  }
  return at
}

const wire = (xRoadUrl: string | undefined, exchangeTls: string | undefined) =>
  openWire(
    { exchangeFolder: join(folder, 'exchange'), home: folder, registersUrl: undefined, xRoadUrl, exchangeTls },
    country,
    messageStore(test.database),
  )
const asks = (xRoadUrl: string, exchangeTls: string | undefined) =>
  registerClient({ ask: wire(xRoadUrl, exchangeTls), country, mandate: async () => undefined })
    .query({
      register: 'population',
      subject: { number: '41704889990010' },
      purpose: 'p',
      caseNumber: 'c',
      basis: 'b',
    })
    .then(
      ({ status }) => status,
      (error: Error) => /\(unreachable: (.*)\)/.exec(error.message)?.[1] ?? error.message,
    )

it('believes a Security Server by a whole chain to the authority that was named, and says why it believes another not', async () => {
  const root = await made('root', undefined, { authority: true })
  const between = await made('between', root, { authority: true })
  const leaf = await made('security-server', between)
  const ours = believing(root)
  expect(await asks(await shows([leaf, between]), ours)).toBe('missing')
  // also one that speaks nothing newer than 1.2
  expect(await asks(await shows([leaf, between], { maxVersion: 'TLSv1.2' }), ours)).toBe('missing')
  // its own certificate may be named instead of an authority
  const alone = await made('alone')
  expect(await asks(await shows([alone]), believing(alone))).toBe('missing')

  const stranger = await made('root', undefined, { authority: true })
  const notOne = await made('no-authority', root)
  for (const [what, chain, tls, said] of [
    ['a link is missing', [leaf], ours, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['it has ended', [await made('security-server', between, { ended: true }), between], ours, 'CERT_HAS_EXPIRED'],
    [
      'a link has ended',
      await made('ended', root, { authority: true, ended: true }).then(async (by) => [await made('x', by), by]),
      ours,
      'CERT_HAS_EXPIRED',
    ],
    [
      'it is of another machine',
      [await made('security-server', between, { at: 'other.example' }), between],
      ours,
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
    [
      'its authority has but the same name',
      [await made('x', stranger), stranger],
      ours,
      /CERT_SIGNATURE_FAILURE|SELF_SIGNED/,
    ],
    ['who signed it may sign nobody', [await made('x', notOne), notOne], ours, /INVALID_(CA|PURPOSE)/],
    ['it signed itself', [await made('security-server')], ours, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['nobody was named to believe', [leaf, between], undefined, /SELF_SIGNED|UNABLE_TO_/],
  ] as const)
    expect([what, await asks(await shows([...chain]), tls)]).toEqual([
      what,
      typeof said === 'string' ? said : expect.stringMatching(said),
    ])
  expect(await asks(await shows([leaf, between], { maxVersion: 'TLSv1.1', minVersion: 'TLSv1' }), ours)).not.toBe(
    'missing',
  )
})

it('shows itself to a Security Server that asks who we are', async () => {
  const root = await made('root', undefined, { authority: true })
  const [leaf, us, stranger] = [await made('security-server', root), await made('darcha', root), await made('darcha')]
  const asking = await shows([leaf], { requestCert: true, rejectUnauthorized: true, ca: root.pem })
  expect(await asks(asking, believing(root, { cert: us, key: us }))).toBe('missing')
  expect(await asks(asking, believing(root))).not.toBe('missing')
  expect(await asks(asking, believing(root, { cert: stranger, key: stranger }))).not.toBe('missing')
})

it('is told when it starts what is set wrong, and not by the first case', async () => {
  const root = await made('root', undefined, { authority: true })
  const [us, other] = [await made('darcha', root), await made('other', root)]
  const half = believing(root, { cert: us, key: us })
  rmSync(join(half, 'key.pem'))
  const garbled = believing(root)
  writeFileSync(join(garbled, 'cert.pem'), 'nothing of the kind')
  writeFileSync(join(garbled, 'key.pem'), us.key)
  for (const [tls, said] of [
    [join(folder, 'nowhere'), 'ENOENT'],
    [half, 'ENOENT'],
    [believing(root, { cert: us, key: other }), 'key values mismatch'],
    [garbled, 'PEM'],
  ] as const)
    expect(() => wire('https://127.0.0.1:9', tls)).toThrow(said)
  for (const url of ['nonsense', 'ftp://x', 'security-server:8443', 'https://user@x', 'https://x?a=b'])
    expect(() => wire(url, undefined), url).toThrow('DARCHA_X_ROAD_URL is no address of a Security Server')
})
