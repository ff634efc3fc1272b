import { weekdayOf } from '../terms/civil-date.ts'
import type { DayIndex } from '../terms/day-index.ts'

/** When work is done, in minutes since the simulation's first midnight, local to the calendar. */
export interface Hours {
  /** The first minute of working time from here on: this one, or the next opening. */
  open(at: number): number
  /** Working minutes before this one. */
  toWork(at: number): number
  /** The end of so many working minutes. */
  fromWork(work: number): number
}

const DAY = 1_440
/** After so many days weekdays and yearly holidays come again as they were: the Gregorian calendar's short round. */
const ROUND = 10_227

/** What hours are made of. */
type Days = Pick<DayIndex, 'works' | 'spans' | 'minutesBefore' | 'dayOfMinute'>

/**
 * The working time of a calendar on some weekdays only, as of a commission that meets on Tuesdays. Days that the calendar
 * gives or takes away stay so.
 * @param weekdays 1 is Monday
 * @param first the day on which the simulation begins
 * @returns undefined when the calendar works on none of them
 */
export function onWeekdays(calendar: Days, weekdays: ReadonlySet<number>, first: number): Days | undefined {
  const spans = (day: number) => (weekdays.has(weekdayOf(day)) ? calendar.spans(day) : [])
  // minutes before each day of the round, and behind its last
  const before = new Int32Array(ROUND + 2)
  for (let at = 0; at <= ROUND; at++)
    before[at + 1] = before[at]! + spans(first + at).reduce((sum, [from, to]) => sum + to - from, 0)
  if (before[ROUND] === 0) return undefined
  return {
    spans,
    works: (day) => spans(day).length > 0,
    minutesBefore: (day) => before[day - first]!,
    dayOfMinute(minutes) {
      let [low, high] = [0, ROUND]
      while (low < high) {
        const middle = (low + high) >> 1
        if (before[middle + 1]! >= minutes) high = middle
        else low = middle + 1
      }
      return first + low
    },
  }
}

/**
 * Working hours of a calendar. They go round after 28 years: cases that come slowly would outlive every calendar.
 * @param first local number of the day on which the simulation begins
 */
export function officeHours(calendar: Days, first: number): Hours {
  const base = calendar.minutesBefore(first)
  const whole = calendar.minutesBefore(first + ROUND) - base
  const dayAt = (at: number) => {
    const number = Math.floor(at / DAY)
    const round = Math.floor(number / ROUND)
    return { day: first + number - round * ROUND, minute: at - number * DAY, midnight: number * DAY, round }
  }
  return {
    open(at) {
      let { day, minute, midnight } = dayAt(at)
      for (const [from, to] of calendar.spans(day)) if (minute < to) return midnight + Math.max(from, minute)
      do {
        midnight += DAY
        ;({ day } = dayAt(midnight))
      } while (!calendar.works(day))
      return midnight + calendar.spans(day)[0]![0]
    },
    toWork(at) {
      const { day, minute, round } = dayAt(at)
      let total = round * whole + calendar.minutesBefore(day) - base
      for (const [from, to] of calendar.spans(day)) {
        if (minute <= from) break
        total += Math.min(minute, to) - from
      }
      return total
    },
    fromWork(work) {
      const round = Math.max(0, Math.ceil(work / whole) - 1)
      let left = work - round * whole + base
      const day = calendar.dayOfMinute(Math.ceil(left))
      left -= calendar.minutesBefore(day)
      const midnight = (day - first + round * ROUND) * DAY
      for (const [from, to] of calendar.spans(day)) {
        if (left <= to - from) return midnight + from + left
        left -= to - from
      }
      // only what a fraction of a minute rounds to
      return midnight + (calendar.spans(day).at(-1)?.[1] ?? 0)
    },
  }
}
