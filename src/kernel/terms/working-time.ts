import type { Calendar } from './calendar.ts'
import { MINUTE } from './civil-date.ts'

/** Working time before an instant, in milliseconds since the calendar's first day. */
export function workBefore(calendar: Calendar, instant: number): number {
  const day = calendar.localDay(instant)
  let total = calendar.minutesBefore(day) * MINUTE
  for (const [from, to] of calendar.spans(day)) {
    const start = calendar.instantAt(day, from)
    if (instant <= start) break
    total += Math.min(instant, calendar.instantAt(day, to)) - start
  }
  return total
}

/** The first instant that has `work` milliseconds of working time before it: an end of work, not the next morning. */
export function instantOfWork(calendar: Calendar, work: number): number {
  const day = calendar.dayOfMinute(Math.ceil(work / MINUTE))
  let left = work - calendar.minutesBefore(day) * MINUTE
  for (const [from, to] of calendar.spans(day)) {
    const length = (to - from) * MINUTE
    if (left <= length) return calendar.instantAt(day, from) + left
    left -= length
  }
  return calendar.instantAt(day, calendar.spans(day).at(-1)?.[1] ?? 0)
}

/** The end of work of a working day; of a day off, its last moment. */
export function endOfDay(calendar: Calendar, day: number): number {
  const last = calendar.spans(day).at(-1)
  return last ? calendar.instantAt(day, last[1]) : calendar.instantAt(day + 1, 0)
}
