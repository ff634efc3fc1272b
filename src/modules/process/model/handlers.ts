import type { Json, Variables } from '../../../kernel/process/index.ts'
import { PermanentFailure, type Job, type JobHandler } from '../../../platform/jobs/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { StuckStep, type Engine } from './engine.ts'
import { refusal } from './refusals.ts'

/** A service or send task of a case, as the worker sees it. */
export interface ProcessJob { jobId: string; caseId: string; wait: number; element: string; attributes: Record<string, Json>; attempts: number }

/** What does the work of one `darcha:job`. */
export interface ProcessEffect {
  /** The value of `darcha:job`. */
  job: string
  attempts?: number
  /** Outside the transaction; may be repeated after a crash, with the same jobId. */
  effect(job: ProcessJob): Promise<Json>
  /** Inside the transaction that completes the wait: rows of the room that offers the job. Answers the task's result. */
  finish?(tx: Tx, job: ProcessJob, outcome: Json, now: string): Promise<Json>
  /** Variables of the case that change besides the task's own result. */
  variables?(tx: Tx, job: ProcessJob, outcome: Json): Promise<Variables>
}

const asProcessJob = (job: Job): ProcessJob => ({ jobId: job.id, caseId: job.caseId as string, wait: job.wait as number, element: job.payload.element, attributes: job.payload.attributes, attempts: job.attempts })

/** Job handlers that complete the waits of service and send tasks with what their effect answers. */
export function effectHandlers(engine: Engine, effects: readonly ProcessEffect[]): JobHandler[] {
  return effects.map((one) => ({
    kind: `process.${one.job}`,
    ...(one.attempts === undefined ? {} : { attempts: one.attempts }),
    effect: (job) => one.effect(asProcessJob(job)),
    async finish(tx, job, outcome, now) {
      const told = asProcessJob(job)
      const result = one.finish ? await one.finish(tx, told, outcome as Json, now) : (outcome as Json)
      const variables = await one.variables?.(tx, told, outcome as Json)
      await sendFromJob(engine, tx, told.caseId, { type: 'complete', wait: told.wait, result, ...(variables ? { variables } : {}) }, now)
    },
  }))
}

/** Timers, tasks without a job, and what a model throws to other cases. */
export function engineHandlers(engine: Engine): JobHandler[] {
  return [
    { kind: 'process.timer', finish: (tx, job, _outcome, now) => sendFromJob(engine, tx, job.caseId as string, { type: 'timer', wait: job.wait as number }, now) },
    { kind: 'process.none', finish: (tx, job, _outcome, now) => sendFromJob(engine, tx, job.caseId as string, { type: 'complete', wait: job.wait as number }, now) },
    { kind: 'process.event', finish: (tx, job, _outcome, now) => sendFromJob(engine, tx, job.caseId as string, job.payload.event, now) },
    { kind: 'process.thrown', finish: (tx, job, _outcome, now) => deliver(engine, tx, job.payload, now) },
  ]
}

/** A wait that is over by now is no failure: its job came twice or too late. A step that can't go on is one that no retry mends. */
async function sendFromJob(engine: Engine, tx: Tx, caseId: string, event: Parameters<Engine['send']>[2], now: string): Promise<void> {
  try {
    await engine.send(tx, caseId, event, { now, actor: 'system' })
  } catch (error) {
    if (error instanceof Refusal && (error.kind === refusal['already-done'] || error.kind === refusal['already-ended'])) return
    if (error instanceof StuckStep) throw new PermanentFailure(error.message)
    throw error
  }
}

/** Gives a thrown message to the cases that wait for it by key, a signal to all that wait for it; each in a job of its own. */
async function deliver(_engine: Engine, tx: Tx, thrown: { type: 'message' | 'signal'; name: string; variables: Variables }, now: string): Promise<void> {
  await tx.query(
    `insert into jobs.job (kind, case_id, payload, run_at, lane)
     select 'process.event', s.case_id, jsonb_build_object('event', jsonb_build_object('type', $1::text, 'name', $2::text, 'variables', $3::jsonb)), $4, 'thrown'
     from (select distinct case_id from process.subscription where kind = $1 and name = $2) s`,
    [thrown.type, thrown.name, JSON.stringify(thrown.variables), now])
}
