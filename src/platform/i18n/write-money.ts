import type { Language } from './languages.ts'

// the som's own name in each language; ICU writes "UZS" or "soʻm" by its version
const SOM: Record<Language, string> = { uz: 'soʻm', 'uz-cyrl': 'сўм', ru: 'сум', en: 'soum' }

// ISO 4217 minor units that are not two
const DIGITS: Readonly<Record<string, number>> = {
  JPY: 0,
  KRW: 0,
  VND: 0,
  CLP: 0,
  ISK: 0,
  KWD: 3,
  BHD: 3,
  OMR: 3,
  JOD: 3,
  TND: 3,
  IQD: 3,
  LYD: 3,
}

/**
 * Whole minor units with their currency; minor units are shown only when there are any. The amount never breaks from
 * its unit.
 */
export function writeMoney(
  language: Language,
  minor: number | bigint,
  currency: string,
  number: (value: bigint) => string,
): string {
  const amount = BigInt(minor)
  const digits = DIGITS[currency] ?? 2
  const scale = 10n ** BigInt(digits)
  const positive = amount < 0n ? -amount : amount
  const rest = positive % scale
  const point = language === 'en' ? '.' : ','
  const fraction = rest === 0n ? '' : point + String(rest).padStart(digits, '0')
  const unit = currency === 'UZS' ? SOM[language] : currency
  return `${amount < 0n ? '\u2212' : ''}${number(positive / scale)}${fraction}\u00a0${unit}`
}
