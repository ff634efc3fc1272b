import type { Finished, Item, ItemKind, RoundsProgress } from './item.ts'
import type { Json, State, Variables } from './types.ts'

/**
 * The state as it is stored. Keys are one letter because millions of sleeping cases keep them; nothing but this file
 * and `apart.ts`, which cuts it into parts, knows them.
 */
export interface StoredState extends State {
  readonly variables: Variables
  /** Last number given out. */
  readonly n: number
  /** Items. */
  readonly t?: readonly StoredItem[]
  readonly j?: Record<string, number[]>
  readonly z?: StoredFinished[]
  /** Set when the case is over. */
  readonly o?: CaseEnd
  /** Parts of it are kept apart: the variables, and rounds of the activities that say so. */
  readonly a?: 1
}

/** How a case ended. */
export type CaseEnd = 'completed' | 'terminated' | 'cancelled' | 'failed'

export interface StoredItem {
  /** Number. */
  i: number
  k: string
  /** Element. */
  e: string
  /** Parent; absent: the case itself. */
  p?: number
  /** Host of a boundary wait. */
  a?: number
  /** Alternatives of an event-based gateway. */
  x?: number
  /** Starts an event sub-process. */
  h?: 1
  /** Round. */
  r?: number
  v?: Variables
  /** Called process, closed off. */
  g?: string
  o?: 1
  /** Due. */
  d?: string
  /** Awaited name and key. */
  m?: string
  y?: Json
  /** Cycle: left, interval, end, counted from, repetition. */
  l?: number
  n?: string
  f?: string
  s?: string
  u?: number
  /** Condition held. */
  b?: 1
  j?: Record<string, number[]>
  z?: StoredFinished[]
  /** Rounds: total, begun, done, list, results; open ones that are kept apart. */
  q?: { n: number; s: number; d: number; w?: Json[]; y?: Json[]; a?: number }
  /** To compensate; 1: nobody waits for it. */
  c?: StoredFinished[]
  w?: 1
}
interface StoredFinished {
  e: string
  v?: Variables
  z?: StoredFinished[]
  g?: string
}

const LETTERS: Record<ItemKind, string> = {
  task: 'u',
  job: 'w',
  timer: 't',
  message: 'm',
  signal: 's',
  condition: 'c',
  scope: 'S',
  rounds: 'M',
  loop: 'L',
  compensation: 'C',
}
const KINDS = Object.fromEntries(Object.entries(LETTERS).map(([kind, letter]) => [letter, kind])) as Record<
  string,
  ItemKind
>

/** The last number that was given out in a case. */
export const lastNumberIn = (state: State): number => (state as StoredState).n ?? 0

/** How a case ended; undefined while it goes on. */
export const endIn = (state: State): CaseEnd | undefined => (state as StoredState).o

/** The items of a stored state, below the case itself; nothing of the state is shared with them but plain values. */
export function readItems(given: State, root: Item, take: (item: Item) => void): void {
  const state = given as StoredState
  if (state.j) root.joins = copiedJoins(state.j)
  if (state.z) root.finished = state.z.map(readFinished)
  if (!state.t) return
  const items = new Map<number, Item>([[0, root]])
  for (const stored of state.t) {
    const item = readItem(stored, items)
    items.set(item.id, item)
    take(item)
  }
}

function readItem(stored: StoredItem, items: ReadonlyMap<number, Item>): Item {
  const item: Writable<Item> = {
    id: stored.i,
    kind: KINDS[stored.k] as ItemKind,
    element: stored.e,
    parent: items.get(stored.p ?? 0),
  }
  if (stored.a !== undefined) {
    const host = items.get(stored.a)
    if (host) item.host = host
  }
  if (stored.x !== undefined) item.alternatives = stored.x
  if (stored.h !== undefined) item.startsEventSubProcess = true
  if (stored.r !== undefined) item.round = stored.r
  if (stored.v !== undefined) item.variables = { ...stored.v }
  if (stored.g !== undefined) item.process = stored.g
  if (stored.o !== undefined) item.closedOff = true
  if (stored.d !== undefined) item.due = stored.d
  if (stored.m !== undefined) item.awaitedName = stored.m
  if (stored.y !== undefined) item.key = stored.y
  if (stored.l !== undefined) item.repetitionsLeft = stored.l
  if (stored.n !== undefined) item.interval = stored.n
  if (stored.f !== undefined) item.endsAt = stored.f
  if (stored.s !== undefined) item.countedFrom = stored.s
  if (stored.u !== undefined) item.repetition = stored.u
  if (stored.b !== undefined) item.held = true
  if (stored.j !== undefined) item.joins = copiedJoins(stored.j)
  if (stored.z !== undefined) item.finished = stored.z.map(readFinished)
  if (stored.q !== undefined) item.rounds = readRounds(stored.q)
  if (stored.c !== undefined) item.toCompensate = stored.c.map(readFinished)
  if (stored.w !== undefined) item.unawaited = true
  return item
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] }

