import { Budget } from '../budget.ts'
import { FeelDateTime } from './date-time.ts'
import { FeelDate } from './date.ts'
import { DaysDuration, YearsDuration } from './durations.ts'
import { isContext } from './context.ts'
import { FeelRange } from './range.ts'
import { FeelTime } from './time.ts'

/**
 * FEEL's order of two values of one kind (DMN 1.5, table 53).
 * @returns less than, equal to or greater than 0; null when they can't be compared
 */
export function compareValues(left: unknown, right: unknown): number | null {
  if (typeof left === 'number') return typeof right === 'number' ? left - right : null
  if (typeof left === 'string') return typeof right === 'string' ? compareTexts(left, right) : null
  if (left instanceof FeelDate) return right instanceof FeelDate ? left.number - right.number : null
  if (left instanceof FeelDateTime)
    return right instanceof FeelDateTime ? order(millis(left, right.offset), millis(right, left.offset)) : null
  if (left instanceof FeelTime)
    return right instanceof FeelTime ? left.millis(right.offset) - right.millis(left.offset) : null
  if (left instanceof DaysDuration) return right instanceof DaysDuration ? order(left.nanos, right.nanos) : null
  if (left instanceof YearsDuration) return right instanceof YearsDuration ? left.total - right.total : null
  return null
}

/**
 * FEEL's equality (DMN 1.5, table 52).
 * @returns null when the values are of different kinds and neither is null
 */
export function equalValues(left: unknown, right: unknown, budget?: Budget): boolean | null {
  if (left === null || left === undefined || right === null || right === undefined)
    return (left ?? null) === (right ?? null)
  if (typeof left !== 'object' || typeof right !== 'object') return typeof left === typeof right ? left === right : null
  if (left === right) return true
  const rest = budget ?? new Budget()
  rest.spend()
  if (Array.isArray(left))
    return Array.isArray(right)
      ? left.length === right.length && left.every((candidate, at) => equalValues(candidate, right[at], rest) === true)
      : null
  if (Array.isArray(right)) return null
  if (left instanceof FeelRange) return right instanceof FeelRange ? equalRanges(left, right) : null
  if (isContext(left)) return isContext(right) ? equalContexts(left, right, rest) : null
  const compared = compareValues(left, right)
  return compared === null ? null : compared === 0
}

function equalContexts(left: Record<string, unknown>, right: Record<string, unknown>, budget: Budget): boolean {
  const names = Object.keys(left)
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && equalValues(left[name], right[name], budget) === true)
  )
}

const equalRanges = (left: FeelRange, right: FeelRange): boolean =>
  left.operator === right.operator &&
  left.startIncluded === right.startIncluded &&
  left.endIncluded === right.endIncluded &&
  equalValues(left.start, right.start) === true &&
  equalValues(left.end, right.end) === true

/** By code points, as JavaScript's own order of UTF-16 units is wrong beyond U+FFFF. */
export function compareTexts(left: string, right: string): number {
  if (left === right) return 0
  const length = Math.min(left.length, right.length)
  for (let at = 0; at < length; at++) {
    const [a, b] = [left.charCodeAt(at), right.charCodeAt(at)]
    if (a !== b)
      return (a >= 0xd800 && a <= 0xdfff) !== (b >= 0xd800 && b <= 0xdfff)
        ? a >= 0xd800 && a <= 0xdfff
          ? 1
          : -1
        : a - b
  }
  return left.length - right.length
}

const order = (left: bigint, right: bigint): number => (left < right ? -1 : left > right ? 1 : 0)
/** To the millisecond; a local time takes the offset of the other (DMN 1.5, table 54). */
const millis = (value: FeelDateTime, otherOffset: number | undefined): bigint => {
  const moment = value.offset === undefined ? value.moment - BigInt(otherOffset ?? 0) * 1_000_000_000n : value.moment
  return moment / 1_000_000n - (moment % 1_000_000n < 0n ? 1n : 0n)
}
