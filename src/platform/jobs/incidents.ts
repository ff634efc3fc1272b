import type { Tx } from '../database/index.ts'

/** A job that can't go on by itself and waits for a person. */
export interface Incident {
  id: string
  kind: string
  caseId: string | null
  wait: number | null
  lane: string
  attempts: number
  stoppedAt: string
  problem: string
}

/** The list of incidents, newest first, fifty a page by keyset. */
export async function incidents(tx: Tx, after?: string): Promise<Incident[]> {
  const found = await tx.query<Incident>(
    `select id::text as id, kind, case_id as "caseId", wait, lane, attempts, stopped_at as "stoppedAt", problem
     from jobs.job where stopped_at is not null and ($1::bigint is null or id < $1) order by id desc limit 50`,
    [after ?? null],
  )
  return found.rows
}

/** Lets a stopped job try again from its first attempt. @returns false when it is no longer stopped */
export async function retryIncident(tx: Tx, id: string, now: string): Promise<boolean> {
  const done = await tx.query(
    'update jobs.job set stopped_at = null, attempts = 0, run_at = $2 where id = $1 and stopped_at is not null',
    [id, now],
  )
  return done.rowCount === 1
}
