import { NO_RESOURCE, type EventLog } from './log.ts'
import { spreadWithin, type Spread } from './spread.ts'
import { variantPlaces } from './variants.ts'

/** An arc of the directly-follows graph: how often, and how long it took. */
export interface Arc {
  from: string
  to: string
  count: number
  /** From the end of the first to the end of the second, as the log tells them. */
  waiting: Spread
}

export interface Variant {
  activities: string[]
  count: number
}

/** What a log tells. */
export interface Mined {
  cases: number
  events: number
  activities: number
  variants: number
  resources: number
  /** First and last activities of cases, with how often. */
  start: Record<string, number>
  end: Record<string, number>
  activityCounts: Record<string, number>
  directlyFollows: Arc[]
  topVariants: Variant[]
  /** From the first event of a case to its last. */
  duration: Spread
  /** Activities that come again within a case: in how many cases, and how many times more than once. */
  rework: { activity: string; cases: number; repetitions: number }[]
  /** Events next to each other in a case that different people did. */
  handOvers: number
  lifecycle: Record<string, number>
  first: string | null
  last: string | null
  withoutTime: number
  /** Cases whose events do not stand in the order of their times. */
  outOfOrder: number
}

/** Above this an arc's times are counted in a map, not in a table of all pairs. */
const DENSE = 1024

/**
 * Counts what a log tells. Events count in the order of the file, whatever their lifecycle value.
 * @param variantsAtMost how many of the commonest variants are told
 */
export function measureLog(log: EventLog, variantsAtMost = 20): Mined {
  const { activity, time, resource } = log
  const cases = log.offsets.length - 1
  const arcs = arcsOf(log)
  const variants = variantPlaces(log)
  const start = new Uint32Array(log.activities.length)
  const end = new Uint32Array(log.activities.length)
  const durations = new Float64Array(cases)
  let [first, last] = [Infinity, -Infinity]
  let [withoutTime, outOfOrder, handOvers, timed] = [0, 0, 0, 0]
  for (let of = 0; of < cases; of++) {
    const [from, to] = [log.offsets[of]!, log.offsets[of + 1]!]
    if (from === to) continue
    start[activity[from]!]!++
    end[activity[to - 1]!]!++
    const length = (time[to - 1]! - time[from]!) / 1000
    if (!Number.isNaN(length)) durations[timed++] = length
    let ordered = true
    for (let at = from; at < to; at++) {
      const now = time[at]!
      if (now >= first && now <= last) continue
      if (Number.isNaN(now)) withoutTime++
      else {
        if (now < first) first = now
        if (now > last) last = now
      }
    }
    for (let at = from + 1; at < to; at++) {
      if (time[at - 1]! > time[at]!) ordered = false
      const before = resource[at - 1]!
      const after = resource[at]!
      if (before !== after && before !== NO_RESOURCE && after !== NO_RESOURCE) handOvers++
    }
    if (!ordered) outOfOrder++
  }
  // each event begins its case or follows another
  const counts = start.slice()
  const numberOf = new Map(log.activities.map((name, number) => [name, number]))
  for (const { to, count } of arcs) counts[numberOf.get(to)!]! += count
  const named = (found: Uint32Array) =>
    Object.fromEntries(
      log.activities
        .flatMap((name, number) => (found[number]! > 0 ? [[name, found[number]!] as const] : []))
        .sort(byCount),
    )
  return {
    cases,
    events: log.activity.length,
    activities: log.activities.length,
    variants: variants.length,
    resources: log.resources.length,
    start: named(start),
    end: named(end),
    activityCounts: named(counts),
    directlyFollows: arcs,
    topVariants: variants.slice(0, variantsAtMost).map(({ from, to, count }) => ({
      activities: [...log.activity.subarray(from, to)].map((activity) => log.activities[activity]!),
      count,
    })),
    duration: spreadWithin(durations.subarray(0, timed)),
    rework: reworkOf(log),
    handOvers,
    lifecycle: log.lifecycle,
    first: first === Infinity ? null : new Date(first).toISOString(),
    last: last === -Infinity ? null : new Date(last).toISOString(),
    withoutTime,
    outOfOrder,
  }
}

const byCount = (first: readonly [string, number], second: readonly [string, number]): number =>
  second[1] - first[1] || (first[0] < second[0] ? -1 : 1)

/** Numbers of a table of all pairs, or of the pairs that are there. */
interface Counts {
  get(pair: number): number
  set(pair: number, count: number): void
}
class Sparse extends Map<number, number> {
  override get(pair: number): number {
    return super.get(pair) ?? 0
  }
}
class Dense implements Counts {
  readonly counts: Uint32Array
  constructor(size: number) {
    this.counts = new Uint32Array(size)
  }
  get(pair: number): number {
    return this.counts[pair]!
  }
  set(pair: number, count: number): void {
    this.counts[pair] = count
  }
}

function arcsOf({ activities, activity, time, offsets }: EventLog): Arc[] {
  const size = activities.length
  const table = (): Counts => (size <= DENSE ? new Dense(size * size) : new Sparse())
  const [counts, next] = [table(), table()]
  for (let of = 0; of + 1 < offsets.length; of++)
    for (let at = offsets[of]! + 1; at < offsets[of + 1]!; at++) {
      const pair = activity[at - 1]! * size + activity[at]!
      counts.set(pair, counts.get(pair) + 1)
    }
  const pairs =
    counts instanceof Dense
      ? [...counts.counts.keys()].filter((pair) => counts.get(pair) > 0)
      : [...(counts as Sparse).keys()]
  // times of one arc stand together, so that each is looked at by itself
  let total = 0
  for (const pair of pairs) {
    next.set(pair, total)
    total += counts.get(pair)
  }
  const begins = pairs.map((pair) => next.get(pair))
  const times = new Float64Array(total)
  for (let of = 0; of + 1 < offsets.length; of++)
    for (let at = offsets[of]! + 1; at < offsets[of + 1]!; at++) {
      const seconds = (time[at]! - time[at - 1]!) / 1000
      if (Number.isNaN(seconds)) continue
      const pair = activity[at - 1]! * size + activity[at]!
      const to = next.get(pair)
      times[to] = seconds
      next.set(pair, to + 1)
    }
  return pairs
    .map(
      (pair, place): Arc => ({
        from: activities[Math.floor(pair / size)]!,
        to: activities[pair % size]!,
        count: counts.get(pair),
        waiting: spreadWithin(times.subarray(begins[place], next.get(pair))),
      }),
    )
    .sort(
      (first, second) =>
        second.count - first.count || (`${first.from}\n${first.to}` < `${second.from}\n${second.to}` ? -1 : 1),
    )
}

function reworkOf({ activities, activity, offsets }: EventLog): Mined['rework'] {
  const [cases, repetitions] = [new Uint32Array(activities.length), new Uint32Array(activities.length)]
  const [seenIn, again] = [new Int32Array(activities.length).fill(-1), new Int32Array(activities.length).fill(-1)]
  for (let of = 0; of + 1 < offsets.length; of++)
    for (let at = offsets[of]!; at < offsets[of + 1]!; at++) {
      const done = activity[at]!
      if (seenIn[done] !== of) seenIn[done] = of
      else {
        repetitions[done]!++
        if (again[done] !== of) {
          again[done] = of
          cases[done]!++
        }
      }
    }
  return activities
    .map((name, number) => ({ activity: name, cases: cases[number]!, repetitions: repetitions[number]! }))
    .filter((each) => each.repetitions > 0)
    .sort((first, second) => second.repetitions - first.repetitions || (first.activity < second.activity ? -1 : 1))
}
