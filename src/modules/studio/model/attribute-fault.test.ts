import { expect, it } from 'vitest'
import { attributeFault } from './attribute-fault.ts'

it('what is said of a step is of its kind: times, terms, counts, weekdays, shares; an expression may be anything', () => {
  const right = {
    minutes: ['30', 'triangular 10 20 60', 'lognormal 30 25', '', '=answers.length'],
    wait: ['erlang 480 3'],
    cost: ['0', '12000.5'],
    staff: ['4'],
    priority: ['9'],
    days: ['2', '2 4', '1, 3, 5', ''],
    share: ['0', '0.25', '1'],
    term: ['5 working days', 'P10D', '2 months'],
    timer: ['10 calendar days', 'R3/PT10M', '2026-03-02T09:00:00+05:00', '0 0 9 ? * MON-FRI'],
    office: ['anything'],
  }
  for (const [name, values] of Object.entries(right))
    for (const value of values) expect(attributeFault(name, value), `${name} ${value}`).toBeUndefined()
  const wrong = {
    minutes: ['half an hour', 'uniform 60 10', '-3'],
    cost: ['-1', 'much'],
    staff: ['0', '1.5'],
    priority: ['10'],
    days: ['Friday', '0', '8', '24'],
    share: ['1.5', '25 %'],
    term: ['5 working dayz', '5 days'],
    timer: ['soon'],
  }
  for (const [name, values] of Object.entries(wrong))
    for (const value of values)
      expect(attributeFault(name, value), `${name} ${value}`).toMatch(/^studio\.refusal\.said-/)
})
