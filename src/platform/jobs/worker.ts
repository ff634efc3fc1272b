import { EventEmitter, once } from 'node:events'
import { isTie, isTrouble, type Database } from '../database/index.ts'
import type { Log } from '../telemetry/index.ts'
import { claimJobs, LEASE_SECONDS, nextDue, prolongLease, releaseJobs, type Job } from './claim.ts'
import type { JobHandler } from './handler.ts'
import { openHands } from './hands.ts'
import { openOutside } from './outside.ts'
import { watchClock } from './repeat.ts'
import { runJob } from './run-job.ts'
import { WAKE } from './wake.ts'

export interface Worker {
  stop(): Promise<void>
  readonly idle: Promise<void>
}

export interface WorkerOptions {
  /** Jobs at once; those that wait for an answer from outside are not counted. */
  concurrency?: number
  /** Questions open at once at one outside system. */
  share?: number
  batch?: number
  clock?: () => string
  log: Log
}

/** Jobs claimed at once while all that come can be done together: claiming and committing then cost little a job. */
const TOGETHER_AT_MOST = 400

/** Milliseconds between looks behind a flood: longer than this nobody waits for a turn. */
const LANES_EVERY = 250

/** Runs jobs until stopped. Several workers may run side by side, in one process or many. */
export function startWorker(database: Database, handlers: readonly JobHandler[], options: WorkerOptions): Worker {
  const byKind = new Map(handlers.map((handler) => [handler.kind, handler]))
  const clock = options.clock ?? (() => new Date().toISOString())
  const bell = new EventEmitter()
  // a ring while nobody rests yet must be heard too: what it told of came after the look that found nothing
  let rings = 0
  bell.on('ring', () => {
    rings++
  })
  let running = true
  const listener = listen(database, bell, () => running)

  // jobs in hand: a register may take longer to answer than a lease lasts
  const held = new Set<Job>()
  const prolonging = setInterval(
    () => {
      if (held.size > 0) prolongLease(database, [...held], clock()).catch(() => undefined)
    },
    (LEASE_SECONDS * 1000) / 3,
  )

  const batch = options.batch ?? 20
  const isAlone = (job: Job) => {
    const handler = byKind.get(job.kind)
    return !handler?.together || handler.effect !== undefined
  }
  const outside = openOutside(database, clock, options.share)
  const hands = openHands(
    options.concurrency ?? 8,
    (job, putDown) => runJob(database, byKind.get(job.kind), job, clock, options.log, outside.forJob(job, putDown)),
    held,
  )
  const mindTheClock = watchClock(database, handlers, clock)
  let size = batch
  let looked = -Infinity

  const loop = async () => {
    while (running) {
      // whoever waits for a register holds no hand: these are at work, and all of them
      if (hands.full()) {
        await hands.turn()
        continue
      }
      let claimed: Job[] = []
      try {
        const heard = rings
        await mindTheClock()
        const everyLane = performance.now() - looked > LANES_EVERY
        if (everyLane) looked = performance.now()
        claimed = await claimJobs(database, clock(), size, everyLane)
        for (const job of claimed) held.add(job)
        const alone = claimed.filter(isAlone)
        // a worker that took more than it can do soon leaves the rest to others
        const surplus = new Set(alone.slice(batch))
        if (surplus.size > 0) await releaseJobs(database, [...surplus], clock())
        for (const job of surplus) held.delete(job)
        hands.run(alone.slice(0, batch))
        size =
          alone.length === 0 && claimed.length === size ? Math.max(batch, Math.min(size * 2, TOGETHER_AT_MOST)) : batch
        if (claimed.length > 0)
          hands.run(
            await runGroups(
              database,
              byKind,
              claimed.filter((job) => !isAlone(job)),
              { clock, log: options.log, held },
            ),
          )
        else await rest(database, bell, clock, () => rings !== heard)
      } catch (error) {
        // the database went away for a moment: jobs stay where they are
        options.log.warn({ problem: String(error) }, 'worker waits for the database')
        for (const job of claimed) if (!isAlone(job)) held.delete(job)
        await ring(bell, 1000)
      }
    }
    outside.close()
    const unbegun = await hands.end()
    clearInterval(prolonging)
    if (unbegun.length > 0) await releaseJobs(database, unbegun, clock()).catch(() => undefined)
  }
  const done = loop()
  return {
    idle: done,
    async stop() {
      running = false
      bell.emit('ring')
      hands.wake()
      await done
      await listener
    },
  }
}

