import fc from 'fast-check'
import { expect, it } from 'vitest'
import { eventOf, eventOn, noticeOn, openOn, shifted, windowOf } from './occasion.ts'

const trigger = {
  event: 'old-age',
  register: 'population',
  feed: 'persons',
  since: '2025-03-01',
  reaches: [{ group: 'male', after: { years: 60 } }],
  notice: { months: 1 },
  prepare: { days: 14 },
  silence: { after: { amount: 10, unit: 'calendar-day' as const }, means: 'assign' as const },
  shadow: false,
}
const date = fc
  .integer({ min: 0, max: 45_000 })
  .map((day) => new Date(Date.UTC(1920, 0, 1) + day * 86_400_000).toISOString().slice(0, 10))

it.each([
  ['1964-02-29', { years: 60 }, '2024-02-29'],
  ['1964-02-29', { years: 61 }, '2025-02-28'],
  ['2026-03-31', { months: 1 }, '2026-04-30'],
  ['2026-12-31', { days: 1 }, '2027-01-01'],
])('%s and %j is %s', (from, lead, to) => expect(shifted(from, lead)).toBe(to))

it('tells a month before, opens two weeks before that', () => {
  const event = eventOn(trigger.reaches[0]!, '1966-04-17')
  expect([event, noticeOn(trigger, event), openOn(trigger, event)]).toEqual(['2026-04-17', '2026-03-17', '2026-03-03'])
})

it('takes the day of the year that is not before: six before the first of September', () => {
  const rule = { after: { years: 6 }, on: '09-01' }
  expect(eventOn(rule, '2020-09-01')).toBe('2026-09-01')
  expect(eventOn(rule, '2020-09-02')).toBe('2027-09-01')
  expect(eventOn(rule, '2020-02-29')).toBe('2026-09-01')
})

it('moves all reckoning to the bounds: in the window is who is due, and nobody else', () => {
  const lead = fc.record({ years: fc.integer({ min: 0, max: 70 }), months: fc.integer({ min: 0, max: 11 }) })
  const on = fc.option(fc.constantFrom('09-01', '02-28', '12-31'), { nil: undefined })
  fc.assert(
    fc.property(date, date, lead, on, fc.integer({ min: 0, max: 60 }), (born, day, after, onDay, days) => {
      const rule = { after, ...(onDay ? { on: onDay } : {}) }
      const asked = { ...trigger, since: '1950-01-01', prepare: { days }, reaches: [rule] }
      const window = windowOf(asked, rule, day)
      const event = eventOn(rule, born)
      const due = event >= asked.since && openOn(asked, event) <= day
      expect(window !== undefined && window.from <= born && born <= window.until).toBe(due)
    }),
    { numRuns: 2_000 },
  )
})

it('holds a rule for the events of its days alone', () => {
  const changed = { ...trigger, since: '2000-01-01' }
  const old = windowOf(changed, { after: { years: 55 }, until: '2027-01-01' }, '2030-01-01')
  const now = windowOf(changed, { after: { years: 58 }, from: '2027-01-01' }, '2030-01-01')
  expect(old?.until).toBe('1971-12-31')
  expect(now?.from).toBe('1969-01-01')
})

it('says of one person when the event is by the rules of that day, as the windows do', () => {
  const group = 'female'
  const reaches = [
    { group: 'male', after: { years: 50 } },
    { group, after: { years: 55 }, until: '2027-01-01' },
    { group, after: { years: 58 }, from: '2027-01-01' },
  ]
  const changed = { ...trigger, since: '2020-01-01', reaches }
  // before the age was raised, after that, and by both, of which the first counts; before all rules there is none
  expect(['1971-12-31', '1972-01-01', '1970-06-01', '1964-12-31'].map((born) => eventOf(changed, group, born))).toEqual(
    ['2026-12-31', '2030-01-01', '2025-06-01', undefined],
  )
  fc.assert(
    fc.property(date, date, (born, day) => {
      const event = eventOf(changed, group, born)
      const inWindow = reaches.some((rule) => {
        const window = rule.group === group ? windowOf(changed, rule, day) : undefined
        return window !== undefined && window.from <= born && born <= window.until
      })
      expect(inWindow).toBe(event !== undefined && openOn(changed, event) <= day)
    }),
    { numRuns: 500 },
  )
})
