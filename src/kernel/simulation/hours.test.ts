import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compileCalendar, dayOf } from '../terms/index.ts'
import { instantOfWork, workBefore } from '../terms/working-time.ts'
import { officeHours, onWeekdays } from './hours.ts'

const calendar = compileCalendar({
  zone: { name: 'UTC' },
  week: {
    monday: [
      { from: '09:00', to: '13:00' },
      { from: '14:00', to: '18:00' },
    ],
    tuesday: [{ from: '09:00', to: '18:00' }],
    friday: [{ from: '10:00', to: '12:00' }],
  },
  holidays: [{ monthDay: '03-03' }],
  rules: { countFrom: 'next-day', lastDayOff: 'stays', holidayOnWeekend: 'stays' },
})
const FIRST = dayOf('2026-03-01')
const hours = officeHours(calendar, FIRST)
const START = FIRST * 86_400_000
const whole = workBefore(calendar, START)

it('counts working time as legal terms do', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.integer({ min: 1, max: 2_000_000 }), (at, work) => {
      expect(hours.toWork(at)).toBe((workBefore(calendar, START + at * 60_000) - whole) / 60_000)
      expect(START + hours.fromWork(work) * 60_000).toBe(instantOfWork(calendar, whole + work * 60_000))
      const open = hours.open(at)
      expect(open).toBeGreaterThanOrEqual(at)
      expect(hours.toWork(open)).toBe(hours.toWork(at))
      expect(hours.toWork(open + 1)).toBe(hours.toWork(open) + 1)
    }),
  )
})

it('goes round after 28 years, so that nothing lives longer than the calendar', () => {
  const late = 400 * 365 * 1440
  expect(hours.fromWork(hours.toWork(late) + 1)).toBeCloseTo(hours.open(late) + 1, 6)
  expect(hours.toWork(hours.fromWork(50_000_000))).toBeCloseTo(50_000_000, 6)
})

it('an office that works on some weekdays works the hours of the calendar on these, and on no other', () => {
  const tuesdays = onWeekdays(calendar, new Set([2]), FIRST)!
  const own = officeHours(tuesdays, FIRST)
  // 1 March 2026 is a Sunday; Tuesday the third is a holiday, the tenth is not
  const opening = 9 * 1440 + 9 * 60
  expect(own.open(0)).toBe(opening)
  expect(own.toWork(opening)).toBe(0)
  expect(own.fromWork(1)).toBe(opening + 1)
  // nine hours a Tuesday: what does not fit goes on a week later
  expect(own.fromWork(9 * 60)).toBe(opening + 9 * 60)
  expect(own.fromWork(9 * 60 + 1)).toBe(opening + 7 * 1440 + 1)
  const late = 60 * 365 * 1440
  expect(own.fromWork(own.toWork(late) + 1)).toBeCloseTo(own.open(late) + 1, 6)
  expect(onWeekdays(calendar, new Set([7]), FIRST)).toBeUndefined()
})
