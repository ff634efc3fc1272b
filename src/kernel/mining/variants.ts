import type { EventLog } from './log.ts'

/** Cases with the same activities in the same order. */
export interface Variant {
  /** Numbers of the activities. */
  activities: Uint32Array
  count: number
}

/** The variants of a log, commonest first, of the same count the one that came first. */
export const variantsOf = (log: EventLog): Variant[] =>
  variantPlaces(log).map(({ from, to, count }) => ({ activities: log.activity.subarray(from, to), count }))

/** Where a variant stands in the columns of its log. */
export interface VariantPlace {
  from: number
  to: number
  count: number
}

/** Cases with the same activities in the same order: found by a hash, told apart by looking. */
export function variantPlaces({ activity, offsets }: EventLog): VariantPlace[] {
  // numbers of variants plus one where their hashes say, or at the next place that was free: at least half stay free
  let table = new Int32Array(1024)
  let hashes = new Int32Array(512)
  let counts = new Int32Array(512)
  let cases = new Int32Array(512)
  let found = 0
  for (let of = 0; of + 1 < offsets.length; of++) {
    const [from, to] = [offsets[of]!, offsets[of + 1]!]
    let hash = to - from
    for (let at = from; at < to; at++) hash = Math.imul(hash, 0x01000193) ^ activity[at]!
    // each bit comes into the lower ones, which say the place
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
    hash ^= hash >>> 13
    let place = hash & (table.length - 1)
    for (; table[place] !== 0; place = (place + 1) & (table.length - 1)) {
      const known = table[place]! - 1
      if (hashes[known] !== hash) continue
      let [one, at] = [offsets[cases[known]!]!, from]
      if (offsets[cases[known]! + 1]! - one !== to - from) continue
      while (at < to && activity[one] === activity[at]) {
        one++
        at++
      }
      if (at < to) continue
      counts[known]!++
      break
    }
    if (table[place] !== 0) continue
    hashes[found] = hash
    cases[found] = of
    counts[found] = 1
    table[place] = ++found
    if (found < hashes.length) continue
    hashes = twiceAsLong(hashes)
    counts = twiceAsLong(counts)
    cases = twiceAsLong(cases)
    table = new Int32Array(found * 4)
    for (let known = 0; known < found; known++) {
      let free = hashes[known]! & (table.length - 1)
      while (table[free] !== 0) free = (free + 1) & (table.length - 1)
      table[free] = known + 1
    }
  }
  return Array.from({ length: found }, (_, known) => {
    const of = cases[known]!
    return { from: offsets[of]!, to: offsets[of + 1]!, count: counts[known]! }
  }).sort((first, second) => second.count - first.count || first.from - second.from)
}

function twiceAsLong(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(numbers.length * 2)
  longer.set(numbers)
  return longer
}
