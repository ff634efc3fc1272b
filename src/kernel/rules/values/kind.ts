import { isContext } from './context.ts'
import { FeelDateTime } from './date-time.ts'
import { FeelDate } from './date.ts'
import { DaysDuration, YearsDuration } from './durations.ts'
import { FeelFunction } from './function.ts'
import { FeelRange } from './range.ts'
import { FeelTime } from './time.ts'

/** Kinds of values, by their names in FEEL (DMN 1.5, 10.3.2.1). */
export type Kind =
  | 'null'
  | 'number'
  | 'string'
  | 'boolean'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'
  | 'list'
  | 'context'
  | 'range'
  | 'function'
  | 'other'

export function kindOf(value: unknown): Kind {
  switch (typeof value) {
    case 'number':
    case 'string':
    case 'boolean':
      return typeof value as Kind
    case 'object':
      if (value === null) return 'null'
      if (Array.isArray(value)) return 'list'
      if (value instanceof FeelDate) return 'date'
      if (value instanceof FeelTime) return 'time'
      if (value instanceof FeelDateTime) return 'date and time'
      if (value instanceof DaysDuration) return 'days and time duration'
      if (value instanceof YearsDuration) return 'years and months duration'
      if (value instanceof FeelRange) return 'range'
      if (value instanceof FeelFunction) return 'function'
      return isContext(value) ? 'context' : 'other'
    case 'undefined':
      return 'null'
    default:
      return 'other'
  }
}
