import { compareValues } from '../values/compare.ts'
import { addNumbers, divideNumbers, multiplyNumbers } from '../values/number.ts'
import { builtIn } from './built-in.ts'

type Numbers = readonly number[]

/** A function of a list, or of the same values given one by one. */
function ofAll(name: string, result: string | undefined, work: (list: readonly unknown[]) => unknown) {
  return builtIn(name, result, 'list: list', work, 'n...: any', (...values: unknown[]) => work(values))
}

const ofNumbers =
  (work: (list: Numbers) => number | number[] | null) =>
  (list: readonly unknown[]): unknown =>
    list.every((candidate) => typeof candidate === 'number') ? work(list as Numbers) : null

const sum = (list: Numbers): number | null =>
  list.reduce<number | null>((total, number) => (total === null ? null : addNumbers(total, number)), 0)

export const sumOf = ofNumbers((list) => (list.length === 0 ? null : sum(list)))
export const leastOf = (list: readonly unknown[]): unknown => extreme(list, -1)
export const greatestOf = (list: readonly unknown[]): unknown => extreme(list, 1)

function mean(list: Numbers): number | null {
  const total = sum(list)
  return total === null || list.length === 0 ? null : divideNumbers(total, list.length)
}

function extreme(list: readonly unknown[], sign: 1 | -1): unknown {
  let best: unknown = list.length > 0 && compareValues(list[0], list[0]) !== null ? list[0] : null
  for (const item of list) {
    const order = compareValues(item, best)
    if (order === null) return null
    if (order * sign > 0) best = item
  }
  return best
}

function median(list: Numbers): number | null {
  if (list.length === 0) return null
  const sorted = [...list].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : mean(sorted.slice(middle - 1, middle + 1))
}

/** Sample standard deviation. */
function deviation(list: Numbers): number | null {
  const average = mean(list)
  if (average === null || list.length < 2) return null
  const squares = list.map((number) => {
    const off = addNumbers(number, -average)
    return off === null ? null : multiplyNumbers(off, off)
  })
  const total = squares.every((square) => square !== null) ? sum(squares) : null
  const variance = total === null ? null : divideNumbers(total, list.length - 1)
  return variance === null ? null : Math.sqrt(variance)
}

function mode(list: Numbers): number[] {
  const counts = new Map<number, number>()
  for (const number of list) counts.set(number, (counts.get(number) ?? 0) + 1)
  const most = Math.max(0, ...counts.values())
  return [...counts]
    .filter(([, count]) => count === most)
    .map(([value]) => value)
    .sort((a, b) => a - b)
}

/** The deciding value when there is one, else its opposite when all are boolean, else null. */
function logic(list: readonly unknown[], deciding: boolean): boolean | null {
  if (list.includes(deciding))
    return list.every((candidate) => candidate === null || typeof candidate === 'boolean') ? deciding : null
  return list.every((candidate) => candidate === !deciding) ? !deciding : null
}

/** Functions that make one value of many (DMN 1.5, table 75). */
export const AGGREGATE_FUNCTIONS = [
  ofAll('min', undefined, leastOf),
  ofAll('max', undefined, greatestOf),
  ofAll('sum', 'number', sumOf),
  ofAll('mean', 'number', ofNumbers(mean)),
  ofAll(
    'product',
    'number',
    ofNumbers((list) =>
      list.length === 0
        ? null
        : list.reduce<number | null>((total, number) => (total === null ? null : multiplyNumbers(total, number)), 1),
    ),
  ),
  ofAll('median', 'number', ofNumbers(median)),
  ofAll('stddev', 'number', ofNumbers(deviation)),
  ofAll('mode', 'list', ofNumbers(mode)),
  ofAll('all', 'boolean', (list) => logic(list, false)),
  ofAll('any', 'boolean', (list) => logic(list, true)),
]
