import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contradictionOf, hearingState, hearingTerm, isHeard, isWrittenReason, type Hearing } from './index.ts'

const term = { amount: 3, unit: 'working-day' }
const hearing = (more: Partial<Hearing> = {}): Hearing => ({
  ground: 'not-entitled',
  openedAt: '2026-03-02T10:00:00.000Z',
  until: '2026-03-05T13:00:00.000Z',
  answeredAt: null,
  endedAt: null,
  ...more,
})

describe('hearing before a refusal', () => {
  it('has the term of the country, or of the service, or is excepted by the law', () => {
    expect(hearingTerm({ term }, undefined, 'a')).toEqual(term)
    expect(hearingTerm(undefined, undefined, 'a')).toBeUndefined()
    expect(hearingTerm({ term }, { term: { amount: 5, unit: 'calendar-day' }, except: [] }, 'a')).toEqual({
      amount: 5,
      unit: 'calendar-day',
    })
    const except = [{ grounds: ['a'] }, { byRule: true as const }]
    expect(hearingTerm({ term }, { except }, 'a')).toBeUndefined()
    expect(hearingTerm({ term }, { except }, 'b')).toEqual(term)
    expect(hearingTerm({ term }, { except }, 'b', true)).toBeUndefined()
  })

  it('is open to its last instant, and over with the answer, the term or another decision', () => {
    expect(hearingState(hearing(), '2026-03-05T13:00:00Z')).toBe('open')
    expect(hearingState(hearing(), '2026-03-05T13:00:00.001Z')).toBe('lapsed')
    expect(hearingState(hearing({ answeredAt: '2026-03-03T10:00:00Z' }), '2026-03-03T10:00:00Z')).toBe('answered')
    expect(hearingState(hearing({ endedAt: '2026-03-03T10:00:00Z' }), '2026-03-09T10:00:00Z')).toBe('ended')
  })

  it('counts for the ground that was told and for the answers as they are now', () => {
    const after = '2026-03-06T10:00:00Z'
    expect(isHeard([hearing()], 'not-entitled', '2026-03-04T10:00:00Z')).toBe(false)
    expect(isHeard([hearing()], 'not-entitled', after)).toBe(true)
    expect(isHeard([hearing()], 'another', after)).toBe(false)
    expect(isHeard([hearing()], 'not-entitled', after, '2026-03-03T10:00:00Z')).toBe(false)
  })
})

describe('a ground for refusal against what was said', () => {
  const agree = (element: string) => ({ element, act: 'opinion', outcome: 'agree' })
  it('is a contradiction when all who were asked agreed, and none when one objected or a rule found it', () => {
    const said = [agree('health'), agree('social')]
    expect(contradictionOf('opinions', { said, found: undefined })).toEqual({
      agreed: ['health', 'social'],
      rules: false,
    })
    expect(contradictionOf('opinions', { said, found: new Set(['opinions']) })).toBeUndefined()
    const object = { element: 'social', act: 'opinion', outcome: 'object' }
    expect(contradictionOf('opinions', { said: [agree('health'), object], found: undefined })).toBeUndefined()
    // who objected on another ground does not bear this one out
    expect(contradictionOf('opinions', { said: [{ ...object, ground: 'other' }], found: undefined })).toEqual({
      agreed: [],
      rules: false,
    })
  })

  it('is a contradiction when rules ran and did not find it, and none when nobody has said anything', () => {
    expect(contradictionOf('late', { said: [], found: new Set(['other']) })).toEqual({ agreed: [], rules: true })
    expect(contradictionOf('late', { said: [], found: undefined })).toBeUndefined()
  })

  it('is what the passport’s own expression says, where it has one', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), (found, shown) => {
        const told = { said: [agree('health')], found: new Set(found ? ['g'] : []), shown }
        expect(contradictionOf('g', told) === undefined).toBe(shown)
      }),
    )
  })

  it('needs more than a word', () => {
    expect(isWrittenReason('Checked')).toBe(false)
    expect(isWrittenReason('                         .')).toBe(false)
    expect(isWrittenReason('The ward told us on 3 March that he does not want it')).toBe(true)
  })
})
