import {
  step as takeStep,
  takeApart,
  type Environment,
  type Step,
  type Variables,
} from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import type { Definitions } from '../store/definitions.ts'
import { isClosed, type CaseFacts } from '../store/instances.ts'
import { keepParts } from '../store/state-parts.ts'
import { stepRows, writeBegun, type StepRecord } from '../store/steps.ts'
import { withCalled, type Definition } from './definition.ts'
import type { Act, Stepped } from './engine.ts'
import { kindOfStep } from './events.ts'
import { refusal } from './refusals.ts'

/** A case that is to begin: on which version, with what. */
export interface ToStart {
  caseId: string
  definition: string
  facts: CaseFacts
  variables: Variables
  /** Undefined: the plain start. */
  startEvent?: string
}

/** What the engine gives of itself. */
interface Parts {
  definitions: Definitions
  environment(definition: Definition, now: string): Environment
  place: StepRecord['place']
  placed<Rows>(caseId: string, event: Stepped['event'], step: Step, rows: () => Rows): Rows
  follow(tx: Tx, stepped: Stepped): Promise<void>
}

/**
 * Takes the first steps of many cases, in one transaction: computed in pure code, written by one statement, then followed.
 * @param of `filed` is told of them before they are written
 * @throws Refusal when a version takes no new cases
 */
export async function startMany(
  tx: Tx,
  of: { items: readonly ToStart[]; act: Act; filed: ((begun: readonly Stepped[]) => Promise<void>) | undefined },
  { definitions, environment, place, placed, follow }: Parts,
): Promise<Stepped[]> {
  const { items, act } = of
  const versions = new Map<string, { definition: Definition; given: Environment }>()
  for (const { definition: id } of items) {
    if (versions.has(id)) continue
    const definition = await definitions.get(tx, id)
    versions.set(id, { definition, given: environment(definition, act.now) })
  }
  // asked beside what is computed and filed meanwhile
  const closed = Promise.all([...versions.keys()].map((id) => isClosed(tx, id)))
  closed.catch(() => undefined)
  const refuseClosed = async () => {
    if ((await closed).includes(true)) throw new Refusal(refusal['service-closed'])
  }
  const begin = async ({ caseId, definition: id, facts, variables, startEvent }: ToStart) => {
    const { definition, given } = versions.get(id)!
    const event = { type: 'start', variables, ...(startEvent === undefined ? {} : { startEvent }) } as const
    const step = await withCalled(
      definition,
      (called) => definitions.find(tx, called),
      (graph) => takeStep(definition.graph, null, event, { ...given, graph }),
    )
    const whole = { caseId, step, facts, now: act.now, kind: kindOfStep(event.type), actor: act.actor, place }
    const rows = placed(caseId, event, step, () => stepRows(whole))
    const { state, parts } = takeApart(step.state)
    const { variables: now } = step.state
    const stepped: Stepped = { caseId, facts, step, event, now: act.now, variables: now, followed: {} }
    return { definition: id, record: { ...whole, step: { ...step, state } }, rows, parts, stepped }
  }
  const begun: Awaited<ReturnType<typeof begin>>[] = []
  try {
    for (const item of items) begun.push(await begin(item))
  } catch (error) {
    await refuseClosed()
    throw error
  }
  const steps = begun.map(({ stepped }) => stepped)
  await Promise.all([refuseClosed(), of.filed?.(steps)])
  // not awaited: what comes after it goes out with it, and a failure is the transaction's own
  writeBegun(tx, act.now, begun).catch(() => undefined)
  for (const { record, parts } of begun) if (parts.length > 0) await keepParts(tx, record.caseId, [], parts)
  // what they send goes together; all have ended before anything is taken back
  for (const ended of await Promise.allSettled(steps.map((stepped) => follow(tx, stepped))))
    if (ended.status === 'rejected') throw ended.reason
  return steps
}
