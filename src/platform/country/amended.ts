import type { CalendarData } from '../../kernel/terms/index.ts'
import type { SetDay } from './calendar-days.ts'

/** A calendar with days in the place of what it says of them; each keeps its name and its source. */
export function amended<Calendar extends CalendarData>(calendar: Calendar, days: readonly SetDay[]): Calendar {
  const set = new Set(days.map(({ date }) => date))
  const told = ({ date, name, language, source, sourceDate }: SetDay) => ({
    date,
    name: { [language]: name },
    provenance: `${source} (${sourceDate})`,
  })
  return {
    ...calendar,
    daysOff: [
      ...calendar.daysOff.filter(({ date }) => !set.has(date)),
      ...days.filter(({ kind }) => kind === 'day-off').map(told),
      ...days.filter(({ kind }) => kind === 'feast').map((day) => ({ ...told(day), feast: true })),
    ],
    workingDays: [
      ...calendar.workingDays.filter(({ date }) => !set.has(date)),
      ...days.filter(({ kind }) => kind === 'working-day').map(told),
    ],
  }
}
