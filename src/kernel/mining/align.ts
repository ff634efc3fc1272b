import { Markings } from './markings.ts'
import { SILENT, type Net } from './net.ts'

/** How a sequence of activities goes best beside a model. */
export interface Alignment {
  /** Moves that only one side makes: events the model does not have there, and steps that were left out. */
  cost: number
  /** False: the search ended at its budget, and `cost` is the least that it can be. */
  exact: boolean
  /** What was left out, by id of the step, and events that came where the model has none, by number of the activity. */
  skipped: readonly string[]
  unexpected: readonly number[]
}

const LOG_MOVE = -2
/** More than any sequence costs. */
const NEVER = 0x7fffffff

/** States of one search, in columns that the next search uses again. */
class States {
  private size = 1 << 12
  count = 0
  marking = new Int32Array(this.size)
  place = new Int32Array(this.size)
  cost = new Int32Array(this.size)
  from = new Int32Array(this.size)
  move = new Int32Array(this.size)
  way = new Int32Array(this.size)
  /** What is still to be paid for at least. */
  rest = new Int32Array(this.size)
  done = new Uint8Array(this.size)
  /** Hash table of states by marking and place: number of the state and one, of this search only. */
  private table = new Int32Array(this.size * 4)

  clear(): void {
    this.count = 0
    this.table.fill(0)
  }

  /** The state of a marking and a place; a new one costs more than anything. */
  at(marking: number, place: number): number {
    const mask = this.table.length - 1
    let slot = (Math.imul(marking, 0x9e3779b1) ^ Math.imul(place + 1, 0x85ebca6b)) & mask
    for (let state = this.table[slot]!; state !== 0; state = this.table[slot]!) {
      if (this.marking[state - 1] === marking && this.place[state - 1] === place) return state - 1
      slot = (slot + 1) & mask
    }
    if (this.count === this.size) {
      this.grow()
      return this.at(marking, place)
    }
    const state = this.count++
    this.table[slot] = state + 1
    this.marking[state] = marking
    this.place[state] = place
    this.cost[state] = NEVER
    this.done[state] = 0
    return state
  }

  private grow(): void {
    this.size *= 2
    for (const column of ['marking', 'place', 'cost', 'from', 'move', 'way', 'rest'] as const) {
      const next = new Int32Array(this.size)
      next.set(this[column])
      this[column] = next
    }
    const done = new Uint8Array(this.size)
    done.set(this.done)
    this.done = done
    this.table = new Int32Array(this.size * 4)
    const known = this.count
    this.count = 0
    for (let state = 0; state < known; state++) {
      const [cost, of] = [this.cost[state]!, this.done[state]!]
      this.at(this.marking[state]!, this.place[state]!)
      this.cost[state] = cost
      this.done[state] = of
    }
  }
}

/**
 * Aligns sequences of activities with a net: A* over pairs of marking and place in the sequence. A move of one side alone
 * costs 1, one of both or a silent one nothing. What is left of the sequence and can no longer come from the marking on has to
 * be paid, which is the estimate: a step that was passed over too early is seen at once, not at the end of the sequence.
 * Markings are found once for all sequences.
 */
export class Aligner {
  private readonly markings: Markings
  private readonly budget: number
  private readonly states = new States()

  /** @param budget states that may be looked at for one sequence */
  constructor(net: Net, budget = 100_000) {
    this.markings = new Markings(net)
    this.budget = budget
  }

  /** @returns undefined when the model can't end at all */
  align(activities: ArrayLike<number>): Alignment | undefined {
    const { markings, states } = this
    const length = activities.length
    states.clear()
    const buckets: number[][] = []
    // by what may still come, and by place
    const rests: Int32Array[] = []
    const restAt = (marking: number, at: number): number => {
      const reach = markings.reach(marking)
      return (rests[reach] ??= unreachable(activities, markings.labelsOf(reach)))[at]!
    }
    const offer = (marking: number, at: number, price: number, parent: number, move: number, way: number): void => {
      const state = states.at(marking, at)
      if (price >= states.cost[state]!) return
      if (states.cost[state] === NEVER) states.rest[state] = restAt(marking, at)
      states.cost[state] = price
      states.from[state] = parent
      states.move[state] = move
      states.way[state] = way
      const total = price + states.rest[state]!
      ;(buckets[total] ??= []).push(state)
    }
    offer(0, 0, 0, -1, SILENT, 0)
    let looked = 0
    for (let total = 0; total < buckets.length; total++) {
      const bucket = buckets[total]
      const seen: number[] = []
      // the last one put in is the furthest on, so that a way without moves to pay is walked straight to its end
      for (let state = bucket?.pop(); state !== undefined; state = bucket!.pop()) {
        const [at, price, number] = [states.place[state]!, states.cost[state]!, states.marking[state]!]
        if (states.done[state] === 1 || price + states.rest[state]! !== total) continue
        states.done[state] = 1
        seen.push(state)
        const here = markings.at(number)
        if (here.over && at === length) return this.told(state, price, activities)
        if (++looked > this.budget || markings.full) return { cost: total, exact: false, skipped: [], unexpected: [] }
        const wanted = at < length ? activities[at]! : LOG_MOVE
        const { labels, next } = here
        for (let way = 0; way < labels.length; way++)
          if (labels[way] === SILENT) offer(next[way]!, at, price, state, SILENT, way)
        for (let way = 0; way < labels.length; way++)
          if (labels[way] === wanted) offer(next[way]!, at + 1, price, state, wanted, way)
      }
      // only when nothing that costs no more is left, moves of one side are paid for
      for (const state of seen) {
        const [at, price, number] = [states.place[state]!, states.cost[state]!, states.marking[state]!]
        if (at < length) offer(number, at + 1, price + 1, state, LOG_MOVE, 0)
        const { labels, next } = markings.at(number)
        for (let way = 0; way < labels.length; way++)
          if (labels[way] !== SILENT) offer(next[way]!, at, price + 1, state, labels[way]!, way)
      }
      // an event that can't come any more was in the estimate: paying for it costs no more than was foreseen
      if ((buckets[total]?.length ?? 0) > 0) total--
    }
    return undefined
  }

  /** Walks the way back and sorts out what only one side did. */
  private told(last: number, cost: number, activities: ArrayLike<number>): Alignment {
    const { from, move, place, marking, way } = this.states
    const [skipped, unexpected]: [string[], number[]] = [[], []]
    for (let state = last; from[state]! >= 0; state = from[state]!) {
      if (move[state] === LOG_MOVE) unexpected.unshift(activities[place[state]! - 1]!)
      else if (move[state] !== SILENT && place[state] === place[from[state]!])
        skipped.unshift(this.markings.at(marking[from[state]!]!).steps[way[state]!]!)
    }
    return { cost, exact: true, skipped, unexpected }
  }
}

/** How many from each place on are not among those labels. */
function unreachable(activities: ArrayLike<number>, labels: ReadonlySet<number>): Int32Array {
  const counts = new Int32Array(activities.length + 1)
  for (let at = activities.length - 1; at >= 0; at--)
    counts[at] = counts[at + 1]! + (labels.has(activities[at]!) ? 0 : 1)
  return counts
}
