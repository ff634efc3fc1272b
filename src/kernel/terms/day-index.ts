import type { CalendarData } from './calendar-data.ts'
import { dateOf, dayOf, weekdayOf } from './civil-date.ts'
import { FIRST_YEAR, LAST_YEAR } from './known-date.ts'

/** Minutes of a local day in which the state works: `[540, 1080]` is 09:00 to 18:00. */
export type Span = readonly [from: number, to: number]

/** What is known of each day between 1970 and 2150, by day number. @throws RangeError outside of these years */
export interface DayIndex {
  works(day: number): boolean
  spans(day: number): readonly Span[]
  /** Working days before this day, counted from the first day of the index. */
  workingDaysBefore(day: number): number
  /** The working day with this rank: `workingDay(workingDaysBefore(d))` is `d` itself when it is one, else the next. */
  workingDay(rank: number): number
  /** Working minutes before this day's midnight. */
  minutesBefore(day: number): number
  /** The first day whose end has seen `minutes` working minutes. */
  dayOfMinute(minutes: number): number
}

const FIRST = dayOf(`${FIRST_YEAR}-01-01`)
const LAST = dayOf(`${LAST_YEAR}-12-31`)
const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

export function compileDays(data: CalendarData): DayIndex {
  const spansOf = (hours: readonly { from: string; to: string }[] | undefined): Span[] =>
    (hours ?? []).map((span) => [minuteOf(span.from), minuteOf(span.to)])
  const week = WEEK.map((name) => spansOf(data.week[name]))
  const usual = week.find((spans) => spans.length > 0)
  if (!usual) throw new RangeError('a calendar needs a weekday on which work is done')
  const exceptions = new Map<number, Span[]>()
  for (const day of daysOff(data, (day) => week[weekdayOf(day) - 1]!.length > 0)) exceptions.set(day, [])
  for (const workingDay of data.workingDays)
    exceptions.set(dayOf(workingDay.date), workingDay.hours ? spansOf(workingDay.hours) : usual)

  const length = LAST - FIRST + 1
  const patterns: Span[][] = []
  const known = new Map<string, number>()
  const patternAt = new Uint8Array(length)
  const ranks = new Int32Array(length + 1)
  const minutes = new Int32Array(length + 1)
  const working: number[] = []
  for (let at = 0; at < length; at++) {
    const spans = exceptions.get(FIRST + at) ?? week[weekdayOf(FIRST + at) - 1]!
    const hours = spans.join(' ')
    const pattern = known.get(hours) ?? patterns.push(spans) - 1
    known.set(hours, pattern)
    if (pattern > 255) throw new RangeError('a calendar has at most 255 kinds of working day')
    patternAt[at] = pattern
    const total = spans.reduce((sum, [from, to]) => sum + to - from, 0)
    ranks[at + 1] = ranks[at]! + (total > 0 ? 1 : 0)
    minutes[at + 1] = minutes[at]! + total
    if (total > 0) working.push(FIRST + at)
  }
  const days = Int32Array.from(working)
  const within = (day: number): number => {
    if (day < FIRST || day > LAST) throw new RangeError(`the calendar knows the years 1970 to 2150, not the day ${day}`)
    return day - FIRST
  }
  return {
    works: (day) => patterns[patternAt[within(day)]!]!.length > 0,
    spans: (day) => patterns[patternAt[within(day)]!]!,
    workingDaysBefore: (day) => ranks[within(day)]!,
    workingDay: (rank) => {
      const found = days[rank]
      if (found === undefined) throw new RangeError('the calendar ends with the year 2150')
      return found
    },
    minutesBefore: (day) => minutes[within(day)]!,
    dayOfMinute: (wanted) => {
      if (wanted > minutes[length]!) throw new RangeError('the calendar ends with the year 2150')
      let low = 0
      let high = length - 1
      while (low < high) {
        const middle = (low + high) >> 1
        if (minutes[middle + 1]! >= wanted) high = middle
        else low = middle + 1
      }
      return FIRST + low
    },
  }
}

/**
 * All single and yearly days off, and by rule the working days that follow a holiday on a weekend. A day that the rule
 * gives and a decision names as well is one day off, not two; a feast that falls there is a day off of its own, and what
 * the rule gives comes after it.
 */
function daysOff(data: CalendarData, worksInWeek: (day: number) => boolean): Set<number> {
  const yearly = new Set<number>()
  const onWeekend: number[] = []
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    for (const holiday of data.holidays) {
      if (year < (holiday.since ?? year) || year > (holiday.until ?? year)) continue
      if (holiday.monthDay === '02-29' && dateOf(dayOf(`${year}-02-28`) + 1).endsWith('03-01')) continue
      const day = dayOf(`${year}-${holiday.monthDay}`)
      if (yearly.has(day)) continue
      yearly.add(day)
      if (!worksInWeek(day)) onWeekend.push(day)
    }
  }
  const off = new Set([...yearly, ...data.daysOff.map((item) => dayOf(item.date))])
  if (data.rules.holidayOnWeekend === 'stays') return off
  const taken = new Set([...yearly, ...data.daysOff.filter((item) => item.feast).map((item) => dayOf(item.date))])
  for (const day of onWeekend.sort((a, b) => a - b)) {
    let next = day + 1
    while (next <= LAST && (!worksInWeek(next) || taken.has(next))) next++
    taken.add(next)
    off.add(next)
  }
  return off
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
