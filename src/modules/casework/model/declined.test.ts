import { expect, it } from 'vitest'
import { isDeclined, lastAsked } from './declined.ts'

const at = (minute: number) => `2026-03-04T05:0${minute}:00.000Z`
const pause = (number: number, wait: number, basis: string, since: string, until: string | null) => ({
  ...{ number, cause: `task ${wait}`, basis, holder: 'applicant', since, until },
})
const offered = pause(1, 7, 'answer-offer', at(1), at(2))
const event = (act: string, outcome: string, when: string) => ({ at: when, facts: { act, outcome } })
const refuses = event('answer-offer', 'refused', at(2))
const completes = (wait: number, outcome: string) => ({ type: 'complete' as const, wait, result: { outcome } })

it('was declined where the word of the applicant ended what they were asked last, now or before', () => {
  expect(isDeclined(offered, [], completes(7, 'refused'))).toBe(true)
  expect(isDeclined(offered, [], completes(7, 'accepted'))).toBe(false)
  expect(isDeclined(offered, [refuses], { type: 'complete', wait: 8 })).toBe(true)
  expect(isDeclined(pause(1, 7, 'confirm', at(1), at(2)), [event('confirm', 'declined', at(2))])).toBe(true)
})

it('was not declined where a term ended it, though an earlier offer had been declined', () => {
  const again = pause(2, 9, 'answer-offer', at(3), at(5))
  expect(lastAsked([offered, again], at(6))).toBe(again)
  expect(isDeclined(again, [refuses], { type: 'timer', wait: 10 })).toBe(false)
  expect(isDeclined(offered, [event('answer-offer', 'postponed', at(2))])).toBe(false)
  // an officer's refusal is no word of the applicant, nor is an appeal's term one
  expect(isDeclined(pause(1, 7, 'decide', at(1), at(2)), [event('decide', 'refuse', at(2))])).toBe(false)
  expect(
    lastAsked(
      [
        { ...offered, basis: 'decided' },
        { ...offered, holder: 'court' },
      ],
      at(6),
    ),
  ).toBeUndefined()
  expect(isDeclined(undefined, [refuses])).toBe(false)
})
