import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { digestOf, headOf, HEADER, memberOf, type Headers } from '../../kernel/x-road/index.ts'
import { readCountry } from '../../platform/country/index.ts'
import { testDatabase } from '../../platform/database/testing.ts'
import { headersOf, membersIn, sealer, sha512 } from '../../platform/wire/index.ts'
import { openWire } from './model/open-wire.ts'
import { RegisterUnavailable, registerClient } from './index.ts'
import { messageStore } from './store/messages.ts'

/** A register that signs well what it should not say. */
const country = readCountry('country/uz')
const population = country.registers.find(({ id }) => id === 'population')!.address
const clock = () => new Date().toISOString()
const folder = mkdtempSync(join(tmpdir(), 'darcha-lying-'))
const key = generateKeyPairSync('ed25519').privateKey
const signs = sealer({ member: memberOf(population), key, clock })
let says: { type?: string; encoding?: string; body: Buffer } = { body: Buffer.from('{}') }
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const asked = headersOf(request)
  const hash = digestOf(sha512, headOf(`${request.method} ${request.url}`, asked), Buffer.concat(chunks))
  const headers: Headers = {
    'content-type': says.type ?? 'application/json',
    [HEADER.id]: asked[HEADER.id]!,
    [HEADER.requestHash]: Buffer.from(hash).toString('base64'),
  }
  const seal = await signs.seal('answer', digestOf(sha512, headOf('200', headers), says.body))
  const packed = says.encoding ? { 'content-encoding': says.encoding } : {}
  response.writeHead(200, { ...headers, ...packed, [HEADER.seal]: seal }).end(says.body)
})
let test: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  test = await testDatabase()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  membersIn(join(folder, 'members')).publish(memberOf(population), key, url)
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await test.drop()
  rmSync(folder, { recursive: true, force: true })
})

const NUMBER = '41704889990010'
const good = {
  subject: { number: NUMBER },
  status: 'found',
  data: { a: 'ж' },
  source: 's',
  asOf: '2026-03-02T10:00:00Z',
}
const json = (value: unknown, instead = '0') => Buffer.from(JSON.stringify(value).replace('"a":0', `"a":${instead}`))
const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
const cases: [string, string, typeof says][] = [
  ['answered', 'what it should', { body: json(good) }],
  ['other-person', 'of another person', { body: json({ ...good, subject: { number: '30211799990026' } }) }],
  [
    'other-person',
    'about them what is another person’s',
    { body: json({ ...good, data: { number: '30211799990026' } }) },
  ],
  ['unknown-field', 'more than was agreed', { body: json({ ...good, secret: 1 }) }],
  ['not-utf8', 'in windows-1251', { body: Buffer.from([...json(good)].map((byte) => (byte > 127 ? 0xe6 : byte))) }],
  ['not-utf8', 'windows-1251 and owns to it', { type: 'application/json; charset=windows-1251', body: json(good) }],
  ['unreadable', 'nothing', { body: Buffer.alloc(0) }],
  ['unreadable', 'a page', { body: Buffer.from('<html>') }],
  ['unreadable', 'that it found nothing, and what', { body: json({ ...good, status: 'missing' }) }],
  ['unreadable', 'no time', { body: json({ ...good, asOf: 'yesterday' }) }],
  ['unreadable', 'what no database keeps', { body: json({ ...good, data: { name: 'Dil\0noza' } }) }],
  ['unreadable', 'half a character', { body: json({ ...good, data: { each: [{ name: '\ud83d' }] } }) }],
  ['unreadable', 'that in a name', { body: json({ ...good, data: { 'na\0me': 1 } }) }],
  ['unreadable', 'a day that no calendar has', { body: json({ ...good, asOf: '0000-01-01T00:00:00Z' }) }],
  ['unreadable', 'that it is the year 9999', { body: json({ ...good, asOf: '9999-12-31T23:59:59Z' }) }],
  ['unreadable', 'a number beyond all numbers', { body: json({ ...good, data: { a: 0 } }, '1e999') }],
  ['answered', 'what would be every object’s', { body: json({ ...good, data: { a: 0 } }, '1,"__proto__":{"b":1}') }],
  ['answered', 'it behind a mark of byte order', { body: Buffer.from([0xef, 0xbb, 0xbf, ...json(good)]) }],
  // nothing is unpacked, however little it seems on the way
  ['not-utf8', 'it packed', { encoding: 'gzip', body: gzipSync(Buffer.alloc(50_000_000, 32)) }],
  ['unreadable', 'what is nested without end', { body: json({ ...good, data: { a: 0 } }, nested) }],
]
const asks = (attributes?: string[]) => {
  const config = { exchangeFolder: folder, home: folder, registersUrl: undefined, xRoadUrl: undefined }
  const client = registerClient({
    ask: openWire(config, country, messageStore(test.database)),
    country,
    mandate: async () => undefined,
  })
  return client.query({
    register: 'population',
    subject: { number: NUMBER },
    ...(attributes ? { attributes } : {}),
    purpose: 'p',
    caseNumber: 'c',
    basis: 'b',
  })
}

it('cuts off what a register tells beyond what was asked, and counts it', async () => {
  says = { body: json({ ...good, data: { birthDate: '1988-04-17', name: 'Dilnoza', phone: '+998' } }) }
  expect(await asks(['birthDate'])).toMatchObject({ data: { birthDate: '1988-04-17' }, surplus: 2 })
  expect(await asks(['birthDate', 'name', 'phone'])).not.toHaveProperty('surplus')
  // none of what was asked is nothing to be told: what came is nobody's to see
  expect(await asks(['sex'])).toMatchObject({ data: {}, surplus: 3 })
  says = { body: json({ ...good, data: Object.fromEntries(Array.from({ length: 40_000 }, (_, at) => [`a${at}`, 1])) }) }
  expect(await asks(['sex'])).toMatchObject({ data: {}, surplus: 32_767 })
})

it('takes no fact for fresher than now, whatever the clock of the register says', async () => {
  says = { body: json({ ...good, asOf: '2140-01-01T00:00:00Z' }) }
  expect(Date.parse((await asks()).asOf)).toBeLessThanOrEqual(Date.now())
  says = { body: json({ ...good, asOf: '2001-01-01T05:00:00+05:00' }) }
  expect((await asks()).asOf).toBe('2001-01-01T05:00:00+05:00')
})

it.each(cases)('finds %s a register that says %s', async (problem, _, what) => {
  says = what
  const asked = asks()
  expect(
    await asked.then(
      () => 'answered',
      (error: Error) => (error instanceof RegisterUnavailable ? error.why : String(error)),
    ),
  ).toBe(problem)
  expect(({} as { b?: number }).b).toBeUndefined()
})
