import type { Database, Tx } from '../database/index.ts'
import { enqueue } from './enqueue.ts'
import { BACK_OFF_AT_MOST, type JobHandler } from './handler.ts'
import { LEASE_SECONDS } from './claim.ts'
import { LOOKS_AGAIN_SECONDS } from './outside-store.ts'

/** Puts the first run of a repeating job into the outbox; one that is there already changes nothing. */
export const scheduleRepeating = (tx: Tx, kind: string, now: string): Promise<void> =>
  enqueue(tx, { kind, key: kind }, now)

/**
 * A job that comes again some seconds after each of its runs. It never gives up: an incident would end it for good.
 * @param every seconds @param work `soon` among its answers lets it come again at once
 */
export function repeating(
  kind: string,
  every: number,
  work: Pick<JobHandler, 'effect'> & {
    finish?(tx: Tx, outcome: unknown, now: string): Promise<{ soon: boolean } | void>
  },
): JobHandler {
  return {
    kind,
    repeats: every,
    attempts: Number.MAX_SAFE_INTEGER,
    ...(work.effect ? { effect: work.effect } : {}),
    async finish(tx, _job, outcome, now) {
      const done = await work.finish?.(tx, outcome, now)
      const wait = done?.soon ? 0 : every * 1000
      await enqueue(tx, { kind, key: kind, runAt: new Date(Date.parse(now) + wait).toISOString() }, now)
    },
  }
}

/**
 * Makes due what stands further ahead than its kind ever does: it was put there before the clock went back. Timers of
 * cases and what is parked by hand keep their instants.
 * @param before what the clock said before it went back, when that was seen: what was due then is due
 * @returns how many jobs there were
 */
export async function bringBackJobs(
  database: Database,
  handlers: readonly JobHandler[],
  now: string,
  before?: string,
): Promise<number> {
  const repeated = handlers.filter((handler) => handler.repeats !== undefined)
  const [jobs] = await Promise.all([
    database.query(
      `update jobs.job set run_at = $1 where stopped_at is null and run_at > $1 and run_at < '9999-01-01' and (
         (waits_for is not null and run_at > $1::timestamptz + make_interval(secs => $4))
         or (attempts > 0 and run_at > $1::timestamptz + make_interval(secs => $5))
         or (run_at <= $7::timestamptz and attempts = 0 and kind <> all($8))
         or exists (select 1 from unnest($2::text[], $3::int[]) as repeats(kind, every)
           where repeats.kind = job.kind and run_at > $1::timestamptz + make_interval(secs => every + $6)))`,
      [
        now,
        repeated.map((jobHandler) => jobHandler.kind),
        repeated.map((jobHandler) => jobHandler.repeats!),
        LOOKS_AGAIN_SECONDS * 2,
        BACK_OFF_AT_MOST + LEASE_SECONDS,
        // one that is under way stands a lease ahead
        LEASE_SECONDS,
        before ?? null,
        handlers.filter((handler) => handler.timer).map((handler) => handler.kind),
      ],
    ),
    database.query(
      `update jobs.outside_system set probe_at = $1, since = least(since, $1), tried_at = least(tried_at, $1)
       where probe_at > $1::timestamptz + make_interval(secs => $2)`,
      [now, LEASE_SECONDS * 2],
    ),
  ])
  return jobs.rowCount ?? 0
}

/** How often jobs are looked through for those that a clock left behind, in milliseconds of a clock that never jumps. */
const LOOK_EVERY = 60_000

/** Looks, now and then and whenever the clock is seen to go back, for jobs that stand too far ahead. */
export function watchClock(database: Database, handlers: readonly JobHandler[], clock: () => string) {
  let seen = ''
  let looked = -Infinity
  return async (): Promise<void> => {
    const now = clock()
    const wentBack = Date.parse(now) < Date.parse(seen || now)
    const before = wentBack ? seen : undefined
    if (!wentBack && performance.now() - looked < LOOK_EVERY) {
      seen = now
      return
    }
    await bringBackJobs(database, handlers, now, before)
    looked = performance.now()
    seen = now
  }
}
