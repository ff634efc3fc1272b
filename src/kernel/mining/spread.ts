/** How numbers are spread; percentiles between two of them are interpolated. Of none nothing is known. */
export interface Spread {
  mean: number | null
  p50: number | null
  p95: number | null
  min: number | null
  max: number | null
}

/** Mean, median, 95th percentile and ends. */
export const spreadOf = (values: readonly number[] | Float64Array): Spread => spreadWithin(Float64Array.from(values))

/** The same of numbers whose order may be changed: they are told apart as far as needed, which costs less than sorting. */
export function spreadWithin(values: Float64Array): Spread {
  const size = values.length
  if (size === 0) return { mean: null, p50: null, p95: null, min: null, max: null }
  let [sum, min, max] = [0, Infinity, -Infinity]
  for (let at = 0; at < size; at++) {
    const value = values[at]!
    sum += value
    if (value < min) min = value
    if (value > max) max = value
  }
  // the higher first: the lower one, and what follows it, stands before that
  const p95 = atPlace(values, 0.95 * (size - 1), size - 1)
  const p50 = atPlace(values, 0.5 * (size - 1), Math.ceil(0.95 * (size - 1)))
  return { mean: sum / size, p50, p95, min, max }
}

/** The value that would stand at this place of the sorted values. @param to last place where it and the next can be */
function atPlace(values: Float64Array, place: number, to: number): number {
  const low = Math.floor(place)
  select(values, low, to)
  const lower = values[low]!
  if (low === place) return lower
  let next = low + 1
  for (let at = next + 1; at <= to; at++) if (values[at]! < values[next]!) next = at
  const higher = values[next]!
  // where it belongs, so that what is looked for next finds all smaller ones before it
  values[next] = values[low + 1]!
  values[low + 1] = higher
  return lower + (higher - lower) * (place - low)
}

/**
 * Puts the value that has this place among those up to `last` there, none greater before it and none smaller behind it (Hoare's
 * selection, "Algorithm 65: Find", 1961, with the median of three as the bound).
 */
function select(values: Float64Array, place: number, last: number): void {
  let [from, to] = [0, last]
  while (from < to) {
    const [one, two, three] = [values[from]!, values[(from + to) >> 1]!, values[to]!]
    const bound = Math.max(Math.min(one, two), Math.min(Math.max(one, two), three))
    let [up, down] = [from, to]
    while (up <= down) {
      while (values[up]! < bound) up++
      while (values[down]! > bound) down--
      if (up > down) break
      const value = values[up]!
      values[up++] = values[down]!
      values[down--] = value
    }
    if (place <= down) to = down
    else if (place >= up) from = up
    else return
  }
}
