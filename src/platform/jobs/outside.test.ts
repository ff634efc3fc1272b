import { createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { testDatabase } from '../database/testing.ts'
import {
  awaySystems,
  enqueue,
  OutsideUnavailable,
  probeNow,
  repeating,
  scheduleRepeating,
  startWorker,
  type JobHandler,
  type Worker,
} from './index.ts'
import { bringBackJobs } from './repeat.ts'

const log = { info() {}, warn() {}, error() {}, debug() {} }
let test: Awaited<ReturnType<typeof testDatabase>>
const workers: Worker[] = []
/** Minutes that the clock of these tests runs ahead of the machine's. */
let ahead = 0
const clock = () => new Date(Date.now() + ahead * 60_000).toISOString()

beforeAll(async () => {
  test = await testDatabase()
  await test.database.query(
    'create table done (job bigint primary key, kind text, at timestamptz default clock_timestamp())',
  )
})
afterAll(() => test.drop())
beforeEach(async () => {
  ahead = 0
  for (const table of ['done', 'jobs.job', 'jobs.outside_system']) await test.database.query(`delete from ${table}`)
})
afterEach(async () => {
  for (const system of systems.splice(0)) system.end()
  await Promise.all(workers.splice(0).map((worker) => worker.stop()))
})

/** A system on a real port: it refuses, it accepts and never says a word, or it answers. */
interface System {
  name: string
  asked: number
  open: number
  mostOpen: number
  mode: 'refuses' | 'stalls' | 'answers' | 'slow'
  url(): string
  set(mode: System['mode']): Promise<void>
  end(): void
}
const systems: System[] = []
/** A loopback address of this process alone: nobody else takes a port that was let go of. */
const HOST = `127.${(process.pid >> 8) & 127}.${process.pid & 255}.7`
async function system(name: string, mode: System['mode']): Promise<System> {
  let server: Server | undefined
  let port = 0
  const sockets = new Set<Socket>()
  const listen = async () => {
    server = createServer((socket) => {
      sockets.add(socket)
      made.asked++
      made.mostOpen = Math.max(made.mostOpen, ++made.open)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        made.open--
        sockets.delete(socket)
      })
      socket.on('data', () => {
        const answer = () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok')
        if (made.mode === 'answers') answer()
        if (made.mode === 'slow') setTimeout(answer, 100)
      })
    })
    await new Promise<void>((go) => server!.listen(port, HOST, go))
    port = (server.address() as AddressInfo).port
  }
  const close = () => {
    for (const socket of sockets) socket.destroy()
    server?.close()
    server = undefined
  }
  const made: System = {
    name,
    asked: 0,
    open: 0,
    mostOpen: 0,
    mode,
    url: () => `http://${HOST}:${port}/`,
    async set(next) {
      made.mode = next
      if (next === 'refuses') close()
      else if (!server) await listen()
    },
    end: close,
  }
  await listen()
  await made.set(mode)
  systems.push(made)
  return made
}

/** A kind of job that asks one system, patient for 400 ms. */
const asks = (asked: System, kind = `ask.${asked.name}`): JobHandler => ({
  kind,
  effect: (_job, outside) =>
    outside.ask(asked.name, () =>
      fetch(asked.url(), { signal: AbortSignal.timeout(400) }).then(
        (response) => response.text(),
        (error: Error) => {
          throw new OutsideUnavailable(asked.name, error.name)
        },
      ),
    ),
  finish: write,
})
const write: NonNullable<JobHandler['finish']> = async (tx, job) => {
  await tx.query('insert into done (job, kind) values ($1, $2)', [job.id, job.kind])
}
const plain: JobHandler = { kind: 'plain', finish: write }

const put = (kind: string, count: number, lane = '') =>
  test.database.transaction(async (tx) => {
    for (let n = 0; n < count; n++) await enqueue(tx, { kind, lane }, clock())
  })
const done = async (kind: string) =>
  (await test.database.query<{ n: number }>('select count(*)::int as n from done where kind = $1', [kind])).rows[0]!.n
