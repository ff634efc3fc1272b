import { expect, it } from 'vitest'
import { numbersOfRelatives } from './relatives.ts'

const RELATIVES = ['parents', 'children', 'spouse']
const of = (data: Record<string, unknown> | null) => numbersOfRelatives(data, RELATIVES, '2026-03-04')

it('takes parents, children and the spouse, one or many', () => {
  expect(
    of({ parents: [{ number: '1' }], children: [{ number: '2' }, { number: '3' }], spouse: { number: '4' } }),
  ).toEqual(['1', '2', '3', '4'])
  expect([of(null), of({ spouse: null, parents: [{}], children: 'x' })]).toEqual([[], []])
})

it('takes a spouse until the day on which the marriage ended, by divorce or death', () => {
  const spouse = (more: object) => of({ spouse: { number: '4', ...more } })
  expect(spouse({ endedOn: '2026-03-05' })).toEqual(['4'])
  expect(spouse({ endedOn: '2026-03-04' })).toEqual([])
  expect(spouse({ diedOn: '2020-01-01' })).toEqual([])
  expect(spouse({ endedOn: null, diedOn: null })).toEqual(['4'])
})
