/** An hour for a person's own calendar. */
export interface Appointment {
  /** Stays the same when the hour moves, so that a calendar moves its entry. */
  id: string
  /** Raised by each change. */
  sequence: number
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

/** A file of one event that calendars of phones and desks read (RFC 5545). */
export function calendarFile(appointment: Appointment): string {
  const { id, sequence, at, minutes, title, place, description, url, madeAt } = appointment
  const end = new Date(Date.parse(at) + minutes * 60_000).toISOString()
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Darcha//Appointments//EN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${id}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${utc(madeAt)}`,
    `DTSTART:${utc(at)}`,
    `DTEND:${utc(end)}`,
    `SUMMARY:${escaped(title)}`,
    `LOCATION:${escaped(place)}`,
    `DESCRIPTION:${escaped(description)}`,
    `URL:${url}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join('')
}

const utc = (instant: string): string =>
  new Date(instant)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:]/g, '')

/** RFC 5545, 3.3.11: what would end a value or begin another. */
const escaped = (text: string): string => text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r\n|\r|\n/g, '\\n')

/** RFC 5545, 3.1: lines of at most 75 octets, a letter never cut in two. */
function folded(line: string): string {
  const lines: string[] = ['']
  let octets = 0
  for (const letter of line) {
    const size = Buffer.byteLength(letter)
    if (octets + size > (lines.length === 1 ? 75 : 74)) {
      lines.push('')
      octets = 0
    }
    lines[lines.length - 1] += letter
    octets += size
  }
  return lines.join('\r\n ')
}
