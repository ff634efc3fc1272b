import { expect, it } from 'vitest'
import { termState } from './term-state.ts'

it.each([
  ['2026-11-11T05:00:01.3Z', null, 'holds'],
  ['2026-11-11T05:00:01Z', null, 'holds'],
  ['2026-11-11T05:00:01.31Z', null, 'holds'],
  ['2026-11-11T05:00:01.311Z', null, 'later'],
  ['2026-11-11T05:00:00Z', '2026-11-11T05:00:01.31Z', 'ended'],
  ['2026-11-11T05:00:00Z', '2026-11-11T05:00:01.3Z', 'ended'],
  ['2026-11-11T05:00:00Z', '2026-11-11T05:00:02Z', 'holds'],
])('a term from %s to %s, as the database writes them: %s', (since, until, state) => {
  expect(termState({ since, until }, '2026-11-11T05:00:01.310Z')).toBe(state)
})
