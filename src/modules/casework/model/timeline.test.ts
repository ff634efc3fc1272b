import { expect, it } from 'vitest'
import { timelineOf } from './timeline.ts'

const told = (dueAt: string | null, decidedAt: string | null) =>
  timelineOf({
    application: { status: 'in_progress', dueAt, decidedAt, closedAt: null } as never,
    events: [],
    evidence: [],
    decisions: [],
    tasks: [
      { performer: 'office', office: 'school', openedAt: '2026-12-01T05:00:00Z', dueAt: '2026-12-09T13:00:00Z' },
    ] as never,
    localDate: (instant) => instant.slice(0, 10),
    lineOf: () => undefined,
  }).map(({ kind, facts }) => [kind, facts['due'] ?? facts['date']])

it('tells no step later than the decision it leads to, whatever term the step has', () => {
  expect(told('2026-12-04T13:00:00Z', null)).toEqual([
    ['at-office', '2026-12-04T13:00:00Z'],
    ['decision-by', '2026-12-04T13:00:00Z'],
  ])
  expect(told('2026-12-16T13:00:00Z', null)[0]).toEqual(['at-office', '2026-12-09T13:00:00Z'])
  expect(told(null, null)[0]).toEqual(['at-office', '2026-12-09T13:00:00Z'])
  // after the decision its day binds nobody: an appeal has a term of its own
  expect(told('2026-12-04T13:00:00Z', '2026-12-03T05:00:00Z')[0]).toEqual(['at-office', '2026-12-09T13:00:00Z'])
})
