import fc from 'fast-check'
import { expect, it } from 'vitest'
import { conventions } from '../../../platform/i18n/testing.ts'
import { fillRuns, fillText, paragraphsOf, parseText } from './fill-text.ts'

const body = parseText(
  '{name} is appointed guardian of {ward}.\n\nThe guardian cares for the person.\n\nBasis: {filed}.',
)
const filled = (values: Record<string, unknown>) => fillRuns(body, 'en', conventions, values)

it('puts values into sentences as data, apart from the words around them', () => {
  expect(paragraphsOf(filled({ name: 'Ali', ward: 'Vali', filed: '2026-03-02' }))).toEqual([
    [
      { text: 'Ali', data: true },
      { text: ' is appointed guardian of ', data: false },
      { text: 'Vali', data: true },
      { text: '.', data: false },
    ],
    [{ text: 'The guardian cares for the person.', data: false }],
    [
      { text: 'Basis: ', data: false },
      { text: '2 March 2026', data: true },
      { text: '.', data: false },
    ],
  ])
})

it('lets no value begin a paragraph, however its lines are broken', () => {
  const hostile = fc
    .array(fc.constantFrom('\n', '\n\n', '\r\n', '\v', '\u0085', '\u2028', '\u2029', '2. ', 'Granted.', ' ', 'Ali'))
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(hostile, hostile, (name, ward) => {
      expect(paragraphsOf(filled({ name, ward, filed: '' }))).toHaveLength(3)
      expect(
        fillText(body, 'en', conventions, { name, ward, filed: '' }).split(/[\n\r\v\u0085\u2028\u2029]+/),
      ).toHaveLength(3)
    }),
  )
})

it('writes what the author put into an expression in the letters of the language, and leaves data as it is', () => {
  const text = parseText('Reyestr: {if register = "tax" then "Soliq qoʻmitasi" else register}.')
  const said = (register: string) => fillText(text, 'uz-cyrl', conventions, { register })
  expect(said('tax')).toBe('Реестр: Солиқ қўмитаси.')
  expect(said('Bahor Savdo')).toBe('Реестр: Bahor Savdo.')
})

it('writes what is below zero with a minus, and leaves years and days ungrouped', () => {
  const said = (left: number) => fillText(parseText('Left: {left}.'), 'en', conventions, { left })
  expect([-444.5, -44, 2026, 72_900].map(said)).toEqual([
    'Left: \u2212444.5.',
    'Left: \u221244.',
    'Left: 2026.',
    'Left: 72,900.',
  ])
})
