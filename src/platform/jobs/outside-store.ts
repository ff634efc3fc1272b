import type { Database, Tx } from '../database/index.ts'
import { WAKE } from './wake.ts'
import { LEASE_SECONDS, type Job } from './claim.ts'

/** Seconds between two questions to a system that is away: 1, 2, then this. An outage is over this soon after its end. */
const PROBE_SECONDS = 3
/** Seconds after which a job that waits for a system looks by itself, should whoever was to wake it be gone. */
export const LOOKS_AGAIN_SECONDS = 60

/**
 * Of the named systems, those that are known to be away; the ones whose next question is due are this job's to ask.
 * @returns empty when all of them may be asked
 */
export async function takeProbes(
  database: Database,
  systems: readonly string[],
  job: string,
  now: string,
): Promise<{ system: string; mine: boolean }[]> {
  return (
    await database.query<{ system: string; mine: boolean }>(
      `with taken as (
         update jobs.outside_system set probe_at = $3::timestamptz + make_interval(secs => $4), probe_job = $2, tried_at = $3
         where system = any($1) and probe_at <= $3 returning system
       )
       select system, system in (select system from taken) as mine from jobs.outside_system where system = any($1)`,
      [systems, job, now, LEASE_SECONDS],
    )
  ).rows
}

/**
 * Writes that a system did not answer, and lets the job that has waited longest ask next.
 * @param probe the question was asked to find out whether the system is back: only that one moves the next
 */
export async function markAway(
  database: Database,
  { system, problem, probe, now }: { system: string; problem: string; probe: boolean; now: string },
): Promise<void> {
  await database.query(
    `with marked as (
       insert into jobs.outside_system as known (system, since, probe_at, tried_at, problem)
       values ($1, $2, $2::timestamptz + interval '1 second', $2, $3)
       on conflict (system) do update set probes = known.probes + 1, problem = $3, tried_at = $2,
         probe_at = $2::timestamptz + make_interval(secs => least($5, 2 ^ least(known.probes, 10))) where $4
       returning probe_at
     )
     update jobs.job set run_at = marked.probe_at from marked where id =
       (select id from jobs.job where waits_for = $1 and stopped_at is null order by run_at limit 1 for update skip locked)`,
    [system, now, problem.slice(0, 500), probe, PROBE_SECONDS],
  )
}

/**
 * A system has answered: it is away no longer, and so many jobs that wait for it go on; each answer lets others follow,
 * so that one that has just come back is not flooded.
 */
export async function markAnswered(database: Database, system: string, most: number, now: string): Promise<void> {
  const woken = await database.query(
    `with back as (delete from jobs.outside_system where system = $1)
     update jobs.job set run_at = $2, waits_for = null where id in
       (select id from jobs.job where waits_for = $1 and stopped_at is null order by id limit $3 for update skip locked)`,
    [system, now, most],
  )
  if ((woken.rowCount ?? 0) > 0) await database.query('select pg_notify($1, $2)', [WAKE, ''])
}

/**
 * Puts a job aside until its system answers. One of those that wait comes when the system is to be asked again; the
 * others are woken by the answer.
 * @param counted false when the job was not the first to meet the silence: waiting is no attempt
 */
export async function waitForSystem(
  database: Database,
  job: Job,
  {
    system,
    problem,
    counted,
    busy,
    now,
  }: { system: string; problem: string; counted: boolean; busy: boolean; now: string },
): Promise<void> {
  await database.query(
    `update jobs.job set waits_for = $3, problem = $4, attempts = attempts - $5,
       run_at = case
         when $6 then $7::timestamptz + make_interval(secs => $8)
         -- it came back meanwhile
         when not exists (select 1 from jobs.outside_system where system = $3) then $7::timestamptz + make_interval(secs => 1 - $5)
         when exists (select 1 from jobs.job other join jobs.outside_system away on away.system = $3
           where other.waits_for = $3 and other.stopped_at is null and other.run_at <= away.probe_at) then $7::timestamptz + make_interval(secs => $8)
         else (select greatest(probe_at, $7::timestamptz) from jobs.outside_system where system = $3) end
     where id = $1 and attempts = $2`,
    [job.id, job.attempts, system, problem.slice(0, 2000), counted ? 0 : 1, busy, now, LOOKS_AGAIN_SECONDS],
  )
}

/** An outside system that does not answer. */
export interface AwaySystem {
  system: string
  since: string
  triedAt: string
  problem: string
  /** Jobs that wait for it. */
  waiting: number
}

/** The outside systems that do not answer, the longest away first, each with how much waits for it. */
export async function awaySystems(tx: Tx): Promise<AwaySystem[]> {
  return (
    await tx.query<AwaySystem>(
      `select away.system, away.since, away.tried_at as "triedAt", away.problem,
         (select count(*)::int from jobs.job where waits_for = away.system and stopped_at is null)
         + (select count(*)::int from jobs.job where id = away.probe_job and waits_for is null and stopped_at is null) as waiting
       from jobs.outside_system away order by away.since, away.system`,
      [],
    )
  ).rows
}

/** Lets the next waiting job ask a system at once. @returns false when the system is not known to be away */
export async function probeNow(tx: Tx, system: string, now: string): Promise<boolean> {
  const known = await tx.query('update jobs.outside_system set probe_at = $2 where system = $1', [system, now])
  if (known.rowCount !== 1) return false
  await tx.query(
    `update jobs.job set run_at = $2 where id =
       (select id from jobs.job where waits_for = $1 and stopped_at is null order by run_at limit 1 for update skip locked)`,
    [system, now],
  )
  await tx.query('select pg_notify($1, $2)', [WAKE, ''])
  return true
}
