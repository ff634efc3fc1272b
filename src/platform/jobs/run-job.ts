import { isTie, isTrouble, type Database } from '../database/index.ts'
import type { Log } from '../telemetry/index.ts'
import type { Job } from './claim.ts'
import { backOffSeconds, PermanentFailure, type JobHandler } from './handler.ts'
import { openOutside, type JobOutside } from './outside.ts'
import { waitForSystem } from './outside-store.ts'
import { OutsideBusy, OutsideUnavailable } from './outside-unavailable.ts'

/**
 * Runs one claimed job to its end.
 * @param outside how it reaches other systems; without it, as the only job of a worker of its own
 */
export async function runJob(
  database: Database,
  handler: JobHandler | undefined,
  job: Job,
  clock: () => string,
  log: Log,
  outside: JobOutside = openOutside(database, clock).forJob(job),
): Promise<void> {
  try {
    if (!handler) throw new PermanentFailure(`no handler for jobs of kind ${job.kind}`)
    const outcome = await handler.effect?.(job, outside)
    await database.transaction(async (tx) => {
      // whoever removes the row owns the outcome: after a lost lease a second runner finds nothing here
      const removed = await tx.query('delete from jobs.job where id = $1 and attempts = $2', [job.id, job.attempts])
      if (removed.rowCount === 1) await handler.finish?.(tx, job, outcome, clock())
    })
  } catch (error) {
    if (isTrouble(error) && !isTie(error)) throw error
    const problem = (error as Error).message
    if (waitsOutside(error)) {
      const counted = outside.counted && error instanceof OutsideUnavailable && error.why !== 'known'
      if (!counted || job.attempts < attemptsOf(handler))
        return waitForSystem(database, job, {
          system: error.system,
          problem,
          counted,
          busy: error instanceof OutsideBusy,
          now: clock(),
        })
    }
    await recordFailure(database, handler, job, error as Error, clock())
    log.warn({ job: job.id, kind: job.kind, attempts: job.attempts, problem }, 'job failed')
  }
}

const waitsOutside = (error: unknown): error is OutsideBusy | OutsideUnavailable =>
  error instanceof OutsideUnavailable || error instanceof OutsideBusy

const attemptsOf = (handler: JobHandler | undefined): number => handler?.attempts ?? 8

async function recordFailure(
  database: Database,
  handler: JobHandler | undefined,
  job: Job,
  error: Error,
  now: string,
): Promise<void> {
  const stops = error instanceof PermanentFailure || job.attempts >= attemptsOf(handler)
  await database.query(
    'update jobs.job set problem = $3, run_at = $4::timestamptz + make_interval(secs => $5), stopped_at = case when $6 then $4::timestamptz end where id = $1 and attempts = $2',
    [job.id, job.attempts, error.message.slice(0, 2000), now, backOffSeconds(job.attempts), stops],
  )
}
