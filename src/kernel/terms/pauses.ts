import { milliseconds, type Calendar } from './calendar.ts'

/** A time in which the statutory clock stands still. */
export interface Pause {
  /** RFC 3339. */
  from: string
  /** Null while it lasts. */
  to: string | null
  /** The law or act that lets the clock stand. */
  basis?: string
  /** Who is waited for: `applicant`, the id of a body, `court` … */
  holder?: string
}

/** From and to; a range of days includes both ends, one of instants the first only. */
export type Range = readonly [from: number, to: number]

/**
 * The times of standing still as instants, in order and without overlap.
 * @param asOf until when a pause that lasts is counted; without it such a pause adds nothing yet
 */
export function standstill(pauses: readonly Pause[], asOf?: string): Range[] {
  const end = asOf === undefined ? undefined : milliseconds(asOf)
  return merged(
    pauses
      .map((pause): Range => {
        const from = milliseconds(pause.from)
        return [from, pause.to === null ? Math.max(from, end ?? from) : milliseconds(pause.to)]
      })
      .filter(([from, to]) => from < to),
    0,
  )
}

/**
 * Local days that do not count: those at whose first moment the clock stands still. So the day on which a pause begins
 * counts,
 * the day on which it ends does not, and a pause within one day costs nobody a day.
 */
export function daysOfStandstill(calendar: Calendar, ranges: readonly Range[]): Range[] {
  const days = ranges.map(([from, to]): Range => {
    const first = calendar.localDay(from)
    const last = calendar.localDay(to)
    return [
      from === calendar.instantAt(first, 0) ? first : first + 1,
      to > calendar.instantAt(last, 0) ? last : last - 1,
    ]
  })
  return merged(
    days.filter(([from, to]) => from <= to),
    1,
  )
}

/** Joins ranges that overlap or touch; `gap` is 1 where both ends belong to the range. */
function merged(ranges: readonly Range[], gap: 0 | 1): Range[] {
  const joined: [number, number][] = []
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1)
    if (last && from <= last[1] + gap) last[1] = Math.max(last[1], to)
    else joined.push([from, to])
  }
  return joined
}
