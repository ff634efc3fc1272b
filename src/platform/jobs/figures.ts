import type { Tx } from '../database/index.ts'

/** Counting more than so many for a gauge helps nobody. */
const COUNTED_AT_MOST = 100_000

/** For the gauges of `/metrics`: jobs that wait for their time or turn, and those that have stopped. */
export async function countJobs(tx: Pick<Tx, 'query'>): Promise<{ waiting: number; stopped: number }> {
  return (
    await tx.query<{ waiting: number; stopped: number }>(
      `select count(*) filter (where stopped_at is null)::int as waiting, count(*) filter (where stopped_at is not null)::int as stopped
       from (select stopped_at from jobs.job limit ${COUNTED_AT_MOST}) j`,
      [],
    )
  ).rows[0]!
}

/** How the work stands: what is due and not done, since when, and what has stopped. */
export async function workFigures(
  tx: Tx,
  now: string,
): Promise<{ jobsDue: number; dueSince: string | null; incidents: number }> {
  return (
    await tx.query<{ jobsDue: number; dueSince: string | null; incidents: number }>(
      `select (select count(*)::int from jobs.job where run_at <= $1 and stopped_at is null) as "jobsDue", (select min(run_at) from jobs.job where run_at <= $1 and stopped_at is null) as "dueSince",
       (select count(*)::int from jobs.job where stopped_at is not null) as incidents`,
      [now],
    )
  ).rows[0]!
}
