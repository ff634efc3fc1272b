import { partsOf } from './parts.ts'

/**
 * A decimal number as digits and places: value = digits / 10^places.
 * FEEL counts in decimals (DMN 1.5, 10.3.2.2), so 0.1 + 0.2 is 0.3. Numbers stay JavaScript's own and
 * every operation here rounds the exact decimal result once, which is right up to 15 digits.
 */
export interface Decimal {
  digits: bigint
  places: number
}

/** Reads the shortest decimal that stands for the number. */
export function toDecimal(value: number): Decimal {
  const [mantissa, exponent] = String(value).split('e') as [string, string?]
  const [whole, fraction = ''] = mantissa.split('.') as [string, string?]
  const places = fraction.length - Number(exponent ?? 0)
  const digits = BigInt(whole + fraction)
  return places < 0 ? { digits: digits * 10n ** BigInt(-places), places: 0 } : { digits, places }
}

export const fromDecimal = ({ digits, places }: Decimal): number => Number(`${digits}e${-places}`)

/** A number of more digits than this is no decimal a person wrote but the nearest to a fraction, a root and so on. */
const EXACT_DIGITS = 15n
const exactBelow = 10n ** EXACT_DIGITS

const isExact = ({ digits }: Decimal): boolean => digits < exactBelow && digits > -exactBelow

/** The same digits at more places. */
export const scaled = (value: Decimal, places: number): bigint => value.digits * 10n ** BigInt(places - value.places)

/** Works on exact decimals, or answers undefined when plain floating point is as good. */
export function exactly<T>(left: number, right: number, work: (left: Decimal, right: Decimal) => T): T | undefined {
  const [a, b] = [toDecimal(left), toDecimal(right)]
  return isExact(a) && isExact(b) ? work(a, b) : undefined
}

export type Rounding = 'half-even' | 'half-up' | 'half-down' | 'up' | 'down' | 'floor' | 'ceiling'

/**
 * Rounds to a number of decimal places; negative places round tens, hundreds and so on.
 * Half up and half down speak of the absolute value, floor and ceiling of the number line (DMN 1.5, table 75).
 */
export function roundNumber(value: number, places: number, rounding: Rounding): number {
  const quick = roundParts(value, places, rounding)
  if (quick !== undefined) return quick
  const decimal = toDecimal(value)
  if (places >= decimal.places) return value
  const unit = 10n ** BigInt(decimal.places - places)
  const negative = decimal.digits < 0n
  const size = negative ? -decimal.digits : decimal.digits
  const rest = size % unit
  const quotient = size / unit
  const up =
    rest !== 0n &&
    awayFromZero(rounding, negative, quotient % 2n === 1n, Number(rest * 2n > unit) - Number(rest * 2n < unit))
  const rounded = up ? quotient + 1n : quotient
  return Number(`${negative && rounded !== 0n ? '-' : ''}${rounded}e${-places}`)
}

/** Rounds a number of few places; undefined when it has more, or too many digits for a whole number. */
function roundParts(value: number, places: number, rounding: Rounding): number | undefined {
  const parts = partsOf(value)
  if (parts === 0 || places < -9 || places > 9) return undefined
  const shift = 10 ** Math.abs(places)
  const unit = places < 0 ? parts * shift : parts / shift
  if (unit <= 1) return value
  const size = Math.abs(Math.round(value * parts))
  if (!Number.isSafeInteger(size)) return undefined
  const rest = size % unit
  const quotient = (size - rest) / unit
  const negative = value < 0
  const rounded = quotient + Number(rest !== 0 && awayFromZero(rounding, negative, quotient % 2 === 1, rest * 2 - unit))
  return (negative ? -1 : 1) * (places < 0 ? rounded * shift : rounded / shift) + 0
}

/**
 * @param half whether the rest is less than, equal to or greater than a half, as a number less than, equal to or
 * greater than 0
 */
function awayFromZero(rounding: Rounding, negative: boolean, odd: boolean, half: number): boolean {
  switch (rounding) {
    case 'up':
      return true
    case 'down':
      return false
    case 'floor':
      return negative
    case 'ceiling':
      return !negative
    case 'half-up':
      return half >= 0
    case 'half-down':
      return half > 0
    case 'half-even':
      return half > 0 || (half === 0 && odd)
  }
}
