import { milliseconds, written, type Calendar } from './calendar.ts'
import { addMonths, DAY } from './civil-date.ts'
import { daysOfStandstill, standstill, type Pause, type Range } from './pauses.ts'
import { parseTerm, type Duration, type Term } from './term.ts'
import { endOfDay, instantOfWork, workBefore } from './working-time.ts'

/**
 * The instant at which a term runs out; an act done at that instant is in time.
 *
 * A term in working days ends with the working time of its last day. One in calendar days or months ends with that of
 * its last day
 * too, and by the calendar's rule moves off a day off. Hours and minutes are working time. A duration (ISO 8601) is
 * plain elapsed time.
 * @param from the legal receipt (receivedAt), RFC 3339
 * @param pauses when the clock stood still, in any order, overlapping or not
 * @param asOf until when a pause that lasts is counted; without it such a pause adds nothing yet
 * @throws RangeError when the term can't be read or ends after 2150
 */
export function dueAt(
  calendar: Calendar,
  term: Term | string,
  from: string,
  pauses: readonly Pause[] = [],
  asOf?: string,
): string {
  const read = typeof term === 'string' ? parseTerm(term) : term
  const start = milliseconds(from)
  const still = pauses.length > 0 ? standstill(pauses, asOf) : []
  if ('duration' in read) return written(afterDuration(calendar, read.duration, start, still))
  if (read.unit === 'working-hour') return written(afterWork(calendar, read.amount * 3_600_000, start, still))
  if (read.unit === 'minute') return written(afterWork(calendar, read.amount * 60_000, start, still))
  return written(
    endOfDay(
      calendar,
      lastDay(calendar, read.amount, read.unit, calendar.localDay(start), daysOfStandstill(calendar, still)),
    ),
  )
}

function lastDay(
  calendar: Calendar,
  amount: number,
  unit: 'working-day' | 'calendar-day' | 'month',
  day: number,
  still: readonly Range[],
): number {
  const before = calendar.rules.countFrom === 'next-day' ? day : day - 1
  if (unit === 'working-day') return lastWorkingDay(calendar, amount, day, before, still)
  let last = unit === 'month' ? addMonths(day, amount) : Math.max(day, before + amount)
  for (const [from, to] of still) {
    const first = Math.max(from, before + 1)
    if (first > last) break
    if (first <= to) last += to - first + 1
  }
  if (calendar.rules.lastDayOff === 'next-working-day' && !calendar.works(last))
    last = calendar.workingDay(calendar.workingDaysBefore(last))
  return last
}

function lastWorkingDay(
  calendar: Calendar,
  amount: number,
  day: number,
  before: number,
  still: readonly Range[],
): number {
  // a term of no days ends on the day of receipt, or the next that is a working day
  if (amount === 0) return calendar.workingDay(calendar.workingDaysBefore(day))
  let rank = calendar.workingDaysBefore(before + 1) + amount - 1
  for (const [from, to] of still) {
    const first = Math.max(from, before + 1)
    if (first > calendar.workingDay(rank)) break
    if (first <= to) rank += calendar.workingDaysBefore(to + 1) - calendar.workingDaysBefore(first)
  }
  return calendar.workingDay(rank)
}

/** The first instant by which the clock has run for `work` milliseconds of working time. */
function afterWork(calendar: Calendar, work: number, start: number, still: readonly Range[]): number {
  let begun = workBefore(calendar, start)
  let left = work
  for (const [from, to] of still) {
    if (to <= start) continue
    const ran = workBefore(calendar, Math.max(from, start)) - begun
    if (ran >= left) break
    left -= ran
    begun = workBefore(calendar, to)
  }
  // at night, with no working time to go, the term ends when work begins
  return left === 0 ? Math.max(start, instantOfWork(calendar, begun + 1) - 1) : instantOfWork(calendar, begun + left)
}

function afterDuration(calendar: Calendar, duration: Duration, start: number, still: readonly Range[]): number {
  const day = calendar.localDay(start)
  const time = start - calendar.instantAt(day, 0)
  const later = addMonths(day, duration.years * 12 + duration.months) + duration.weeks * 7 + duration.days
  let end =
    (later === day ? start : calendar.instantAt(later, Math.floor(time / 60_000)) + (time % 60_000)) +
    duration.seconds * 1_000
  for (const [from, to] of still) {
    const begun = Math.max(from, start)
    if (begun >= end) break
    if (to > begun) end += to - begun
  }
  if (end > 2 ** 43 || end - start > 200 * 366 * DAY) throw new RangeError('the term ends too far ahead')
  return end
}
