import { roundedQuotient, type Rounding } from './rounding.ts'

/** An amount in whole minor units of a currency (ISO 4217). */
export interface Money {
  readonly minor: number
  readonly currency: string
}

/** A currency as a country's pack has it. */
export interface Currency {
  /** ISO 4217. */
  readonly code: string
  /** Digits after the point. */
  readonly minorUnits: number
}

/** Digits after the point of a currency of which only the code is known (ISO 4217, as Intl knows it). */
export const minorUnitsOf = (code: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits ?? 2

/** @throws RangeError when the amount is not a safe whole number or the currency not three capital letters */
export function money(minor: number, currency: string): Money {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`money is a whole number of minor units, not ${minor}`)
  if (!/^[A-Z]{3}$/.test(currency)) throw new RangeError(`not a currency of ISO 4217: ${currency}`)
  // no minus nothing
  return { minor: minor + 0, currency }
}

/**
 * An amount in major units as money, exactly.
 * @param major `412000`, `0.1`, `"72900.50"`
 * @throws RangeError when it has parts of a minor unit and no rounding is given
 */
export function fromMajor(major: number | string, { code, minorUnits }: Currency, rounding?: Rounding): Money {
  const { numerator, denominator } = fraction(major)
  return money(Number(roundedQuotient(numerator * 10n ** BigInt(minorUnits), denominator, rounding)), code)
}

/** Whole minor units in major ones, for FEEL: 72900.5. Exact up to 15 digits. */
export const toMajor = (minor: number, { minorUnits }: Currency): number => minor / 10 ** minorUnits

/** @throws RangeError when currencies differ */
export function add(item: Money, ...others: readonly Money[]): Money {
  return others.reduce((sum, other) => {
    if (other.currency !== sum.currency) throw new RangeError(`${other.currency} can't be added to ${sum.currency}`)
    return money(sum.minor + other.minor, sum.currency)
  }, item)
}

/** A decimal number as a fraction. */
function fraction(value: number | string): { numerator: bigint; denominator: bigint } {
  const text = String(value).trim()
  const decimal = /^(-?)(\d{1,18})(?:\.(\d{1,18}))?(?:e-(\d{1,2}))?$/.exec(text)
  if (!decimal) throw new RangeError(`not a number: ${text}`)
  const [, sign, whole, part = '', exponent = '0'] = decimal
  return { numerator: BigInt(`${sign}${whole}${part}`), denominator: 10n ** BigInt(part.length + Number(exponent)) }
}
