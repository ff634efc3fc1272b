import { expect, it } from 'vitest'
import { drawsOf } from './draw.ts'
import { drawTime, meanOf, normalAt, readTimes, scaled, timesText } from './times.ts'

it.each([
  ['30', 30, 30],
  ['exponential 30', 30, 30],
  ['fixed 30', 30, 0],
  ['uniform 10 50', 30, 40 / Math.sqrt(12)],
  ['triangular 10 20 60', 30, Math.sqrt((100 + 400 + 3600 - 200 - 600 - 1200) / 18)],
  ['erlang 30 4', 30, 15],
  ['lognormal 30 20', 30, 20],
])('%s has its mean and its deviation, and reads what it writes', (text, mean, deviation) => {
  const times = readTimes(text)!
  const draws = drawsOf(5, text)
  const drawn = Array.from({ length: 100_000 }, (_, of) => drawTime(times, (place) => draws(of, place * 1_000_003)))
  const average = drawn.reduce((sum, value) => sum + value, 0) / drawn.length
  const variance = drawn.reduce((sum, value) => sum + (value - average) ** 2, 0) / drawn.length
  expect(meanOf(times)).toBeCloseTo(mean, 9)
  expect(Math.abs(average / mean - 1)).toBeLessThan(0.015)
  expect(Math.abs(Math.sqrt(variance) - deviation)).toBeLessThanOrEqual(deviation * 0.04 + 1e-9)
  expect(readTimes(timesText(times))).toEqual(times)
  expect(meanOf(scaled(times, 0.5))).toBeCloseTo(mean / 2, 9)
  // nobody comes any more
  expect(drawTime(scaled(times, 0), () => 0.3)).toBeCloseTo(0, 9)
})

it('takes nothing else for a time', () => {
  for (const text of [
    '',
    'soon',
    '-3',
    '0',
    'fixed',
    'uniform 5 2',
    'erlang 30 1.5',
    'lognormal 3',
    '1 2',
    'toString 1',
  ])
    expect(readTimes(text), text).toBeUndefined()
  expect(readTimes(undefined)).toBeUndefined()
  expect(normalAt(0.975)).toBeCloseTo(1.959963985, 7)
  expect(normalAt(0.001)).toBeCloseTo(-3.090232306, 7)
})
