import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readCountry } from '../../src/platform/country/index.ts'
import { writeClient } from '../../src/kernel/x-road/index.ts'
import { claimJobs, runJob } from '../../src/platform/jobs/index.ts'
import { caseBench, type CaseBench } from '../../src/modules/casework/testing.ts'
import { openWire } from '../../src/modules/exchange/model/open-wire.ts'
import { readServicesHandler, scheduleReadingServices } from '../../src/modules/exchange/model/read-services.ts'
import { RegisterUnavailable, registerClient } from '../../src/modules/exchange/index.ts'
import type { AskService } from '../../src/platform/wire/index.ts'
import { messageStore } from '../../src/modules/exchange/store/messages.ts'

const country = readCountry('country/uz')
const quiet = { info() {}, warn() {}, error() {}, debug() {} }
let bench: CaseBench
beforeAll(async () => {
  bench = await caseBench(['old-age-pension-proactive'])
})
afterAll(() => bench?.close())

const read = async (ask: AskService = bench.instance.world.askService) => {
  const { database } = bench.instance
  await database.query('delete from jobs.job', [])
  await database.transaction((tx) => scheduleReadingServices(tx, bench.clock()))
  const handler = readServicesHandler(database, ask, country, bench.clock)
  for (const job of await claimJobs(database, bench.clock(), 10))
    await runJob(database, handler, job, bench.clock, quiet)
}

it('shows the registers, what each offers, who may ask for what, and the OpenAPI of each', async () => {
  await read()
  const page = await bench.nobody.get('/en/exchange')
  expect(page.status).toBe(200)
  expect(page.text).toContain('UZ/GOV/309990901/population')
  expect(page.text).toContain('Old-age pension')
  expect(page.text).toContain('begins by itself')
  const { body } = await bench.api('citizen', 'GET', '/exchange/registers')
  const population = body.items.find(({ register }: { register: string }) => register === 'population')
  expect(population).toMatchObject({
    services: [
      { service: 'evidence', allowed: true },
      { service: 'persons', allowed: true },
    ],
    askedFor: [{ service: 'old-age-pension-proactive', evidence: ['personal-data'], feed: 'persons' }],
    problem: null,
    awaySince: null,
  })
  const described = await bench.api('citizen', 'GET', '/exchange/registers/population/services/evidence')
  expect(described.body).toMatchObject({ openapi: '3.1.0' })
  expect((await bench.api('citizen', 'GET', '/exchange/registers/population/services/no-such')).status).toBe(410)
})

it('keeps what a register told before when it does not answer', async () => {
  const { config, database } = bench.instance
  await database.query(
    "insert into jobs.outside_system (system, since, tried_at, probe_at, problem) values ('register:tax', $1, $1, $1, 'timeout')",
    [bench.clock()],
  )
  const page = await bench.nobody.get('/en/exchange')
  expect(page.text).toContain('It has not answered since')
  expect(config.registersUrl).toBeTruthy()
})

it('reads on past a register that garbles or doubles what it offers', async () => {
  const tells = (listed: object[]): AskService => {
    const { askService } = bench.instance.world
    return async (ask) => {
      const answered = await askService(ask)
      const garbles = ask.to.subsystem === 'population' && ask.to.service === 'listMethods'
      return garbles ? { ...answered, body: { service: listed } } : answered
    }
  }
  const population = async () =>
    (await bench.api('citizen', 'GET', '/exchange/registers')).body.items.find(
      ({ register }: { register: string }) => register === 'population',
    )
  for (const code of ['evidence\0', 'evidence\ud800']) {
    await read(tells([{ service_code: code }]))
    expect((await population()).problem).toBe('unreadable')
    // what it told before stays
    expect((await population()).services.length).toBeGreaterThan(1)
  }
  await read(tells([{ service_code: 'evidence' }, { service_code: 'evidence' }]))
  expect(await population()).toMatchObject({ problem: null, services: [{ service: 'evidence' }] })
})

it('is pointed at a Security Server of X-Road by one setting', async () => {
  const seen: { url: string; headers: IncomingHttpHeaders; body: string }[] = []
  let says: { status: number; headers: Record<string, string>; body: unknown } | undefined
  // what a Security Server says: X-Road's own headers, and no signature of ours
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    seen.push({ url: request.url!, headers: request.headers, body: Buffer.concat(chunks).toString() })
    const answer = says ?? {
      status: 200,
      headers: {},
      body: {
        subject: { number: '41704889990010' },
        status: 'found',
        data: { name: 'D' },
        source: 'double',
        asOf: '2026-03-02T10:00:00Z',
      },
    }
    response.writeHead(answer.status, {
      'content-type': 'application/json',
      'x-road-id': String(request.headers['x-road-id']),
      'x-road-client': String(request.headers['x-road-client']),
      'x-road-request-id': 'f92591a3-6bf0-49b1-987b-0dd78c034cc3',
      ...answer.headers,
    })
    response.end(JSON.stringify(answer.body))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const xRoadUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const client = registerClient({
    ask: openWire({ ...bench.instance.config, xRoadUrl }, country, messageStore(bench.instance.database)),
    country,
    mandate: async () => undefined,
  })
  const asks = () =>
    client.query({
      register: 'population',
      subject: { number: '41704889990010' },
      purpose: 'p',
      caseNumber: '2026-03/000001',
      basis: 'b',
    })
  expect(await asks()).toMatchObject({ status: 'found', data: { name: 'D' }, source: 'double' })
  const [{ url, headers, body }] = seen as [(typeof seen)[number]]
  expect(url).toBe('/r1/UZ/GOV/309990901/population/evidence')
  expect(headers['x-road-client']).toBe(writeClient(country.exchange))
  expect(headers['x-road-id']).toMatch(/^[0-9a-f-]{36}$/)
  expect(decodeURIComponent(String(headers['x-road-issue']))).toBe('2026-03/000001')
  expect(JSON.parse(body)).toEqual({ subject: { number: '41704889990010' } })
  // errors of the exchange and of the service are told apart by X-Road-Error
  says = {
    status: 500,
    headers: { 'x-road-error': 'Server.ServerProxy.AccessDenied' },
    body: { type: 'Server.ServerProxy.AccessDenied', message: 'm', detail: 'd' },
  }
  await expect(asks()).rejects.toThrow('AccessDenied')
  // what is said of a server, of the way and of our rights passes, and the case waits; what is said of the question does not
  const of = (type: string) => ({ status: 500, headers: { 'x-road-error': type }, body: { type } })
  const own = (status: number) => ({ status, headers: {}, body: { error: 'no' } })
  const faults = ['ClientProxy.NetworkError', 'ServerProxy.AccessDenied', 'ServerProxy.OutdatedGlobalConf']
  for (const passing of [...faults.map((fault) => of(`Server.${fault}`)), own(403), own(429)]) {
    says = passing
    await expect(asks(), JSON.stringify(passing)).rejects.toBeInstanceOf(RegisterUnavailable)
  }
  for (const lasting of [of('Client.BadRequest'), own(400)]) {
    says = lasting
    await expect(asks(), JSON.stringify(lasting)).rejects.toMatchObject({ name: 'RegisterRefused' })
  }
  says = { status: 200, headers: { 'x-road-id': 'another' }, body: {} }
  await expect(asks()).rejects.toMatchObject({ why: 'replayed' })
  server.closeAllConnections()
  server.close()
})
