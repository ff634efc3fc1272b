import { fractionText } from './durations.ts'
import { offsetAt, parseZone, zoneText, type Zone } from './zone.ts'

/**
 * A day for times that have a region but no date. XPath's own is in 1972, when many regions kept another
 * time than theirs of today: nobody who writes a time now means that.
 */
const REFERENCE_MOMENT = Date.UTC(2024, 11, 31) / 1000

export const CLOCK_PATTERN = '(\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d+))?'

/** Time of a day; seconds since midnight and nanoseconds of the second. */
export interface ClockTime {
  second: number
  nano: number
}

/** Reads the parts that CLOCK_PATTERN finds; 24:00:00 is the end of the day. */
export function clockTime(parts: readonly (string | undefined)[]): ClockTime | undefined {
  const [hours, minutes, seconds] = [Number(parts[0]), Number(parts[1]), Number(parts[2])]
  const nano = Number((parts[3] ?? '').slice(0, 9).padEnd(9, '0'))
  const second = hours * 3600 + minutes * 60 + seconds
  const fits = minutes < 60 && seconds < 60 && (second < 86_400 || (second === 86_400 && nano === 0))
  return fits ? { second, nano } : undefined
}

export function clockText({ second, nano }: ClockTime): string {
  const pad = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${pad(second / 3600)}:${pad((second / 60) % 60)}:${pad(second % 60)}${fractionText(nano)}`
}

const PATTERN = new RegExp(`^${CLOCK_PATTERN}(.*)$`, 's')

/** FEEL's time of day, with a zone or local. */
export class FeelTime implements ClockTime {
  readonly second: number
  readonly nano: number
  readonly zone: Zone | undefined
  constructor({ second, nano }: ClockTime, zone: Zone | undefined) {
    this.second = ((second % 86_400) + 86_400) % 86_400
    this.nano = nano
    this.zone = zone
  }

  static parse(text: string): FeelTime | undefined {
    const match = PATTERN.exec(text)
    const clock = match && clockTime(match.slice(1, 5))
    if (!clock) return undefined
    if (match[5] === '') return new FeelTime(clock, undefined)
    const zone = parseZone(match[5]!)
    return zone && new FeelTime(clock, zone)
  }

  get hour(): number {
    return Math.floor(this.second / 3600)
  }
  get minute(): number {
    return Math.floor(this.second / 60) % 60
  }
  /** Seconds of the minute. */
  get seconds(): number {
    return this.second % 60
  }
  /** Seconds east of UTC; undefined when local. */
  get offset(): number | undefined {
    return this.zone && offsetAt(this.zone, REFERENCE_MOMENT)
  }
  /** Milliseconds since midnight in UTC, by which times are compared; a local time takes the other's offset. */
  millis(otherOffset: number | undefined): number {
    return (this.second - (this.offset ?? otherOffset ?? 0)) * 1000 + Math.floor(this.nano / 1e6)
  }

  toString(): string {
    return clockText(this) + (this.zone ? zoneText(this.zone) : '')
  }
}
