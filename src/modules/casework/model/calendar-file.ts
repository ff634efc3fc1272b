import { calendarInstant, writeCalendar } from '../../../kernel/text/index.ts'

/** An hour for a person's own calendar. */
export interface Appointment {
  /** Stays the same when the hour moves, so that a calendar moves its entry. */
  id: string
  /** Raised by each change. */
  sequence: number
  /** It was given back: a calendar that has it strikes it out (RFC 5546, 4.1.3). */
  cancelled?: boolean
  /** RFC 3339. */
  at: string
  minutes: number
  title: string
  place: string
  description: string
  /** Where it can be read. */
  url: string
  /** When the file was made. */
  madeAt: string
}

/** A file of one event for a person's own calendar. */
export function calendarFile(appointment: Appointment): string {
  const { id, sequence, at, minutes, title, place, description, url, madeAt, cancelled } = appointment
  const end = new Date(Date.parse(at) + minutes * 60_000).toISOString()
  return writeCalendar({ by: 'Appointments', method: cancelled ? 'CANCEL' : 'PUBLISH' }, [
    [
      ['UID', id],
      ['SEQUENCE', String(sequence)],
      ['STATUS', cancelled ? 'CANCELLED' : 'CONFIRMED'],
      ['DTSTAMP', calendarInstant(madeAt)],
      ['DTSTART', calendarInstant(at)],
      ['DTEND', calendarInstant(end)],
      ['SUMMARY', { words: title }],
      ['LOCATION', { words: place }],
      ['DESCRIPTION', { words: description }],
      ['URL', url],
    ],
  ])
}
