import type { Database } from '../database/index.ts'

export interface Job {
  id: string
  kind: string
  caseId: string | null
  wait: number | null
  payload: any
  attempts: number
  lane: string
}

/** A claimed job comes free again after this time if its worker died; a living worker prolongs it. */
export const LEASE_SECONDS = 15

/**
 * Claims due jobs for one worker: services take turns, and within a service the lanes of its bodies; a lane of priority
 * p gets 1 + p times the
 * turns (weighted fair queueing). So a flood of one service or body can't starve the others, however long it is: when
 * the oldest due jobs
 * fill the window, the oldest of all other lanes are looked for behind them, and behind a second flood once more.
 * Claiming moves `run_at` to the end of the lease; nothing is locked while the job runs. A claim does not wait for the
 * disk: one that a
 * crash of the database takes back only means that the job is claimed again, and whoever removes its row first owns the
 * outcome.
 * @param most how many at most @param everyLane false leaves out the look behind a flood, which reads through it: a
 *   worker looks some times a second
 */
export async function claimJobs(database: Database, now: string, most: number, everyLane = true): Promise<Job[]> {
  const found = await database.query<Job>(
    `with quick as materialized (
       select set_config('synchronous_commit', 'off', true)
     ), due as materialized (
       select id, lane, run_at from jobs.job where run_at <= $1 and stopped_at is null order by run_at limit $2 * 8
     ), others as materialized (
       select id, lane, run_at from jobs.job where $4 and (select count(*) from due) >= $2 * 8
         and run_at <= $1 and stopped_at is null and lane <> all(array(select lane from due group by lane)) order by run_at limit $2 * 8
     ), third as materialized (
       select id, lane, run_at from jobs.job where $4 and (select count(*) from others) >= $2 * 8
         and run_at <= $1 and stopped_at is null and lane <> all(array(select lane from due group by lane union select lane from others group by lane)) order by run_at limit $2 * 8
     ), seen as (
       select id, lane, run_at from due union all select id, lane, run_at from others union all select id, lane, run_at from third
     ), turned as (
       select id, run_at, split_part(lane, '/', 1) as service, case when split_part(lane, '/', 3) ~ '^[1-9]$' then 1.0 + split_part(lane, '/', 3)::int else 1.0 end as weight, row_number() over (partition by lane order by run_at) as turn from seen
     ), turns as (
       select id, run_at, row_number() over (partition by service order by turn / weight, run_at) / weight as turn from turned
     ), chosen as (
       select job.id from jobs.job where id in (select id from turns order by turn, run_at limit $2)
         and run_at <= $1 and stopped_at is null for update skip locked
     )
     update jobs.job as job set run_at = $1::timestamptz + make_interval(secs => $3), attempts = job.attempts + 1, waits_for = null
     from chosen, quick where job.id = chosen.id
     returning job.id::text as id, job.kind, job.case_id as "caseId", job.wait, job.payload, job.attempts, job.lane`,
    [now, most, LEASE_SECONDS, everyLane],
  )
  return found.rows
}

/** Holds jobs for another lease: those of an attempt that is still under way. */
export async function prolongLease(database: Database, jobs: readonly Job[], now: string): Promise<void> {
  await database.query(
    // what failed meanwhile and waits longer than a lease is left where it is
    `update jobs.job set run_at = $3::timestamptz + make_interval(secs => $4)
     where (id, attempts) in (select * from unnest($1::bigint[], $2::int[])) and stopped_at is null and run_at < $3::timestamptz + make_interval(secs => $4)`,
    [jobs.map((job) => job.id), jobs.map((job) => job.attempts), now, LEASE_SECONDS],
  )
}

/** Lets go of claimed jobs that were not begun: they are due now and the attempt does not count. */
export async function releaseJobs(database: Database, jobs: readonly Job[], now: string): Promise<void> {
  await database.query(
    'update jobs.job set run_at = $3, attempts = attempts - 1 where (id, attempts) in (select * from unnest($1::bigint[], $2::int[])) and stopped_at is null',
    [jobs.map((job) => job.id), jobs.map((job) => job.attempts), now],
  )
}

/** The instant of the next job, or undefined when none waits. */
export async function nextDue(database: Database): Promise<string | undefined> {
  const found = await database.query<{ run_at: string }>(
    'select run_at from jobs.job where stopped_at is null order by run_at limit 1',
    [],
  )
  return found.rows[0]?.run_at
}
