import type { CalendarData, Pause } from '../index.ts'

/**
 * The last day of a term, found as a clerk would: finger on a wall calendar, one day after the other. Slow and plain,
 * for a zone without changes of clock; what the compiled calendar must agree with.
 */
export function dueByCounting(
  data: CalendarData,
  term: { amount: number; unit: string },
  from: string,
  pauses: readonly Pause[],
): string {
  const shift = data.zone.offsets![0]!.minutes * 60_000
  const day = (instant: number) => new Date(instant + shift).toISOString().slice(0, 10)
  const next = (date: string, by = 1) => new Date(Date.parse(date) + by * 86_400_000).toISOString().slice(0, 10)
  const midnight = (date: string) => Date.parse(date) - shift
  const inWeek = (date: string) =>
    (
      data.week[
        (['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const)[
          new Date(date).getUTCDay()
        ]!
      ] ?? []
    ).length > 0
  const yearly = (date: string) => data.holidays.some((holiday) => date.endsWith(holiday.monthDay))
  const given = (date: string) => data.daysOff.some((candidate) => candidate.date === date)
  const movedHere = (date: string) => {
    // a holiday on a weekend before this day, with no working day between
    for (let back = next(date, -1); ; back = next(back, -1)) {
      if (!inWeek(back)) {
        if (yearly(back)) return true
      } else if (!yearly(back) && !given(back)) return false
    }
  }
  const works = (date: string) =>
    data.workingDays.some((workingDay) => workingDay.date === date) ||
    (inWeek(date) && !yearly(date) && !given(date) && !movedHere(date))
  const still = (date: string) =>
    pauses.some((pause) => Date.parse(pause.from) <= midnight(date) && midnight(date) < Date.parse(pause.to!))

  let date = day(Date.parse(from))
  for (let counted = 0; counted < term.amount; ) {
    date = next(date)
    if (!still(date) && (term.unit === 'calendar-day' || works(date))) counted++
  }
  while (!works(date)) date = next(date)
  return date
}
