import type { z } from 'zod'
import { compileDays, type DayIndex } from './day-index.ts'
import { dateOf, DAY, dayOf, MINUTE } from './civil-date.ts'
import { offsetAt, offsetAtLocal, parseZone } from '../rules/values/zone.ts'
import { CalendarData } from './calendar-data.ts'

/**
 * A compiled calendar: every question about a day is a look into an array. Instants are milliseconds since 1970 in UTC.
 */
export interface Calendar extends DayIndex {
  readonly zone: string
  readonly rules: CalendarData['rules']
  /** Local day number of an instant. */
  localDay(instant: number): number
  /** Instant of a minute of a local day (0 = its midnight). */
  instantAt(day: number, minute: number): number
}

/**
 * Compiles a calendar once for many questions (about 40,000 days, some milliseconds).
 * @throws ZodError when the data does not have the shape of CalendarData; RangeError for a date that does not exist
 */
export function compileCalendar(data: z.input<typeof CalendarData>): Calendar {
  const parsed = CalendarData.parse(data)
  const zone = zoneOf(parsed.zone)
  return {
    ...compileDays(parsed),
    zone: parsed.zone.name,
    rules: parsed.rules,
    localDay: (instant) => Math.floor((instant + zone.shiftAt(instant)) / DAY),
    instantAt: (day, minute) => day * DAY + minute * MINUTE - zone.shiftAtWall(day * DAY + minute * MINUTE),
  }
}

interface LegalZone {
  /** Milliseconds that the wall clock is ahead of UTC at an instant. */
  shiftAt(instant: number): number
  /**
   * The same at a time of the wall clock, in milliseconds as if it were UTC. One that the clocks jump over is read with
   * the offset before the jump, one that comes twice is the first of them (RFC 5545, 3.3.5).
   */
  shiftAtWall(wall: number): number
}

function zoneOf({ name, offsets: given }: CalendarData['zone']): LegalZone {
  if (!given) {
    const zone = parseZone(`@${name}`)!
    return {
      shiftAt: (instant) => offsetAt(zone, Math.floor(instant / 1000)) * 1000,
      shiftAtWall: (wall) => offsetAtLocal(zone, Math.floor(wall / 1000)) * 1000,
    }
  }
  const offsets = given
    .map(({ since, minutes }) => ({ since: Date.parse(since), shift: minutes * MINUTE }))
    .sort((a, b) => a.since - b.since)
  const shiftAt = (instant: number): number => {
    for (let at = offsets.length - 1; at > 0; at--) if (instant >= offsets[at]!.since) return offsets[at]!.shift
    return offsets[0]!.shift
  }
  return { shiftAt, shiftAtWall: (wall) => shiftAt(wall - shiftAt(wall - offsets[0]!.shift)) }
}

/** Local date `YYYY-MM-DD` of an RFC 3339 instant. */
export const localDate = (calendar: Calendar, instant: string): string =>
  dateOf(calendar.localDay(milliseconds(instant)))

/** Whether a local date is a working day. */
export const isWorkingDay = (calendar: Calendar, date: string): boolean => calendar.works(dayOf(date))

/** Milliseconds of an RFC 3339 instant. @throws RangeError */
export function milliseconds(instant: string): number {
  const found = /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/i.test(instant) ? Date.parse(instant) : NaN
  if (Number.isNaN(found)) throw new RangeError(`not an RFC 3339 instant: ${instant}`)
  return found
}

/** RFC 3339 in UTC. */
export const written = (instant: number): string => new Date(instant).toISOString()
