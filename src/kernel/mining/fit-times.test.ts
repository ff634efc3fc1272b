import { expect, it } from 'vitest'
import { drawsOf } from '../simulation/draw.ts'
import { drawTime, meanOf, readTimes } from '../simulation/times.ts'
import { fitTimes } from './fit-times.ts'

it.each(['40', 'erlang 40 5', 'lognormal 40 60', 'uniform 10 70', 'fixed 40'])('finds %s in what it drew', (text) => {
  const times = readTimes(text)!
  const draws = drawsOf(11, text)
  const drawn = Array.from({ length: 5_000 }, (_, of) => drawTime(times, (place) => draws(of, place * 1_000_003)))
  const found = fitTimes(drawn)!
  expect(found.times.kind).toBe(times.kind)
  expect(Math.abs(meanOf(found.times) / 40 - 1)).toBeLessThan(0.06)
  expect(found.distance).toBeLessThan(0.05)
})

it('says nothing of few times, nor of what took none', () => {
  expect(fitTimes(Array.from({ length: 19 }, (_, at) => at))).toBeUndefined()
  expect(fitTimes(Array.from({ length: 30 }, () => 0))).toBeUndefined()
})
