import type { Json, Variables, WaitKind } from './types.ts'

/** Waits for the world, and what holds them: scopes (sub-processes, called processes), rounds, loops, compensation. */
export type ItemKind = WaitKind | 'scope' | 'rounds' | 'loop' | 'compensation'

/** What rests in a case, as the interpreter holds it. How it is kept between steps: `stored-state.ts`. */
export interface Item {
  /** Unique in the case and rising; 0 is the case itself. */
  readonly id: number
  readonly kind: ItemKind
  element: string
  /** What it stands in; only the case itself stands in nothing. */
  readonly parent: Item | undefined
  /** Set when it was taken away. */
  gone?: true
  /** Items that hold or await tokens in it. */
  children?: Set<Item>
  /** Boundary events that wait beside it. */
  attached?: Set<Item>
  /** Start events of the event sub-processes of a scope that wait for their trigger. */
  armed?: Set<Item>
  /** Boundary wait: what it is attached to. */
  readonly host?: Item
  /** The waiting start event of an event sub-process. */
  readonly startsEventSubProcess?: true
  /** Event-based gateway: number shared by its alternatives. */
  readonly alternatives?: number
  /** Multi-instance: number of this round, from 0. */
  readonly round?: number
  /** Local variables. */
  variables?: Variables
  /** Called process; of a compensation, the process in whose graph its handler stands. */
  process?: string
  /** Called process that sees only what is handed in. */
  readonly closedOff?: true
  /** RFC 3339 in UTC. */
  readonly due?: string
  /** Awaited name, when the model works it out, and correlation key. */
  readonly awaitedName?: string
  readonly key?: Json
  /** Cycle timer: repetitions left (-1 without end), interval, the instant it ends at. */
  readonly repetitionsLeft?: number
  readonly interval?: string
  readonly endsAt?: string
  /** Cycle timer: the instant that its due times are counted from, and how many have passed. */
  readonly countedFrom?: string
  readonly repetition?: number
  /** Condition: true when it held at the last look. */
  held?: true
  /** Scopes: tokens that wait at joins, by gateway, per incoming flow. */
  joins?: Record<string, number[]>
  /** Finished activities inside that can be compensated, oldest first. */
  finished?: Finished[]
  rounds?: RoundsProgress
  /** Compensation at work: what is still to be compensated, last first; and whether its thrower waits for it. */
  toCompensate?: Finished[]
  readonly unawaited?: true
}

export interface RoundsProgress {
  total: number
  begun: number
  done: number
  /** List of a sequential collection, as it was at the beginning. */
  list?: Json[]
  /** Results by round. */
  results?: Json[]
  /** Set while rounds, results and list are kept apart from the state: how many open rounds are not here now. */
  apart?: number
}

/** A finished activity that has a compensation handler; a sub-process keeps those inside it. */
export interface Finished {
  element: string
  variables?: Variables
  inside?: Finished[]
  /** Process id when it is not the case's own. */
  process?: string
}

/** A new item: what stands in nothing yet. */
export type NewItem = Omit<Item, 'id' | 'parent' | 'gone' | 'children' | 'attached' | 'armed'> & { parent: Item }
/** Where an activity or event is performed. */
export type Place = Pick<NewItem, 'parent' | 'variables' | 'round' | 'process' | 'closedOff'>

const WAITS: Record<ItemKind, boolean> = {
  task: true,
  job: true,
  timer: true,
  message: true,
  signal: true,
  condition: true,
  scope: false,
  rounds: false,
  loop: false,
  compensation: false,
}
export const isWait = (item: Item): item is Item & { kind: WaitKind } => WAITS[item.kind]
/** Rounds of a repeated activity stand in a group, which has its boundary events. */
export const isGroup = (item: Item): boolean => item.kind === 'rounds' || item.kind === 'loop'