const work = (handlers: JobHandler[], more: { concurrency?: number; share?: number } = {}) =>
  workers.push(startWorker(test.database, handlers, { log, clock, ...more }))
const away = () => test.database.transaction((tx) => awaySystems(tx))
/** The clock is moved, and the workers told that something may be due. */
const pass = async (minutes: number) => {
  ahead += minutes
  await test.database.query("select pg_notify('darcha_jobs', '')")
}
const attempts = async () =>
  (await test.database.query<{ n: number }>('select coalesce(max(attempts), 0)::int as n from jobs.job', [])).rows[0]!.n
/** Jobs in the hands of a worker, or due. */
const asking = async () =>
  (await test.database.query<{ n: number }>('select count(*)::int as n from jobs.job where waits_for is null', []))
    .rows[0]!.n
const soon = { timeout: 15_000, interval: 20 }

it.each(['refuses', 'stalls'] as const)(
  'lets what waited for ten minutes go on within seconds when a system that %s is back, and counts no attempts',
  async (mode) => {
    const register = await system('register:population', mode)
    work([asks(register)])
    await put('ask.register:population', 30)
    await expect.poll(away, soon).toMatchObject([{ system: 'register:population', waiting: 30 }])
    for (let minute = 0; minute < 10; minute++) {
      // a job that is asking while the clock jumps over its lease counts as one whose worker died
      await expect.poll(asking, soon).toBe(0)
      const before = register.asked
      await pass(1)
      // one of them looks whether it is back, the others wait
      if (mode === 'stalls') await expect.poll(() => register.asked, soon).toBeGreaterThan(before)
    }
    const [known] = await away()
    expect(Date.parse(clock()) - Date.parse(known!.since)).toBeGreaterThan(9 * 60_000)
    await expect.poll(async () => (await away())[0]?.waiting, soon).toBe(30)
    expect(await attempts()).toBeLessThanOrEqual(3)
    expect(register.asked).toBeLessThan(60)
    await register.set('answers')
    const back = performance.now()
    await expect.poll(() => done('ask.register:population'), { timeout: 15_000, interval: 50 }).toBe(30)
    expect(performance.now() - back).toBeLessThan(15_000)
    await expect.poll(away, soon).toEqual([])
  },
  30_000,
)

it('keeps work for others, and work that needs nobody, quick while several systems never answer', async () => {
  const silent = await Promise.all(['mail', 'register:a', 'register:b', 'sms'].map((name) => system(name, 'stalls')))
  const well = await system('register:c', 'answers')
  work([...silent.map((item) => asks(item)), asks(well), plain], { concurrency: 2, share: 3 })
  for (const item of silent) await put(`ask.${item.name}`, 40, item.name)
  await expect.poll(() => silent.every((candidate) => candidate.asked > 0), soon).toBe(true)
  const begun = performance.now()
  await put('plain', 30, 'certificates')
  await put('ask.register:c', 30, 'other service')
  await expect
    .poll(async () => [await done('plain'), await done('ask.register:c')], { timeout: 10_000 })
    .toEqual([30, 30])
  expect(performance.now() - begun).toBeLessThan(8_000)
  // none of them was ever asked by more than its share at once
  expect(silent.map((item) => item.mostOpen)).toEqual([3, 3, 3, 3])
})

it('never has more questions open at a slow system than its share, and answers all of a flood', async () => {
  const slow = await system('register:slow', 'slow')
  work([asks(slow)], { share: 4 })
  await put('ask.register:slow', 60)
  await expect.poll(() => done('ask.register:slow'), { timeout: 10_000 }).toBe(60)
  expect(slow.mostOpen).toBe(4)
  expect(slow.asked).toBe(60)
})

it('lets another ask after one whose question alone is never answered', async () => {
  const register = await system('register:picky', 'answers')
  const picky: JobHandler = {
    kind: 'picky',
    attempts: 3,
    effect: (job, outside) =>
      outside.ask(register.name, () =>
        job.lane === 'poison'
          ? Promise.reject(new OutsideUnavailable(register.name, 'timeout'))
          : fetch(register.url()).then((response) => response.text()),
      ),
    finish: write,
  }
  await put('picky', 1, 'poison')
  work([picky])
  await expect.poll(away, soon).toHaveLength(1)
  await put('picky', 5)
  await expect.poll(() => done('picky'), { timeout: 15_000 }).toBe(5)
}, 20_000)

