import { z } from 'zod'
import { dateOf, dayOf } from '../../../kernel/terms/index.ts'
import type { Localized } from '../../../platform/i18n/index.ts'
import { useCase } from '../../../platform/use-case/index.ts'

const Day = z.object({
  date: z.string(),
  name: z.string(),
  kind: z.enum(['holiday', 'day-off', 'moved', 'working-day']),
  source: z.string().nullable(),
  demo: z.boolean(),
})
const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

export const showCalendar = useCase({
  name: 'administration.show-calendar',
  title: 'Days off and special working days of a year, each with its source; what has none is marked as demonstration',
  at: 'GET /calendar',
  input: z.object({ year: z.coerce.number().int().min(1990).max(2100) }),
  output: z.object({
    year: z.number(),
    workingDays: z.number(),
    days: z.array(Day),
    week: z.array(z.object({ day: z.enum(WEEK), hours: z.array(z.object({ from: z.string(), to: z.string() })) })),
    weekSource: z.string().nullable(),
    weekDemo: z.boolean(),
  }),
  needs: ['country'],
  may: ['role administrator', 'role auditor'],
}).reads(async ({ input: { year }, world, language }) => {
  const { calendar, calendarData: data } = world.country
  const named = (item: { name?: Record<string, unknown> | undefined; provenance?: unknown }) => ({
    name: world.country.text((item.name ?? {}) as Localized, language),
    ...sourceOf(item.provenance),
  })
  /** A value without a source, or with one that says so, is for demonstration only. */
  const sourceOf = (provenance: unknown): { source: string | null; demo: boolean } => {
    const said = typeof provenance === 'object' && provenance !== null ? (provenance as Localized) : undefined
    const source = said ? world.country.text(said, language) : typeof provenance === 'string' ? provenance : null
    const all = said ? Object.values(said).join(' ') : source
    return { source, demo: all === null || /\bdemo\b|not sourced/.test(all) }
  }
  const inYear = <One extends { date: string }>(list: readonly One[]) =>
    list.filter((candidate) => candidate.date.startsWith(`${year}-`))
  const holidays = data.holidays
    .filter((holiday) => year >= (holiday.since ?? year) && year <= (holiday.until ?? year))
    .map((holiday) => ({ date: `${year}-${holiday.monthDay}`, kind: 'holiday' as const, ...named(holiday) }))
  const special = [
    ...holidays,
    ...inYear(data.daysOff).map((item) => ({ date: item.date, kind: 'day-off' as const, ...named(item) })),
    ...inYear(data.workingDays).map((item) => ({ date: item.date, kind: 'working-day' as const, ...named(item) })),
  ]
  const known = new Set(special.map((item) => item.date))
  const [first, end] = [dayOf(`${year}-01-01`), dayOf(`${year + 1}-01-01`)]
  // a weekday that is off and stands in no list: the day that follows a holiday on a weekend
  const moved = Array.from({ length: end - first }, (_, at) => first + at).filter(
    (day) =>
      !calendar.works(day) &&
      !known.has(dateOf(day)) &&
      (
        data.week[
          WEEK[
            new Date(`${dateOf(day)}T00:00:00Z`).getUTCDay() === 0
              ? 6
              : new Date(`${dateOf(day)}T00:00:00Z`).getUTCDay() - 1
          ]!
        ] ?? []
      ).length > 0,
  )
  const week = sourceOf(data.provenance?.['week'])
  return {
    year,
    workingDays: calendar.workingDaysBefore(end) - calendar.workingDaysBefore(first),
    days: [
      ...special,
      ...moved.map((day) => ({ date: dateOf(day), kind: 'moved' as const, name: '', source: null, demo: false })),
    ].sort((item, other) => (item.date < other.date ? -1 : 1)),
    week: WEEK.map((day) => ({ day, hours: data.week[day] ?? [] })),
    weekSource: week.source,
    weekDemo: week.demo,
  }
})
