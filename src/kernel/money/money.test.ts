import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  add,
  formatMoney,
  fromMajor,
  money,
  readSum,
  roundTo,
  shareOf,
  subtract,
  toMajor,
  type Rounding,
} from './index.ts'

const amount = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }).map((minor) => money(minor))

describe('money', () => {
  it.each([
    [412_000, 41_200_000],
    [0.1, 10],
    ['72900.50', 7_290_050],
    ['-1', -100],
  ])('%s soum is %i tiyin', (major, minor) => expect(fromMajor(major).minor).toBe(minor))
  it.each([0.5, NaN, Infinity, 2 ** 60])('is never %s minor units', (minor) =>
    expect(() => money(minor)).toThrow(RangeError),
  )
  it('is not rounded unasked', () => {
    expect(() => fromMajor('0.001')).toThrow(/round/)
    expect(fromMajor('0.005', 'UZS', 'half-up').minor).toBe(1)
    expect(fromMajor('7', 'JPY').minor).toBe(7)
  })
  it('keeps currencies apart', () => expect(() => add(money(1), money(1, 'USD'))).toThrow(RangeError))
  it('adds and takes away exactly', () => {
    fc.assert(
      fc.property(amount, amount, (one, other) => {
        expect(subtract(add(one, other), other)).toEqual(one)
      }),
    )
    fc.assert(
      fc.property(amount, (one) => {
        expect(fromMajor(String(toMajor(one))).minor).toBe(one.minor)
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
  ])('of %i soum: %s of it is %i', (base, share, due) => {
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
  it('rounds to whole soum when asked', () => expect(roundTo(money(12_345), 100, 'half-up').minor).toBe(12_300))
  it.each(['x', '', '1/0', '1,5', 'Infinity'])('refuses "%s"', (share) =>
    expect(() => shareOf(money(1), share, 'up')).toThrow(RangeError),
  )
})

describe('a sum in words of a language', () => {
  it.each([
    ['uz', '72\u00a0900\u00a0soʻm'],
    ['uz-cyrl', '72\u00a0900\u00a0сўм'],
    ['ru', '72\u00a0900\u00a0сум'],
    ['en', '72,900\u00a0soum'],
    ['kk', '72,900\u00a0UZS'],
  ])('%s', (language, text) => {
    expect(formatMoney(money(7_290_000), language)).toBe(text)
  })
  it('shows minor units only when there are any', () => {
    expect(formatMoney(money(5), 'ru')).toBe('0,05\u00a0сум')
    expect(formatMoney(money(-123_456_789), 'en')).toBe('−1,234,567.89\u00a0soum')
    expect(formatMoney(money(1_000, 'JPY'), 'en')).toBe('1,000\u00a0JPY')
  })
  it.each([
    ['72 900', 7_290_000],
    ['72900,5 soʻm', 7_290_050],
    ['72.900', 7_290_000],
    ['1,234,567.89', 123_456_789],
    ['0.05 сум', 5],
    ['12', 1_200],
  ])('reads %s', (text, minor) => expect(readSum(text)).toBe(minor))
  it.each(['', 'soʻm', '1.2.3', '-5', '1e5', '12 34x'])('does not read "%s"', (text) =>
    expect(readSum(text)).toBeUndefined(),
  )
  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000_000), fc.constantFrom('uz', 'uz-cyrl', 'ru', 'en'), (minor, language) => {
        expect(readSum(formatMoney(money(minor), language))).toBe(minor)
      }),
    )
  })
})
