import { exactly, fromDecimal, scaled, toDecimal } from './decimal.ts'
import { partsOf } from './parts.ts'

/** FEEL's number, or null when it is none (infinite, or no number at all). */
export const finite = (value: number): number | null => (Number.isFinite(value) ? value + 0 : null)

export function addNumbers(left: number, right: number): number | null {
  const sum = left + right
  if (Number.isSafeInteger(sum) && Number.isInteger(left) && Number.isInteger(right)) return sum
  const ofLeft = partsOf(left)
  const ofRight = partsOf(right)
  if (ofLeft > 0 && ofRight > 0) {
    const parts = Math.max(ofLeft, ofRight)
    const number = Math.round(left * ofLeft) * (parts / ofLeft)
    const other = Math.round(right * ofRight) * (parts / ofRight)
    if (Number.isSafeInteger(number) && Number.isSafeInteger(other) && Number.isSafeInteger(number + other))
      return (number + other) / parts
  }
  return finite(
    exactly(left, right, (a, b) => {
      const places = Math.max(a.places, b.places)
      return fromDecimal({ digits: scaled(a, places) + scaled(b, places), places })
    }) ?? sum,
  )
}

export function multiplyNumbers(left: number, right: number): number | null {
  const product = left * right
  if (Number.isSafeInteger(product) && Number.isInteger(left) && Number.isInteger(right)) return product + 0
  const ofLeft = partsOf(left)
  const ofRight = partsOf(right)
  if (ofLeft > 0 && ofRight > 0) {
    const whole = Math.round(left * ofLeft) * Math.round(right * ofRight)
    if (Number.isSafeInteger(whole)) return whole / (ofLeft * ofRight) + 0
  }
  return finite(
    exactly(left, right, (a, b) => fromDecimal({ digits: a.digits * b.digits, places: a.places + b.places })) ??
      product,
  )
}

/** @returns null for a division by zero */
export function divideNumbers(left: number, right: number): number | null {
  if (right === 0) return null
  if (Number.isInteger(left) && Number.isInteger(right)) return finite(left / right)
  const ofLeft = partsOf(left)
  const ofRight = partsOf(right)
  if (ofLeft > 0 && ofRight > 0) {
    const [item, other] = [Math.round(left * ofLeft) * ofRight, Math.round(right * ofRight) * ofLeft]
    if (Number.isSafeInteger(item) && Number.isSafeInteger(other)) return item / other + 0
  }
  // two whole numbers in the same ratio: floating point then rounds the exact quotient once
  return finite(
    exactly(left, right, (a, b) => {
      const places = Math.max(a.places, b.places)
      return Number(scaled(a, places)) / Number(scaled(b, places))
    }) ?? left / right,
  )
}

/** Dividend less the divisor times the floor of their quotient; the sign is the divisor's (DMN 1.5, table 75). */
export function moduloNumbers(dividend: number, divisor: number): number | null {
  if (divisor === 0) return null
  const [a, b] = [toDecimal(dividend), toDecimal(divisor)]
  const places = Math.max(a.places, b.places)
  const [whole, part] = [scaled(a, places), scaled(b, places)]
  const rest = whole % part
  return finite(fromDecimal({ digits: rest !== 0n && rest < 0n !== part < 0n ? rest + part : rest, places }))
}

export function powerOfNumber(base: number, exponent: number): number | null {
  const power = base ** exponent
  if (Number.isSafeInteger(power) || !Number.isInteger(exponent) || exponent < 0 || exponent > 32) return finite(power)
  return finite(
    exactly(base, 0, (a) =>
      a.digits === 0n ? 0 : fromDecimal({ digits: a.digits ** BigInt(exponent), places: a.places * exponent }),
    ) ?? power,
  )
}

/** Plain digits without an exponent, as `string()` writes them. */
export function numberText(value: number): string {
  const text = String(value)
  if (!text.includes('e')) return text
  const { digits, places } = toDecimal(value)
  if (places === 0) return String(digits)
  const size = String(digits < 0n ? -digits : digits).padStart(places + 1, '0')
  return `${digits < 0n ? '-' : ''}${size.slice(0, -places)}.${size.slice(-places)}`
}
