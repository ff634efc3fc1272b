import type { Json, ProcessEvent, Variables } from '../../../kernel/process/index.ts'
import { parkJob, type Job, type JobHandler, type Outside } from '../../../platform/jobs/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { lockInstance, STATUS } from '../store/instances.ts'
import { beginHandler } from './begin-cases.ts'
import { deliver, sendFromJob } from './deliver.ts'
import type { Engine } from './engine.ts'
import { migrateHandler } from './migrate-cases.ts'

/** A service or send task of a case, as the worker sees it. */
export interface ProcessJob {
  jobId: string
  caseId: string
  wait: number
  element: string
  attributes: Record<string, Json>
  attempts: number
}

/** What does the work of one `darcha:job`. */
export interface ProcessEffect {
  /** The value of `darcha:job`. */
  job: string
  attempts?: number
  /** Outside the transaction; may be repeated after a crash, with the same jobId. */
  effect(job: ProcessJob, outside: Outside): Promise<Json>
  /**
   * Whether the work waits for somebody here: then its job is put aside until `unparkJobs`, and done anew. Inside the
   * transaction that puts it aside.
   */
  waits?(tx: Tx, job: ProcessJob, outcome: Json, now: string): Promise<boolean>
  /**
   * Inside the transaction that completes the wait: rows of the room that offers the job. Answers the task's result.
   */
  finish?(tx: Tx, job: ProcessJob, outcome: Json, now: string): Promise<Json>
  /** Variables of the case that change besides the task's own result. */
  variables?(tx: Tx, job: ProcessJob, outcome: Json): Promise<Variables>
}

const asProcessJob = (job: Job): ProcessJob => ({
  jobId: job.id,
  caseId: job.caseId as string,
  wait: job.wait as number,
  element: job.payload.element,
  attributes: job.payload.attributes,
  attempts: job.attempts,
})

/** Job handlers that complete the waits of service and send tasks with what their effect answers. */
export function effectHandlers(engine: Engine, effects: readonly ProcessEffect[]): JobHandler[] {
  return effects.map((effect) => ({
    kind: `process.${effect.job}`,
    ...(effect.attempts === undefined ? {} : { attempts: effect.attempts }),
    effect: (job, outside) => effect.effect(asProcessJob(job), outside),
    finish: unlessSuspended(async (tx, job, outcome, now) => {
      const told = asProcessJob(job)
      if (await effect.waits?.(tx, told, outcome as Json, now)) return parkJob(tx, job)
      const result = effect.finish ? await effect.finish(tx, told, outcome as Json, now) : (outcome as Json)
      const variables = await effect.variables?.(tx, told, outcome as Json)
      await sendFromJob(
        engine,
        tx,
        told.caseId,
        { type: 'complete', wait: told.wait, result, ...(variables ? { variables } : {}) },
        { now, actor: 'system' },
      )
    }),
  }))
}

/** Timers, tasks without a job, what a model throws to other cases, and migrations. */
export function engineHandlers(engine: Engine): JobHandler[] {
  const send = (event: (job: Job) => ProcessEvent): NonNullable<JobHandler['finish']> =>
    unlessSuspended(async (tx, job, _outcome, now) => {
      await sendFromJob(engine, tx, job.caseId as string, event(job), { now, actor: job.payload.actor ?? 'system' })
    })
  const events: Record<string, (job: Job) => ProcessEvent> = {
    'process.timer': (job) => ({ type: 'timer', wait: job.wait as number }),
    'process.none': (job) => ({ type: 'complete', wait: job.wait as number }),
    'process.event': (job) => job.payload.event,
  }
  /**
   * Steps without an effect outside, of many cases in one transaction; what stays is done one by one and says there
   * what is wrong.
   */
  const together: NonNullable<JobHandler['together']> = async (tx, jobs, now) => {
    const first = new Map<string, Job>()
    for (const job of jobs) if (!first.has(job.caseId as string)) first.set(job.caseId as string, job)
    const left = await engine.attemptMany(
      tx,
      [...first.values()].map((job) => ({
        caseId: job.caseId as string,
        event: events[job.kind]!(job),
        actor: job.payload.actor ?? 'system',
      })),
      now,
    )
    return new Set([...first.values()].filter((job) => !left.has(job.caseId as string)).map((job) => job.id))
  }
  return [
    ...Object.entries(events).map(
      ([kind, event]): JobHandler => ({
        kind,
        finish: send(event),
        together,
        ...(kind === 'process.timer' ? { timer: true } : {}),
      }),
    ),
    { kind: 'process.thrown', finish: (tx, job, _outcome, now) => deliver(engine, tx, job, now) },
    beginHandler(engine),
    migrateHandler(engine),
  ]
}

/** What comes due in a case that stands still waits until it goes on: nothing of it is done before. */
function unlessSuspended(finish: NonNullable<JobHandler['finish']>): NonNullable<JobHandler['finish']> {
  return async (tx, job, outcome, now) => {
    const instance = await lockInstance(tx, job.caseId as string)
    if (instance?.suspended && instance.status === STATUS.running) return parkJob(tx, job)
    await finish(tx, job, outcome, now)
  }
}
