import { expect, it } from 'vitest'
import { comparePromise, lateSince } from './compare-promise.ts'

const spans = (...days: number[]) =>
  days.map((each) => ({
    startedAt: '2026-03-02T05:00:00.000Z',
    endedAt: new Date(Date.parse('2026-03-02T05:00:00.000Z') + each * 86_400_000).toISOString(),
  }))
const many = (count: number, days: number) => spans(...Array.from({ length: count }, () => days))

it('calls a service worse than promised when more than one case in twenty took longer, and not before ten ended', () => {
  expect(comparePromise(5, [...many(19, 5), ...spans(6)])).toMatchObject({ cases: 20, over: 1, worse: false })
  expect(comparePromise(5, [...many(18, 4), ...spans(6, 7)])).toMatchObject({ over: 2, worse: true, medianDays: 4 })
  expect(comparePromise(5, many(9, 50))).toMatchObject({ cases: 9, over: 9, worse: false })
  // a promise of no days is kept within a day
  expect(comparePromise(0, many(20, 0.9))).toMatchObject({ over: 0, worse: false })
  expect(comparePromise(undefined, many(30, 50))).toMatchObject({ promisedDays: null, over: 0, worse: false })
  expect(comparePromise(5, [])).toMatchObject({ cases: 0, medianDays: null, days95: null, worse: false })
})

it('counts open cases that are older than promised: a service whose cases never end keeps no promise', () => {
  expect(comparePromise(5, [], 10)).toMatchObject({ cases: 0, over: 0, openOver: 10, worse: true })
  expect(comparePromise(5, many(19, 5), 1)).toMatchObject({ openOver: 1, worse: false })
  expect(comparePromise(5, many(18, 5), 1)).toMatchObject({ openOver: 1, worse: true })
  // the day on which the promise ends is still within it, as for cases that ended
  expect(lateSince(5, '2026-03-08T05:00:00.000Z')).toBe('2026-03-02T05:00:00.000Z')
  expect(comparePromise(5, spans(6))).toMatchObject({ over: 1 })
})
