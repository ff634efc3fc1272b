import type { NumberSigns } from '../../kernel/values/index.ts'
import type { Conventions } from './conventions.ts'
import { dateWords, fillPattern } from './date-words.ts'
import type { Language } from './languages.ts'
import { localTime } from './local-time.ts'
import { unitOf, writeMoney } from './write-money.ts'

/** A date `YYYY-MM-DD`, an RFC 3339 instant, milliseconds since 1970, or a Date. */
export type When = Date | string | number

/** How one language writes dates (local to the country's time zone), numbers and money. */
export interface Formats {
  /** 14 марта 2026 г. · 14 March 2026 */
  date(when: When): string
  /** 14.03.2026: for tables. */
  shortDate(when: When): string
  /** 14 марта: where the year is plain. */
  dayMonth(when: When): string
  /** март 2026 г. */
  month(when: When): string
  weekday(when: When): string
  /** 22:10 */
  time(when: When): string
  /** 14 March 2026, 22:10 */
  dateTime(when: When): string
  /** `2026-03-14`, the country's date of an instant: for `<time datetime>` and date fields. */
  isoDate(when: When): string
  /** All digits that are kept (six after the point), unless fewer are asked for: 2.995 is not shown as 3; minus is U+2212. */
  number(value: number | bigint, maximumFractionDigits?: number): string
  /** What parts the fraction and the thousands. */
  readonly signs: NumberSigns
  /** 0.94 is 94 %. */
  percent(share: number, maximumFractionDigits?: number): string
  /** Whole minor units and an ISO 4217 code, absent: the country's. 7290000 of two digits is 72 900. */
  money(minor: number | bigint, currency?: string): string
  /** What the language calls the unit of the country's currency. */
  unit(): string
  /** "a, b and c". */
  list(items: readonly string[]): string
}

/** The sign of what is below zero, as money and fields have it. */
const MINUS = '\u2212'
const two = (value: number): string => (value < 10 ? `0${value}` : String(value))
const made = new WeakMap<Conventions, Map<Language, Formats>>()

/** Formatters of a language by a country's conventions, made once. */
export function formats(language: Language, conventions: Conventions): Formats {
  let known = made.get(conventions)
  if (!known) made.set(conventions, (known = new Map()))
  let found = known.get(language)
  if (!found) known.set(language, (found = makeFormats(language, conventions)))
  return found
}

function makeFormats(language: Language, conventions: Conventions): Formats {
  const { languages, timeZone } = conventions
  const about = languages.about(language)
  const { locale, writtenFrom } = about
  const words = dateWords(
    about,
    writtenFrom && {
      words: languages.about(writtenFrom.language),
      write: (text) => languages.write(text, language),
    },
  )
  const numbers = new Map<string, Intl.NumberFormat>()
  const written = (value: number | bigint, style: 'decimal' | 'percent', digits: number): string => {
    const key = style + digits
    let format = numbers.get(key)
    // what is rounded to nothing is not below it
    const how = { style, maximumFractionDigits: digits, signDisplay: 'negative' } as const
    if (!format) numbers.set(key, (format = new Intl.NumberFormat(locale, how)))
    const text = format.format(value)
    // Intl writes a hyphen in most languages: it may end a line, and a screen reader may leave it out
    return value < 0 ? text.replace('-', MINUS) : text
  }
  const conjunction = new Intl.ListFormat(locale, { type: 'conjunction' })
  const time = (when: When): string => {
    const { hour, minute } = localTime(when, timeZone)
    return `${two(hour)}:${two(minute)}`
  }
  const date = (when: When): string => fillPattern(words.date, words.months, localTime(when, timeZone))
  const parts = new Intl.NumberFormat(locale).formatToParts(1_234_567.5)
  const signOf = (type: string) => parts.find((part) => part.type === type)?.value
  const decimal = signOf('decimal') ?? '.'
  const signs: NumberSigns = { decimal, group: signOf('group') ?? '\u00a0' }
  const number = (value: number | bigint, digits = 6): string => written(value, 'decimal', digits)
  return {
    date,
    time,
    number,
    signs,
    shortDate: (when) => fillPattern(words.shortDate, words.months, localTime(when, timeZone)),
    dayMonth: (when) => fillPattern(words.dayMonth, words.months, localTime(when, timeZone)),
    month: (when) => fillPattern(words.month, words.monthsAlone, localTime(when, timeZone)),
    weekday: (when) => words.weekdays[localTime(when, timeZone).weekday]!,
    dateTime: (when) => `${date(when)}, ${time(when)}`,
    isoDate: (when) => {
      const { day, month, year } = localTime(when, timeZone)
      return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
    },
    percent: (share, digits = 0) => written(share, 'percent', digits),
    money: (minor, currency = conventions.currency.code) =>
      writeMoney(language, minor, currency, conventions, number, decimal),
    unit: () => unitOf(language, conventions),
    list: (items) => conjunction.format(items),
  }
}
