import { checkText } from '../run.ts'
import type { Place } from '../feel-error.ts'
import { toDecimal } from './decimal.ts'
import { FeelDateTime } from './date-time.ts'
import { FeelDate } from './date.ts'
import { DaysDuration, YearsDuration } from './durations.ts'
import { addNumbers, divideNumbers, multiplyNumbers, powerOfNumber } from './number.ts'
import { FeelTime } from './time.ts'

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '**'

/** FEEL's arithmetic (DMN 1.5, tables 45 to 51). @returns null for kinds that have no such operation */
export function calculate(operator: ArithmeticOperator, left: unknown, right: unknown, place: Place): unknown {
  switch (operator) {
    case '+':
      return add(left, right, place)
    case '-':
      return subtract(left, right)
    case '*':
      return multiply(left, right)
    case '/':
      return divide(left, right)
    case '**':
      return typeof left === 'number' && typeof right === 'number' ? powerOfNumber(left, right) : null
  }
}

export function add(left: unknown, right: unknown, place: Place): unknown {
  if (typeof left === 'number') return typeof right === 'number' ? addNumbers(left, right) : null
  if (typeof left === 'string') return typeof right === 'string' ? checkText(left + right, place) : null
  return plusDuration(left, right) ?? plusDuration(right, left)
}

export function subtract(left: unknown, right: unknown): unknown {
  if (typeof left === 'number') return typeof right === 'number' ? addNumbers(left, -right) : null
  const negative = negate(right)
  if (negative !== null) return plusDuration(left, negative)
  if (left instanceof FeelTime && right instanceof FeelTime) {
    return (left.zone === undefined) === (right.zone === undefined)
      ? new DaysDuration(timeNanos(left) - timeNanos(right))
      : null
  }
  if (left instanceof FeelDate && right instanceof FeelDate)
    return new DaysDuration(BigInt(left.number - right.number) * DAY)
  const [from, to] = [moment(left), moment(right)]
  return from && to && (from.zone === undefined) === (to.zone === undefined)
    ? new DaysDuration(from.moment - to.moment)
    : null
}

function multiply(left: unknown, right: unknown): unknown {
  if (typeof left === 'number')
    return typeof right === 'number' ? multiplyNumbers(left, right) : timesDuration(right, left)
  return typeof right === 'number' ? timesDuration(left, right) : null
}

function divide(left: unknown, right: unknown): unknown {
  if (typeof left === 'number') return typeof right === 'number' ? divideNumbers(left, right) : null
  if (left instanceof DaysDuration) {
    if (right instanceof DaysDuration) return divideNumbers(Number(left.nanos), Number(right.nanos))
    if (typeof right !== 'number' || right === 0) return null
    const { digits, places } = toDecimal(right)
    return new DaysDuration((left.nanos * 10n ** BigInt(places)) / digits)
  }
  if (left instanceof YearsDuration) {
    if (right instanceof YearsDuration) return divideNumbers(left.total, right.total)
    return typeof right === 'number' ? months(divideNumbers(left.total, right)) : null
  }
  return null
}

/** `-value`; null for what has no negative. */
export function negate(value: unknown): unknown {
  if (typeof value === 'number') return 0 - value
  if (value instanceof DaysDuration) return new DaysDuration(-value.nanos)
  return value instanceof YearsDuration ? new YearsDuration(-value.total) : null
}

function plusDuration(value: unknown, duration: unknown): unknown {
  if (duration instanceof DaysDuration) {
    if (value instanceof DaysDuration) return new DaysDuration(value.nanos + duration.nanos)
    if (value instanceof FeelDateTime) return value.plusNanos(duration.nanos) ?? null
    // a date counts from its midnight; what is left is the day it falls on
    if (value instanceof FeelDate) return FeelDateTime.atMidnight(value).plusNanos(duration.nanos)?.date ?? null
    if (value instanceof FeelTime) return timePlus(value, duration.nanos)
  }
  if (duration instanceof YearsDuration) {
    if (value instanceof YearsDuration) return months(value.total + duration.total)
    if (value instanceof FeelDateTime || value instanceof FeelDate) return value.plusMonths(duration.total) ?? null
  }
  return null
}

function timesDuration(duration: unknown, by: number): unknown {
  if (duration instanceof YearsDuration) return months(multiplyNumbers(duration.total, by))
  if (!(duration instanceof DaysDuration)) return null
  const { digits, places } = toDecimal(by)
  return new DaysDuration((duration.nanos * digits) / 10n ** BigInt(places))
}

const NANOS = 1_000_000_000n
const DAY = 86_400n * NANOS
/** Whole months of a number, if there are not too many. */
const months = (total: number | null): YearsDuration | null =>
  total !== null && Math.abs(total) <= Number.MAX_SAFE_INTEGER ? new YearsDuration(Math.trunc(total)) : null
const moment = (value: unknown): FeelDateTime | undefined =>
  value instanceof FeelDateTime ? value : value instanceof FeelDate ? FeelDateTime.atMidnight(value) : undefined
const timeNanos = (time: FeelTime): bigint => BigInt(time.second - (time.offset ?? 0)) * NANOS + BigInt(time.nano)

/** A time of day goes round the clock. */
function timePlus(time: FeelTime, nanos: bigint): FeelTime {
  const total = (((BigInt(time.second) * NANOS + BigInt(time.nano) + nanos) % DAY) + DAY) % DAY
  return new FeelTime({ second: Number(total / NANOS), nano: Number(total % NANOS) }, time.zone)
}
