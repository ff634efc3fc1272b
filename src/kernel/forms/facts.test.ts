import { expect, it } from 'vitest'
import { checkFacts, compileFacts, contradicted, FactsData, readFacts } from './index.ts'

const facts = compileFacts(
  FactsData.parse({
    incapacitated: 'yesno',
    debtTiyin: 'money',
    pension: { record: { amountTiyin: 'money', since: 'date' } },
    objects: { rows: { kind: { choice: ['dwelling', 'land'] }, area: 'number', 'since?': 'date' } },
  }),
)
const read = (form: Record<string, string>) => readFacts(facts, 'fact.', new URLSearchParams(form))
const check = (data: Record<string, unknown>, needs: string[] = []) =>
  checkFacts(facts, data, { checks: { minorUnits: 2 }, needs: new Set(needs) })
const faults = (data: Record<string, unknown>, needs?: string[]) =>
  check(data, needs).faults.map(({ path, code }) => `${path} ${code}`)

it('reads each fact by its kind: rows that are empty are none, amounts become minor units', () => {
  const data = read({
    'fact.incapacitated': 'false',
    'fact.debtTiyin': '72 900,50',
    'fact.pension.since.day': '1',
    'fact.pension.since.month': '2',
    'fact.pension.since.year': '2020',
    'fact.objects.0.kind': '',
    'fact.objects.1.kind': 'dwelling',
    'fact.objects.1.area': '54.5',
  })
  expect(data).toEqual({
    incapacitated: false,
    debtTiyin: 7_290_050,
    pension: { since: '2020-02-01' },
    objects: [{ kind: 'dwelling', area: 54.5 }],
  })
  expect(faults(data)).toEqual(['pension.amountTiyin required'])
})

it('tells a list that is empty from one of which nothing was said', () => {
  expect(read({ 'fact.objects.none': 'true' })).toEqual({ objects: [] })
  expect(read({})).toEqual({})
  expect(faults({}, ['objects'])).toEqual(['objects required'])
  expect(faults({ objects: [] }, ['objects'])).toEqual([])
  const both = { 'fact.objects.none': 'true', 'fact.objects.0.area': '5' }
  expect(contradicted(facts, 'fact.', new URLSearchParams(both), read(both))).toMatchObject([
    { path: 'objects', code: 'none-and-some' },
  ])
})

it('says at the field what is not of its kind, whoever sends it', () => {
  expect(
    faults({
      incapacitated: 'yes',
      debtTiyin: 10.5,
      pension: 900,
      objects: [{ kind: 'castle', area: 'x', since: '2020-02-30' }, 'flat', { area: -1, kind: 'land', owner: 'me' }],
      object: [],
    }),
  ).toEqual([
    'object not-told',
    'incapacitated choose',
    'debtTiyin not-whole',
    'pension invalid',
    'objects.0.kind not-an-option',
    'objects.0.area not-a-number',
    'objects.0.since not-a-date',
    'objects.1 invalid',
    'objects.2.owner not-told',
    'objects.2.area too-small',
  ])
  // what could be two numbers, or is no whole minor unit, stays as it was typed
  expect(faults(read({ 'fact.debtTiyin': '1,000' }))).toEqual(['debtTiyin two-numbers'])
  expect(faults(read({ 'fact.debtTiyin': '1.0055' }))).toEqual(['debtTiyin not-a-number'])
  expect(faults({ objects: {} })).toEqual(['objects invalid'])
  expect(check({ pension: null }).kept).toEqual({ pension: null })
})
