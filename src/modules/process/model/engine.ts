import type { Status } from '../../../kernel/case/index.ts'
import { tellOnce } from './tell-once.ts'
import {
  move as moveToken,
  ProcessError,
  isApart,
  step as takeStep,
  takeApart,
  type Environment,
  type ProcessEvent,
  type State,
  type StatePart,
  type Step,
  type Variables,
  type Wait,
} from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { laneOf } from '../../../platform/jobs/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import { chainEvents } from './chain-events.ts'
import { refusal } from './refusals.ts'
import { decideBy, withCalled, type Definition } from './definition.ts'
import { StuckStep } from './stuck-step.ts'
import { takeLocked } from '../store/lock-case.ts'
import {
  lockInstance,
  lockInstances,
  relocateInstance,
  STATUS,
  type CaseFacts,
  type Instance,
} from '../store/instances.ts'
import { definitionCache, type Definitions } from '../store/definitions.ts'
import { casesByLabel, type ChainEvent } from '../store/history.ts'
import { kindOfStep } from './events.ts'
import { startMany, type ToStart } from './start-many.ts'
import { withParts } from './with-parts.ts'
import { keepStuckEvent } from '../store/incidents.ts'
import { keepParts, wholeState } from '../store/state-parts.ts'
import { stepRows, writeStep, writeSteps, type Placement, type StepRecord } from '../store/steps.ts'

/** An administrator's change of a case's course: a token taken from where it waits to another element. */
export interface MoveToken {
  type: 'move'
  wait: number
  element: string
}

/** A step that was taken, told to the listeners inside its transaction. */
export interface Stepped {
  caseId: string
  facts: CaseFacts
  step: Step
  event: ProcessEvent | MoveToken
  now: string
  variables: Variables
  /** What those who follow it changed by it, so far: whoever sent it reads no table again to learn that. */
  followed: Followed
}

/** What follows from a step for its application. */
export interface Followed {
  status?: Status
  dueAt?: string | null
}

/** @returns what it changed */
export type Listener = (tx: Tx, stepped: Stepped) => Promise<Followed | void>

/** What the engine needs from the country and from the rooms that build on it. */
export interface EngineParts {
  /** End of a term such as `3 working days` from an instant, by the country's calendar. */
  dueAt(term: string, from: string): string
  /** An instant with the country's offset: what today() is in a model. */
  localNow?(instant: string): string
  /** The office a task goes to. @throws when the country has none for the case: the step stands as an incident */
  place(wait: Wait, facts: CaseFacts): Placement
  /** Cases by the number that worklists show, from the room that gives them; without it all cases are looked through. */
  casesByLabel?(tx: Tx, label: string): Promise<string[]>
  /** Where the work of a case is placed that nobody applied for; without it nowhere. */
  factsOf?(process: string, now: string): CaseFacts
  /** Root folder of archived cases: where the histories of those are read. */
  archive?: string
  /** Is told, once, what a condition of a definition could not be judged by, without values (docs/decisions/0028). */
  tell?(definition: string, message: string): void
  /** Told of each step in its own transaction: how other rooms keep statuses, clocks and messages in line. */
  listeners?: Listener[]
}

export interface Act {
  now: string
  actor: string
}

export interface Engine {
  /** Starts a case on a deployed version, at its plain start or at the start event named. @throws Refusal when the version takes no new cases */
  start(tx: Tx, item: ToStart, act: Act): Promise<Stepped>
  /**
   * Starts many cases in one transaction, all written by one statement.
   * @param filed writes what else there is of these cases, with their first steps known and before anybody follows them
   */
  startMany(
    tx: Tx,
    items: readonly ToStart[],
    act: Act,
    filed?: (begun: readonly Stepped[]) => Promise<void>,
  ): Promise<Stepped[]>
  /**
   * Gives a running case an event: locks it, computes in pure code, writes everything at once.
   * A step that the model can't take changes nothing in the case: the event is kept as an incident in this same
   * transaction, so that what the person did is not lost, and the answer's step has an `incident`.
   * @throws Refusal when the wait is over, the case has ended or stands still
   */
  send(tx: Tx, caseId: string, event: ProcessEvent, act: Act): Promise<Stepped>
  /** The same for jobs, which stand as incidents themselves. @throws StuckStep and Refusal */
  attempt(tx: Tx, caseId: string, event: ProcessEvent, act: Act): Promise<Stepped>
  /**
   * Takes one step in each of many cases in one transaction: read once, computed in pure code, written by one statement.
   * @returns cases whose step could not be taken here (over, ended, standing still, stuck): nothing was written for them
   */
  attemptMany(
    tx: Tx,
    items: readonly { caseId: string; event: ProcessEvent; actor: string }[],
    now: string,
  ): Promise<Set<string>>
  /**
   * Takes a token from its wait to another element of the same scope or of one around it. @throws Refusal when it can't
   * be, StuckStep when the model can't go on there
   */
  move(tx: Tx, caseId: string, to: { wait: number; element: string }, act: Act): Promise<Stepped>
  /** Gives what is open of a running case to another district and its owner; what held the old owner's work holds it no more. */
  relocate(tx: Tx, caseId: string, to: Pick<CaseFacts, 'district' | 'owner'>): Promise<void>
  listen(listener: Listener): void
  /** Cases by the number that worklists show. */
  casesByLabel(tx: Tx, label: string): Promise<string[]>
  /** All events of cases, of all rooms, oldest first; of archived ones too. */
  chainEvents(tx: Tx, cases: readonly string[]): Promise<Map<string, ChainEvent[]>>
  /** What a case carries that its process began by itself. */
  factsOf(process: string, now: string): CaseFacts
  /** The office a task of a case goes to. */
  placeOf(wait: Wait, facts: CaseFacts): Placement
  readonly definitions: Definitions
  /** What pure code is told of a definition at an instant, besides the graphs it calls. */
  environment(definition: Definition, now: string): Environment
}

