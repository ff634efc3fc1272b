import type { Tx } from '../database/index.ts'
import { WAKE } from './wake.ts'

/** Work to be done after the commit: an effect outside, a timer, a message. */
export interface NewJob {
  kind: string
  payload?: unknown
  caseId?: string
  /** Number of the wait in the case whose end this job brings. */
  wait?: number
  /** RFC 3339; now unless said. */
  runAt?: string
  /** Fairness: jobs of different lanes take turns; see laneOf. */
  lane?: string
  /** At most one waiting job for a key; a second one changes nothing. */
  key?: string
}

/**
 * Puts a job into the outbox, in the caller's transaction. All is sent at once: who goes on to the commit need not
 * wait.
 */
export function enqueue(tx: Tx, job: NewJob, now: string): Promise<void> {
  const writing = tx.query(
    'insert into jobs.job (kind, case_id, wait, payload, run_at, lane, key) values ($1, $2, $3, $4, $5, $6, $7) on conflict (key) do nothing',
    [
      job.kind,
      job.caseId ?? null,
      job.wait ?? null,
      JSON.stringify(job.payload ?? {}),
      job.runAt ?? now,
      job.lane ?? '',
      job.key ?? null,
    ],
  )
  return Promise.all([
    writing,
    ...(!job.runAt || job.runAt <= now ? [tx.query('select pg_notify($1, $2)', [WAKE, ''])] : []),
  ]).then(() => undefined)
}
