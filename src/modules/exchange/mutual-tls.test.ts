import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as x509 from '@peculiar/x509'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startDemo, type StartedDemo } from '../../../demo/process/testing.ts'
import { readCountry } from '../../platform/country/index.ts'
import { testDatabase } from '../../platform/database/testing.ts'
import { openWire } from './model/open-wire.ts'
import { RegisterUnavailable, registerClient } from './index.ts'
import { messageStore } from './store/messages.ts'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const country = readCountry('country/uz')
const folder = mkdtempSync(join(tmpdir(), 'darcha-mtls-'))
let test: Awaited<ReturnType<typeof testDatabase>>
let demo: StartedDemo

/** An authority of the test's own, and folders with what each side shows. */
async function authority(name: string) {
  const keys = () => webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const [notBefore, notAfter] = [new Date(Date.now() - 60_000), new Date(Date.now() + 3_600_000)]
  const ca = await keys()
  const root = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: '01',
      name: `CN=${name}`,
      notBefore,
      notAfter,
      signingAlgorithm: ALGORITHM,
      keys: ca as never,
      extensions: [new x509.BasicConstraintsExtension(true, 1, true)],
    },
    webcrypto as never,
  )
  return async (of: string): Promise<string> => {
    const own = await keys()
    const certificate = await x509.X509CertificateGenerator.create(
      {
        serialNumber: '02',
        subject: `CN=${of}`,
        issuer: root.subject,
        notBefore,
        notAfter,
        signingAlgorithm: ALGORITHM,
        publicKey: own.publicKey as never,
        signingKey: ca.privateKey as never,
        extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }])],
      },
      webcrypto as never,
    )
    const at = join(folder, `${name}-${of}`)
    mkdirSync(at)
    const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', own.privateKey)).toString('base64')
    writeFileSync(join(at, 'ca.pem'), root.toString('pem'))
    writeFileSync(join(at, 'cert.pem'), certificate.toString('pem'))
    writeFileSync(join(at, 'key.pem'), `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`)
    return at
  }
}

let ours = ''
let strange = ''
beforeAll(async () => {
  const [exchange, stranger] = [await authority('exchange'), await authority('stranger')]
  ours = await exchange('darcha')
  strange = await stranger('darcha')
  test = await testDatabase()
  demo = await startDemo('registry', {
    PEOPLE_FILE: 'country/uz/people.yaml',
    EXCHANGE_TLS: await exchange('registers'),
  })
})
afterAll(async () => {
  await demo?.stop()
  await test?.drop()
  rmSync(folder, { recursive: true, force: true })
})

const asks = (exchangeTls: string | undefined) =>
  registerClient({
    ask: openWire(
      {
        exchangeFolder: String(demo.facts['exchange']),
        home: folder,
        registersUrl: undefined,
        xRoadUrl: undefined,
        exchangeTls,
      },
      country,
      messageStore(test.database),
    ),
    country,
    mandate: async () => undefined,
  })
    .query({
      register: 'population',
      subject: { number: '41704889990010' },
      purpose: 'p',
      caseNumber: 'c',
      basis: 'b',
    })
    .then(
      ({ status }) => status,
      (error: Error) => (error instanceof RegisterUnavailable ? error.why : String(error)),
    )

it('speaks with registers by mutual TLS, and is told nothing without a certificate of the exchange', async () => {
  expect(demo.url).toMatch(/^https:/)
  expect(await asks(ours)).toBe('found')
  expect(await asks(undefined)).toBe('unreachable')
  expect(await asks(strange)).toBe('unreachable')
})
