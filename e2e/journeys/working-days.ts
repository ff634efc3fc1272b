import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

interface Calendar {
  week: Record<string, unknown[]>
  holidays: { monthDay: string }[]
  daysOff: { date: string }[]
  workingDays: ({ date: string } | string)[]
}

const calendar = parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'country', 'uz', 'calendar.yaml'), 'utf8'),
) as Calendar
const NAMES = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const DAY = 86_400_000

const dayAfter = (date: string): string => new Date(Date.parse(date) + DAY).toISOString().slice(0, 10)
const inWeek = (date: string): boolean => (calendar.week[NAMES[new Date(date).getUTCDay()]!] ?? []).length > 0
const isHoliday = (date: string): boolean => calendar.holidays.some((holiday) => date.endsWith(holiday.monthDay))

/** A holiday on a day of rest takes the next working day. */
function isMovedHoliday(date: string): boolean {
  for (let back = 1, taken = 0; back < 8; back++) {
    const before = new Date(Date.parse(date) - back * DAY).toISOString().slice(0, 10)
    if (inWeek(before) && !isHoliday(before)) return false
    if (isHoliday(before) && !inWeek(before) && ++taken > 0) return true
  }
  return false
}

/** Whether bodies work on a local date; counted here by simple steps, to check the product's counting by another. */
export function isWorkingDay(date: string): boolean {
  if (
    calendar.workingDays.some((workingDay) => (typeof workingDay === 'string' ? workingDay : workingDay.date) === date)
  )
    return true
  return (
    inWeek(date) &&
    !isHoliday(date) &&
    !isMovedHoliday(date) &&
    !calendar.daysOff.some((candidate) => candidate.date === date)
  )
}

/** The date itself when it is a working day, else the next one. */
export const workingDayFrom = (date: string): string => (isWorkingDay(date) ? date : workingDayFrom(dayAfter(date)))

/** The last day of a term of so many working days; the first is the one after the day it counts from. */
export function lastDay(countsFrom: string, days: number): string {
  let date = countsFrom
  for (let counted = 0; counted < days; ) {
    date = dayAfter(date)
    if (isWorkingDay(date)) counted++
  }
  return date
}

/** The local date so many days ago. */
export const localDate = (daysAgo = 0): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tashkent' }).format(new Date(Date.now() - daysAgo * DAY))
