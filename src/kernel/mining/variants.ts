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
  const found = new Map<number, VariantPlace[]>()
  const all: VariantPlace[] = []
  for (let of = 0; of + 1 < offsets.length; of++) {
    const [from, to] = [offsets[of]!, offsets[of + 1]!]
    let hash = to - from
    for (let at = from; at < to; at++) hash = (Math.imul(hash, 0x01000193) ^ activity[at]!) >>> 0
    const near = found.get(hash) ?? []
    const same = near.find((variant) => {
      if (variant.to - variant.from !== to - from) return false
      for (let at = 0; at < to - from; at++) if (activity[variant.from + at] !== activity[from + at]) return false
      return true
    })
    if (same) same.count++
    else {
      const variant = { from, to, count: 1 }
      near.push(variant)
      all.push(variant)
      found.set(hash, near)
    }
  }
  return all.sort((first, second) => second.count - first.count || first.from - second.from)
}
