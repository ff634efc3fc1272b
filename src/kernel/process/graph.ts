import type { CompiledFeel } from '../rules/index.ts'
import type { ElementKind, EventKind } from './element-kind.ts'
import type { Graph, Json, Variables } from './types.ts'

/** A value the model gives: plain, or worked out when it is needed. */
export type Value = { plain: Json } | { feel: CompiledFeel }

export interface Flow {
  id: string
  source: Node
  target: Node
  condition?: CompiledFeel /** Position among the target's incoming flows. */
  slot: number
}

export type Occurrence =
  | { type: 'none' }
  /** `all` ends the whole case from anywhere, `rounds` all rounds of the multi-instance activity around it. */
  | { type: 'terminate'; all?: true; rounds?: true }
  | { type: 'timer'; form: 'duration' | 'date' | 'cycle'; value: Value }
  /** `inside`: a signal that does not leave its case, nor come from outside. */
  | { type: 'message' | 'signal'; name: Value; inside?: true }
  /** `variable` and `changes`: looked at only when that variable, or any one, is set for the first time or again. */
  | { type: 'condition'; test: CompiledFeel; variable?: string; changes?: readonly string[] }
  | ({ type: 'error'; codeVariable?: string; messageVariable?: string } & Thrown)
  | ({ type: 'escalation'; codeVariable?: string } & Thrown)
  /** `waits`: the thrower goes on when all is compensated. */
  | { type: 'compensation'; activity?: string; waits: boolean }
  | { type: 'link'; name: string }
  /** Of a transaction: thrown at its end event, caught at its border. */
  | { type: 'cancel' }

/** An error or escalation: the id of its definition, its code and name. None at all: any is caught. */
export interface Thrown {
  definition?: string
  code?: string
  /** The code, where the model works it out when it is thrown. */
  worked?: Value
  name?: string
}

export interface Rounds {
  sequential: boolean
  /** A number, or a list given by FEEL or by a variable's name. */
  cardinality?: Value
  collection?: Value
  element?: string
  /** The `loopCounter` of the first round. */
  first: number
  /** Variable of the round's number from 0, beside `loopCounter`. */
  index?: string
  done?: CompiledFeel
  /** What is collected of each round, a variable or an expression, and the list that receives it. */
  output?: { item: Value; list: string }
}

export interface Loop {
  before: boolean
  condition?: CompiledFeel
  maximum?: number
}

/** Copies a variable across the border of a called process. */
export type Mapping = { all: true } | { target: string; value: Value }

export interface Node {
  id: string
  /** Local name of the BPMN element. */
  type: string
  /** The kind of its element, short for `element.kind`. */
  kind: string
  element: ElementKind
  event: EventKind
  name?: Value
  /** Id of the process or sub-process that holds it. */
  scope: string
  incoming: Flow[]
  outgoing: Flow[]
  fallback?: Flow
  occurrence: Occurrence
  /** Boundary and start events: false lets the host go on. */
  interrupting: boolean
  host?: Node
  boundaries: Node[]
  /**
   * Compensation handler of an activity (of a sub-process also its event sub-process that compensation starts), and the
   * mark on a handler that is joined to a boundary event.
   */
  handler?: Node
  isHandler?: true
  isEventSubProcess?: true
  rounds?: Rounds
  loop?: Loop
  /** Activities: tokens it needs to begin, and those it sends on, when more than one. */
  startQuantity?: number
  completionQuantity?: number
  attributes: [name: string, value: Value][]
  /** Variable that receives the result. */
  writes: string
  writesGiven?: true
  script?: CompiledFeel
  called?: Value
  inputs?: Mapping[]
  outputs?: Mapping[]
  /** Local variables of an activity, and what it hands on. */
  locals?: Mapping[]
  /** Link throw: its catch. */
  link?: Node
  /** Link catch: its throws. */
  throwers?: Node[]
  /** Inclusive join: from where a token may still come, for each incoming flow. */
  reach?: Reach[]
}

/** Ids of the nodes from which a token comes: over sequence flows only, or over boundary events too. */
export interface Reach {
  byFlows: Set<string>
  byAnyWay: Set<string>
}

/** The inside of a process or sub-process. */
export interface ScopeDefinition {
  id: string
  /** Where a token starts when the scope is entered. */
  starts: Node[]
  /** Start events of its event sub-processes. */
  eventStarts: { sub: Node; start: Node }[]
  /** Variables that it begins with: data objects with a value. */
  data?: Variables
}

export interface StartEvent {
  element: string
  type: Occurrence['type']
  name?: string
  timer?: { form: 'duration' | 'date' | 'cycle'; value: string }
}

export interface CompiledGraph extends Graph {
  readonly id: string
  readonly name?: string
  readonly nodes: ReadonlyMap<string, Node>
  readonly scopes: ReadonlyMap<string, ScopeDefinition>
  /** Start events of the process, in document order. */
  readonly starts: readonly StartEvent[]
  /** All processes of the same file. */
  readonly peers: Record<string, CompiledGraph>
}
