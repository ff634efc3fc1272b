/** A property of an event: a value as it is to stand, or words of people. */
export type CalendarProperty = readonly [name: string, value: string | { words: string }]

/**
 * A calendar that phones and desks read (RFC 5545).
 * @param made by what, as `PRODID` says it, and `method` for one that is sent to somebody
 * @param events properties of each, in their order
 */
export function writeCalendar(
  made: { by: string; method?: string },
  events: readonly (readonly CalendarProperty[])[],
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Darcha//${made.by}//EN`,
    ...(made.method ? [`METHOD:${made.method}`] : []),
    ...events.flatMap((properties) => [
      'BEGIN:VEVENT',
      ...properties.map(([name, value]) => `${name}:${typeof value === 'string' ? value : escaped(value.words)}`),
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

/** An instant as a calendar writes it: `20260314T171000Z`. */
export const calendarInstant = (instant: string): string =>
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
    const size = new TextEncoder().encode(letter).length
    if (octets + size > (lines.length === 1 ? 75 : 74)) {
      lines.push('')
      octets = 0
    }
    lines[lines.length - 1] += letter
    octets += size
  }
  return lines.join('\r\n ')
}
