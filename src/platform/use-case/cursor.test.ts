import { expect, it } from 'vitest'
import { z } from 'zod'
import { After, cursorOf } from './cursor.ts'

const place = cursorOf(z.tuple([z.iso.datetime(), z.uuid(), z.int()]))
const AT = ['2026-04-08T05:00:00Z', '0190c0de-0000-7000-8000-00000000beef', 7] as const

it('reads back the place that it wrote, which is a word in an address', () => {
  const text = place.write([...AT])
  expect(After.parse(text)).toBe(text)
  expect(place.read(text)).toEqual([...AT])
})

it.each([
  undefined,
  '',
  'no-cursor',
  cursorOf(z.tuple([z.string()])).write(['another list']),
  place.write([AT[0], "x'; drop table", 7]),
  Buffer.from('["2026-04-08T05:00:00Z",').toString('base64url'),
])('begins with the first page for %s', (text) => expect(place.read(text)).toBeUndefined())
