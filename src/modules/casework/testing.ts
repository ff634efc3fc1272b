import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { startDemo } from '../../../demo/process/testing.ts'
import { composeInstance, type Instance } from '../../commands/compose.ts'
import { composeWeb } from '../../commands/compose-web.ts'
import type { Clock } from '../../platform/clock/index.ts'
import { runningFrom, WEDNESDAY } from '../../platform/clock/testing.ts'
import { readConfig, type Config } from '../../platform/config/index.ts'
import { testDatabase } from '../../platform/database/testing.ts'
import {
  cookieNames,
  demoPersonId,
  issueToken,
  loadDemoPeople,
  openSession,
  readPeople,
} from '../../platform/identity/index.ts'
import { claimJobs, runJob, type JobHandler } from '../../platform/jobs/index.ts'
import { performer } from '../../platform/use-case/index.ts'
import { publishService, readServiceFolder } from '../catalogue/index.ts'
import { deployDefinition } from '../process/index.ts'
import { submitApplication } from './index.ts'

export { samplePdf } from './model/sample-pdf.ts'

const quiet = { info() {}, warn() {}, error() {}, debug() {} }

/** One person's browser as far as pages go: keeps the session, posts forms, follows nothing by itself. */
export interface Visitor {
  person: string
  get(path: string): Promise<Seen>
  post(path: string, fields: Record<string, string> | [string, string][]): Promise<Seen>
}
export interface Seen {
  status: number
  text: string
  location: string | null
  type: string | null
  headers: Headers
}

/** What a program got. */
export interface Answered {
  status: number
  headers: Headers
  body: any
}

/** The whole product over a test database: pages on a free port, worker, demo registers. */
export interface CaseBench {
  instance: Instance
  /** What time it is for the instance. */
  clock: Clock
  as(person: string): Promise<Visitor>
  nobody: Visitor
  /** Where a browser reaches it, without a slash at the end. */
  origin: string
  cookie(person: string): Promise<{ name: string; value: string }>
  /** What does each kind of job, for a test that holds one in its hands. */
  handlers: readonly JobHandler[]
  /** Runs all jobs that are due, and those they bring. */
  work(): Promise<void>
  /**
   * Files an example of a service, on the Portal or by an operator at their first counter. @returns id and number of
   * the application
   */
  file(
    service: string,
    more?: { person?: string; answers?: Record<string, unknown>; operator?: string },
  ): Promise<{ id: string; number: string }>
  /** A program with a token of a demo account (`citizen`, `officer` …) asks the API. */
  api(persona: string, method: string, path: string, body?: unknown): Promise<Answered>
  /** Answers of the first example of a service. */
  answersOf(service: string): Record<string, unknown>
  /** National number of a demo person. */
  numberOf(person: string): string
  /** Id of an open task of a case by its element. */
  task(application: string, element: string): Promise<string>
  close(): Promise<void>
}

/**
 * @param services ids of the services to publish
 * @param options.clock a running one; default: a plain Wednesday
 * @param options.config settings other than usual
 */
