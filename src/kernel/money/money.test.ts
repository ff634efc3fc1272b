import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  add,
  fromMajor as fromMajorOf,
  minorUnitsOf,
  money as moneyOf,
  roundTo,
  shareOf,
  subtract,
  toMajor as toMajorOf,
  type Money,
  type Rounding,
} from './index.ts'

const CURRENCY = { code: 'XTS', minorUnits: 2 }
const money = (minor: number) => moneyOf(minor, CURRENCY.code)
const fromMajor = (major: number | string, rounding?: Rounding) => fromMajorOf(major, CURRENCY, rounding)
const toMajor = (amount: Money) => toMajorOf(amount.minor, CURRENCY)

const amount = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }).map((minor) => money(minor))

describe('money', () => {
  it.each([
    [412_000, 41_200_000],
    [0.1, 10],
    ['72900.50', 7_290_050],
    ['-1', -100],
  ])('%s is %i minor units', (major, minor) => expect(fromMajor(major).minor).toBe(minor))
  it.each([0.5, NaN, Infinity, 2 ** 60])('is never %s minor units', (minor) =>
    expect(() => money(minor)).toThrow(RangeError),
  )
  it('is not rounded unasked', () => {
    expect(() => fromMajor('0.001')).toThrow(/round/)
    expect(fromMajor('0.005', 'half-up').minor).toBe(1)
    expect(fromMajorOf('7', { code: 'JPY', minorUnits: 0 }).minor).toBe(7)
    expect(fromMajorOf('7.005', { code: 'TND', minorUnits: 3 }).minor).toBe(7_005)
    expect(['JPY', 'EUR', 'TND'].map(minorUnitsOf)).toEqual([0, 2, 3])
  })
  it('keeps currencies apart', () => expect(() => add(money(1), moneyOf(1, 'USD'))).toThrow(RangeError))
  it('adds and takes away exactly', () => {
    fc.assert(
      fc.property(amount, amount, (item, other) => {
        expect(subtract(add(item, other), other)).toEqual(item)
      }),
    )
    fc.assert(
      fc.property(amount, (item) => {
        expect(fromMajor(String(toMajor(item))).minor).toBe(item.minor)
      }),
    )
  })
})

describe('a share', () => {
  // fees printed for services of the single portal at their basic calculation values
  it.each([
    [412_000, '0.05', 20_600],
    [412_000, '0.5', 206_000],
    [412_000, '7.2', 2_966_400],
    [412_000, '36', 14_832_000],
    [412_000, '0.45', 185_400],
    [202_730, '0.5', 101_365],
    [270_000, '0.3', 81_000],
  ])('of %i: %s of it is %i', (base, share, due) => {
    expect(toMajor(shareOf(fromMajor(base), share, 'half-up'))).toBe(due)
  })
  it('takes decimals for what they say', () => expect(shareOf(money(10), 0.1, 'up').minor).toBe(1))
  it.each<[Rounding, number, number]>([
    ['half-up', 5, 3],
    ['half-up', -5, -3],
    ['half-even', 5, 2],
    ['half-even', 7, 4],
    ['up', 5, 3],
    ['down', 5, 2],
    ['down', -5, -2],
  ])('rounds %s: half of %i is %i', (rounding, whole, half) => {
    expect(shareOf(money(whole), '1/2', rounding).minor).toBe(half)
  })
  it('lies between rounding down and up, at most one apart', () => {
    fc.assert(
      fc.property(
        amount,
        fc.integer({ min: 0, max: 1000 }),
        fc.constantFrom<Rounding>('half-up', 'half-even'),
        (whole, thousandths, rounding) => {
          const share = `${thousandths}/1000`
          const [down, up, near] = [
            shareOf(whole, share, 'down').minor,
            shareOf(whole, share, 'up').minor,
            shareOf(whole, share, rounding).minor,
          ]
          expect(Math.abs(up - down)).toBeLessThanOrEqual(1)
          expect([down, up]).toContain(near)
        },
      ),
    )
  })
  it('rounds to whole units when asked', () => expect(roundTo(money(12_345), 100, 'half-up').minor).toBe(12_300))
  it.each(['x', '', '1/0', '1,5', 'Infinity'])('refuses "%s"', (share) =>
    expect(() => shareOf(money(1), share, 'up')).toThrow(RangeError),
  )
})
