import { expect, it } from 'vitest'
import { keptForAWhile } from './kept-for-a-while.ts'

it('makes a thing once for a while, anew afterwards, after a fault, and for another', async () => {
  let [now, made] = [0, 0]
  const kept = keptForAWhile<number>(() => now)
  const make = () => Promise.resolve(++made)
  expect(await kept('a', make)).toBe(1)
  expect(await kept('a', make)).toBe(1)
  expect(await kept('b', make)).toBe(2)
  now = 300_001
  expect(await kept('a', make)).toBe(3)
  await expect(kept('c', () => Promise.reject(new Error('none')))).rejects.toThrow('none')
  expect(await kept('c', make)).toBe(4)
  // fifty others push the first out
  for (let at = 0; at < 50; at++) await kept(`other ${at}`, make)
  expect(await kept('a', make)).toBe(55)
})
