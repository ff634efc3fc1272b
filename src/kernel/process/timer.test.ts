import { describe, expect, it } from 'vitest'
import { compile } from './compile.ts'
import { step } from './step.ts'
import { model } from './testing.ts'
import { plainDueAt } from './runner.ts'
import { addDuration, isDuration, parseCycle, parseInstant } from './timer.ts'

describe('durations of ISO 8601', () => {
  it.each([
    ['PT5M', '2026-01-31T00:05:00.000Z'],
    ['P1M', '2026-02-28T00:00:00.000Z'],
    ['P1Y2M', '2027-03-31T00:00:00.000Z'],
    ['P1W', '2026-02-07T00:00:00.000Z'],
    ['P1DT1S', '2026-02-01T00:00:01.000Z'],
    ['PT0.5S', '2026-01-31T00:00:00.500Z'],
    ['-P1D', '2026-01-30T00:00:00.000Z'],
  ])('%s', (duration, expected) => expect(addDuration('2026-01-31T00:00:00.000Z', duration)).toBe(expected))
  it.each(['P', 'PT', '5M', 'P1H', '', 'P1DT'])('%j is none', (text) => expect(isDuration(text)).toBe(false))
  it('beyond what a date can be is none', () =>
    expect(addDuration('2026-01-01T00:00:00Z', 'P999999999Y')).toBeUndefined())
})

it('cycles', () => {
  expect(parseCycle('R3/PT10M')).toEqual({ times: 3, interval: 'PT10M' })
  expect(parseCycle('R/2026-01-01T00:00:00Z/P1D')).toEqual({ start: '2026-01-01T00:00:00.000Z', interval: 'P1D' })
  expect(parseCycle('R2/PT1H/2026-02-01')).toEqual({ times: 2, interval: 'PT1H', end: '2026-02-01T00:00:00.000Z' })
  for (const text of ['0 0 * * *', 'R', 'R3', 'PT1H', 'R1/x', 'R1/PT1H/x']) expect(parseCycle(text)).toBeUndefined()
})

it('instants', () => {
  expect(parseInstant('2026-03-02T09:00:00+05:00')).toBe('2026-03-02T04:00:00.000Z')
  expect(parseInstant('2026-03-02')).toBe('2026-03-02T00:00:00.000Z')
  expect(parseInstant('tomorrow')).toBeUndefined()
})

it('terms without a calendar', () => {
  expect(plainDueAt('3 working days', '2026-03-06T09:00:00.000Z')).toBe('2026-03-11T09:00:00.000Z')
  expect(plainDueAt('2 calendar days', '2026-03-06T09:00:00.000Z')).toBe('2026-03-08T09:00:00.000Z')
  expect(() => plainDueAt('soon', '2026-03-06T09:00:00.000Z')).toThrow()
})

it("knows today by the country's clock, and the same whenever the step is taken again", async () => {
  const { graphs } = await compile(
    model('<scriptTask id="x" scriptFormat="feel"><script>string(today())</script></scriptTask>', ['s>x', 'x>e']),
  )
  const day = (now: string, localNow?: string) =>
    step(graphs['p']!, null, { type: 'start', variables: {} }, { now, ...(localNow ? { localNow } : {}) }).state
      .variables['x']
  expect(day('2026-03-02T22:10:00Z')).toBe('2026-03-02')
  expect(day('2026-03-02T22:10:00Z', '2026-03-03T03:10:00+05:00')).toBe('2026-03-03')
})
