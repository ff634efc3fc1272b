import { offsetAt, offsetAtLocal, UTC, type Zone } from '../rules/values/zone.ts'

/**
 * Times as cron writes them: five fields (Unix), six with seconds (Spring, Camunda 8), six or seven with a `?` (Quartz:
 * Camunda 7, Flowable). Fields are minute, hour, day of the month, month and day of the week; Quartz numbers days of the
 * week from 1, Sunday, the others from 0, Sunday. Times are those of the case's own zone, as all times of a model that name none.
 */
export interface Cron {
  readonly seconds: ReadonlySet<number>
  readonly minutes: ReadonlySet<number>
  readonly hours: ReadonlySet<number>
  readonly months: ReadonlySet<number>
  readonly years: ReadonlySet<number> | undefined
  /** Whether a day, as midnight in UTC, is one of its days. */
  readonly isDay: (day: Date) => boolean
}

const MACROS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 0 1 1 *',
  '@annually': '0 0 0 1 1 *',
  '@monthly': '0 0 0 1 * *',
  '@weekly': '0 0 0 * * 0',
  '@daily': '0 0 0 * * *',
  '@midnight': '0 0 0 * * *',
  '@hourly': '0 0 * * * *',
}
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

/** Reads times of cron; undefined when the text is none, or asks for what is not counted here (the nearest weekday `W`). */
export function parseCron(text: string): Cron | undefined {
  const written = text.trim()
  const fields = (Object.hasOwn(MACROS, written) ? (MACROS[written] as string) : written).split(/\s+/)
  if (fields.length < 5 || fields.length > 7) return undefined
  if (fields.length === 5) fields.unshift('0')
  const [second, minute, hour, dayOfMonth, month, dayOfWeek, year] = fields as [
    string,
    string,
    string,
    string,
    string,
    string,
    string?,
  ]
  const isUnix = written.split(/\s+/).length === 5
  const isQuartz = year !== undefined || dayOfMonth === '?' || dayOfWeek === '?'
  const seconds = numbers(second, 0, 59)
  const minutes = numbers(minute, 0, 59)
  const hours = numbers(hour, 0, 23)
  const months = numbers(month, 1, 12, MONTHS)
  const years = year === undefined || year === '*' ? undefined : numbers(year, 1970, 2199)
  const inMonth = daysOfMonth(dayOfMonth)
  const inWeek = daysOfWeek(dayOfWeek, isQuartz ? 1 : 0)
  if (
    !seconds ||
    !minutes ||
    !hours ||
    !months ||
    !inMonth ||
    !inWeek ||
    (year !== undefined && year !== '*' && !years)
  )
    return undefined
  // of two days that are both given, Unix takes either, the others only what is both
  const either = isUnix && !/^[*?]/.test(dayOfMonth) && !/^[*?]/.test(dayOfWeek)
  const isDay = (day: Date) => (either ? inMonth(day) || inWeek(day) : inMonth(day) && inWeek(day))
  return { seconds, minutes, hours, months, years, isDay }
}

/**
 * The first time after an instant.
 * @param from RFC 3339
 * @returns RFC 3339 in UTC; undefined when there is none left
 */
export function nextOfCron(cron: Cron, from: string, zone: Zone = UTC): string | undefined {
  const moment = Date.parse(from)
  if (cron.hours.size === 24) return nextByTheHour(cron, moment, zone)
  let local = moment + offsetAt(zone, moment / 1000) * 1000
  for (;;) {
    const next = nextLocal(cron, local)
    if (next === undefined) return undefined
    const instant = next - offsetAtLocal(zone, next / 1000) * 1000
    // an hour that comes twice when daylight saving ends is taken once
    if (instant > moment) return new Date(instant).toISOString()
    local = next
  }
}

/** What goes by the hour goes on through an hour that comes twice, and has no time in one that is skipped. */
function nextByTheHour(cron: Cron, moment: number, zone: Zone): string | undefined {
  const shift = (at: number) => offsetAt(zone, at / 1000) * 1000
  for (let at = moment, own = shift(moment); ; ) {
    const next = nextLocal(cron, at + own)
    if (next === undefined) return undefined
    let changed = next - own
    if (shift(changed) === own) return new Date(changed).toISOString()
    // the clock is set before that: from then on it goes by what it is set to
    for (let before = at; changed - before > 1; ) {
      const middle = Math.floor((before + changed) / 2)
      if (shift(middle) === own) before = middle
      else changed = middle
    }
    own = shift(changed)
    at = changed - 1000
  }
}

