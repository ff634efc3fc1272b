import { minorDigits, type Money } from './money.ts'

// the som's own name in each language
const SOM: Readonly<Record<string, string>> = { uz: 'soʻm', 'uz-cyrl': 'сўм', ru: 'сум', en: 'soum' }

/**
 * Money as a language writes it: `72 900 soʻm`, `72,900.50 soum`. Minor units only when there are any; the amount never
 * breaks from its unit.
 * The same in every environment: no locale data is used.
 * @param language `uz`, `uz-cyrl`, `ru`, `en`; another writes as English with the currency's code
 */
export function formatMoney(amount: Money, language: string): string {
  const digits = minorDigits(amount.currency)
  const text = String(Math.abs(amount.minor)).padStart(digits + 1, '0')
  const whole = text.slice(0, text.length - digits)
  const rest = digits > 0 ? text.slice(-digits) : ''
  const spaced = SOM[language] !== undefined && language !== 'en'
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, spaced ? '\u00a0' : ',')
  const part = /[1-9]/.test(rest) ? (spaced ? ',' : '.') + rest : ''
  const unit = amount.currency === 'UZS' ? (SOM[language] ?? 'UZS') : amount.currency
  return `${amount.minor < 0 ? '\u2212' : ''}${grouped}${part}\u00a0${unit}`
}

/**
 * Reads a sum that a person typed in soum: spaces, a comma or a point before one or two digits, the unit's name.
 * @returns undefined when it is not one sum
 */
export function readSum(text: string): number | undefined {
  const bare = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(soʻm|so'm|so‘m|som|soum|sum|сўм|сум|uzs)\.?\s*$/u, '')
    .replace(/[\s_]/gu, '')
  const match = /^(\d{1,13}|\d{1,3}(?:[,.]\d{3}){1,4})(?:[,.](\d{1,2}))?$/.exec(bare)
  if (!match) return undefined
  return Number(match[1]!.replace(/[,.]/g, '')) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}
