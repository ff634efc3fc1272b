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
  const { activity, time, resource, offsets } = log
  const cases = offsets.length - 1
  const arcs = arcsOf(log)
  const variants = variantPlaces(log)
  const start = new Uint32Array(log.activities.length)
  const end = new Uint32Array(log.activities.length)
  const durations = new Float64Array(cases)
  let [first, last] = [Infinity, -Infinity]
  let [withoutTime, outOfOrder, handOvers, timed] = [0, 0, 0, 0]
  for (let of = 0; of < cases; of++) {
    const from = offsets[of]!
    const to = offsets[of + 1]!
    if (from === to) continue
    start[activity[from]!]!++
    end[activity[to - 1]!]!++
    const length = (time[to - 1]! - time[from]!) / 1000
    if (!Number.isNaN(length)) durations[timed++] = length
    let ordered = true
    // the first follows itself, so that each is looked at once and alike
    let [before, previous] = [time[from]!, resource[from]!]
    for (let at = from; at < to; at++) {
      const now = time[at]!
      const who = resource[at]!
      if (before > now) ordered = false
      if (previous !== who && previous !== NO_RESOURCE && who !== NO_RESOURCE) handOvers++
      before = now
      previous = who
      if (now >= first && now <= last) continue
      if (Number.isNaN(now)) withoutTime++
      else {
        if (now < first) first = now
        if (now > last) last = now
      }
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

/** Pairs of activities under numbers: all there can be where they are few, else those that come. */
interface Pairs {
  /** Of a pair that comes. */
  number(from: number, to: number): number
  /** How often, by number. */
  counts: Uint32Array
  /** Which two a number is: the first times the count of activities, and the second. */
  pair(number: number): number
}

function pairsOf({ activities, activity, offsets }: EventLog): Pairs {
  const size = activities.length
  if (size <= DENSE) {
    const counts = new Uint32Array(size * size)
    for (let of = 0; of + 1 < offsets.length; of++) {
      const to = offsets[of + 1]!
      let at = offsets[of]!
      if (at === to) continue
      for (let before = activity[at]!; ++at < to; ) {
        const now = activity[at]!
        counts[before * size + now]!++
        before = now
      }
    }
    return { counts, number: (from, to) => from * size + to, pair: (number) => number }
  }
  const numbers = new Map<number, number>()
  const counts: number[] = []
  for (let of = 0; of + 1 < offsets.length; of++)
    for (let at = offsets[of]! + 1; at < offsets[of + 1]!; at++) {
      const pair = activity[at - 1]! * size + activity[at]!
      const known = numbers.get(pair)
      if (known !== undefined) counts[known]!++
      else {
        numbers.set(pair, counts.length)
        counts.push(1)
      }
    }
  const pairs = [...numbers.keys()]
  return {
    counts: Uint32Array.from(counts),
    number: (from, to) => numbers.get(from * size + to)!,
    pair: (number) => pairs[number]!,
  }
}

function arcsOf(log: EventLog): Arc[] {
  const { activities, activity, time, offsets } = log
  const { number, counts, pair } = pairsOf(log)
  // times of one arc stand together, so that each is looked at by itself
  const next = new Uint32Array(counts.length)
  let total = 0
  for (let place = 0; place < counts.length; place++) {
    next[place] = total
    total += counts[place]!
  }
  const begins = next.slice()
  const times = new Float64Array(total)
  for (let of = 0; of + 1 < offsets.length; of++) {
    const to = offsets[of + 1]!
    let at = offsets[of]!
    if (at === to) continue
    let [before, since] = [activity[at]!, time[at]!]
    while (++at < to) {
      const [now, moment] = [activity[at]!, time[at]!]
      const seconds = (moment - since) / 1000
      if (!Number.isNaN(seconds)) times[next[number(before, now)]!++] = seconds
      before = now
      since = moment
    }
  }
  const arcs: Arc[] = []
  for (let place = 0; place < counts.length; place++) {
    if (counts[place] === 0) continue
    arcs.push({
      from: activities[Math.floor(pair(place) / activities.length)]!,
      to: activities[pair(place) % activities.length]!,
      count: counts[place]!,
      waiting: spreadWithin(times.subarray(begins[place], next[place])),
    })
  }
  return arcs.sort(
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
