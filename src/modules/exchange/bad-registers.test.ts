import { once } from 'node:events'
import { createServer, request as send, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startDemo, type StartedDemo } from '../../../demo/process/testing.ts'
import { memberOf } from '../../kernel/x-road/index.ts'
import { readCountry } from '../../platform/country/index.ts'
import { newId } from '../../platform/database/index.ts'
import { testDatabase } from '../../platform/database/testing.ts'
import { membersIn, openKey } from '../../platform/wire/index.ts'
import { OutsideTheModel, RegisterUnavailable } from './index.ts'
import { testExchange } from './testing.ts'

interface Passed {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}
/** What somebody on the line does to an answer. */
type Meddle = (answer: Passed, response: ServerResponse) => Promise<Passed | undefined> | Passed | undefined

const now = '2026-03-02T10:00:00.000Z'
const population = readCountry('country/uz').registers.find(({ id }) => id === 'population')!.address
let test: Awaited<ReturnType<typeof testDatabase>>
let demo: StartedDemo
let meddle: Meddle = (answer) => answer
/** A line between us and the register, on which somebody sits. */
const line = createServer(async (incoming, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const passed = send(
    `${demo.url}${incoming.url}`,
    { method: incoming.method!, headers: { ...incoming.headers, host: '127.0.0.1' } },
    async (answer) => {
      const parts: Buffer[] = []
      for await (const part of answer) parts.push(part)
      const after = await meddle(
        { status: answer.statusCode!, headers: answer.headers, body: Buffer.concat(parts) },
        response,
      )
      if (after)
        response.writeHead(after.status, { ...after.headers, 'content-length': after.body.length }).end(after.body)
    },
  )
  passed.end(Buffer.concat(chunks))
})

beforeAll(async () => {
  test = await testDatabase()
  demo = await startDemo('registry', { PEOPLE_FILE: 'country/uz/people.yaml' })
  await new Promise<void>((done) => line.listen(0, '127.0.0.1', done))
  const folder = String(demo.facts['exchange'])
  membersIn(join(folder, 'members')).publish(
    memberOf(population),
    openKey(join(folder, 'registers', 'population')),
    `http://127.0.0.1:${(line.address() as AddressInfo).port}`,
  )
})
afterAll(async () => {
  line.closeAllConnections()
  line.close()
  await demo.stop()
  await test.drop()
})
beforeEach(async () => {
  meddle = (answer) => answer
  await test.database.query('delete from exchange.message', [])
})

const question = (number: string) => ({
  register: 'population',
  subject: { number },
  purpose: 'guardianship-incapacitated-adult',
  caseNumber: '2026-03/000001',
  basis: 'law-364',
})
const looks = (number: string, more: { timeout?: number; look?: string } = {}) =>
  testExchange(test.database, demo, more).query({ ...question(number), ...(more.look ? { look: more.look } : {}) })
const [DILNOZA, SANJAR] = ['41704889990010', '50511259990532']
const why = (asked: Promise<unknown>) =>
  asked.then(
    () => 'answered',
    (error: Error) => (error instanceof RegisterUnavailable ? error.why : `${error.name}: ${error.message}`),
  )
const problems = async () =>
  (
    await test.database.query<{ problem: string }>("select problem from exchange.message where problem <> ''", [])
  ).rows.map(({ problem }) => problem)

const changed =
  (change: (body: string) => string): Meddle =>
  (answer) => ({ ...answer, body: Buffer.from(change(answer.body.toString('utf8'))) })

