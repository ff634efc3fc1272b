import type { EventLog } from './log.ts'
import { spreadWithin, type Spread } from './spread.ts'
import { variantPlaces, type VariantPlace } from './variants.ts'

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
 * Counts what a log tells. Events count in the order of the file, whatever their lifecycle value. What only the order of
 * activities says is counted on the variants, each as often as it came: a log has far fewer of them than of cases.
 * @param variantsAtMost how many of the commonest variants are told
 */
export function measureLog(log: EventLog, variantsAtMost = 20): Mined {
  const variants = variantPlaces(log)
  const { start, end, counts, rework } = countsOf(log, variants)
  const { arcs, duration, first, last, withoutTime, outOfOrder, handOvers } = timesOf(log, pairsOf(log, variants))
  const named = (found: Uint32Array) =>
    Object.fromEntries(
      log.activities
        .flatMap((name, number) => (found[number]! > 0 ? [[name, found[number]!] as const] : []))
        .sort(byCount),
    )
  return {
    cases: log.offsets.length - 1,
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
    duration,
    rework,
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

/** Pairs of activities that follow each other, under numbers: all there can be where they are few, else those that come. */
interface Pairs {
  /** How often, by number. */
  counts: Uint32Array
  /** Which two a number is: the first times the count of activities, and the second; absent: the number itself. */
  pairs?: number[]
  /** The number of such two; absent: they are it. */
  numbers?: Map<number, number>
}

function pairsOf({ activities, activity }: EventLog, variants: readonly VariantPlace[]): Pairs {
  const size = activities.length
  if (size <= DENSE) {
    const counts = new Uint32Array(size * size)
    for (const { from, to, count } of variants)
      for (let at = from + 1; at < to; at++) counts[activity[at - 1]! * size + activity[at]!]! += count
    return { counts }
  }
  const numbers = new Map<number, number>()
  const counts: number[] = []
  for (const { from, to, count } of variants)
    for (let at = from + 1; at < to; at++) {
      const pair = activity[at - 1]! * size + activity[at]!
      const known = numbers.get(pair)
      if (known !== undefined) counts[known]! += count
      else {
        numbers.set(pair, counts.length)
        counts.push(count)
      }
    }
  return { counts: Uint32Array.from(counts), numbers, pairs: [...numbers.keys()] }
}

/** What times and people tell, in one pass over the events. */
function timesOf(log: EventLog, pairs: Pairs) {
  const { activities, time, offsets } = log
  // as signed numbers, which are counted with as they are; no resource is -1 then
  const activity = signed(log.activity)
  const resource = signed(log.resource)
  const [size, numbers, cases] = [activities.length, pairs.numbers, offsets.length - 1]
  // times of one arc stand together, so that each is looked at by itself
  const next = new Int32Array(pairs.counts.length)
  let total = 0
  for (let place = 0; place < next.length; place++) {
    next[place] = total
    total += pairs.counts[place]!
  }
  const begins = next.slice()
  const times = new Float64Array(total)
  const durations = new Float64Array(cases)
  let [first, last] = [Infinity, -Infinity]
  let [withoutTime, outOfOrder, handOvers, timed] = [0, 0, 0, 0]
  for (let of = 0; of < cases; of++) {
    const to = offsets[of + 1]!
    let at = offsets[of]!
    if (at === to) continue
    const begun = time[at]!
    let [before, since, previous] = [activity[at]!, begun, resource[at]!]
    if (Number.isNaN(begun)) withoutTime++
    else {
      if (begun < first) first = begun
      if (begun > last) last = begun
    }
    let ordered = true
    while (++at < to) {
      const now = activity[at]!
      const moment = time[at]!
      const who = resource[at]!
      const pair = before * size + now
      const place = numbers === undefined ? pair : numbers.get(pair)!
      const between = moment - since
      // not for a time that is none
      if (between >= 0) {
        times[next[place]!++] = between / 1000
        if (moment > last) last = moment
      } else if (between < 0) {
        times[next[place]!++] = between / 1000
        ordered = false
        if (moment < first) first = moment
      } else if (Number.isNaN(moment)) withoutTime++
      else {
        if (moment < first) first = moment
        if (moment > last) last = moment
      }
      if (previous !== who && previous >= 0 && who >= 0) handOvers++
      before = now
      since = moment
      previous = who
    }
    if (!ordered) outOfOrder++
    const length = (since - begun) / 1000
    if (!Number.isNaN(length)) durations[timed++] = length
  }
  return {
    arcs: arcsOf(activities, pairs, (place) => spreadWithin(times.subarray(begins[place], next[place]))),
    duration: spreadWithin(durations.subarray(0, timed)),
    ...{ first, last, withoutTime, outOfOrder, handOvers },
  }
}

const signed = (numbers: Uint32Array): Int32Array => new Int32Array(numbers.buffer, numbers.byteOffset, numbers.length)

function arcsOf(activities: readonly string[], { counts, pairs }: Pairs, waiting: (place: number) => Spread): Arc[] {
  const arcs: Arc[] = []
  for (let place = 0; place < counts.length; place++) {
    if (counts[place] === 0) continue
    const pair = pairs?.[place] ?? place
    arcs.push({
      from: activities[Math.floor(pair / activities.length)]!,
      to: activities[pair % activities.length]!,
      count: counts[place]!,
      waiting: waiting(place),
    })
  }
  return arcs.sort(
    (first, second) =>
      second.count - first.count || (`${first.from}\n${first.to}` < `${second.from}\n${second.to}` ? -1 : 1),
  )
}

/** How often each activity begins a case, ends one, comes at all, and comes again within one. */
function countsOf({ activities, activity }: EventLog, variants: readonly VariantPlace[]) {
  const [start, end, counts, cases, repetitions] = Array.from({ length: 5 }, () => new Uint32Array(activities.length))
  const [seenIn, again] = [new Int32Array(activities.length).fill(-1), new Int32Array(activities.length).fill(-1)]
  for (const [of, { from, to, count }] of variants.entries()) {
    if (from === to) continue
    start![activity[from]!]! += count
    end![activity[to - 1]!]! += count
    for (let at = from; at < to; at++) {
      const done = activity[at]!
      counts![done]! += count
      if (seenIn[done] !== of) seenIn[done] = of
      else {
        repetitions![done]! += count
        if (again[done] !== of) {
          again[done] = of
          cases![done]! += count
        }
      }
    }
  }
  const rework = activities
    .map((name, number) => ({ activity: name, cases: cases![number]!, repetitions: repetitions![number]! }))
    .filter((each) => each.repetitions > 0)
    .sort((first, second) => second.repetitions - first.repetitions || (first.activity < second.activity ? -1 : 1))
  return { start: start!, end: end!, counts: counts!, rework }
}
