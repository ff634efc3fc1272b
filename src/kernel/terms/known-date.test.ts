import { expect, it } from 'vitest'
import { KnownDate, KnownInstant } from './index.ts'

it.each([
  'yesterday',
  '',
  '2026-13-45T99:99:99.000Z',
  '2999-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '1926-05-05T00:00:00Z',
])('refuses the instant %j and fails for none', (given) => expect(KnownInstant.safeParse(given).success).toBe(false))

it.each(['2026-02-30', '20266-01-01', '1926-05-05', 'x', ''])('refuses the day %j and fails for none', (given) =>
  expect(KnownDate.safeParse(given).success).toBe(false),
)

it('takes what the calendar knows', () => {
  expect(KnownInstant.safeParse('2026-03-14T10:00:00+05:00').success).toBe(true)
  expect(KnownDate.safeParse('2028-02-29').success).toBe(true)
})
