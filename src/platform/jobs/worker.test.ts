import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../database/testing.ts'
import {
  claimJobs,
  enqueue,
  incidents,
  laneOf,
  PermanentFailure,
  prolongLease,
  retryIncident,
  runJob,
  startWorker,
  type JobHandler,
} from './index.ts'

const log = { info() {}, warn() {}, error() {}, debug() {} }
const now = '2026-03-02T10:00:00.000Z'
let test: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  test = await testDatabase()
  await test.database.query('create table done (job bigint primary key, kind text)')
})
afterAll(() => test.drop())

const writes: JobHandler = {
  kind: 'write',
  finish: async (tx, job) => {
    await tx.query('insert into done (job, kind) values ($1, $2)', [job.id, job.kind])
  },
}

it('runs each job once between several workers', async () => {
  await test.database.transaction((tx) =>
    Promise.all(Array.from({ length: 200 }, (_, n) => enqueue(tx, { kind: 'write', payload: { n } }, now))),
  )
  const workers = [1, 2, 3].map(() => startWorker(test.database, [writes], { log, clock: () => now }))
  await expect
    .poll(async () => (await test.database.query('select count(*)::int as n from done', [])).rows[0]!.n, {
      timeout: 10_000,
    })
    .toBe(200)
  await Promise.all(workers.map((worker) => worker.stop()))
  expect((await test.database.query('select count(*)::int as n from jobs.job', [])).rows).toEqual([{ n: 0 }])
})

it('takes more at once while all that comes can be done together, and leaves to others what it can not do soon', async () => {
  await test.database.query('delete from done', [])
  const sizes: number[] = []
  const together: JobHandler['together'] = async (tx, jobs) => {
    sizes.push(jobs.length)
    await tx.query('insert into done (job, kind) select id, $2 from unnest($1::bigint[]) id', [
      jobs.map((job) => job.id),
      'together',
    ])
    return new Set(jobs.map((job) => job.id))
  }
  const attempts = new Set<number>()
  const alone: JobHandler = {
    kind: 'alone',
    async effect(job) {
      attempts.add(job.attempts)
    },
    finish: writes.finish!,
  }
  await test.database.transaction(async (tx) => {
    for (let n = 0; n < 150; n++) await enqueue(tx, { kind: 'write', runAt: '2026-03-02T09:00:00.000Z' }, now)
    for (let n = 0; n < 150; n++) await enqueue(tx, { kind: 'alone', runAt: '2026-03-02T09:30:00.000Z' }, now)
  })
  const worker = startWorker(test.database, [{ kind: 'write', together }, alone], { log, clock: () => now })
  await expect
    .poll(async () => (await test.database.query('select count(*)::int as n from done', [])).rows[0]!.n, {
      timeout: 10_000,
    })
    .toBe(300)
  await worker.stop()
  expect(Math.max(...sizes)).toBeGreaterThan(20)
  // none of those that were left counts the time it was only claimed
  expect([...attempts]).toEqual([1])
})

it('goes on with others while a register lets one wait, and gives back what it has not begun when it is stopped', async () => {
  await test.database.query('delete from done', [])
  let answer = () => {}
  const begun: string[] = []
  const slow: JobHandler = {
    kind: 'slow',
    effect: (job) => {
      begun.push(job.id)
      return new Promise<void>((done) => {
        const before = answer
        answer = () => {
          before()
          done()
        }
      })
    },
  }
  const put = (kind: string, count: number) =>
    test.database.transaction(async (tx) => {
      for (let n = 0; n < count; n++) await enqueue(tx, { kind }, now)
    })
  const written = async () => (await test.database.query('select count(*)::int as n from done', [])).rows[0]!.n
  const worker = startWorker(test.database, [slow, writes], { log, clock: () => now, concurrency: 2 })
  await put('slow', 1)
  await expect.poll(() => begun.length, { timeout: 10_000 }).toBe(1)
  await put('write', 30)
  await expect.poll(written, { timeout: 10_000 }).toBe(30)
  // both hands full: what comes now is not begun, and is there for others when this one ends
  await put('slow', 4)
  await expect.poll(() => begun.length, { timeout: 10_000 }).toBe(2)
  const stopped = worker.stop()
  answer()
  await stopped
  expect(begun).toHaveLength(2)
  expect((await claimJobs(test.database, now, 10)).map((job) => job.attempts)).toEqual([1, 1, 1])
  await test.database.query('delete from jobs.job', [])
})

it('takes turns between lanes', async () => {
  await test.database.transaction(async (tx) => {
    for (let n = 0; n < 30; n++)
      await enqueue(tx, { kind: 'write', lane: 'flooded', runAt: '2026-03-02T09:00:00.000Z' }, now)
    for (let n = 0; n < 3; n++)
      await enqueue(tx, { kind: 'write', lane: 'small', runAt: '2026-03-02T09:30:00.000Z' }, now)
  })
  const lanes = (await claimJobs(test.database, now, 6)).map((job) => job.lane).sort()
  expect(lanes).toEqual(['flooded', 'flooded', 'flooded', 'small', 'small', 'small'])
  await test.database.query('delete from jobs.job', [])
})

