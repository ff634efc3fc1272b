import { weekdayOf } from '../../../kernel/terms/index.ts'
import type { Country } from '../../../platform/country/index.ts'

/** Ends of today and of this week (Sunday) by the country's clock, RFC 3339. */
export function deskPeriods({ calendar }: Country, now: string): { endOfDay: string; endOfWeek: string } {
  const today = calendar.localDay(Date.parse(now))
  const endOf = (day: number) => new Date(calendar.instantAt(day + 1, 0) - 1).toISOString()
  return { endOfDay: endOf(today), endOfWeek: endOf(today + 7 - weekdayOf(today)) }
}
