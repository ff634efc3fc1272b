import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { roundNumber, type Rounding } from './decimal.ts'
import { addNumbers, divideNumbers, multiplyNumbers } from './number.ts'

/** A decimal as people write it: digits with so many places. */
const decimal = fc.record({ digits: fc.integer({ min: -1e9, max: 1e9 }), places: fc.integer({ min: 0, max: 8 }) })
const numberOf = (digits: bigint | number, places: number): number => Number(`${digits}e${-places}`) + 0

/** What rounding makes of digits and a unit, by the book. */
function rounded(digits: number, unit: number, rounding: Rounding): number {
  const [low, rest] = [Math.floor(digits / unit), ((digits % unit) + unit) % unit]
  if (rest === 0) return low
  const towardsZero = digits < 0 ? low + 1 : low
  const awayFromZero = digits < 0 ? low : low + 1
  const fromZero = digits < 0 ? unit - rest : rest
  switch (rounding) {
    case 'floor':
      return low
    case 'ceiling':
      return low + 1
    case 'down':
      return towardsZero
    case 'up':
      return awayFromZero
    case 'half-up':
      return fromZero * 2 >= unit ? awayFromZero : towardsZero
    case 'half-down':
      return fromZero * 2 > unit ? awayFromZero : towardsZero
    case 'half-even':
      return fromZero * 2 === unit ? low + Math.abs(low % 2) : fromZero * 2 > unit ? awayFromZero : towardsZero
  }
}

describe('numbers', () => {
  it('are added, multiplied and divided as decimals are, rounded once', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const [left, right] = [numberOf(a.digits, a.places), numberOf(b.digits, b.places)]
        const places = Math.max(a.places, b.places)
        const [item, other] = [
          BigInt(a.digits) * 10n ** BigInt(places - a.places),
          BigInt(b.digits) * 10n ** BigInt(places - b.places),
        ]
        expect(addNumbers(left, right)).toBe(numberOf(item + other, places))
        expect(multiplyNumbers(left, right)).toBe(numberOf(BigInt(a.digits) * BigInt(b.digits), a.places + b.places))
        if (right !== 0)
          expect(Math.abs(divideNumbers(left, right)! * right - left)).toBeLessThanOrEqual(Math.abs(left) * 1e-14)
        if (right !== 0) expect(divideNumbers(multiplyNumbers(right, 3)!, right)).toBe(3)
      }),
      { numRuns: 2_000 },
    )
  })

  it('are rounded by their decimals, not by what a computer makes of them', () => {
    fc.assert(
      fc.property(
        decimal,
        fc.integer({ min: -3, max: 8 }),
        fc.constantFrom<Rounding>('half-even', 'half-up', 'half-down', 'up', 'down', 'floor', 'ceiling'),
        ({ digits, places }, to, rounding) => {
          const expected =
            to >= places ? numberOf(digits, places) : numberOf(rounded(digits, 10 ** (places - to), rounding), to)
          expect(roundNumber(numberOf(digits, places), to, rounding)).toBe(expected)
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('keep the smallest coin in sums of tens of trillions', () => {
    let sum = 0
    for (let turn = 0; turn < 1_000; turn++) sum = addNumbers(sum, 40_000_000_000.01)!
    expect(sum).toBe(40_000_000_000_010)
    expect(addNumbers(sum, 0.01)).toBe(40_000_000_000_010.01)
    expect(addNumbers(0.1, -0.1)).toBe(0)
    expect(multiplyNumbers(0, -0.5)).toBe(0)
  })
})
