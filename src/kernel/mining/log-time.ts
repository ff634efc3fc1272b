const CLOCK = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?(?: ?([AP]M))?)?`
const ZONE = String.raw`\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?`

const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${CLOCK}${ZONE}$`, 'i')
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)${CLOCK}${ZONE}$`, 'i')
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const NAMED_MONTH = new RegExp(String.raw`\b(?:${MONTHS.join('|')})[a-z]*\b`, 'i')
const NAMED_DAY = new RegExp(String.raw`(?:\b(\d{1,2})[ -]+)?\b(${MONTHS.join('|')})[a-z]*(?:[ .-]+(\d{1,2})\b)?`, 'i')
const NAMED_ZONE = /(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})(?:\s*\(.*\))?$/i

/**
 * An instant as logs and spreadsheets write it: year first, or day first with dots (`02.03.2026 10:00` is 2 March) or
 * dashes, or with the month's English name. One without a zone is taken to be in UTC: the same file says the same on
 * every machine. A bare number, which a spreadsheet keeps for a date, is none: nothing says from when it counts.
 * @returns milliseconds since 1970; NaN for what is no time, and for `03/02/2026`, which is two
 */
export function timeOfLog(written: string): number {
  const plain = plainInstant(written)
  if (plain !== undefined) return plain
  const text = written.trim()
  const ahead = YEAR_FIRST.exec(text)
  if (ahead) return instant(ahead[1]!, ahead[3]!, ahead[4]!, ahead.slice(5))
  const last = YEAR_LAST.exec(text)
  if (last) {
    const [, first, mark, second, year] = last as unknown as [string, string, string, string, string]
    if (year.length === 2 && mark !== '.') return Number.NaN
    if (isTwofold(text)) return Number.NaN
    const monthFirst = mark === '/' && Number(second) > 12
    const whole = year.length === 2 ? `20${year}` : year
    return instant(whole, monthFirst ? first : second, monthFirst ? second : first, last.slice(5))
  }
  if (!NAMED_MONTH.test(text) || !/\d{4}/.test(text) || !isDayOfMonth(text)) return Number.NaN
  return Date.parse(NAMED_ZONE.test(text) ? text : `${text} UTC`)
}

let [lastDay, lastMidnight] = [-1, 0]

/** `2026-03-02T10:00:00.000+05:00` or `…Z`, as nearly all logs write it; nothing for what is written otherwise. */
function plainInstant(text: string): number | undefined {
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH || text.charCodeAt(10) !== T) return undefined
  if (text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON) return undefined
  const day = digits(text, 0, 4) * 10_000 + digits(text, 5, 2) * 100 + digits(text, 8, 2)
  const [hour, minute, second] = [digits(text, 11, 2), digits(text, 14, 2), digits(text, 17, 2)]
  let [at, milliseconds] = [19, 0]
  if (text.charCodeAt(at) === DOT) {
    milliseconds = digits(text, 20, 3)
    at = 23
  }
  let offset = 0
  if (at + 1 === text.length && text.charCodeAt(at) === Z) at++
  else if (at + 6 === text.length && text.charCodeAt(at + 3) === COLON) {
    const sign = text.charCodeAt(at) === PLUS ? 1 : text.charCodeAt(at) === DASH ? -1 : Number.NaN
    const [hours, minutes] = [digits(text, at + 1, 2), digits(text, at + 4, 2)]
    if (!(hours < 24 && minutes < 60)) return undefined
    offset = sign * (hours * 60 + minutes) * 60_000
  } else return undefined
  if (!(hour < 24 && minute < 60 && second < 60)) return undefined
  if (day !== lastDay) {
    // days follow each other in a log; one that the calendar lacks is none
    lastMidnight = instant(text.slice(0, 4), text.slice(5, 7), text.slice(8, 10), [])
    lastDay = day
  }
  const found = lastMidnight + ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds - offset
  return Number.isNaN(found) ? undefined : found
}
const [DASH, DOT, COLON, PLUS, T, Z] = [45, 46, 58, 43, 84, 90]

/** A number of so many digits; NaN where one is none. */
function digits(text: string, from: number, count: number): number {
  let value = 0
  for (let at = from; at < from + count; at++) {
    const digit = text.charCodeAt(at) - 48
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

/** Whether a date is one in one country and another elsewhere: `03/02/2026`. */
export function isTwofold(text: string): boolean {
  const [, first, second] = /^(\d{1,2})\/(\d{1,2})\/\d{4}\b/.exec(text.trim()) ?? []
  return first !== undefined && Number(first) <= 12 && Number(second) <= 12 && Number(first) !== Number(second)
}

/** Whether a named month has its day: by the language's own reading 30 February is 2 March. */
function isDayOfMonth(text: string): boolean {
  const [, ahead, name = '', behind] = NAMED_DAY.exec(text) ?? []
  const day = Number(ahead ?? behind ?? 1)
  // the largest number of four digits: others are zones
  const year = Math.max(...text.match(/\d{4}/g)!.map(Number))
  const at = new Date(Date.UTC(year, MONTHS.indexOf(name.toLowerCase()), day))
  return at.getUTCDate() === day
}

function instant(year: string, month: string, day: string, rest: readonly (string | undefined)[]): number {
  const [hours = '0', minutes = '0', seconds = '0', fraction = '', half, zone] = rest
  let hour = Number(hours)
  if (half) {
    if (hour < 1 || hour > 12) return Number.NaN
    hour = (hour % 12) + (half.toUpperCase() === 'PM' ? 12 : 0)
  }
  const at = new Date(0)
  // unlike `Date.UTC`, which takes the year 1 of empty dates for 1901
  at.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  if (at.getUTCMonth() !== Number(month) - 1 || at.getUTCDate() !== Number(day)) return Number.NaN
  // midnight at the end of a day (ISO 8601)
  const isLate = hour === 24 && Number(minutes) === 0 && Number(seconds) === 0
  if ((hour > 23 && !isLate) || Number(minutes) > 59 || Number(seconds) > 60) return Number.NaN
  const clock = ((hour * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
  const milliseconds = Math.trunc(Number(`0.${fraction || '0'}`) * 1000)
  return at.getTime() + clock + milliseconds - offsetOf(zone)
}

function offsetOf(zone: string | undefined): number {
  const [, sign, hours, minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone ?? '') ?? []
  if (sign === undefined) return 0
  if (Number(hours) > 23 || Number(minutes) > 59) return Number.NaN
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}
