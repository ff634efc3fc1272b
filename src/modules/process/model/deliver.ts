import type { Json, ProcessEvent, Variables } from '../../../kernel/process/index.ts'
import { enqueue, PermanentFailure, type Job } from '../../../platform/jobs/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { messageReceivers, sendSignal } from '../store/subscriptions.ts'
import { beginByMessage, beginBySignal, considerConditions } from './begin-cases.ts'
import { keyText } from '../store/steps.ts'
import type { Engine } from './engine.ts'
import { refusal } from './refusals.ts'
import { StuckStep } from './stuck-step.ts'

export interface ThrownPayload {
  type: 'message' | 'signal'
  name: string
  variables: Variables
  key?: Json
}

/**
 * What a job says to the engine: the same errors mean the same for all of them. @returns false when the wait is over by
 * now
 */
export async function sendFromJob(
  engine: Engine,
  tx: Tx,
  caseId: string,
  event: ProcessEvent,
  act: { now: string; actor: string },
): Promise<boolean> {
  try {
    await engine.attempt(tx, caseId, event, act)
    return true
  } catch (error) {
    // its job came twice or too late: no failure
    if (error instanceof Refusal && (error.kind === refusal['already-done'] || error.kind === refusal['already-ended']))
      return false
    if (error instanceof StuckStep) throw new PermanentFailure(error.message)
    throw error
  }
}

/**
 * Gives a thrown signal to all other cases that wait for it, each in a job of its own; within the throwing case the
 * step has
 * done so. A message goes to one case: of those that wait for it the one with the same key, else the oldest without a
 * key.
 * When none waits for it, it begins a case of the process that starts with it; a signal begins one of each.
 * A message with a key is meant for somebody: while nobody waits for it, it is tried again, and at last stands as an
 * incident.
 */
export async function deliver(engine: Engine, tx: Tx, job: Job, now: string): Promise<void> {
  const thrown = job.payload as ThrownPayload
  if (thrown.type === 'signal') {
    await sendSignal(tx, thrown, job.caseId, now)
    await beginBySignal(tx, thrown.name, thrown.variables, now)
    return
  }
  await considerConditions(tx, thrown.variables, now)
  const key = keyText(thrown.key)
  const event: ProcessEvent = {
    type: 'message',
    name: thrown.name,
    variables: thrown.variables,
    ...(thrown.key === undefined ? {} : { key: thrown.key }),
  }
  for (const receiver of await messageReceivers(tx, thrown.name, key)) {
    try {
      if (await sendFromJob(engine, tx, receiver, event, { now, actor: 'system' })) return
    } catch (error) {
      if (!(error instanceof Refusal && error.kind === refusal.suspended)) throw error
      // the message stays with the one it is for, until that goes on
      await enqueue(tx, { kind: 'process.event', caseId: receiver, payload: { event }, lane: job.lane }, now)
      return
    }
  }
  if (await beginByMessage(tx, thrown.name, thrown.variables, now)) return
  if (key !== '') throw new Error(`no case waits for the message "${thrown.name}" with the key "${key}"`)
}

/** Tells the running cases, and processes that start so, of a message or signal from outside: a register, another room. */
export const tell = (tx: Tx, thrown: ThrownPayload, now: string): Promise<void> =>
  enqueue(tx, { kind: 'process.thrown', payload: thrown, lane: 'thrown' }, now)