let first: Passed | undefined
const bad: [string, string, Meddle][] = [
  ['was altered on its way', 'altered', changed((body) => body.replace('female', 'male'))],
  [
    'bears no signature',
    'unsigned',
    ({ headers: { 'darcha-seal': _, ...headers }, ...answer }) => ({ ...answer, headers }),
  ],
  [
    'was signed by another',
    'signed-by-another',
    (answer) => ({
      ...answer,
      headers: {
        ...answer.headers,
        'darcha-seal': String(answer.headers['darcha-seal']).replace('309990901', '309990902'),
      },
    }),
  ],
  [
    'has a signature that no key made',
    'signed-by-another',
    (answer) => ({
      ...answer,
      headers: {
        ...answer.headers,
        'darcha-seal': String(answer.headers['darcha-seal']).replace(/sig=.{8}/, 'sig=AAAAAAAA'),
      },
    }),
  ],
  ['answered an earlier question', 'replayed', (answer) => (first ??= answer)],
  [
    'is 50 MB long',
    'too-large',
    (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const chunk = Buffer.alloc(1_000_000, 32)
      let sent = 0
      const go = (): void => {
        while (sent++ < 50) if (!response.write(chunk)) return void response.once('drain', go)
        response.end()
      }
      go()
      return undefined
    },
  ],
  [
    'breaks off half-way',
    'unreachable',
    (answer, response) => {
      response.writeHead(200, { ...answer.headers, 'content-length': answer.body.length + 10 })
      response.write(answer.body)
      setTimeout(() => response.destroy(), 5)
      return undefined
    },
  ],
  [
    'never ends',
    'timeout',
    (answer, response) => {
      response.writeHead(200, answer.headers).write('{')
      return undefined
    },
  ],
  [
    'comes a byte at a time',
    'timeout',
    (answer, response) => {
      response.writeHead(200, answer.headers)
      const drip = setInterval(() => response.write(' '), 20)
      response.once('close', () => clearInterval(drip))
      return undefined
    },
  ],
  [
    'leads elsewhere',
    'altered',
    (answer) => ({ ...answer, status: 302, headers: { ...answer.headers, location: demo.url } }),
  ],
  [
    'is a page of a proxy',
    'failing',
    () => ({ status: 502, headers: { 'content-type': 'text/html' }, body: Buffer.from('<html>') }),
  ],
]

it.each(bad)('refuses by name an answer that %s', async (_, problem, how) => {
  first = undefined
  meddle = how
  if (problem === 'replayed') expect(await why(looks(DILNOZA))).toBe('answered')
  expect(await why(looks(DILNOZA, { timeout: 1_000 }))).toBe(problem)
  expect(await problems()).toContain(problem)
  // the next case is not held up
  meddle = (answer) => answer
  expect(await why(looks(SANJAR))).toBe('answered')
})

it('finds a register that has moved, from the next question on', async () => {
  const members = membersIn(join(String(demo.facts['exchange']), 'members'))
  const at = (port: number) =>
    members.publish(
      memberOf(population),
      openKey(join(String(demo.facts['exchange']), 'registers', 'population')),
      `http://127.0.0.1:${port}`,
    )
  const { port } = line.address() as AddressInfo
  const client = testExchange(test.database, demo)
  // nobody listens at the port that its old address names
  const old = createServer().listen(0, '127.0.0.1')
  await once(old, 'listening')
  at((old.address() as AddressInfo).port)
  await new Promise((done) => old.close(done))
  const asks = () => why(client.query(question(DILNOZA)))
  expect(await asks()).toBe('unreachable')
  at(port)
  expect([await asks(), await asks()]).toEqual(['unreachable', 'answered'])
})

it('gives the same answer when a question comes twice on the line', async () => {
  const [answer, again] = await Promise.all([looks(DILNOZA), looks(DILNOZA)])
  expect(answer.data).toEqual(again.data)
  expect(answer.message).not.toBe(again.message)
})

it('sends nothing that the mandate refuses', async () => {
  let seen = 0
  meddle = (answer) => {
    seen++
    return answer
  }
  const client = testExchange(test.database, demo, {
    mandate: async (asked) => {
      throw new OutsideTheModel(asked, 'a test')
    },
  })
  await expect(
    client.query({
      register: 'population',
      subject: { number: DILNOZA },
      purpose: 'x',
      caseNumber: newId(now),
      basis: 'y',
    }),
  ).rejects.toBeInstanceOf(OutsideTheModel)
  expect(seen).toBe(0)
})
