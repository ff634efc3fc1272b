import type { Tx } from '../database/index.ts'
import { WAKE } from './wake.ts'

/** Puts the same job into the outbox for each of many cases. */
export async function enqueueForCases(
  tx: Tx,
  job: { kind: string; payload: unknown; lane: string },
  cases: readonly string[],
  now: string,
): Promise<void> {
  if (cases.length === 0) return
  await tx.query(
    `insert into jobs.job (kind, case_id, payload, run_at, lane)
     select $1, case_id, $2, $3, $4 from unnest($5::uuid[]) as case_id`,
    [job.kind, JSON.stringify(job.payload), now, job.lane, cases],
  )
  await tx.query('select pg_notify($1, $2)', [WAKE, ''])
}

/**
 * Gives the jobs of a case's waits another kind and payload: those of another model. Jobs of the kinds that are named
 * stay as they are.
 */
export async function reshapeJobs(
  tx: Tx,
  caseId: string,
  jobs: readonly { wait: number; kind: string; payload: unknown }[],
  except: readonly string[],
): Promise<void> {
  await tx.query(
    `update jobs.job j set kind = r.kind, payload = r.payload
     from jsonb_to_recordset($2) as r(wait integer, kind text, payload jsonb) where j.case_id = $1 and j.wait = r.wait and j.kind <> all($3)`,
    [caseId, JSON.stringify(jobs), except],
  )
}

/**
 * Keeps work that can't be done as a job that has stopped already: an incident, done when a person lets it try again.
 * @param stopped its `key` keeps a second of the same from standing beside it
 */
export async function keepStopped(
  tx: Tx,
  stopped: {
    kind: string
    caseId: string | null
    wait: number | null
    payload: unknown
    lane: string
    key: string | null
    problem: string
  },
  now: string,
): Promise<void> {
  await tx.query(
    `insert into jobs.job (kind, case_id, wait, payload, run_at, attempts, lane, key, stopped_at, problem)
     values ($1, $2, $3, $4, $5, 1, $6, $7, $5, $8) on conflict (key) do nothing`,
    [
      stopped.kind,
      stopped.caseId,
      stopped.wait,
      JSON.stringify(stopped.payload),
      now,
      stopped.lane,
      stopped.key,
      stopped.problem,
    ],
  )
}

/** Moves the jobs of a kind of a case that wait for one instant, to the second, to another. */
export async function moveJobsFrom(tx: Tx, caseId: string, kind: string, from: string, to: string): Promise<void> {
  await tx.query(
    `update jobs.job set run_at = $4 where case_id = $1 and kind = $2 and stopped_at is null
       and abs(extract(epoch from run_at - $3::timestamptz)) < 1`,
    [caseId, kind, from, to],
  )
}

/** Whether a job of a kind of a case is still to be done: it waits, is being done, is put aside, or has stopped. */
export const hasJob = async (tx: Tx, caseId: string, kind: string): Promise<boolean> =>
  (await tx.query('select 1 as yes from jobs.job where case_id = $1 and kind = $2 limit 1', [caseId, kind])).rows
    .length > 0

/** Moves the waiting jobs of a kind of a case to another instant. @returns whether one stood elsewhere, to the second */
export async function moveJobs(tx: Tx, caseId: string, kind: string, runAt: string): Promise<boolean> {
  const moved = await tx.query(
    `update jobs.job set run_at = $3 where case_id = $1 and kind = $2 and stopped_at is null
       and abs(extract(epoch from run_at - $3::timestamptz)) >= 1`,
    [caseId, kind, runAt],
  )
  return (moved.rowCount ?? 0) > 0
}
