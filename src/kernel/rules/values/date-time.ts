import { calendarDay, dayNumber, isCalendarDay, movedByMonths, YEAR_PATTERN, type CalendarDay } from './calendar-day.ts'
import { FeelDate } from './date.ts'
import { CLOCK_PATTERN, clockTime, FeelTime, type ClockTime } from './time.ts'
import { offsetAt, offsetAtLocal, parseZone, UTC, type Zone } from './zone.ts'

const PATTERN = new RegExp(`^(${YEAR_PATTERN})-(\\d\\d)-(\\d\\d)(?:T${CLOCK_PATTERN}(.*))?$`, 's')
const NANOS = 1_000_000_000n

/** FEEL's date and time, with a zone or local. */
export class FeelDateTime {
  readonly date: FeelDate
  readonly time: FeelTime
  /** Of the second of two hours that a region's clock shows twice; its text is that of the first. */
  private readonly later: number | undefined
  private constructor(date: FeelDate, time: FeelTime, later?: number) {
    this.date = date
    this.time = time
    this.later = later
  }

  /** @returns undefined when the calendar has no such day; 24:00:00 is the next day's midnight */
  static of(day: CalendarDay, clock: ClockTime, zone: Zone | undefined): FeelDateTime | undefined {
    if (!isCalendarDay(day)) return undefined
    const date = FeelDate.of(clock.second >= 86_400 ? calendarDay(dayNumber(day) + 1) : day)
    return date && new FeelDateTime(date, new FeelTime(clock, zone))
  }

  /** Reads `2026-03-01T10:15:30.5+05:00`; a date alone is its midnight. */
  static parse(text: string): FeelDateTime | undefined {
    const match = PATTERN.exec(text)
    if (!match) return undefined
    const clock = match[4] === undefined ? { second: 0, nano: 0 } : clockTime(match.slice(4, 8))
    const zone = match[8] ? parseZone(match[8]) : undefined
    if (!clock || (match[8] && !zone)) return undefined
    return FeelDateTime.of({ year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }, clock, zone)
  }

  /** Midnight in UTC: what a date is where a date and time is asked (DMN 1.5, 10.3.2.9.4). */
  static atMidnight = (date: FeelDate): FeelDateTime =>
    new FeelDateTime(date, new FeelTime({ second: 0, nano: 0 }, UTC))

  /** The moment, in nanoseconds since 1970, as a clock in the zone shows it; with no zone the moment is local. */
  static ofMoment(nanos: bigint, zone: Zone | undefined): FeelDateTime | undefined {
    const seconds = floorDivide(nanos, NANOS)
    const offset = zone ? offsetAt(zone, Number(seconds)) : 0
    const local = seconds + BigInt(offset)
    const days = floorDivide(local, 86_400n)
    const clock = { second: Number(local - days * 86_400n), nano: Number(nanos - seconds * NANOS) }
    const made = FeelDateTime.of(calendarDay(Number(days)), clock, zone)
    return made && zone && made.offset !== offset ? new FeelDateTime(made.date, made.time, offset) : made
  }

  get zone(): Zone | undefined {
    return this.time.zone
  }
  /** Seconds east of UTC; undefined when local. */
  get offset(): number | undefined {
    return this.later ?? (this.zone && offsetAtLocal(this.zone, Number(this.localSeconds)))
  }
  private get localSeconds(): bigint {
    return BigInt(this.date.number) * 86_400n + BigInt(this.time.second)
  }
  /** Nanoseconds since 1970-01-01T00:00:00, of UTC when there is a zone. */
  get moment(): bigint {
    return (this.localSeconds - BigInt(this.offset ?? 0)) * NANOS + BigInt(this.time.nano)
  }

  plusNanos(nanos: bigint): FeelDateTime | undefined {
    return FeelDateTime.ofMoment(this.moment + nanos, this.zone)
  }
  plusMonths(months: number): FeelDateTime | undefined {
    return FeelDateTime.of(movedByMonths(this.date, months), this.time, this.zone)
  }

  toString(): string {
    return `${this.date}T${this.time}`
  }
}

const floorDivide = (value: bigint, by: bigint): bigint => (value % by < 0n ? value / by - 1n : value / by)