/** The first time of a clock after another, both as if they were in UTC. */
function nextLocal(cron: Cron, after: number): number | undefined {
  const at = new Date(after)
  at.setUTCMilliseconds(0)
  at.setUTCSeconds(at.getUTCSeconds() + 1)
  // 29 February on one day of the week comes back after 40 years at most, over a century without a leap day
  for (const end = at.getUTCFullYear() + 41; at.getUTCFullYear() <= end; ) {
    if ((cron.years && !cron.years.has(at.getUTCFullYear())) || !cron.months.has(at.getUTCMonth() + 1))
      at.setTime(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1))
    else if (!cron.isDay(new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()))))
      at.setTime(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() + 1))
    else if (!cron.hours.has(at.getUTCHours())) at.setUTCHours(at.getUTCHours() + 1, 0, 0)
    else if (!cron.minutes.has(at.getUTCMinutes())) at.setUTCMinutes(at.getUTCMinutes() + 1, 0)
    else if (!cron.seconds.has(at.getUTCSeconds())) at.setUTCSeconds(at.getUTCSeconds() + 1)
    else return at.getTime()
  }
  return undefined
}

/** Numbers of a field such as `0/15`, `1-5,7` or `MON-FRI`; undefined when it is wrong. */
function numbers(
  field: string,
  least: number,
  greatest: number,
  names: readonly string[] = [],
): Set<number> | undefined {
  const found = new Set<number>()
  const number = (text: string): number => {
    const named = names.indexOf(text.toUpperCase())
    return named >= 0 ? named + least : /^\d+$/.test(text) ? Number(text) : Number.NaN
  }
  for (const part of field.split(',')) {
    const [range, step, more] = part.split('/') as [string, string?, string?]
    if (more !== undefined || (step !== undefined && !/^[1-9]\d*$/.test(step))) return undefined
    const [first, last] = /^[*?]$/.test(range)
      ? [String(least), String(greatest)]
      : (range.split('-') as [string, string?])
    const from = number(first)
    const to = last !== undefined ? number(last) : step === undefined ? from : greatest
    if (!(from >= least && from <= greatest && to >= least && to <= greatest)) return undefined
    // a range may go over the end: FRI-MON
    const size = greatest - least + 1
    for (
      let at = from, left = ((to - from + size) % size) + 1;
      left > 0;
      at += Number(step ?? 1), left -= Number(step ?? 1)
    )
      found.add(((at - least) % size) + least)
  }
  return found
}

type IsDay = (day: Date) => boolean

const lastOfMonth = (day: Date): number =>
  new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate()

function daysOfMonth(field: string): IsDay | undefined {
  const last = /^L(?:-(\d+))?$/.exec(field)
  if (last) return (day) => day.getUTCDate() === lastOfMonth(day) - Number(last[1] ?? 0)
  const days = numbers(field, 1, 31)
  return days && ((day) => days.has(day.getUTCDate()))
}

/** @param sunday the number of Sunday */
function daysOfWeek(field: string, sunday: 0 | 1): IsDay | undefined {
  const placed = /^(\w+)(?:#([1-5])|L)$/.exec(field)
  if (placed) {
    const [wanted] = numbers(placed[1] as string, sunday, sunday + 6, DAYS) ?? []
    if (wanted === undefined) return undefined
    const isWanted: IsDay = (day) => day.getUTCDay() === (wanted - sunday) % 7
    return placed[2] === undefined
      ? (day) => isWanted(day) && day.getUTCDate() > lastOfMonth(day) - 7
      : (day) => isWanted(day) && Math.ceil(day.getUTCDate() / 7) === Number(placed[2])
  }
  if (field === 'L') return (day) => day.getUTCDay() === 6
  // 7 is Sunday too, where Sunday is 0
  const days =
    sunday === 1 ? numbers(field, 1, 7, DAYS) : numbers(field, 0, /7/.test(field.replace(/\/\d+/g, '')) ? 7 : 6, DAYS)
  return days && ((day) => days.has(day.getUTCDay() + sunday) || (sunday === 0 && day.getUTCDay() === 0 && days.has(7)))
}
