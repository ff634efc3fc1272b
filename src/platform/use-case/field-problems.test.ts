import { readdirSync } from 'node:fs'
import { z } from 'zod'
import { expect, it } from 'vitest'
import { readCountry } from '../country/index.ts'
import { loadTexts } from '../i18n/index.ts'
import { fieldProblems } from './field-problems.ts'

const { conventions } = readCountry('country/uz')
const texts = loadTexts(['texts', 'country/uz/texts'], conventions)

const told = (schema: z.ZodType, value: unknown, language = 'en') =>
  fieldProblems(schema.safeParse(value, { reportInput: true }).error!).map(({ text, parameters }) =>
    texts.in(language).t(text, parameters),
  )

it.each([
  [z.string().min(5), 'ab', 'Write at least 5 characters.'],
  [z.string().min(1), '', 'This must be filled in.'],
  [z.string().max(21), 'x'.repeat(22), 'Shorten this: it may have at most 21 characters.'],
  [z.number().min(3), 1, 'Write 3 or more.'],
  [z.number().max(1000), 5000, 'Write 1,000 or less.'],
  [z.int(), 1.5, 'Write a whole number, without a fraction.'],
  [z.array(z.string()).max(2), ['a', 'b', 'c'], 'Choose at most 2.'],
  [z.iso.date(), '2026-02-30', 'Write a date that the calendar has: year, month and day, such as 2026-03-14.'],
  [z.uuid(), 'abc', 'The number of the record is not whole. Open the record again and repeat.'],
  [z.string(), undefined, 'This must be filled in.'],
  [z.string().min(5), '', 'This must be filled in.'],
  [z.iso.date(), '', 'This must be filled in.'],
  [z.boolean(), 'x', 'Answer yes or no.'],
  [z.number(), 'many', 'Write a number here.'],
  [z.int(), '1.000', '1.000 can mean two numbers. Write 1,000 or 1.'],
])('says what to do: %#', (schema, value, sentence) => {
  expect(told(schema, value)).toEqual([sentence])
})

it('counts in Russian as the language does', () => {
  expect(told(z.string().max(21), 'x'.repeat(22), 'ru')).toEqual(['Сократите: не больше 21 знака.'])
  expect(told(z.string().max(22), 'x'.repeat(23), 'ru')).toEqual(['Сократите: не больше 22 знаков.'])
})

it('has a sentence in each language for all that zod can find', () => {
  const codes = ['invalid_type', 'too_big', 'too_small', 'invalid_format', 'not_multiple_of', 'unrecognized_keys']
  codes.push('invalid_union', 'invalid_key', 'invalid_element', 'invalid_value', 'custom')
  for (const language of readdirSync('texts').filter((name) => conventions.languages.is(name)))
    for (const code of codes)
      for (const origin of ['string', 'number', 'array', 'date', 'bigint', 'file']) {
        const [problem] = fieldProblems({
          issues: [{ code, origin, format: 'regex', expected: 'map', minimum: 2, maximum: 2, divisor: 3, path: [] }],
        } as unknown as z.ZodError)
        expect(texts.in(language).t(problem!.text, problem!.parameters)).not.toContain('⟦')
      }
})
