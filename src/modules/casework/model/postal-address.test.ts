import { expect, it } from 'vitest'
import { readCountry } from '../../../platform/country/index.ts'
import { postalAddress } from './postal-address.ts'

const country = readCountry('country/uz')
const said = (more: object = {}) => ({
  evidence: 'address',
  register: 'address',
  status: 'found' as const,
  data: { district: '1726266', street: 'Navoiy koʻchasi', house: '12', flat: '5' },
  ...more,
})
const none = new Set<string>()

it('is what the register of residence says of the applicant, in the order of an envelope', () => {
  expect(postalAddress([said()], none, country).map(({ value }) => value)).toEqual(['Navoiy koʻchasi', '12', '5'])
  expect(
    postalAddress([said({ data: { street: 'Navoiy koʻchasi', house: ' 12 ', flat: '' } })], none, country),
  ).toEqual([
    { part: 'street', value: 'Navoiy koʻchasi' },
    { part: 'house', value: '12' },
  ])
})

it('is nobody else’s, and nothing that no register of addresses said', () => {
  expect(postalAddress([said()], new Set(['address']), country)).toEqual([])
  for (const other of [{ register: 'cadastre' }, { status: 'missing', data: null }, { data: { street: 7 } }])
    expect(postalAddress([said(other) as never], none, country)).toEqual([])
})
