import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readYaml } from './index.ts'

const schema = z.strictObject({
  name: z.string(),
  people: z.array(z.strictObject({ id: z.string(), age: z.int() })).default([]),
  fee: z
    .union([
      z.strictObject({ none: z.literal(true) }),
      z.strictObject({ lines: z.array(z.strictObject({ amount: z.number() })) }),
    ])
    .optional(),
})

describe('a data file', () => {
  it('is read into its value and knows its lines', () => {
    const read = readYaml('name: a\npeople:\n  - {id: x, age: 1}\n', schema)
    expect(read).toMatchObject({ value: { name: 'a', people: [{ id: 'x', age: 1 }] } })
    expect('lineOf' in read && read.lineOf(['people', 0, 'age'])).toBe(3)
  })

  it.each<[string, string, number, RegExp]>([
    ['a wrong type', 'name: a\npeople:\n  - id: x\n    age: old\n', 4, /number/],
    ['a field that lacks: the line of its parent', 'name: a\npeople:\n  - id: x\n', 3, /expected/i],
    ['a field that is not known', 'name: a\nnmae: b\n', 2, /"nmae" is not a field/],
    ['deep in the branch that was meant', 'name: a\nfee:\n  lines:\n    - amount: 1\n    - amount: x\n', 5, /number/],
    ['broken YAML', 'name: a\npeople: [\n', 3, /./],
    ['a key given twice', 'name: a\nname: b\n', 2, /unique/],
    ['a name that no field has', 'name: a\npeople:\n  - id: x\n    toString: 1\n', 4, /toString/],
    ['an alias', 'name: &a x\npeople: *a\n', 2, /alias/],
    ['an empty file', '', 1, /./],
  ])('%s', (_, text, line, message) => {
    const read = readYaml(text, schema)
    expect('problems' in read && read.problems[0]).toMatchObject({ line, message: expect.stringMatching(message) })
  })

  it('is refused when it unfolds or is endless', () => {
    expect(readYaml(`name: ${'a'.repeat(2_000_001)}`, schema)).toMatchObject({ problems: [{ line: 1 }] })
    const laughs = `a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n`
    expect('problems' in readYaml(laughs, z.any())).toBe(true)
  })
})
