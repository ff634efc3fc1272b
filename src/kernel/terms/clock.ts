import { milliseconds, type Calendar } from './calendar.ts'
import { dueAt } from './due.ts'
import type { Pause } from './pauses.ts'
import type { Term } from './term.ts'
import { workBefore } from './working-time.ts'

/** A stretch of legal time: working days and working minutes in it, and local calendar days. */
export interface Stretch {
  workingDays: number
  workingMinutes: number
  calendarDays: number
}

/** What the statutory clock of a case shows at an instant. */
export interface ClockReading {
  /** When the term runs out; while the clock stands still this moves on with each day. RFC 3339. */
  dueAt: string
  runs: boolean
  /** Who holds the clock: `state` while it runs, else who is waited for. */
  holder: string
  /** Since when that holder has it. */
  since: string
  /** The law or act on which it stands still. */
  basis: string | null
  /** Time to the end of the term; nothing when late. */
  left: Stretch
  /** Time since the end of the term; null while in time. */
  late: Stretch | null
}

/** A case's term, its legal receipt and its pauses. */
export interface RunningTerm {
  term: Term | string
  from: string
  pauses: readonly Pause[]
}

/**
 * Reads the clock at an instant. A pause is told from one that lasts by its `to`: one that ends later than `now` still
 * holds.
 */
export function readClock(calendar: Calendar, { term, from, pauses }: RunningTerm, now: string): ClockReading {
  const at = milliseconds(now)
  const known = pauses.filter((pause) => milliseconds(pause.from) <= at)
  const due = dueAt(calendar, term, from, known, now)
  const held = known
    .filter((pause) => pause.to === null || milliseconds(pause.to) > at)
    .sort((a, b) => milliseconds(a.from) - milliseconds(b.from))[0]
  const late = at > milliseconds(due)
  const ended = known.filter((pause) => !held && pause.to !== null).map((pause) => milliseconds(pause.to!))
  return {
    dueAt: due,
    runs: !held,
    holder: held ? (held.holder ?? 'applicant') : 'state',
    since: held ? held.from : new Date(Math.max(milliseconds(from), ...ended)).toISOString(),
    basis: held?.basis ?? null,
    left: late ? NONE : between(calendar, now, due),
    late: late ? between(calendar, due, now) : null,
  }
}

const NONE: Stretch = { workingDays: 0, workingMinutes: 0, calendarDays: 0 }

/**
 * Legal time from one instant to a later one: days are the local days begun after the first, so "in 2 working days" is
 * the day after tomorrow.
 */
export function between(calendar: Calendar, from: string, to: string): Stretch {
  const [start, end] = [milliseconds(from), milliseconds(to)]
  if (end <= start) return NONE
  const [first, last] = [calendar.localDay(start), calendar.localDay(end)]
  return {
    workingDays: calendar.workingDaysBefore(last + 1) - calendar.workingDaysBefore(first + 1),
    workingMinutes: Math.floor((workBefore(calendar, end) - workBefore(calendar, start)) / 60_000),
    calendarDays: last - first,
  }
}
