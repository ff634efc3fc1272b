/** Units of a legal term. A minute and an hour are of working time; a day is working or calendar, never just "day". */
export const TERM_UNITS = ['working-day', 'calendar-day', 'working-hour', 'minute', 'month'] as const
export type TermUnit = (typeof TERM_UNITS)[number]

/**
 * Elapsed time by ISO 8601: years to days move on the local calendar, hours to seconds on the clock; days off change
 * nothing.
 */
export interface Duration {
  years: number
  months: number
  weeks: number
  days: number
  seconds: number
}

/** A legal term, or a plain duration. */
export type Term = { readonly amount: number; readonly unit: TermUnit } | { readonly duration: Duration }

/** Longest amount that is taken for meant: a hundred years of days. */
const AMOUNT_AT_MOST = 36_525

/** @throws RangeError when the amount is not a whole number from 0 to 36525, or the unit is not one of TERM_UNITS */
export function legalTerm(amount: number, unit: string): Term {
  if (!Number.isInteger(amount) || amount < 0 || amount > AMOUNT_AT_MOST)
    throw new RangeError(`a term is a whole number from 0 to ${AMOUNT_AT_MOST}, not ${amount}`)
  if (!(TERM_UNITS as readonly string[]).includes(unit))
    throw new RangeError(`a term is in ${TERM_UNITS.join(', ')}, not in "${unit}"`)
  return { amount, unit: unit as TermUnit }
}

/**
 * Reads `3 working days`, `10 calendar days`, `4 working hours`, `30 minutes`, `2 months`, or an ISO 8601 duration such
 * as `P10D`.
 * @throws RangeError with what is wrong; "days" alone are refused, because the law must say which
 */
export function parseTerm(text: string): Term {
  let term = read.get(text)
  if (term === undefined) {
    term = readTerm(text)
    // models and passports name a few dozen; whoever sends others must not fill the memory
    if (read.size < 1_000) read.set(text, term)
  }
  return term
}

const read = new Map<string, Term>()

function readTerm(text: string): Term {
  const said = text.trim().replace(/\s+/g, ' ').toLowerCase()
  if (said.startsWith('p')) return { duration: parseDuration(said.toUpperCase()) }
  const match = /^(\d{1,6}) (working[ -]days?|calendar[ -]days?|working[ -]hours?|minutes?|months?)$/.exec(said)
  if (match) return legalTerm(Number(match[1]), match[2]!.replace(' ', '-').replace(/s$/, ''))
  if (/^\d+ (days?|hours?)$/.test(said))
    throw new RangeError(`"${text}" does not say whether the time is working or calendar time`)
  throw new RangeError(`"${text}" is not a term such as 3 working days, 2 months or P10D`)
}

/** The text form that parseTerm reads. */
export function termText(term: Term): string {
  if ('duration' in term) return durationText(term.duration)
  return `${term.amount} ${term.unit.replace('-', ' ')}${term.amount === 1 ? '' : 's'}`
}

function parseDuration(text: string): Duration {
  const match = /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(
    text,
  )
  if (!match) throw new RangeError(`"${text}" is not an ISO 8601 duration`)
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const duration = { years, months, weeks, days, seconds: hours * 3600 + minutes * 60 + seconds }
  if (
    years > 100 ||
    months > 1_200 ||
    weeks > 5_300 ||
    days > AMOUNT_AT_MOST ||
    duration.seconds > AMOUNT_AT_MOST * 86_400
  )
    throw new RangeError(`"${text}" is longer than a hundred years`)
  return duration
}

function durationText({ years, months, weeks, days, seconds }: Duration): string {
  const part = (amount: number, letter: string) => (amount ? `${amount}${letter}` : '')
  const date = part(years, 'Y') + part(months, 'M') + part(weeks, 'W') + part(days, 'D')
  const time =
    part(Math.floor(seconds / 3600), 'H') + part(Math.floor(seconds / 60) % 60, 'M') + part(seconds % 60, 'S')
  return date || time ? `P${date}${time ? `T${time}` : ''}` : 'PT0S'
}
