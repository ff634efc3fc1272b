import { fit } from '../types/conform.ts'
import { named, type Type } from '../types/type.ts'
import { fromOutside, isContext, newContext } from '../values/context.ts'
import { FeelDateTime } from '../values/date-time.ts'
import { FeelDate } from '../values/date.ts'
import { DaysDuration, YearsDuration } from '../values/durations.ts'
import { FeelTime } from '../values/time.ts'

/** Texts that stand for values JSON has no kind for. */
const READERS: Record<string, (text: string) => unknown> = {
  date: FeelDate.parse,
  time: FeelTime.parse,
  'date and time': FeelDateTime.parse,
  'days and time duration': DaysDuration.parse,
  'years and months duration': YearsDuration.parse,
}

/**
 * A value of JSON as the type has it: dates, times and durations are read from their ISO texts. @returns MISFIT when it
 * can't be
 */
export function readInput(value: unknown, type: Type): unknown {
  return fit(withTexts(value, type), type)
}

function withTexts(given: unknown, wanted: Type): unknown {
  const value = fromOutside(given)
  const type = named(wanted)
  if (type.kind === 'allowed') return withTexts(value, type.of)
  if (Array.isArray(value)) return value.map((item) => withTexts(item, type.kind === 'list' ? type.of : type))
  if (type.kind === 'list') return withTexts(value, type.of)
  if (type.kind === 'context' && isContext(value)) {
    return newContext(
      Object.entries(value).map(([name, entry]) => {
        const of = type.entries.get(name)
        return [name, of ? withTexts(entry, of) : entry]
      }),
    )
  }
  return typeof value === 'string' && Object.hasOwn(READERS, type.kind) ? (READERS[type.kind]!(value) ?? value) : value
}