it('lets nobody starve behind a flood of any length: services take turns, within one its bodies, and what is urgent goes first', async () => {
  const flood = (lane: string, count: number, at: string) =>
    test.database.query(
      'insert into jobs.job (kind, payload, run_at, lane) select $1, $2, $3, $4 from generate_series(1, $5::int)',
      ['write', '{}', at, lane, count],
    )
  const [big, other] = ['khokimiyat-1', 'khokimiyat-2'].map((body) => laneOf('flooded', body)) as [string, string]
  expect(big).not.toBe(other)
  await flood(big, 5_000, '2026-03-02T01:00:00.000Z')
  await flood(other, 5, '2026-03-02T09:00:00.000Z')
  await flood(laneOf('flooded', 'khokimiyat-1', 5), 2, '2026-03-02T09:30:00.000Z')
  await flood(laneOf('small', 'khokimiyat-1'), 10, '2026-03-02T09:40:00.000Z')
  const lanes = (await claimJobs(test.database, now, 20)).map((job) => job.lane)
  const count = (lane: string) => lanes.filter((text) => text === lane).length
  expect(count(laneOf('small', 'khokimiyat-1'))).toBeGreaterThanOrEqual(9)
  expect(count(other)).toBeGreaterThanOrEqual(3)
  expect(count(laneOf('flooded', 'khokimiyat-1', 5))).toBe(2)
  expect(lanes).toHaveLength(20)
  await test.database.query('delete from jobs.job', [])
})

it('tries again later, then stands as an incident that a person can retry', async () => {
  let failures = 0
  const fails: JobHandler = {
    kind: 'fail',
    attempts: 2,
    effect: async () => {
      failures++
      throw new Error('register away')
    },
  }
  await test.database.transaction((tx) => enqueue(tx, { kind: 'fail' }, now))
  const [first] = await claimJobs(test.database, now, 5)
  await runJob(test.database, fails, first!, () => now, log)
  expect(await claimJobs(test.database, now, 5)).toEqual([])
  const [second] = await claimJobs(test.database, '2026-03-02T10:00:02.000Z', 5)
  await runJob(test.database, fails, second!, () => now, log)
  const listed = await test.database.transaction((tx) => incidents(tx))
  expect(listed).toMatchObject([{ kind: 'fail', problem: 'register away', attempts: 2 }])
  expect(await test.database.transaction((tx) => retryIncident(tx, listed[0]!.id, now))).toBe(true)
  expect(await claimJobs(test.database, now, 5)).toHaveLength(1)
  expect(failures).toBe(2)
  await test.database.query('delete from jobs.job', [])
})

it('makes an incident at once of what a new try cannot mend', async () => {
  await test.database.transaction((tx) => enqueue(tx, { kind: 'unknown' }, now))
  const [job] = await claimJobs(test.database, now, 5)
  await runJob(test.database, undefined, job!, () => now, log)
  expect(await test.database.transaction((tx) => incidents(tx))).toHaveLength(1)
  expect(new PermanentFailure('x')).toBeInstanceOf(Error)
  await test.database.query('delete from jobs.job', [])
})

it('writes the outcome of a job once when its lease was lost to another', async () => {
  await test.database.query('delete from done', [])
  await test.database.transaction((tx) => enqueue(tx, { kind: 'write' }, now))
  const [slow] = await claimJobs(test.database, now, 5)
  const [taken] = await claimJobs(test.database, '2026-03-02T10:02:00.000Z', 5)
  await runJob(test.database, writes, taken!, () => now, log)
  await runJob(test.database, writes, slow!, () => now, log)
  expect((await test.database.query('select count(*)::int as n from done', [])).rows).toEqual([{ n: 1 }])
})

it('holds a job that takes longer than a lease, and gives free what a dead worker held', async () => {
  await test.database.transaction((tx) => enqueue(tx, { kind: 'write' }, now))
  const [held] = await claimJobs(test.database, now, 5)
  await prolongLease(test.database, [held!], '2026-03-02T10:00:10.000Z')
  expect(await claimJobs(test.database, '2026-03-02T10:00:20.000Z', 5)).toEqual([])
  const [taken] = await claimJobs(test.database, '2026-03-02T10:00:26.000Z', 5)
  // the one before comes back to life: the job is no longer its own
  await prolongLease(test.database, [held!], '2026-03-02T10:05:00.000Z')
  expect(await claimJobs(test.database, '2026-03-02T10:00:42.000Z', 5)).toMatchObject([{ id: taken!.id, attempts: 3 }])
  await test.database.query('delete from jobs.job', [])
})

it('ends when it is stopped before its own connection has been made', async () => {
  let connect = () => {}
  const mayConnect = new Promise<void>((done) => (connect = done))
  const slow = Object.assign(Object.create(test.database) as typeof test.database, {
    dedicated: async () => {
      await mayConnect
      return test.database.dedicated()
    },
  })
  const worker = startWorker(slow, [writes], { log, clock: () => now })
  const stopped = worker.stop()
  connect()
  await stopped
  await worker.idle
})
