import { expect, it } from 'vitest'
import { z } from 'zod'
import { unknownFieldsIn } from './unknown-fields.ts'

const schema = z.object({
  service: z.string(),
  answers: z.record(z.string(), z.json()).default({}),
  applicant: z.object({ number: z.string(), lines: z.array(z.object({ sum: z.int() })).optional() }).optional(),
  result: z.union([z.object({ granted: z.literal(true) }), z.object({ reason: z.string().nullable() })]).optional(),
  tail: z.looseObject({}).optional(),
})
const named = (sent: unknown) => unknownFieldsIn(schema, sent).map(({ path }) => path)

it('names what nobody reads, wherever it stands, and nothing that somebody does', () => {
  expect(
    named({
      servise: 'a',
      applicant: { numbr: '1', lines: [{ sum: 1 }, { sum: 1, summ: 2 }] },
      result: { reasn: 'x' },
    }),
  ).toEqual(['servise', 'applicant.numbr', 'applicant.lines.1.summ', 'result.reasn'])
  expect(
    named({ service: 'a', answers: { any: { thing: [1] } }, result: { reason: null }, tail: { more: { more: 1 } } }),
  ).toEqual([])
  // what is of another kind than is taken is said by the schema
  expect(named({ applicant: ['x'], answers: 'x', result: null })).toEqual([])
  expect(named(JSON.parse('{"__proto__":{"admin":true},"toString":1}'))).toEqual(['__proto__', 'toString'])
})

it('shows no name that is none', () => {
  for (const name of ['a\u202Eb', 'x'.repeat(1_000_000)])
    expect(unknownFieldsIn(schema, { applicant: { [name]: 1 } })).toEqual([
      { path: 'applicant', text: 'errors.input.invalid-key' },
    ])
})