interface Running {
  clock: () => string
  log: Log
  held: Set<Job>
}

/** Runs claimed jobs: those that can be taken together in one transaction, all others side by side. */
export async function runJobs(
  database: Database,
  byKind: ReadonlyMap<string, JobHandler>,
  jobs: readonly Job[],
  {
    clock,
    concurrency,
    log,
    held = new Set(),
  }: { clock: () => string; concurrency: number; log: Log; held?: Set<Job> },
): Promise<void> {
  const outside = openOutside(database, clock)
  const hands = openHands(
    concurrency,
    (job, putDown) => runJob(database, byKind.get(job.kind), job, clock, log, outside.forJob(job, putDown)),
    held,
  )
  hands.run(await runGroups(database, byKind, jobs, { clock, log, held }))
  await hands.done()
}

/** Takes together what can be. @returns what is left to be run one by one */
async function runGroups(
  database: Database,
  byKind: ReadonlyMap<string, JobHandler>,
  jobs: readonly Job[],
  { clock, log, held }: Running,
): Promise<Job[]> {
  const groups = Map.groupBy(jobs, (job) => {
    const handler = byKind.get(job.kind)
    return handler?.effect ? undefined : handler?.together
  })
  const rest: Job[] = [...(groups.get(undefined) ?? [])]
  for (const [together, group] of groups) {
    if (together) rest.push(...(group.length > 1 ? await runTogether(database, together, group, clock, log) : group))
  }
  const left = new Set(rest)
  for (const job of jobs) if (!left.has(job)) held.delete(job)
  return rest
}

/** @returns the jobs that are left to be run one by one: one that fails must not take the others with it */
async function runTogether(
  database: Database,
  together: NonNullable<JobHandler['together']>,
  jobs: readonly Job[],
  clock: () => string,
  log: Log,
): Promise<readonly Job[]> {
  try {
    return await database.transaction(async (tx) => {
      const owned = await tx.query<{ id: string }>(
        'select id::text as id from jobs.job where (id, attempts) in (select * from unnest($1::bigint[], $2::int[])) order by id for update',
        [jobs.map((job) => job.id), jobs.map((job) => job.attempts)],
      )
      const mine = new Set(owned.rows.map((row) => row.id))
      const done = await together(
        tx,
        jobs.filter((job) => mine.has(job.id)),
        clock(),
      )
      // a step has removed the job of the wait it ended by itself
      await tx.query('delete from jobs.job where id = any($1::bigint[])', [[...done]])
      return jobs.filter((job) => mine.has(job.id) && !done.has(job.id))
    })
  } catch (error) {
    if (isTrouble(error) && !isTie(error)) throw error
    log.warn(
      { jobs: jobs.length, problem: (error as Error).message },
      'jobs taken together failed: each is tried alone',
    )
    return jobs
  }
}

async function rest(database: Database, bell: EventEmitter, clock: () => string, rung: () => boolean): Promise<void> {
  const next = await nextDue(database)
  if (rung()) return
  const wait = next === undefined ? 5000 : Math.min(5000, Math.max(0, Date.parse(next) - Date.parse(clock())))
  if (wait > 0) await ring(bell, wait)
}

async function ring(bell: EventEmitter, milliseconds: number): Promise<void> {
  const stop = new AbortController()
  const timer = setTimeout(() => bell.emit('ring'), milliseconds)
  await once(bell, 'ring', { signal: stop.signal })
  clearTimeout(timer)
}

/** A connection of its own, because NOTIFY reaches only sessions that listen; reconnects when lost. */
async function listen(database: Database, bell: EventEmitter, running: () => boolean): Promise<void> {
  while (running()) {
    try {
      const client = await database.dedicated()
      client.on('notification', () => bell.emit('ring'))
      await client.query(`listen ${WAKE}`)
      // what came before it was listened to
      bell.emit('ring')
      await new Promise<void>((done) => {
        const look = () => {
          if (!running()) end()
        }
        const end = () => {
          bell.off('ring', look)
          done()
        }
        client.once('end', end)
        bell.on('ring', look)
        // it may have been stopped while this connection was made
        look()
      })
      await client.end().catch(() => undefined)
    } catch {
      if (running()) await ring(bell, 1000)
    }
  }
}
