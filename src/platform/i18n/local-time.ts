/** An instant as a clock on the wall of a time zone shows it. */
export type LocalTime = Readonly<Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'weekday', number>>

const readers = new Map<string, Intl.DateTimeFormat>()

/** Offset of a zone from UTC at an instant, in minutes, by Intl: exact and slow (about 2 µs). */
function exactOffset(timeZone: string, instant: number): number {
  let reader = readers.get(timeZone)
  if (!reader) {
    reader = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
    readers.set(timeZone, reader)
  }
  const part: Record<string, number> = {}
  for (const { type, value } of reader.formatToParts(instant)) part[type] = Number(value)
  const local = Date.UTC(part['year']!, part['month']! - 1, part['day']!, part['hour']!, part['minute']!)
  return Math.round((local - Math.floor(instant / 60_000) * 60_000) / 60_000)
}

const DAY = 86_400_000
// a day whose offset is the same at both ends has it throughout; null: the clocks change on that day
const days = new Map<string, Map<number, number | null>>()

/** Offset in minutes; kept by day, because lists show many instants of few days. */
export function zoneOffset(timeZone: string, instant: number): number {
  let known = days.get(timeZone)
  if (!known) days.set(timeZone, (known = new Map()))
  const day = Math.floor(instant / DAY)
  let offset = known.get(day)
  if (offset === undefined) {
    const start = exactOffset(timeZone, day * DAY)
    offset = start === exactOffset(timeZone, day * DAY + DAY - 60_000) ? start : null
    if (known.size > 4_000) known.clear()
    known.set(day, offset)
  }
  return offset ?? exactOffset(timeZone, instant)
}

// a list writes date, time and day of the same instant one after another
let last: { when: string; timeZone: string; time: LocalTime } | undefined

/** Reads a date `2026-03-14` (of the country, no zone applied), an RFC 3339 instant, milliseconds or a Date. */
export function localTime(when: Date | string | number, timeZone: string): LocalTime {
  if (typeof when === 'string' && when.length === 10) return parts(Date.parse(`${when}T00:00:00Z`), when)
  if (last && when === last.when && timeZone === last.timeZone) return last.time
  const instant = typeof when === 'string' ? Date.parse(when) : Number(when)
  if (Number.isNaN(instant)) throw new RangeError(`Not a date: ${String(when)}`)
  const time = parts(instant + zoneOffset(timeZone, instant) * 60_000, when)
  if (typeof when === 'string') last = { when, timeZone, time }
  return time
}

function parts(shifted: number, given: unknown): LocalTime {
  if (Number.isNaN(shifted)) throw new RangeError(`Not a date: ${String(given)}`)
  const date = new Date(shifted)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    weekday: date.getUTCDay(),
  }
}
