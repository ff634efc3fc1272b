import { expect, it } from 'vitest'
import { readPeople, type DemoPerson } from '../../src/platform/identity/people-file.ts'
import { REGISTERS } from './register-data.ts'

const people = readPeople('country/uz/people.yaml')
const withMore = (more: Record<string, Partial<DemoPerson>>) =>
  people.map((person) => ({ ...person, ...more[person.id] })) as DemoPerson[]
const spouseOf = (id: string, among: DemoPerson[] = people) => {
  const { number } = among.find((person) => person.id === id)!
  return REGISTERS['civil-registry']!({ number }, undefined, among) as any
}

it('shows spouses to each other under one record of marriage, and nobody to who is not married', () => {
  const [nilufar, bobur] = [spouseOf('nilufar'), spouseOf('bobur')]
  expect([nilufar.spouse.name, bobur.spouse.name]).toEqual(['Bobur Sharipov', 'Nilufar Sharipova'])
  expect(nilufar.marriage).toEqual(bobur.marriage)
  expect(spouseOf('dilnoza')).toMatchObject({ spouse: null, marriage: null })
})

it.each([{ divorcedOn: '2025-06-01' }, { diedOn: '2025-06-01' }])('shows no spouse any more: %o', (more) => {
  for (const over of ['nilufar', 'bobur']) {
    const among = withMore({ [over]: more as Partial<DemoPerson> })
    for (const id of ['nilufar', 'bobur']) expect(spouseOf(id, among)).toMatchObject({ spouse: null, marriage: null })
  }
})