const readRounds = ({ n, s, d, w, y, a }: NonNullable<StoredItem['q']>): RoundsProgress => ({
  total: n,
  begun: s,
  done: d,
  ...(w ? { list: w } : {}),
  ...(y ? { results: [...y] } : {}),
  ...(a === undefined ? {} : { apart: a }),
})

const readFinished = ({ e, v, z, g }: StoredFinished): Finished => ({
  element: e,
  ...(v ? { variables: v } : {}),
  ...(z ? { inside: z.map(readFinished) } : {}),
  ...(g === undefined ? {} : { process: g }),
})

/** The state as it is stored, sharing nothing that changes with the items. */
export function writeState(
  variables: Variables,
  last: number,
  root: Item,
  items: Iterable<Item>,
  over: CaseEnd | undefined,
): State {
  const state: Writable<StoredState> = { variables, n: last }
  if (over !== undefined) {
    state.o = over
    return state
  }
  const stored: StoredItem[] = []
  for (const item of items) if (item !== root) stored.push(writeItem(item))
  if (stored.length > 0) state.t = stored
  if (root.joins) state.j = copiedJoins(root.joins)
  if (root.finished?.length) state.z = root.finished.map(writeFinished)
  return state
}

function writeItem(item: Item): StoredItem {
  const stored: StoredItem = { i: item.id, k: LETTERS[item.kind], e: item.element }
  if (item.parent && item.parent.id !== 0) stored.p = item.parent.id
  if (item.host) stored.a = item.host.id
  if (item.alternatives !== undefined) stored.x = item.alternatives
  if (item.startsEventSubProcess) stored.h = 1
  if (item.round !== undefined) stored.r = item.round
  if (item.variables) stored.v = { ...item.variables }
  if (item.process !== undefined) stored.g = item.process
  if (item.closedOff) stored.o = 1
  if (item.due !== undefined) stored.d = item.due
  if (item.awaitedName !== undefined) stored.m = item.awaitedName
  if (item.key !== undefined) stored.y = item.key
  if (item.repetitionsLeft !== undefined) stored.l = item.repetitionsLeft
  if (item.interval !== undefined) stored.n = item.interval
  if (item.endsAt !== undefined) stored.f = item.endsAt
  if (item.countedFrom !== undefined) stored.s = item.countedFrom
  if (item.repetition !== undefined) stored.u = item.repetition
  if (item.held) stored.b = 1
  if (item.joins) stored.j = copiedJoins(item.joins)
  if (item.finished?.length) stored.z = item.finished.map(writeFinished)
  if (item.rounds) stored.q = writeRounds(item.rounds)
  if (item.toCompensate) stored.c = item.toCompensate.map(writeFinished)
  if (item.unawaited) stored.w = 1
  return stored
}

const writeRounds = ({ total, begun, done, list, results, apart }: RoundsProgress): NonNullable<StoredItem['q']> => ({
  n: total,
  s: begun,
  d: done,
  ...(list ? { w: list } : {}),
  ...(results ? { y: [...results] } : {}),
  ...(apart === undefined ? {} : { a: apart }),
})

const writeFinished = ({ element, variables, inside, process }: Finished): StoredFinished => ({
  e: element,
  ...(variables ? { v: variables } : {}),
  ...(inside ? { z: inside.map(writeFinished) } : {}),
  ...(process === undefined ? {} : { g: process }),
})

const copiedJoins = (joins: Record<string, number[]>): Record<string, number[]> =>
  Object.fromEntries(Object.entries(joins).map(([node, counts]) => [node, [...counts]]))
