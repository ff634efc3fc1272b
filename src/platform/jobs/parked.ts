import type { Tx } from '../database/index.ts'
import type { Job } from './claim.ts'
import { WAKE } from './wake.ts'

/** Never claimed, and still a date that every reader of it can count with. */
const PARKED = '9999-12-31T00:00:00.000Z'

/**
 * Puts a job that came due too early for its case aside, under the same id: outside parties know it as their
 * idempotency key. Its row must have been removed in this transaction, as the end of a job does.
 */
export async function parkJob(tx: Tx, job: Job): Promise<void> {
  await tx.query(
    `insert into jobs.job (id, kind, case_id, wait, payload, run_at, lane) overriding system value values ($1, $2, $3, $4, $5, $6, $7)`,
    [job.id, job.kind, job.caseId, job.wait, JSON.stringify(job.payload), PARKED, job.lane],
  )
}

/** Cases that have jobs put aside. */
export async function casesWithParkedJobs(tx: Tx): Promise<string[]> {
  return (
    await tx.query<{ caseId: string }>(
      'select distinct case_id as "caseId" from jobs.job where run_at = $1 and stopped_at is null',
      [PARKED],
    )
  ).rows.map((row) => row.caseId)
}

/** Lets the jobs of these cases that were put aside go on. */
export async function unparkJobs(tx: Tx, cases: readonly string[], now: string): Promise<void> {
  await tx.query('update jobs.job set run_at = $2 where case_id = any($1) and run_at = $3 and stopped_at is null', [
    cases,
    now,
    PARKED,
  ])
  await tx.query('select pg_notify($1, $2)', [WAKE, ''])
}
