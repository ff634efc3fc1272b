import { dayNumber } from '../values/calendar-day.ts'
import { equalValues } from '../values/compare.ts'
import { FeelDateTime } from '../values/date-time.ts'
import { FeelDate } from '../values/date.ts'
import { DaysDuration, YearsDuration } from '../values/durations.ts'
import { kindOf } from '../values/kind.ts'
import { FeelTime } from '../values/time.ts'
import { offsetZone, parseZone, UTC, zoneText, type Zone } from '../values/zone.ts'
import { builtIn, type Calling } from './built-in.ts'

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

const dateOf = (day: FeelDate | FeelDateTime): FeelDate => (day instanceof FeelDate ? day : day.date)

/** ISO 8601: the week a day's Thursday is in. */
function weekOfYear(day: FeelDate): number {
  const thursday = FeelDate.ofNumber(day.number + 4 - day.weekday) ?? day
  return Math.floor((thursday.number - dayNumber({ year: thursday.year, month: 1, day: 1 })) / 7) + 1
}

/** Whole months from one day to another; negative when it comes before. */
function monthsBetween(from: FeelDate, to: FeelDate): YearsDuration {
  const months = (to.year - from.year) * 12 + to.month - from.month
  if (months > 0 && to.day < from.day) return new YearsDuration(months - 1)
  return new YearsDuration(months < 0 && to.day > from.day ? months + 1 : months)
}

const zoneOfOffset = (offset: DaysDuration | null | undefined): Zone | undefined | null =>
  offset === null || offset === undefined ? undefined : (offsetZone(Number(offset.nanos / 1_000_000_000n)) ?? null)

function timeOf(hour: number, minute: number, second: number, offset?: DaysDuration | null): FeelTime | null {
  const zone = zoneOfOffset(offset)
  const fits =
    Number.isInteger(hour) &&
    Number.isInteger(minute) &&
    hour >= 0 &&
    hour < 24 &&
    minute >= 0 &&
    minute < 60 &&
    second >= 0 &&
    second < 60
  if (!fits || zone === null) return null
  const whole = Math.floor(second)
  return new FeelTime({ second: hour * 3600 + minute * 60 + whole, nano: Math.round((second - whole) * 1e9) }, zone)
}

function timeFrom(from: FeelTime | FeelDateTime | FeelDate): FeelTime {
  return from instanceof FeelDate
    ? new FeelTime({ second: 0, nano: 0 }, UTC)
    : from instanceof FeelDateTime
      ? from.time
      : from
}

function dateTimeOf(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  zone?: DaysDuration | string | null,
): FeelDateTime | null {
  const time = timeOf(hour, minute, second, zone instanceof DaysDuration ? zone : null)
  const date = FeelDate.of({ year, month, day })
  const region = typeof zone === 'string' ? parseZone(`@${zone}`) : time?.zone
  return time && date && (typeof zone !== 'string' || region) ? (FeelDateTime.of(date, time, region) ?? null) : null
}

/**
 * The same value of the same kind, with the same offset from UTC. A time of day in a region has no offset of its own,
 * for it changes with the day: it is only the same as a time in that region (DMN 1.5, 10.3.2.3.4).
 */
function is(item: unknown, other: unknown): boolean {
  if (kindOf(item) !== kindOf(other) || equalValues(item, other) !== true) return false
  if (item instanceof FeelDateTime && other instanceof FeelDateTime) return item.offset === other.offset
  if (item instanceof FeelTime && other instanceof FeelTime)
    return (item.zone && zoneText(item.zone)) === (other.zone && zoneText(other.zone))
  return true
}

const from = (date: FeelDate | undefined): FeelDate | null => date ?? null

/** Functions of dates and times (DMN 1.5, tables 72, 77, 79 and 82). */
export const TIME_FUNCTIONS = [
  builtIn(
    'date',
    'date',
    'from: string',
    (text: string) => from(FeelDate.parse(text)),
    'from: day',
    dateOf,
    'year: number, month: number, day: number',
    (year: number, month: number, day: number) => from(FeelDate.of({ year, month, day })),
  ),
  builtIn(
    'time',
    'time',
    'from: string',
    (text: string) => FeelTime.parse(text) ?? null,
    'from: time',
    timeFrom,
    'from: day',
    timeFrom,
    'hour: number, minute: number, second: number, offset?: days and time duration|null',
    timeOf,
  ),
  builtIn(
    'date and time',
    'date and time',
    'from: string',
    (text: string) => FeelDateTime.parse(text) ?? null,
    'from: date and time',
    (value: FeelDateTime) => value,
    'date: day, time: time',
    (date: FeelDate | FeelDateTime, time: FeelTime) => FeelDateTime.of(dateOf(date), time, time.zone) ?? null,
    'year: number, month: number, day: number, hour: number, minute: number, second: number, offset?: days and time duration|null',
    dateTimeOf,
    'year: number, month: number, day: number, hour: number, minute: number, second: number, timezone: string',
    dateTimeOf,
  ),
  builtIn(
    'years and months duration',
    'years and months duration',
    'from: day, to: day',
    (item: FeelDate | FeelDateTime, other: FeelDate | FeelDateTime) => monthsBetween(dateOf(item), dateOf(other)),
  ),
  builtIn(
    'day of year',
    'number',
    'date: day',
    (day: FeelDate | FeelDateTime) => dateOf(day).number - dayNumber({ year: dateOf(day).year, month: 1, day: 1 }) + 1,
  ),
  builtIn('day of week', 'string', 'date: day', (day: FeelDate | FeelDateTime) => WEEKDAYS[dateOf(day).weekday - 1]),
  builtIn('month of year', 'string', 'date: day', (day: FeelDate | FeelDateTime) => MONTHS[dateOf(day).month - 1]),
  builtIn('week of year', 'number', 'date: day', (day: FeelDate | FeelDateTime) => weekOfYear(dateOf(day))),
  builtIn('is', 'boolean', 'value1: any, value2: any', is),
  builtIn('now', 'date and time', '', function (this: Calling) {
    return this.run.now
  }),
  builtIn('today', 'date', '', function (this: Calling) {
    return this.run.now?.date ?? null
  }),
]
