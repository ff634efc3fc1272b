import type { Json, State, Variables } from './types.ts'

/**
 * What rests in a case: waits for the world, scopes, and groups of rounds.
 * Keys are short because millions of sleeping cases keep them.
 */
export interface Item {
  /** Number, unique in the case and rising. */
  i: number
  /**
   * Kind. Waits: `u` human task, `w` work of a worker, `t` timer, `m` message, `s` signal, `c` condition.
   * `S` scope (sub-process, called process), `M` multi-instance group, `L` standard loop, `C` compensation at work.
   */
  k: 'u' | 'w' | 't' | 'm' | 's' | 'c' | 'S' | 'M' | 'L' | 'C'
  /** Element id. */
  e: string
  /** Item it stands in; absent: the case itself. */
  p?: number
  /** Boundary wait: the item it is attached to. */
  a?: number
  /** Event-based gateway: number shared by its alternatives, and the gateway. */
  x?: number
  /** 1: the waiting start event of an event sub-process. */
  h?: 1
  /** Round, from 0. */
  r?: number
  /** Local variables. */
  v?: Variables
  /** Called process, and 1 when it sees only what is handed in. */
  g?: string
  o?: 1
  /** Due, RFC 3339 in UTC. */
  d?: string
  /** Awaited name and correlation key. */
  m?: string
  y?: Json
  /** Cycle timer: repetitions left, -1 without end; and its interval and end. */
  l?: number
  n?: string
  f?: string
  /** Condition: 1 when it held at the last look. */
  b?: 1
  /** Tokens waiting at joins inside: by gateway, per incoming flow. */
  j?: Record<string, number[]>
  /** Finished activities inside that can be compensated, oldest first. */
  z?: Finished[]
  /** Groups: rounds in all, begun, finished; list of a sequential collection; results by round. */
  q?: { n: number; s: number; d: number; w?: Json[]; y?: Json[] }
  /** Compensation at work: what is still to be compensated, last first. */
  c?: Finished[]
}

/** A finished activity that has a compensation handler; a sub-process keeps those inside it. */
export interface Finished {
  e: string
  v?: Variables
  z?: Finished[] /** Process id when it is not the case's own. */
  g?: string
}

/** The state as it is stored. */
export interface CaseState extends State {
  readonly variables: Variables
  /** Last number given out. */
  readonly n: number
  readonly t?: readonly Item[]
  readonly j?: Record<string, number[]>
  readonly z?: Finished[]
  /** Set when the case is over. */
  readonly o?: 'completed' | 'terminated' | 'cancelled' | 'failed'
}

export const isWait = (item: Item): boolean => item.k >= 'a'
