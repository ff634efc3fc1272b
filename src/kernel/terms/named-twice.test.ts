import { expect, it } from 'vitest'
import { compileCalendar, dateOf, dayOf, isKnown, KnownDate, KnownInstant } from './index.ts'

const work = [{ from: '09:00', to: '18:00' }]
const calendar = (daysOff: { date: string; feast?: boolean }[]) =>
  compileCalendar({
    zone: { name: 'Asia/Tashkent' },
    week: { monday: work, tuesday: work, wednesday: work, thursday: work, friday: work },
    holidays: [{ monthDay: '03-08' }],
    daysOff,
    workingDays: [],
    rules: { countFrom: 'next-day', lastDayOff: 'next-working-day', holidayOnWeekend: 'next-working-day' },
  })
const offAfter = (daysOff: { date: string; feast?: boolean }[]) => {
  const { works } = calendar(daysOff)
  return [7, 8, 9, 10, 11]
    .map((day) => dayOf('2026-03-01') + day)
    .filter((day) => !works(day))
    .map(dateOf)
}

// 8 March 2026 is a Sunday
it('counts a day off once that the rule gives and a decision names as well', () => {
  expect(offAfter([])).toEqual(['2026-03-08', '2026-03-09'])
  expect(offAfter([{ date: '2026-03-09' }])).toEqual(['2026-03-08', '2026-03-09'])
  expect(offAfter([{ date: '2026-03-08' }, { date: '2026-03-09' }, { date: '2026-03-09' }])).toEqual([
    '2026-03-08',
    '2026-03-09',
  ])
})

it('gives the moved day behind a feast that falls where it would be', () => {
  expect(offAfter([{ date: '2026-03-09', feast: true }])).toEqual(['2026-03-08', '2026-03-09', '2026-03-10'])
})

it.each(['0001-01-01', '1926-11-29', '9999-12-31', '2026-02-30', '20266-01-01', '2151-01-01', '1969-12-31'])(
  'knows no day %s',
  (date) => {
    expect(KnownDate.safeParse(date).success).toBe(false)
    expect(KnownInstant.safeParse(`${date}T10:00:00+05:00`).success).toBe(false)
  },
)

it('knows the first and the last day, and no instant whose day in UTC is another year’s', () => {
  for (const date of ['1970-01-01', '2026-02-28', '2150-12-31']) expect([date, isKnown(date)]).toEqual([date, true])
  expect(KnownInstant.safeParse('1970-01-01T00:00:00+05:00').success).toBe(false)
  expect(KnownInstant.safeParse('2026-03-02T10:00:00+05:00').success).toBe(true)
})
