import { NO_RESOURCE, type EventLog } from './log.ts'
import { variantPlaces } from './variants.ts'

/** Times in seconds. */
export interface Spread {
  mean: number | null
  p50: number | null
  p95: number | null
  min: number | null
  max: number | null
}

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
  const cases = log.offsets.length - 1
  const arcs = arcsOf(log)
  const variants = variantPlaces(log)
  const counts = new Uint32Array(log.activities.length)
  for (const activity of log.activity) counts[activity]!++
  const [start, end] = [new Map<number, number>(), new Map<number, number>()]
  const durations: number[] = []
  let [first, last, withoutTime, outOfOrder, handOvers] = [Infinity, -Infinity, 0, 0, 0]
  for (let of = 0; of < cases; of++) {
    const [from, to] = [log.offsets[of]!, log.offsets[of + 1]!]
    if (from === to) continue
    bump(start, log.activity[from]!)
    bump(end, log.activity[to - 1]!)
    const length = (log.time[to - 1]! - log.time[from]!) / 1000
    if (!Number.isNaN(length)) durations.push(length)
    let ordered = true
    for (let at = from; at < to; at++) {
      const time = log.time[at]!
      if (Number.isNaN(time)) withoutTime++
      else {
        if (time < first) first = time
        if (time > last) last = time
      }
      if (at === from) continue
      if (log.time[at - 1]! > time) ordered = false
      const [before, after] = [log.resource[at - 1]!, log.resource[at]!]
      if (before !== after && before !== NO_RESOURCE && after !== NO_RESOURCE) handOvers++
    }
    if (!ordered) outOfOrder++
  }
  const named = (found: Iterable<readonly [number, number]>) =>
    Object.fromEntries([...found].map(([activity, count]) => [log.activities[activity]!, count] as const).sort(byCount))
  return {
    cases,
    events: log.activity.length,
    activities: log.activities.length,
    variants: variants.length,
    resources: log.resources.length,
    start: named(start),
    end: named(end),
    activityCounts: named([...counts].map((count, activity) => [activity, count] as const)),
    directlyFollows: arcs,
    topVariants: variants.slice(0, variantsAtMost).map(({ from, to, count }) => ({
      activities: [...log.activity.subarray(from, to)].map((activity) => log.activities[activity]!),
      count,
    })),
    duration: spreadOf(durations),
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
const bump = (counts: Map<number, number>, key: number): void => void counts.set(key, (counts.get(key) ?? 0) + 1)

function arcsOf({ activities, activity, time, offsets }: EventLog): Arc[] {
  const size = activities.length
  const dense = size <= DENSE ? new Uint32Array(size * size) : undefined
  const sparse = new Map<number, number>()
  const each = (take: (pair: number, at: number) => void): void => {
    for (let of = 0; of + 1 < offsets.length; of++)
      for (let at = offsets[of]! + 1; at < offsets[of + 1]!; at++) take(activity[at - 1]! * size + activity[at]!, at)
  }
  each((pair) => {
    if (dense) dense[pair]!++
    else bump(sparse, pair)
  })
  const pairs: [number, number][] = dense
    ? [...dense.keys()].filter((pair) => dense[pair]! > 0).map((pair) => [pair, dense[pair]!])
    : [...sparse]
  // times of one arc stand together, so that each is sorted by itself
  const place = new Map<number, number>()
  let total = 0
  for (const [pair, count] of pairs) {
    place.set(pair, total)
    total += count
  }
  const times = new Float64Array(total)
  const next = new Map(place)
  each((pair, at) => {
    const to = next.get(pair)!
    times[to] = (time[at]! - time[at - 1]!) / 1000
    next.set(pair, to + 1)
  })
  return pairs
    .map(([pair, count]): Arc => {
      const from = place.get(pair)!
      return {
        from: activities[Math.floor(pair / size)]!,
        to: activities[pair % size]!,
        count,
        waiting: spreadOf(times.subarray(from, from + count).filter((seconds) => !Number.isNaN(seconds))),
      }
    })
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

/** Mean, median, 95th percentile and ends; percentiles between two values are interpolated. */
export function spreadOf(values: readonly number[] | Float64Array): Spread {
  if (values.length === 0) return { mean: null, p50: null, p95: null, min: null, max: null }
  const sorted = Float64Array.from(values).sort()
  let sum = 0
  for (const value of sorted) sum += value
  const at = (share: number): number => {
    const place = share * (sorted.length - 1)
    const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!]
    return low + (high - low) * (place - Math.floor(place))
  }
  return { mean: sum / sorted.length, p50: at(0.5), p95: at(0.95), min: sorted[0]!, max: sorted.at(-1)! }
}
