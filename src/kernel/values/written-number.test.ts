import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formats } from '../../platform/i18n/index.ts'
import { conventions, languages } from '../../platform/i18n/testing.ts'
import { readWrittenNumber, writeNumber, type NumberSigns } from './index.ts'

const SPACED: NumberSigns = { decimal: ',', group: '\u00a0' }
const ENGLISH: NumberSigns = { decimal: '.', group: ',' }

describe('a number as it is written', () => {
  it.each<[string, NumberSigns, number | [number, number] | undefined]>([
    ['1,000', ENGLISH, 1000],
    ['1,000', SPACED, [1000, 1]],
    ['1.000', SPACED, [1000, 1]],
    ['1.000', ENGLISH, [1000, 1]],
    ['72 900,50', SPACED, 72900.5],
    ['72 900,50', ENGLISH, 72900.5],
    ['72\u202f900', SPACED, 72900],
    ['72,900.50', SPACED, 72900.5],
    ['72.900,50', ENGLISH, 72900.5],
    ['1,234,567', SPACED, 1234567],
    ['72 900,500', SPACED, 72900.5],
    ['0,125', SPACED, 0.125],
    ['1,5', ENGLISH, 1.5],
    ['2.995', ENGLISH, [2995, 2.995]],
    ['2,9950', SPACED, 2.995],
    ['−12', SPACED, -12],
    ['１２', SPACED, 12],
    ['٧٢ ٩٠٠,٥٠', SPACED, 72900.5],
    ['۱۲', ENGLISH, 12],
    ['1 00', SPACED, undefined],
    ['1,00,000', SPACED, undefined],
    ['1.2.3', SPACED, undefined],
    ['12 500 00,5', SPACED, undefined],
    ['1e5', SPACED, undefined],
    ['much', SPACED, undefined],
    ['5,', SPACED, undefined],
  ])('%s', (typed, signs, expected) => {
    const read = readWrittenNumber(typed, signs)
    expect(read && ('number' in read ? read.number : [read.whole, read.part])).toEqual(expected)
  })

  const numbers = fc
    .tuple(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.integer({ min: 0, max: 999_999 }))
    .map(([whole, part]) => Number(`${whole}.${String(part).padStart(6, '0')}`))

  it('is read back from every field in every language', () => {
    for (const language of languages.ids) {
      const { signs } = formats(language, conventions)
      fc.assert(
        fc.property(numbers, (value) => {
          expect(readWrittenNumber(writeNumber(value, signs), signs)).toEqual({
            number: value === 0 ? value * value : value,
          })
        }),
      )
    }
  })

  it('is never read as another than what a page shows, in any language', () => {
    for (const language of languages.ids) {
      const { number, signs } = formats(language, conventions)
      expect(number(2.995)).not.toBe('3')
      fc.assert(
        fc.property(numbers, (value) => {
          const read = readWrittenNumber(number(value), signs)
          if (read && 'number' in read) expect(read.number).toBe(value === 0 ? 0 : value)
          else expect([read?.whole, read?.part]).toContain(value)
        }),
      )
    }
  })
})
