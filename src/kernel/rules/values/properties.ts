import { Budget } from '../budget.ts'
import { entryOf, fromOutside, isContext } from './context.ts'
import { FeelDateTime } from './date-time.ts'
import { FeelDate } from './date.ts'
import { DaysDuration, YearsDuration } from './durations.ts'
import { FeelRange } from './range.ts'
import { FeelTime } from './time.ts'
import type { Zone } from './zone.ts'

/**
 * The property of a value (DMN 1.5, table 66); undefined when it has none of that name. Of a list: the list of its
 * elements' properties.
 */
export function propertyOf(value: unknown, name: string, budget?: Budget): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) {
    const rest = budget ?? new Budget()
    return value.map((item) => {
      rest.spend()
      return propertyOf(fromOutside(item), name, rest) ?? null
    })
  }
  if (isContext(value)) return entryOf(value, name)
  if (value instanceof FeelDate) return ofDate(value, name)
  if (value instanceof FeelDateTime) return ofDate(value.date, name) ?? ofTime(value.time, value.offset, name)
  if (value instanceof FeelTime) return ofTime(value, value.offset, name)
  if (value instanceof DaysDuration)
    return name === 'days' || name === 'hours' || name === 'minutes' || name === 'seconds' ? value[name] : undefined
  if (value instanceof YearsDuration) return name === 'years' || name === 'months' ? value[name] : undefined
  if (value instanceof FeelRange) return ofRange(value, name)
  return undefined
}

const ofDate = (date: FeelDate, name: string): unknown =>
  name === 'year' || name === 'month' || name === 'day' || name === 'weekday' ? date[name] : undefined

function ofTime(time: FeelTime, offset: number | undefined, name: string): unknown {
  switch (name) {
    case 'hour':
      return time.hour
    case 'minute':
      return time.minute
    case 'second':
      return time.seconds
    case 'time offset':
      return offset === undefined ? null : DaysDuration.ofSeconds(offset)
    case 'timezone':
      return regionOf(time.zone)
    default:
      return undefined
  }
}

const regionOf = (zone: Zone | undefined): string | null => (zone && 'region' in zone ? zone.region : null)

function ofRange(range: FeelRange, name: string): unknown {
  switch (name) {
    case 'start':
      return range.start
    case 'end':
      return range.end
    case 'start included':
      return range.startIncluded
    case 'end included':
      return range.endIncluded
    default:
      return undefined
  }
}
