import { limits } from './limits.ts'
import type { StoredItem, StoredState } from './stored-state.ts'
import type { Json, State, Variables } from './types.ts'

/**
 * What is kept apart from a state: one round of an activity with many of them, or the variables of a case that has such
 * an activity open (`group` 0).
 */
export interface StatePart {
  /** Number of the activity's item. */
  group: number
  round: number
  /** Numbers of the waits in it, to find it by. */
  waits: number[]
  body: PartBody
}

/** The items of an open round, the result of one that is over, the value of one that has not begun; the variables. */
interface PartBody {
  o?: StoredItem[]
  y?: Json
  w?: Json
  v?: Variables
}

/** A part that a step needs: the round of a wait, one round, all of an activity. */
export type Wanted = { wait: number } | { group: number; round?: number }

/** The step needs more of the state than it was given: read that, put it back, and take the step again. */
export class Apart extends Error {
  readonly wanted: Wanted
  constructor(wanted: Wanted) {
    super(`a part of the state is needed: ${JSON.stringify(wanted)}`)
    this.wanted = wanted
  }
}

/** True when parts of a state are kept apart; its variables (group 0, round 0) then have to be put back first. */
export const isApart = (state: State): boolean => (state as StoredState).a === 1

// messages, signals and conditions look for whoever waits: those stay where all of them are seen
const FOUND_BY_NUMBER = new Set(['u', 'w', 't', 'S'])

/**
 * Cuts the rounds of activities with many of them from a state, so that a step writes what it moves and not what rests.
 * @param together how many rounds stay with the state
 */
export function takeApart(
  given: State,
  together: number = limits.roundsTogether,
): { state: State; parts: StatePart[] } {
  const state = given as StoredState
  const groups = state.t?.filter((item) => item.q && item.q.n > together) ?? []
  if (groups.length === 0) return { state: given, parts: [] }
  const parts: StatePart[] = [{ group: 0, round: 0, waits: [], body: { v: state.variables } }]
  const inside = insides(state.t ?? [])
  const taken = new Set<StoredItem>()
  const left = new Map<StoredItem, StoredItem>()
  for (const group of groups) {
    const { n, s, d, w, y, a } = group.q!
    let open = 0
    for (const child of inside.get(group.i) ?? []) {
      const items = treeOf(child, inside)
      if (child.r === undefined || !items.every((item) => FOUND_BY_NUMBER.has(item.k))) continue
      for (const item of items) taken.add(item)
      const waits = items.filter((item) => item.k !== 'S').map((item) => item.i)
      parts.push({ group: group.i, round: child.r, waits, body: { o: items } })
      open++
    }
    const add = (round: number, body: PartBody) => parts.push({ group: group.i, round, waits: [], body })
    y?.forEach((value, round) => value !== null && value !== undefined && add(round, { y: value }))
    w?.forEach((value, round) => round >= s && add(round, { w: value }))
    left.set(group, { ...group, q: { n, s, d, a: (a ?? 0) + open } })
  }
  const t = state.t!.filter((item) => !taken.has(item)).map((item) => left.get(item) ?? item)
  return { state: { ...state, variables: {}, a: 1, t } as StoredState, parts }
}

/** Items by what they stand in or are attached to. */
function insides(items: readonly StoredItem[]): Map<number, StoredItem[]> {
  const found = new Map<number, StoredItem[]>()
  for (const item of items) {
    const holder = item.a ?? item.p ?? 0
    const list = found.get(holder)
    if (list) list.push(item)
    else found.set(holder, [item])
  }
  return found
}

const treeOf = (item: StoredItem, inside: ReadonlyMap<number, StoredItem[]>): StoredItem[] => [
  item,
  ...(inside.get(item.i) ?? []).flatMap((child) => treeOf(child, inside)),
]

/**
 * Puts parts back into a state.
 * @param whole an activity of which these are all that was apart
 */
export function putBack(given: State, parts: readonly StatePart[], whole?: number): State {
  const state = given as StoredState
  let variables = state.variables
  const t = [...(state.t ?? [])]
  const groups = new Map<number, StoredItem>()
  const groupOf = (id: number): StoredItem => {
    let group = groups.get(id)
    if (!group) {
      const at = t.findIndex((item) => item.i === id)
      const { q, ...rest } = t[at]!
      group = { ...rest, q: { ...q!, ...(q!.y ? { y: [...q!.y] } : {}), ...(q!.w ? { w: [...q!.w] } : {}) } }
      t[at] = group
      groups.set(id, group)
    }
    return group
  }
  for (const { group, round, body } of parts) {
    if (body.v) {
      variables = body.v
      continue
    }
    const q = groupOf(group).q!
    if (body.o) {
      t.push(...body.o)
      q.a = (q.a ?? 0) - 1
    }
    if ('y' in body) (q.y ??= [])[round] = body.y!
    if ('w' in body) (q.w ??= [])[round] = body.w!
  }
  if (whole !== undefined) delete groupOf(whole).q!.a
  return { ...state, variables, t: t.sort((a, b) => a.i - b.i) } as StoredState
}

/** The whole state, from what is stored and all that is apart. */
export function wholeOf(given: State, parts: readonly StatePart[]): State {
  const { a: _apart, ...state } = putBack(given, parts) as StoredState
  const t = state.t?.map((item) => {
    if (item.q?.a === undefined) return item
    const { a: _open, y, w, ...q } = item.q
    const full = (list: Json[]) => Array.from(list, (value) => value ?? null)
    return { ...item, q: { ...q, ...(w ? { w: full(w) } : {}), ...(y ? { y: full(y) } : {}) } }
  })
  return { ...state, ...(t ? { t } : {}) } as StoredState
}
