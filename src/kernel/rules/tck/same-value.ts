import { isContext } from '../values/context.ts'
import { FeelDateTime } from '../values/date-time.ts'
import { DaysDuration, YearsDuration } from '../values/durations.ts'
import { UntypedText } from './tck-value.ts'
import { kindOf } from '../values/kind.ts'
import { FeelTime } from '../values/time.ts'

/** How far a number may be from what is expected. */
const TOLERANCE = 1e-8

/**
 * Whether a result is what a test expects: numbers with a tolerance, times to the nanosecond and with the same zone,
 * lists in order, contexts by name.
 */
export function isSameTckValue(actual: unknown, expected: unknown): boolean {
  if (expected instanceof UntypedText) return isWritten(actual, expected)
  const kind = kindOf(expected)
  if (kindOf(actual) !== kind) return false
  if (typeof actual === 'number') return Math.abs(actual - (expected as number)) <= TOLERANCE
  if (Array.isArray(actual)) {
    const list = expected as unknown[]
    return actual.length === list.length && actual.every((candidate, at) => isSameTckValue(candidate, list[at]))
  }
  if (isContext(actual)) {
    const context = expected as Record<string, unknown>
    const names = new Set([...Object.keys(actual), ...Object.keys(context)])
    return [...names].every((name) => isSameTckValue(actual[name] ?? null, context[name] ?? null))
  }
  if (
    actual instanceof FeelDateTime ||
    actual instanceof FeelTime ||
    actual instanceof DaysDuration ||
    actual instanceof YearsDuration ||
    kind === 'date'
  )
    return String(actual) === String(expected)
  return actual === expected || actual === null || actual === undefined
}

/** Whether a text that names no type stands for a value: what it is follows from the value. */
function isWritten(actual: unknown, { text, guess }: UntypedText): boolean {
  if (typeof actual === 'string') return actual === text
  if (typeof actual === 'number' || typeof actual === 'boolean' || kindOf(actual) === 'null')
    return isSameTckValue(actual, guess)
  return String(actual) === text.trim()
}
