/** Times of a step in two groups, and what tells them apart. */
export interface Groups {
  short: { minutes: number; share: number }
  long: { minutes: number; share: number }
  /** The attribute of cases whose value says best which group a case falls into; right in this share of cases. */
  by?: { name: string; value: string; right: number }
}

/** Attributes of cases, by name, a value for each case; undefined: it has none. */
export type CaseAttributes = ReadonlyMap<string, readonly (string | undefined)[]>

const CASES_AT_LEAST = 30
/** Each group holds at least this share. */
const SHARE_AT_LEAST = 0.1
/** Ashman's D above 2 tells two groups apart; a gap makes sure that one skewed group is not cut in two. */
const APART_AT_LEAST = 3
const RATIO_AT_LEAST = 5
/** An attribute is named when it is right this often. */
const RIGHT_AT_LEAST = 0.9

/**
 * Cuts times where the two sides lie furthest apart (Otsu, on logarithms).
 * @param minutes times
 * @param of the case of each
 * @param attributes of the cases
 * @returns undefined when they are of one kind
 */
export function splitTimes(
  minutes: readonly number[],
  of: readonly number[],
  attributes: CaseAttributes,
): Groups | undefined {
  if (minutes.length < CASES_AT_LEAST) return undefined
  const order = minutes.map((_, at) => at).sort((first, second) => minutes[first]! - minutes[second]!)
  const logs = order.map((at) => Math.log(minutes[at]! + 1 / 60))
  const sums = [0]
  for (const value of logs) sums.push(sums.at(-1)! + value)
  const count = logs.length
  const total = sums[count]!
  let [best, cut] = [-1, 0]
  for (let at = Math.ceil(count * SHARE_AT_LEAST); at <= count * (1 - SHARE_AT_LEAST); at++) {
    const apart = sums[at]! / at - (total - sums[at]!) / (count - at)
    const between = (at / count) * (1 - at / count) * apart * apart
    if (between > best) [best, cut] = [between, at]
  }
  if (cut === 0) return undefined
  const [low, high] = [spread(logs.slice(0, cut)), spread(logs.slice(cut))]
  const apart = (Math.SQRT2 * (high.mean - low.mean)) / Math.sqrt(low.variance + high.variance || 1e-9)
  const mean = (places: readonly number[]) => places.reduce((sum, at) => sum + minutes[at]!, 0) / places.length
  const [short, long] = [order.slice(0, cut), order.slice(cut)]
  if (apart < APART_AT_LEAST || mean(long) < RATIO_AT_LEAST * mean(short)) return undefined
  const by = teller(
    short.map((at) => of[at]!),
    long.map((at) => of[at]!),
    attributes,
  )
  return {
    short: { minutes: mean(short), share: cut / count },
    long: { minutes: mean(long), share: 1 - cut / count },
    ...(by ? { by } : {}),
  }
}

function spread(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length }
}

function teller(short: readonly number[], long: readonly number[], attributes: CaseAttributes): Groups['by'] {
  let best: Groups['by']
  for (const [name, values] of attributes) {
    const inShort = Map.groupBy(short, (of) => values[of])
    const inLong = Map.groupBy(long, (of) => values[of])
    for (const [value, cases] of inShort) {
      if (value === undefined) continue
      const right = (cases.length + long.length - (inLong.get(value)?.length ?? 0)) / (short.length + long.length)
      if (right >= RIGHT_AT_LEAST && right > (best?.right ?? 0)) best = { name, value, right }
    }
  }
  return best
}
