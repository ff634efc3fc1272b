import { minorUnitsOf } from '../../kernel/money/index.ts'
import type { Conventions } from './conventions.ts'
import type { Language } from './languages.ts'
import { inLanguage } from './localized.ts'

/**
 * Whole minor units with their currency; minor units are shown only when there are any. The amount never breaks from
 * its unit.
 * @param currency code of ISO 4217; another than the country's is shown by its code
 * @param decimal the language's decimal sign
 */
export function writeMoney(
  language: Language,
  minor: number | bigint,
  currency: string,
  conventions: Conventions,
  number: (value: bigint) => string,
  decimal: string,
): string {
  const { currency: own } = conventions
  const amount = BigInt(minor)
  const digits = currency === own.code ? own.minorUnits : minorUnitsOf(currency)
  const scale = 10n ** BigInt(digits)
  const positive = amount < 0n ? -amount : amount
  const rest = positive % scale
  const fraction = rest === 0n ? '' : decimal + String(rest).padStart(digits, '0')
  const unit = currency === own.code ? unitOf(language, conventions) : currency
  const written = `${number(positive / scale)}${fraction}`
  const sign = amount < 0n ? '\u2212' : ''
  return own.position === 'before' && currency === own.code
    ? `${sign}${unit}${/\p{L}$/u.test(unit) ? '\u00a0' : ''}${written}`
    : `${sign}${written}\u00a0${unit}`
}

/** What a language calls the unit of the country's currency. */
export const unitOf = (language: Language, { languages, currency }: Conventions): string =>
  (currency.name && inLanguage(currency.name, language, languages)) || currency.code
