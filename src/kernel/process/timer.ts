import { parseCron } from './cron.ts'
import { offsetAt, offsetAtLocal, parseZone, UTC, type Zone } from '../rules/values/zone.ts'

const DURATION =
  /^([+-])?P(?:(\d+(?:[.,]\d+)?)Y)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)W)?(?:(\d+(?:[.,]\d+)?)D)?(?:T(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/

/**
 * True for an ISO 8601 duration such as `P10D`, `PT5M` or `PT0,5S`. Half a month is none: nobody knows how long it is.
 */
export function isDuration(text: string): boolean {
  const match = DURATION.exec(text)
  return match !== null && /\d/.test(text) && !text.endsWith('T') && Number.isInteger(monthsOf(match))
}

/**
 * True for how long something takes as a model says it: an ISO 8601 duration, or a term such as `3 working days`, which
 * the environment counts. What only looks like one would stop a case where it is reached.
 */
export const isTerm = (text: string): boolean =>
  isDuration(text) || /^\d+ (?:(?:working|calendar)[ -])?(?:minute|hour|day|week|month|year)s?$/i.test(text)

/** Whole years and months of a duration as months. */
const monthsOf = (match: RegExpExecArray): number => Number((amount(match[2]) * 12 + amount(match[3])).toFixed(9))

/** ISO 8601 writes fractions with a comma or a point. */
const amount = (written: string | undefined): number => Number((written ?? '0').replace(',', '.'))

/** True for a duration that has hours, minutes or seconds: exact on the clock, whatever the calendar says. */
export const isExact = (text: string): boolean => isDuration(text) && text.includes('T')

/**
 * The instant a duration after another (ISO 8601). Years, months, weeks and days are counted by the local calendar of
 * the zone, the day kept within the month, so that 9 o'clock stays 9 o'clock when daylight saving begins; hours, minutes
 * and seconds are exact.
 * @returns RFC 3339 in UTC, or undefined when the text is no duration, or leads out of the years 1 to 9999
 */
export function addDuration(from: string, duration: string, zone: Zone = UTC): string | undefined {
  const match = DURATION.exec(duration)
  if (!match || !isDuration(duration)) return undefined
  const sign = match[1] === '-' ? -1 : 1
  const months = sign * monthsOf(match)
  const [weeks, days, hours, minutes, seconds] = match.slice(4).map((part) => sign * amount(part)) as [
    number,
    number,
    number,
    number,
    number,
  ]
  const moment = Date.parse(from)
  let result = moment
  if (months !== 0 || weeks !== 0 || days !== 0) {
    const local = new Date(moment + offsetAt(zone, moment / 1000) * 1000)
    addMonths(local, months)
    const day = local.getTime() + (weeks * 7 + days) * DAY
    if (!isDate(day)) return undefined
    result = day - offsetAtLocal(zone, day / 1000) * 1000
  }
  result += ((hours * 60 + minutes) * 60 + seconds) * 1000
  return isDate(result) ? new Date(result).toISOString() : undefined
}

const DAY = 86_400_000
const [FIRST, LAST] = [Date.parse('0001-01-01T00:00:00.000Z'), Date.parse('9999-12-31T23:59:59.999Z')]
/** RFC 3339 has four digits for a year. With more (`+012025-…`) a time would come before all others, and be due at once. */
const isDate = (time: number): boolean => time >= FIRST && time <= LAST

function addMonths(at: Date, months: number): void {
  if (months === 0) return
  const day = at.getUTCDate()
  at.setUTCDate(1)
  at.setUTCMonth(at.getUTCMonth() + months)
  at.setUTCDate(Math.min(day, new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate()))
}

/** A duration so many times: `P1M` three times is `P3M`. */
export const multiplyDuration = (duration: string, times: number): string =>
  duration.replace(/\d+(?:[.,]\d+)?/g, (written) => String(Number((amount(written) * times).toFixed(9))))

export interface Cycle {
  /** Undefined is without end. */
  times?: number
  /** When it begins, as the model writes it: with its zone. */
  start?: string
  interval: string
  /** RFC 3339 in UTC. */
  end?: string
}

/**
 * A repeating interval of ISO 8601: `R3/PT10M`, `R/2026-01-01T09:00:00@Europe/Paris/P1D`, `R2/PT1H/2026-02-01T00:00:00Z`,
 * `R3/2026-01-01T09:00:00Z/2026-01-08T09:00:00Z`; without end also as `R-1` (8601-2); or times as cron writes them.
 */
export function parseCycle(text: string, zone: Zone = UTC): Cycle | undefined {
  const match = /^R(-1|\d+)?\/(.+)$/.exec(text.trim())
  if (!match) return parseCron(text) && { interval: text.trim() }
  const [, times, rest] = match as unknown as [string, string | undefined, string]
  const repeats = times === undefined || times === '-1' ? {} : { times: Number(times) }
  // so many times at once is an end; without one a case would never rest
  const isStep = (text: string) => isDuration(text) && (repeats.times !== undefined || movesOn(text))
  if (isStep(rest)) return { ...repeats, interval: rest }
  // names of zones have slashes of their own
  const slashes = [...rest.matchAll(/\//g)].map(({ index }) => index)
  for (const at of slashes) {
    const [first, last] = [rest.slice(0, at), rest.slice(at + 1)]
    const between = isDuration(last) || isDuration(first) ? undefined : intervalBetween(first, last, zone)
    if (between !== undefined) return { ...repeats, interval: between, start: first }
    if (isStep(last) && parseInstant(first, zone) !== undefined) return { ...repeats, interval: last, start: first }
    const end = isStep(first) ? parseInstant(last, zone) : undefined
    if (end !== undefined) return { ...repeats, interval: first, end }
  }
  return undefined
}

/** A duration that something can be repeated by: it is longer than nothing. */
const movesOn = (text: string): boolean => isDuration(text) && !text.startsWith('-') && /[1-9]/.test(text)

/**
 * From one instant to a later one, as a duration: in days where the clock of the first one's zone says the same at both,
 * so that nine o'clock stays nine o'clock; else exact. What the second leaves out of its zone the first has said (ISO
 * 8601-1, 5.5.2.3).
 */
function intervalBetween(first: string, last: string, zone: Zone): string | undefined {
  const own = zoneOfInstant(first) ?? zone
  const [begin, end] = [parseInstant(first, zone), parseInstant(last, own)]
  if (begin === undefined || end === undefined || end <= begin) return undefined
  const local = (at: string) => Date.parse(at) + offsetAt(own, Date.parse(at) / 1000) * 1000
  const days = (local(end) - local(begin)) / DAY
  if (Number.isInteger(days) && days > 0) return `P${days}D`
  return `PT${Number(((Date.parse(end) - Date.parse(begin)) / 1000).toFixed(3))}S`
}

const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?)?(Z|[+-]\d{2}(?::?\d{2})?)?(?:@([\w+/-]+)|\[([\w+/-]+)\])?$/i

/**
 * An instant or date as RFC 3339 in UTC, undefined when there is none such (30 February, 25 o'clock, a zone that nobody
 * knows). A time may name its zone by an offset or a region (`2026-03-02T09:00:00@Europe/Paris`); one that a change to
 * daylight saving skips is as much later.
 * @param zone of a time that names none
 */
export function parseInstant(text: string, zone: Zone = UTC): string | undefined {
  const match = INSTANT.exec(text.trim())
  if (!match) return undefined
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const isMidnight = hour === 24 && minute === 0 && second === 0
  if ((hour > 23 && !isMidnight) || minute > 59 || second > 59 || !isDay(year, month, day)) return undefined
  const given = zonesOf(match)
  if (!given) return undefined
  const local =
    dayAt(year, month, day) + ((hour * 60 + minute) * 60 + second) * 1000 + Math.trunc(Number(match[7] ?? 0) * 1000)
  const at = given.offset ?? given.region ?? zone
  const time = local - offsetAtLocal(at, local / 1000) * 1000
  return isDate(time) ? new Date(time).toISOString() : undefined
}

/** The zone whose calendar a text of an instant goes by. */
export function zoneOfInstant(text: string): Zone | undefined {
  const match = INSTANT.exec(text.trim())
  const given = match && zonesOf(match)
  return given ? (given.region ?? given.offset) : undefined
}

/** @returns undefined when one of them is no zone */
function zonesOf(match: RegExpExecArray): { offset?: Zone; region?: Zone } | undefined {
  const name = match[9] ?? match[10]
  const offset =
    match[8] && parseZone(match[8].toUpperCase().replace(/^([+-]\d{2}):?(\d{2})?$/, (_, h, m) => `${h}:${m ?? '00'}`))
  const region = name && parseZone(`@${name}`)
  if ((match[8] && !offset) || (name && !region)) return undefined
  return { ...(offset ? { offset } : {}), ...(region ? { region } : {}) }
}

/** Midnight of a day. JavaScript takes the years 0 to 99 for those of the twentieth century; a model does not. */
const dayAt = (year: number, month: number, day: number): number => new Date(0).setUTCFullYear(year, month - 1, day)

const isDay = (year: number, month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= new Date(dayAt(year, month + 1, 0)).getUTCDate()
