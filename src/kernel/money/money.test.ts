import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  add,
  fromMajor as fromMajorOf,
  minorUnitsOf,
  money as moneyOf,
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
        expect(add(item, other, money(-other.minor))).toEqual(item)
      }),
    )
    fc.assert(
      fc.property(amount, (item) => {
        expect(fromMajor(String(toMajor(item))).minor).toBe(item.minor)
      }),
    )
  })
  it.each<[Rounding, string, number]>([
    ['half-up', '2.5', 3],
    ['half-up', '-2.5', -3],
    ['half-even', '2.5', 2],
    ['half-even', '3.5', 4],
    ['up', '2.1', 3],
    ['down', '2.9', 2],
    ['down', '-2.9', -2],
  ])('rounds %s: %s is %i', (rounding, major, minor) =>
    expect(fromMajorOf(major, { code: 'XTS', minorUnits: 0 }, rounding).minor).toBe(minor),
  )
  it('lies between rounding down and up, at most one apart', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000, max: 1_000_000 }),
        fc.constantFrom<Rounding>('half-up', 'half-even'),
        (thousandths, rounding) => {
          const [down, up, near] = (['down', 'up', rounding] as const).map(
            (way) => fromMajorOf((thousandths / 1000).toFixed(3), { code: 'XTS', minorUnits: 0 }, way).minor,
          ) as [number, number, number]
          expect(Math.abs(up - down)).toBeLessThanOrEqual(1)
          expect(near === down || near === up).toBe(true)
        },
      ),
    )
  })
})
