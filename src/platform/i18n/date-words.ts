import type { LanguageData } from './languages.ts'

/** Names and patterns by which one language writes dates. */
export interface DateWords {
  /** Within a date: "14 марта". */
  months: readonly string[]
  /** Standing alone: "март 2026". */
  monthsAlone: readonly string[]
  /** From Sunday. */
  weekdays: readonly string[]
  date: string
  dayMonth: string
  month: string
  shortDate: string
}

/**
 * As the pack writes them, else as Intl does. Intl is asked once: it takes several times longer on pages of lists, and
 * for some languages writes other dates than the country's own documents.
 * @param source words of the language whose texts this one writes in another script
 */
export function dateWords(
  data: LanguageData & { locale: string },
  source?: { words: LanguageData; write(text: string): string },
): DateWords {
  const { locale } = data
  const written = (names: readonly string[] | undefined) => source && names?.map((name) => source.write(name))
  const months = data.months ?? written(source?.words.months) ?? monthsOf(locale, { day: 'numeric', month: 'long' })
  return {
    months,
    monthsAlone:
      data.monthsAlone ??
      written(source?.words.monthsAlone) ??
      (data.months || source?.words.months ? months : monthsOf(locale, { month: 'long' })),
    weekdays:
      data.weekdays ??
      written(source?.words.weekdays) ??
      Array.from({ length: 7 }, (_, day) =>
        // 4 January 1970 was a Sunday
        new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format((3 + day) * 86_400_000),
      ),
    date: data.date ?? patternOf(locale, { day: 'numeric', month: 'long', year: 'numeric' }),
    dayMonth: data.dayMonth ?? patternOf(locale, { day: 'numeric', month: 'long' }),
    month: data.month ?? patternOf(locale, { month: 'long', year: 'numeric' }),
    shortDate: data.shortDate ?? patternOf(locale, { day: '2-digit', month: '2-digit', year: 'numeric' }),
  }
}

/** A pattern with a date's parts put in. */
export function fillPattern(
  pattern: string,
  names: readonly string[],
  { day, month, year }: { day: number; month: number; year: number },
): string {
  return pattern.replace(/\{(day|dd|month|mm|year)\}/g, (_, part: string) => {
    switch (part) {
      case 'day':
        return String(day)
      case 'dd':
        return two(day)
      case 'month':
        return names[month - 1]!
      case 'mm':
        return two(month)
      default:
        return String(year)
    }
  })
}

const two = (value: number): string => (value < 10 ? `0${value}` : String(value))

const partsOf = (locale: string, options: Intl.DateTimeFormatOptions, month: number) =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC', calendar: 'gregory' }).formatToParts(
    Date.UTC(2026, month, 15),
  )

const monthsOf = (locale: string, options: Intl.DateTimeFormatOptions): string[] =>
  Array.from(
    { length: 12 },
    (_, month) => partsOf(locale, options, month).find((part) => part.type === 'month')?.value ?? String(month + 1),
  )

function patternOf(locale: string, options: Intl.DateTimeFormatOptions): string {
  return partsOf(locale, options, 5)
    .map(({ type, value }) =>
      type === 'day'
        ? options.day === '2-digit'
          ? '{dd}'
          : '{day}'
        : type === 'month'
          ? options.month === '2-digit'
            ? '{mm}'
            : '{month}'
          : type === 'year'
            ? '{year}'
            : value,
    )
    .join('')
}
