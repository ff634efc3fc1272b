import { step as takeStep, type Environment, type ProcessEvent, type Step, type Variables, type Wait } from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import { refusal } from './refusals.ts'
import { decideBy, type Definition } from './definition.ts'
import { insertInstance, lockInstance, STATUS, type CaseFacts, type Instance } from '../store/instances.ts'
import { definitionCache } from '../store/definitions.ts'
import { writeStep, type Placement } from '../store/steps.ts'

/** A step that was taken, told to the listeners inside its transaction. */
export interface Stepped { caseId: string; facts: CaseFacts; step: Step; event: ProcessEvent; now: string; variables: Variables }

/** What the engine needs from the country and from the rooms that build on it. */
export interface EngineParts {
  /** End of a term such as `3 working days` from an instant, by the country's calendar. */
  dueAt(term: string, from: string): string
  /** The office a task goes to. */
  place(wait: Wait, facts: CaseFacts): Placement
  /** Told of each step in its own transaction: how other rooms keep statuses, clocks and messages in line. */
  listeners?: ((tx: Tx, stepped: Stepped) => Promise<void>)[]
}

export interface Act { now: string; actor: string }

export interface Engine {
  /** Starts a case on a deployed version. */
  start(tx: Tx, one: { caseId: string; definition: string; facts: CaseFacts; variables: Variables }, act: Act): Promise<Stepped>
  /** Gives a running case an event: locks it, computes in pure code, writes everything at once. @throws Refusal when the wait is over */
  send(tx: Tx, caseId: string, event: ProcessEvent, act: Act): Promise<Stepped>
  listen(listener: (tx: Tx, stepped: Stepped) => Promise<void>): void
  /** The office a task of a case goes to. */
  placeOf(wait: Wait, facts: CaseFacts): Placement
}

/** The stored engine: the pure core of `kernel/process` with PostgreSQL as its memory. */
export function createEngine(parts: EngineParts): Engine {
  const definitions = definitionCache()
  const listeners = [...(parts.listeners ?? [])]

  const environment = (definition: Definition, now: string): Environment => ({
    now,
    decide: (decision, variables) => decideBy(definition, decision, variables),
    dueAt: parts.dueAt,
    graph: (process) => definition.graphs[process],
  })

  const apply = async (tx: Tx, definition: Definition, instance: { caseId: string; facts: CaseFacts }, state: Parameters<typeof takeStep>[1], event: ProcessEvent, act: Act): Promise<Stepped> => {
    const step = takeStep(definition.graph, state, event, environment(definition, act.now))
    if (step.incident && event.type !== 'start') throw new StuckStep(instance.caseId, event, step.incident)
    const by = 'wait' in event && event.wait !== undefined ? step.closed.find((one) => one.id === event.wait)?.element : undefined
    await writeStep(tx, { caseId: instance.caseId, step, facts: instance.facts, now: act.now, kind: `process.${event.type}`, actor: act.actor, place: parts.place, ...(by ? { by } : {}) })
    const stepped = { caseId: instance.caseId, facts: instance.facts, step, event, now: act.now, variables: step.state.variables }
    for (const listener of listeners) await listener(tx, stepped)
    return stepped
  }

  return {
    listen(listener) { listeners.push(listener) },
    placeOf: parts.place,
    async start(tx, one, act) {
      const definition = await definitions.get(tx, one.definition)
      const inserting = insertInstance(tx, one, act.now)
      inserting.catch(() => undefined)
      const stepped = await apply(tx, definition, one, null, { type: 'start', variables: one.variables }, act)
      await inserting
      return stepped
    },
    async send(tx, caseId, event, act) {
      const instance = await lockInstance(tx, caseId)
      if (!instance) throw new Refusal(general['not-found'])
      refuseIfNotRunning(instance, event)
      const definition = await definitions.get(tx, instance.definition)
      try {
        return await apply(tx, definition, instance, instance.state, event, act)
      } catch (error) {
        if ((error as { code?: string }).code === 'wait-over') throw new Refusal(refusal['already-done'])
        throw error
      }
    },
  }
}

function refuseIfNotRunning(instance: Instance, event: ProcessEvent): void {
  if (instance.status !== STATUS.running) throw new Refusal(refusal['already-ended'])
  if (instance.suspended && event.type !== 'cancel') throw new Refusal(refusal.suspended)
}

/** A step that the model can't take: nothing was written; the event is kept and stands as an incident. */
export class StuckStep extends Error {
  readonly caseId: string
  readonly event: ProcessEvent
  readonly incident: NonNullable<Step['incident']>
  constructor(caseId: string, event: ProcessEvent, incident: NonNullable<Step['incident']>) {
    super(`${incident.element}: ${incident.message}`)
    this.name = 'StuckStep'
    this.caseId = caseId
    this.event = event
    this.incident = incident
  }
}
