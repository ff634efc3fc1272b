import type { EvaluateOptions } from '../rules/index.ts'

/** JSON value: what process variables and work results are made of. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type Variables = Record<string, Json>

/** What the pure core needs from outside; given in, never reached for. */
export interface Environment {
  /** The instant of this step, RFC 3339 in UTC. */
  now: string
  /**
   * The same instant with the country's offset, so that today() in a model is the country's day; absent: `now` itself.
   */
  localNow?: string
  /** Evaluates a named decision over variables by the clock of the step (business rule tasks). */
  decide?(decision: string, variables: Variables, clock: EvaluateOptions): Json
  /** The instant a term such as `3 working days` or `P10D` runs out when it starts at `from` (RFC 3339). */
  dueAt?(term: string, from: string): string
  /** The compiled graph of a process called by a call activity; undefined is an error of the step. */
  graph?(process: string): Graph | undefined
  /**
   * Which flow a case takes at an exclusive gateway, by its id; undefined: as its conditions say. For who lets cases run
   * of which the shares of ways are known, and not what they are judged by.
   */
  choose?(gateway: string): string | undefined
  /** Is told what a condition could not be judged by: neither true nor false, it does not hold. */
  tell?(element: string, message: string): void
  /**
   * Told too of a condition that is false: all that is not there, which whoever runs a model by hand wants to know. Else
   * only what a value that is there has no entry for.
   */
  tellsMissing?: boolean
}

/** What happens to a case. */
export type ProcessEvent =
  | { type: 'start'; variables: Variables; startEvent?: string }
  | { type: 'start-by-message'; name: string; variables: Variables }
  /** A wait is over with this result: a human task done, a job answered, a receive task triggered. */
  | { type: 'complete'; wait: number; result?: Json; variables?: Variables }
  /**
   * The work of a wait failed with a BPMN error (caught by a boundary event or event sub-process, else the case fails).
   */
  | { type: 'error'; wait: number; code: string; message?: string }
  | { type: 'timer'; wait: number }
  /**
   * A message for the first wait of this name; with `key` only for a wait that gives no key or this one; with `wait`
   * for that one.
   */
  | { type: 'message'; name: string; variables?: Variables; wait?: number; key?: Json }
  | { type: 'signal'; name: string; variables?: Variables }
  | { type: 'set-variables'; variables: Variables }
  /** Ends the case now; every wait is closed. */
  | { type: 'cancel'; reason?: string }

export type WaitKind = 'task' | 'job' | 'timer' | 'message' | 'signal' | 'condition'

/** One place where a case waits for the world. */
export interface Wait {
  /** Unique within its case and rising. */
  id: number
  kind: WaitKind
  /** BPMN element id. */
  element: string
  /** Process id of the graph that holds the element (another one inside a call activity). */
  process: string
  name?: string
  /** `darcha:` attributes of the element, FEEL ones evaluated. */
  attributes: Record<string, Json>
  /** Timers, and tasks with a term: RFC 3339 in UTC. */
  dueAt?: string
  /** Messages and signals: the name waited for, and the correlation key when the model gives one. */
  awaits?: { name: string; key?: Json }
  /** Multi-instance: number of this round, from 0. */
  round?: number
  /**
   * Set when no token stands here: a boundary event, the start of an event sub-process, one of the ways of an
   * event-based gateway.
   */
  place?: 'boundary' | 'event-sub-process' | 'gateway'
}

export type ClosedReason = 'completed' | 'cancelled'
export interface Closed {
  id: number
  element: string
  kind: WaitKind
  reason: ClosedReason
}

/** One movement of the token game, in order: the history of the case. */
export interface Move {
  element: string
  type: string
  move: 'entered' | 'left' | 'cancelled' | 'failed'
  round?: number
}

/** What the model threw outward: the store delivers signals and messages to others, escalations are recorded. */
export interface Thrown {
  type: 'message' | 'signal' | 'escalation'
  name: string
  element: string
  variables: Variables
  /** Correlation key (`darcha:key` of the throwing element). */
  key?: Json
}

export type CaseOutcome = 'running' | 'completed' | 'terminated' | 'cancelled' | 'failed'

/** The result of one step. Nothing of the input is changed. */
export interface Step {
  state: State
  opened: Wait[]
  closed: Closed[]
  moves: Move[]
  thrown: Thrown[]
  outcome: CaseOutcome
  /** `darcha:status` values passed, in order. */
  statuses: string[]
  /** `darcha:outcome` values of the same events, in order. */
  outcomes: string[]
  /** Present when outcome is 'failed', or when a step cannot go on: the element and the cause. */
  incident?: { element: string; code: string; message: string }
}

/** The state of a running case: plain JSON, compact; its inside is the interpreter's own. */
export interface State {
  readonly variables: Variables
  readonly [key: string]: unknown
}

/** A compiled process: immutable, shareable between cases, cached by version; its inside is the compiler's own. */
export interface Graph {
  readonly id: string
  readonly name?: string
  readonly [key: string]: unknown
}

export interface Problem {
  severity: 'error' | 'warning'
  element?: string
  code: string
  message: string
  line?: number
  remedy?: string
  /** Local name of another engine's attribute or element that is meant. */
  part?: string
}
