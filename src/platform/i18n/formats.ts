import { MONTHS, WEEKDAYS, writeDate, writeMonth } from './date-words.ts'
import { ABOUT, type Language } from './languages.ts'
import { localTime } from './local-time.ts'
import { writeMoney } from './write-money.ts'

/** A date `YYYY-MM-DD`, an RFC 3339 instant, milliseconds since 1970, or a Date. */
export type When = Date | string | number

/** How one language writes dates (local to the country's time zone), numbers and money. */
export interface Formats {
  /** 2026-yil 14-mart · 14 марта 2026 г. · 14 March 2026 */
  date(when: When): string
  /** 14.03.2026 in every language: for tables. */
  shortDate(when: When): string
  /** 14-mart · 14 марта: where the year is plain. */
  dayMonth(when: When): string
  /** 2026-yil mart · март 2026 г. */
  month(when: When): string
  weekday(when: When): string
  /** 22:10 */
  time(when: When): string
  /** 2026-yil 14-mart, 22:10 */
  dateTime(when: When): string
  /** `2026-03-14`, the country's date of an instant: for `<time datetime>` and date fields. */
  isoDate(when: When): string
  number(value: number | bigint, maximumFractionDigits?: number): string
  /** 0.94 is 94 %. */
  percent(share: number, maximumFractionDigits?: number): string
  /** Whole minor units (tiyin) and an ISO 4217 code: 7290000, UZS is 72 900 soʻm. */
  money(minor: number | bigint, currency?: string): string
  /** "a, b and c". */
  list(items: readonly string[]): string
}

const two = (value: number): string => (value < 10 ? `0${value}` : String(value))
const made = new Map<string, Formats>()

/** Formatters of a language and zone, made once. */
export function formats(language: Language, timeZone = 'Asia/Tashkent'): Formats {
  const name = `${language} ${timeZone}`
  let found = made.get(name)
  if (!found) made.set(name, (found = makeFormats(language, timeZone)))
  return found
}

function makeFormats(language: Language, timeZone: string): Formats {
  const locale = ABOUT[language].locale
  const numbers = new Map<string, Intl.NumberFormat>()
  const numberFormat = (style: 'decimal' | 'percent', digits: number): Intl.NumberFormat => {
    const key = style + digits
    let format = numbers.get(key)
    if (!format) numbers.set(key, (format = new Intl.NumberFormat(locale, { style, maximumFractionDigits: digits })))
    return format
  }
  const conjunction = new Intl.ListFormat(locale, { type: 'conjunction' })
  const time = (when: When): string => {
    const { hour, minute } = localTime(when, timeZone)
    return `${two(hour)}:${two(minute)}`
  }
  const date = (when: When): string => {
    const { day, month, year } = localTime(when, timeZone)
    return writeDate(language, day, month, year)
  }
  const number = (value: number | bigint, digits = 2): string => numberFormat('decimal', digits).format(value)
  return {
    date,
    time,
    number,
    shortDate: (when) => {
      const { day, month, year } = localTime(when, timeZone)
      return `${two(day)}.${two(month)}.${year}`
    },
    dayMonth: (when) => {
      const { day, month } = localTime(when, timeZone)
      return writeDate(language, day, month)
    },
    month: (when) => {
      const { month, year } = localTime(when, timeZone)
      return writeMonth(language, month, year)
    },
    weekday: (when) => WEEKDAYS[language][localTime(when, timeZone).weekday]!,
    dateTime: (when) => `${date(when)}, ${time(when)}`,
    isoDate: (when) => {
      const { day, month, year } = localTime(when, timeZone)
      return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
    },
    percent: (share, digits = 0) => numberFormat('percent', digits).format(share),
    money: (minor, currency = 'UZS') => writeMoney(language, minor, currency, number),
    list: (items) => conjunction.format(items),
  }
}

export const monthNames = (language: Language): readonly string[] => MONTHS[language]
