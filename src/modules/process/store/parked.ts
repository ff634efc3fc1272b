import type { Tx } from '../../../platform/database/index.ts'
import { WAKE, type Job } from '../../../platform/jobs/index.ts'

/** Never claimed, and still a date that every reader of it can count with. */
const PARKED = '9999-12-31T00:00:00.000Z'

/**
 * Puts a job that came due in a suspended case aside, under the same id: outside parties know it as their idempotency
 * key.
 */
export async function park(tx: Tx, job: Job): Promise<void> {
  await tx.query(
    `insert into jobs.job (id, kind, case_id, wait, payload, run_at, lane) overriding system value values ($1, $2, $3, $4, $5, $6, $7)`,
    [job.id, job.kind, job.caseId, job.wait, JSON.stringify(job.payload), PARKED, job.lane],
  )
}

/** Lets the parked jobs of one case go on. */
export async function unparkCase(tx: Tx, caseId: string, now: string): Promise<void> {
  await tx.query('update jobs.job set run_at = $2 where case_id = $1 and run_at = $3 and stopped_at is null', [
    caseId,
    now,
    PARKED,
  ])
  await tx.query('select pg_notify($1, $2)', [WAKE, ''])
}

/** Lets the parked jobs of all cases of a version go on, but for those of cases that are suspended themselves. */
export async function unparkDefinition(tx: Tx, definition: string, now: string): Promise<void> {
  await tx.query(
    `update jobs.job set run_at = $2 where run_at = $3 and stopped_at is null
       and case_id in (select case_id from process.instance where definition = (select number from process.definition where id = $1) and status = 0 and not suspended)`,
    [definition, now, PARKED],
  )
  await tx.query('select pg_notify($1, $2)', [WAKE, ''])
}
