import fc from 'fast-check'
import { expect, it } from 'vitest'
import { spreadOf } from './index.ts'

const plainly = (values: number[]) => {
  const sorted = values.toSorted((first, second) => first - second)
  const at = (place: number) => {
    const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!]
    return low + (high - low) * (place - Math.floor(place))
  }
  return { p50: at(0.5 * (sorted.length - 1)), p95: at(0.95 * (sorted.length - 1)), min: sorted[0], max: sorted.at(-1) }
}

it('is what sorted numbers say, many equal ones and few included', () => {
  const numbers = fc.oneof(
    fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 60 }),
    fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 300 }),
  )
  fc.assert(
    fc.property(numbers, (values) => {
      const given = [...values]
      const { mean, ...spread } = spreadOf(values)
      expect(spread).toEqual(plainly(values))
      expect(mean).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 3)
      expect(values).toEqual(given)
    }),
    { numRuns: 2000 },
  )
  expect(spreadOf([])).toEqual({ mean: null, p50: null, p95: null, min: null, max: null })
})
