import { compareValues, equalValues } from './compare.ts'
import type { FeelRange } from './range.ts'

/**
 * Whether a value is in a range.
 * @returns null when the value can't be compared with an end, and the other end does not rule it out (DMN 1.5, table 55)
 */
export function isWithin(value: unknown, range: FeelRange): boolean | null {
  if (range.operator === '=') return equalValues(value, range.start)
  if (range.operator === '!=') {
    const same = equalValues(value, range.start)
    return same === null ? null : !same
  }
  const low = range.opensBelow ? true : inOrder(compareValues(range.start, value), range.startIncluded)
  const high = range.opensAbove ? true : inOrder(compareValues(value, range.end), range.endIncluded)
  // as `start <= value and value <= end`: one end that is passed decides, whatever the other is
  return low === false || high === false ? false : low === null || high === null ? null : true
}

const inOrder = (order: number | null, included: boolean): boolean | null =>
  order === null ? null : order < 0 || (included && order === 0)
