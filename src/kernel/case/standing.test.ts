import { describe, expect, it } from 'vitest'
import { OUTCOMES } from './outcomes.ts'
import { standingKey, standingOf } from './standing.ts'
import { STATUSES } from './statuses.ts'

describe('how a case stands', () => {
  it('is its status while nothing is decided', () => {
    for (const status of STATUSES) expect(standingOf({ status, outcome: null })).toEqual({ by: 'status', status })
  })

  it('is the outcome once there is one, whatever the status was called', () => {
    for (const outcome of OUTCOMES)
      for (const status of ['completed', 'refused', 'annulled'] as const)
        expect(standingKey(standingOf({ status, outcome }))).toBe(`casework.outcome.${outcome}`)
  })

  it('of a refusal that was appealed is that, and never a grant', () => {
    expect(standingKey(standingOf({ status: 'in_progress', outcome: 'refused' }))).toBe('casework.outcome.appealed')
  })

  it('of a refusal overturned whose fee is open is what the person has to do', () => {
    expect(standingKey(standingOf({ status: 'awaiting_payment', outcome: 'overturned' }))).toBe(
      'casework.status.awaiting_payment',
    )
  })
})
