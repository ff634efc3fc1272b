import { localDate, milliseconds, written, type Calendar } from './calendar.ts'

/** When a filing counts as received in law. */
export interface LegalReceipt {
  /** When it came, RFC 3339. */
  at: string
  /** The instant from which it counts: the same in working time, else the start of work of the next working day. */
  countsFrom: string
  /** Local date of countsFrom. */
  date: string
  /** Why it counts later than it came. */
  moved: 'after-hours' | 'day-off' | null
}

/**
 * The legal receipt of what was filed at an instant: filed after hours, at a weekend or on a holiday it counts from the
 * next
 * working day (rule printed for the single portal's services; see the country pack's calendar). A break within the day
 * moves nothing.
 */
export function receivedAt(calendar: Calendar, instant: string): LegalReceipt {
  const came = milliseconds(instant)
  const day = calendar.localDay(came)
  const spans = calendar.spans(day)
  const receipt = (countsFrom: number, moved: LegalReceipt['moved']): LegalReceipt => ({
    at: written(came),
    countsFrom: written(countsFrom),
    date: localDate(calendar, written(countsFrom)),
    moved,
  })
  if (spans.length > 0) {
    const start = calendar.instantAt(day, spans[0]![0])
    if (came < start) return receipt(start, 'after-hours')
    if (came < calendar.instantAt(day, spans.at(-1)![1])) return receipt(came, null)
  }
  const next = calendar.workingDay(calendar.workingDaysBefore(day + 1))
  return receipt(calendar.instantAt(next, calendar.spans(next)[0]![0]), spans.length > 0 ? 'after-hours' : 'day-off')
}
