import { expect, it } from 'vitest'
import { minutesBetween } from './measured-demand.ts'

it('says how often cases begin; one that began long before the others does not make them seldom', () => {
  const at = (minute: number) => new Date(minute * 60_000).toISOString()
  const often = Array.from({ length: 40 }, (_, place) => at(1_000_000 + place * 30))
  const told = (starts: string[]) => minutesBetween(starts, (instant) => instant)
  expect(told(often)).toBe(30)
  expect(told([at(500_000), ...often].reverse())).toBe(30)
  expect(told(often.slice(0, 19))).toBeNull()
  expect(told(Array.from({ length: 20 }, () => at(7)))).toBeNull()
})
