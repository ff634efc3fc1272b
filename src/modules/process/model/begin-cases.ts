import { firstStart, nextStart, startHolds, type StartTimer, type Variables } from '../../../kernel/process/index.ts'
import { newId, type Tx } from '../../../platform/database/index.ts'
import { enqueue, type JobHandler } from '../../../platform/jobs/index.ts'
import {
  BEGIN,
  beginningsFor,
  lockBeginning,
  processOf,
  type BeginningRow,
  type BeginPayload,
} from '../store/beginnings.ts'
import { isClosed } from '../store/instances.ts'
import type { Engine } from './engine.ts'

/**
 * Begins cases of every process that starts with this signal, and looks at conditions with what it carries.
 * @returns how many are begun by its name
 */
export async function beginBySignal(tx: Tx, name: string, variables: Variables, now: string): Promise<number> {
  const waiting = await beginningsFor(tx, 'signal', name)
  for (const beginning of waiting) await plan(tx, beginning, { variables }, now)
  await considerConditions(tx, variables, now)
  return waiting.length
}

/** Begins a case of the first process that starts with this message. @returns whether there is one */
export async function beginByMessage(tx: Tx, name: string, variables: Variables, now: string): Promise<boolean> {
  const [beginning] = await beginningsFor(tx, 'message', name)
  if (beginning) await plan(tx, beginning, { variables }, now)
  return beginning !== undefined
}

/** Conditions that start a process are looked at with the variables of each message and signal. */
export async function considerConditions(tx: Tx, variables: Variables, now: string): Promise<void> {
  for (const beginning of await beginningsFor(tx, 'condition', '')) await plan(tx, beginning, { variables }, now)
}

/** A case is begun by a job of its own: what can't begin stands as an incident, and stops nothing else. */
const plan = (
  tx: Tx,
  { definition, element }: Pick<BeginningRow, 'definition' | 'element'>,
  more: Partial<BeginPayload>,
  now: string,
  runAt = now,
) =>
  enqueue(
    tx,
    {
      kind: BEGIN,
      payload: { definition, element, ...more } satisfies BeginPayload,
      lane: processOf(definition),
      runAt,
    },
    now,
  )

/**
 * The job that begins a case. Of a timer the first one only counts when; each that goes off plans the next of its
 * cycle in the same transaction, so that none is lost or comes twice. A version that takes no new cases is passed over.
 */
export const beginHandler = (engine: Engine): JobHandler => ({
  kind: BEGIN,
  timer: true,
  async finish(tx, job, _outcome, now) {
    const { definition: id, element, timer, variables = {} } = job.payload as BeginPayload
    const beginning = await lockBeginning(tx, id, element)
    if (!beginning) return
    const definition = await engine.definitions.get(tx, id)
    const environment = engine.environment(definition, now)
    if (beginning.kind === 'timer') {
      const next = timer
        ? nextStart(timer as StartTimer, environment, element)
        : firstStart(definition.graph, element, environment)
      if (next) await plan(tx, beginning, { timer: next }, now, next.due)
      if (!timer) return
    }
    if (!startHolds(definition.graph, element, variables, environment.localNow ?? now)) return
    if (await isClosed(tx, id)) return
    await engine.start(
      tx,
      { caseId: newId(now), definition: id, facts: engine.factsOf(processOf(id), now), variables, startEvent: element },
      { now, actor: 'system' },
    )
  },
})