it('asks at once when a person says so', async () => {
  const register = await system('register:population', 'refuses')
  work([asks(register)])
  await put('ask.register:population', 1)
  await expect.poll(async () => (await away())[0]?.waiting, soon).toBe(1)
  await register.set('answers')
  // the next look of its own is far off
  await test.database.query("update jobs.outside_system set probe_at = $1::timestamptz + interval '1 hour'", [clock()])
  await test.database.query("update jobs.job set run_at = $1::timestamptz + interval '1 hour'", [clock()])
  expect(await test.database.transaction((tx) => probeNow(tx, 'register:population', clock()))).toBe(true)
  await expect.poll(() => done('ask.register:population'), soon).toBe(1)
  expect(await test.database.transaction((tx) => probeNow(tx, 'register:population', clock()))).toBe(false)
})

it('asks none of several systems in vain while one of them is away', async () => {
  const [here, gone] = await Promise.all([system('register:here', 'answers'), system('register:gone', 'refuses')])
  const both: JobHandler = {
    kind: 'both',
    effect: (_job, outside) =>
      outside
        .askAll(
          [here, gone].map((item) => ({
            system: item.name,
            ask: () =>
              fetch(item.url()).then(
                (response) => response.text(),
                () => Promise.reject(new OutsideUnavailable(item.name, 'unreachable')),
              ),
          })),
        )
        .then((all) => {
          for (const settled of all) if (settled.status === 'rejected') throw settled.reason
        }),
    finish: write,
  }
  work([both])
  await put('both', 1)
  await expect.poll(away, soon).toHaveLength(1)
  for (let minute = 0; minute < 5; minute++) {
    const before = (await away())[0]!.triedAt
    await pass(1)
    await expect.poll(async () => (await away())[0]!.triedAt, soon).not.toBe(before)
  }
  expect(here.asked).toBe(1)
  await gone.set('answers')
  await expect.poll(() => done('both'), { timeout: 10_000 }).toBe(1)
})

it('does not park what repeats, or was due, when the clock goes back', async () => {
  let runs = 0
  const seals = repeating('seal', 60, {
    async finish() {
      runs++
    },
  })
  const timer: JobHandler = { kind: 'timer', timer: true, finish: write }
  ahead = 2 * 24 * 60
  await test.database.transaction((tx) => scheduleRepeating(tx, 'seal', clock()))
  work([seals, timer, plain])
  await expect.poll(() => runs, soon).toBe(1)
  const term = new Date(Date.parse(clock()) - 3_600_000).toISOString()
  await test.database.transaction((tx) =>
    enqueue(tx, { kind: 'timer', runAt: new Date(Date.parse(clock()) + 3_600_000).toISOString() }, clock()),
  )
  // the clock is set right: two days back
  ahead = 0
  await test.database.transaction((tx) => enqueue(tx, { kind: 'plain', runAt: term }, clock()))
  await test.database.query("select pg_notify('darcha_jobs', '')")
  await expect.poll(() => runs, soon).toBe(2)
  await expect.poll(() => done('plain'), soon).toBe(1)
  expect(await done('timer')).toBe(0)
})

it('finds what a clock left behind that nobody saw go back', async () => {
  const seals = repeating('seal', 60, {})
  ahead = 2 * 24 * 60
  await test.database.transaction(async (tx) => {
    await scheduleRepeating(tx, 'seal', clock())
    await enqueue(tx, { kind: 'timer', runAt: clock() }, clock())
  })
  ahead = 0
  expect(await bringBackJobs(test.database, [seals, { kind: 'timer', timer: true }], clock())).toBe(1)
  // one that is where it belongs stays there
  expect(await bringBackJobs(test.database, [seals, { kind: 'timer', timer: true }], clock())).toBe(0)
})