export async function caseBench(
  services: readonly string[],
  { clock = runningFrom(WEDNESDAY), config: settings = {} }: { clock?: Clock; config?: Partial<Config> } = {},
): Promise<CaseBench> {
  const [test, registers] = await Promise.all([
    testDatabase(),
    startDemo('registry', { PEOPLE_FILE: 'country/uz/people.yaml' }),
  ])
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  const home = mkdtempSync(join(tmpdir(), 'darcha-cases-'))
  const config = {
    ...readConfig(process.cwd(), {}),
    home,
    registersUrl: registers.url,
    exchangeFolder: String(registers.facts['exchange']),
    demo: true,
    logLevel: 'fatal',
    ...settings,
  }
  const instance = await composeInstance({ config, database: test.database, origin, clock })
  const now = clock()
  const people = readPeople('country/uz/people.yaml')
  await test.database.transaction((tx) => loadDemoPeople(tx, people, instance.country.languages.first, now))
  const examples = new Map<string, { answers: Record<string, unknown> }>()
  for (const id of services) {
    const { service } = readServiceFolder(`services/${id}`, instance.country)
    await test.database.transaction((tx) =>
      publishService(tx, service!, {
        conventions: instance.country.conventions,
        now,
        deploy: (definition, bpmn, dmn) => deployDefinition(tx, definition, bpmn, dmn, now),
      }),
    )
    examples.set(id, service!.examples[0]! as never)
  }
  const app = composeWeb(instance, origin)
  server.on(
    'request',
    getRequestListener(
      (request) => {
        request.headers.set('x-darcha-peer', 'browser')
        return app.fetch(request)
      },
      { overrideGlobalObjects: false },
    ),
  )
  const work = await instance.handlers()

  const cookie = async (person: string) => ({
    name: cookieNames(origin).session,
    value: await test.database.transaction((tx) => openSession(tx, demoPersonId(person), undefined, clock())),
  })
  const visitor = (person: string, session?: { name: string; value: string }): Visitor => {
    const send = async (path: string, init: RequestInit = {}): Promise<Seen> => {
      const response = await app.fetch(
        new Request(`${origin}${path}`, {
          ...init,
          headers: {
            ...(session ? { cookie: `${session.name}=${session.value}` } : {}),
            'x-darcha-peer': person,
            ...(init.method ? { origin, 'sec-fetch-site': 'same-origin' } : {}),
            // as browsers do
            ...(init.body ? { 'content-length': String(Buffer.byteLength(String(init.body))) } : {}),
          },
        }),
      )
      return {
        status: response.status,
        text: await response.text(),
        location: response.headers.get('location'),
        type: response.headers.get('content-type'),
        headers: response.headers,
      }
    }
    return {
      person,
      get: (path) => send(path),
      post: (path, fields) => send(path, { method: 'POST', body: new URLSearchParams(fields) }),
    }
  }
  const bench: CaseBench = {
    instance,
    clock,
    origin,
    cookie,
    handlers: work.handlers,
    nobody: visitor('nobody'),
    as: async (person) => visitor(person, await cookie(person)),
    async api(persona, method, path, body) {
      const { token } = (await test.database.transaction((tx) => issueToken(tx, persona, clock())))!
      const bytes = body instanceof Uint8Array
      const answer = await app.request(`${origin}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': bytes ? 'application/octet-stream' : 'application/json',
        },
        ...(body === undefined ? {} : { body: bytes ? (body as BodyInit) : JSON.stringify(body) }),
      })
      return { status: answer.status, headers: answer.headers, body: await answer.json() }
    },
    answersOf: (service) => ({ ...examples.get(service)!.answers }),
    numberOf: (person) => people.find((candidate) => candidate.id === person)!.number,
    async work() {
      for (let round = 0; round < 40; round++) {
        const jobs = await claimJobs(test.database, clock(), 20)
        if (jobs.length === 0) return
        for (const job of jobs)
          await runJob(
            test.database,
            work.handlers.find((handler) => handler.kind === job.kind),
            job,
            clock,
            quiet,
          )
      }
    },
    async file(service, more = {}) {
      const find = (id: string) => people.find((candidate) => candidate.id === id)!
      const [person, acts] = [find(more.person ?? 'dilnoza'), find(more.operator ?? more.person ?? 'dilnoza')]
      const filed = await performer(test.database, instance.rights, instance.world).perform(
        submitApplication,
        {
          service,
          answers: { ...examples.get(service)!.answers, ...more.answers } as never,
          channel: more.operator ? 'counter' : 'web',
          ...(more.operator ? { applicant: { number: person.number } } : {}),
        },
        {
          principal: { personId: demoPersonId(acts.id), number: acts.number, roles: acts.roles },
          language: 'en',
          now: clock(),
        },
      )
      return { id: filed.id, number: filed.number }
    },
    async task(application, element) {
      const found = (
        await test.database.query<{ wait: number }>(
          'select wait from process.task where case_id = $1 and element = $2',
          [application, element],
        )
      ).rows[0]
      if (!found) throw new Error(`${element} is not open`)
      return `${application}.${found.wait}`
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await work.close()
      await registers.stop()
      await test.drop()
      rmSync(home, { recursive: true, force: true })
    },
  }
  return bench
}