/** The stored engine: the pure core of `kernel/process` with PostgreSQL as its memory. */
export function createEngine(parts: EngineParts): Engine {
  const definitions = definitionCache()
  const listeners = [...(parts.listeners ?? [])]
  const tell = parts.tell && tellOnce(parts.tell)
  const environment = (definition: Definition, now: string): Environment => ({
    now,
    ...(tell ? { tell: (element, message) => tell(definition.id, `${element}: ${message}`) } : {}),
    ...(parts.localNow ? { localNow: parts.localNow(now) } : {}),
    decide: (decision, variables, clock) => decideBy(definition, decision, variables, clock),
    dueAt: parts.dueAt,
  })

  const follow = async (tx: Tx, stepped: Stepped): Promise<void> => {
    for (const listener of listeners) Object.assign(stepped.followed, await listener(tx, stepped))
  }

  const write = async (
    tx: Tx,
    instance: { caseId: string; facts: CaseFacts },
    step: Step,
    event: Stepped['event'],
    act: Act,
    read: readonly StatePart[] = [],
  ): Promise<Stepped> => {
    const by =
      'wait' in event && event.wait !== undefined
        ? step.closed.find((closed) => closed.id === event.wait)?.element
        : undefined
    const record = {
      caseId: instance.caseId,
      step,
      facts: instance.facts,
      now: act.now,
      kind: kindOfStep(event.type),
      actor: act.actor,
      place: parts.place,
      ...(by ? { by } : {}),
    }
    const rows = placed(instance.caseId, event, step, () => stepRows(record))
    const { state, parts: apart } = takeApart(step.state)
    // not awaited: what comes after it goes out with it, and a failure is the transaction's own
    writeStep(tx, { ...record, step: { ...step, state } }, rows).catch(() => undefined)
    if (read.length > 0 || apart.length > 0) await keepParts(tx, instance.caseId, read, apart)
    const stepped = {
      caseId: instance.caseId,
      facts: instance.facts,
      step,
      event,
      now: act.now,
      variables: step.state.variables,
      followed: {},
    }
    await follow(tx, stepped)
    return stepped
  }

  /** Locks a case that may take a step and computes it. */
  const take = async (
    tx: Tx,
    caseId: string,
    event: Stepped['event'],
    act: Act,
    compute: (definition: Definition, state: State, environment: Environment) => Step,
  ): Promise<Stepped> => {
    const instance = await (takeLocked(tx, caseId) ?? lockInstance(tx, caseId))
    if (!instance) throw new Refusal(general['not-found'])
    refuseIfNotRunning(instance, event)
    const definition = await definitions.get(tx, instance.definition)
    const { answer: step, read } = await withParts(tx, instance, (state) =>
      withCalled(
        definition,
        (id) => definitions.find(tx, id),
        (graph) => compute(definition, state, { ...environment(definition, act.now), graph }),
      ),
    )
    // an error that the model catches nowhere would end the case for ever: it stands still instead, until a person has
    // looked
    if (step.incident) throw new StuckStep(caseId, event, step.incident)
    return write(tx, instance, step, event, act, read)
  }

  /**
   * The step of a locked case, or undefined when it can't be taken, or its state is kept in parts: whoever takes it
   * alone says why, and reads them.
   */
  const stepOf = async (tx: Tx, instance: Instance, event: ProcessEvent, now: string): Promise<Step | undefined> => {
    if (isApart(instance.state)) return undefined
    try {
      const definition = await definitions.get(tx, instance.definition)
      const step = await withCalled(
        definition,
        (id) => definitions.find(tx, id),
        (graph) => takeStep(definition.graph, instance.state, event, { ...environment(definition, now), graph }),
      )
      return step.incident || isApart(takeApart(step.state).state) ? undefined : step
    } catch {
      return undefined
    }
  }

  const engine: Engine = {
    definitions,
    environment,
    listen(listener) {
      listeners.push(listener)
    },
    placeOf: parts.place,
    factsOf:
      parts.factsOf ??
      ((process, now) => ({ label: `${process} ${now.slice(0, 16)}`, service: process, district: '', owner: '' })),
    casesByLabel: parts.casesByLabel ?? casesByLabel,
    chainEvents: (tx, cases) => chainEvents(tx, parts.archive, cases),
    start: async (tx, item, act) => (await engine.startMany(tx, [item], act))[0]!,
    startMany: (tx, items, act, filed) =>
      startMany(tx, { items, act, filed }, { definitions, environment, place: parts.place, placed, follow }),
    async attempt(tx, caseId, event, act) {
      try {
        return await take(tx, caseId, event, act, (definition, state, given) =>
          takeStep(definition.graph, state, event, given),
        )
      } catch (error) {
        if (error instanceof ProcessError && error.code === 'wait-over') throw new Refusal(refusal['already-done'])
        throw error
      }
    },
    async attemptMany(tx, items, now) {
      const instances = await lockInstances(
        tx,
        items.map((item) => item.caseId),
      )
      const left = new Set<string>()
      const taken: { stepped: Stepped; record: StepRecord; rows: ReturnType<typeof stepRows> }[] = []
      for (const { caseId, event, actor } of items) {
        const instance = instances.get(caseId)
        const step =
          instance && instance.status === STATUS.running && !instance.suspended
            ? await stepOf(tx, instance, event, now)
            : undefined
        if (!instance || !step) {
          left.add(caseId)
          continue
        }
        const by =
          'wait' in event && event.wait !== undefined
            ? step.closed.find((closed) => closed.id === event.wait)?.element
            : undefined
        const record: StepRecord = {
          caseId,
          step,
          facts: instance.facts,
          now,
          kind: kindOfStep(event.type),
          actor,
          place: parts.place,
          ...(by ? { by } : {}),
        }
        try {
          taken.push({
            record,
            rows: stepRows(record),
            stepped: { caseId, facts: instance.facts, step, event, now, variables: step.state.variables, followed: {} },
          })
        } catch {
          left.add(caseId)
        }
      }
      if (taken.length > 0) writeSteps(tx, now, taken).catch(() => undefined)
      for (const { stepped } of taken) await follow(tx, stepped)
      return left
    },
    async send(tx, caseId, event, act) {
      try {
        return await engine.attempt(tx, caseId, event, act)
      } catch (error) {
        if (!(error instanceof StuckStep) || error.caseId !== caseId) throw error
        const instance = (await lockInstance(tx, caseId))!
        await keepStuckEvent(tx, {
          caseId,
          event,
          incident: error.incident,
          lane: laneOf(instance.facts.service, instance.facts.owner),
          ...act,
        })
        return {
          caseId,
          facts: instance.facts,
          event,
          now: act.now,
          variables: (await wholeState(tx, caseId, instance.state)).variables,
          step: unchanged(instance, error),
          followed: {},
        }
      }
    },
    async relocate(tx, caseId, to) {
      const instance = await lockInstance(tx, caseId)
      if (instance?.status !== STATUS.running) throw new Refusal(refusal['already-ended'])
      await relocateInstance(tx, caseId, instance.facts, to)
    },
    async move(tx, caseId, to, act) {
      try {
        return await take(tx, caseId, { type: 'move', ...to }, act, (definition, state, given) =>
          moveToken(definition.graph, state, to, given),
        )
      } catch (error) {
        if (error instanceof ProcessError)
          throw new Refusal(error.code === 'wait-over' ? refusal['already-done'] : refusal['cannot-move'])
        throw error
      }
    },
  }
  return engine
}

function refuseIfNotRunning(instance: Instance, event: Stepped['event']): void {
  if (instance.status !== STATUS.running) throw new Refusal(refusal['already-ended'])
  if (instance.suspended && event.type !== 'cancel') throw new Refusal(refusal.suspended)
}

/** A task that no office takes stops the step before anything is written. */
function placed<Rows>(caseId: string, event: Stepped['event'], step: Step, rows: () => Rows): Rows {
  try {
    return rows()
  } catch (error) {
    throw new StuckStep(caseId, event, {
      element: step.opened.find((wait) => wait.kind === 'task')?.element ?? '',
      code: 'no-office',
      message: (error as Error).message,
    })
  }
}

const unchanged = (instance: Instance, stuck: StuckStep): Step => ({
  state: instance.state,
  opened: [],
  closed: [],
  moves: [],
  thrown: [],
  outcome: 'running',
  statuses: [],
  outcomes: [],
  incident: stuck.incident,
})
