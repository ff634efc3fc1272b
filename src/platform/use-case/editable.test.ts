import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { bodyOf, changedSince, matchesTag, namedBy, shownOf, tagOf, editable, useCase } from './index.ts'

const look = useCase({
  name: 'test.look',
  title: 'A look',
  at: 'GET /things/{id}',
  input: z.object({ id: z.string() }),
  output: z.record(z.string(), z.json()),
  may: 'anyone',
}).reads(async () => ({}))
const it1 = editable(look, { lock: async () => undefined, parts: (answer) => answer })
const values = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<any>, {
  maxKeys: 5,
})

describe('a tag', () => {
  it('changes when and only when the representation does', () => {
    fc.assert(
      fc.property(values, values, (item, other) => {
        const [a, b] = [bodyOf(look, item), bodyOf(look, other)]
        expect(tagOf(a) === tagOf(b)).toBe(a === b)
        expect(tagOf(bodyOf(look, structuredClone(item)))).toBe(tagOf(a))
      }),
    )
  })

  it.each([
    ['"a"', true, true],
    ['*', true, true],
    [' * ', true, true],
    ['"x", "a"', true, true],
    ['"x","a" , W/"y"', true, true],
    ['W/"a"', false, true],
    ['"b"', false, false],
    ['', false, false],
    ['a', false, false],
    ['"x,"a"', false, false],
    ['"x, y", "a"', true, true],
    ['*"a', false, false],
  ])('fits in %s: strongly %s, weakly %s', (header, strong, weak) => {
    expect([matchesTag(header, '"a"', false), matchesTag(header, '"a"', true)]).toEqual([strong, weak])
  })
})

describe('what a form was shown with', () => {
  it('names exactly the parts that are other, gone or new', () => {
    fc.assert(
      fc.property(values, values, (before, after) => {
        const same = (name: string) => JSON.stringify(before[name]) === JSON.stringify(after[name])
        const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
          (name) => !Object.hasOwn(before, name) || !Object.hasOwn(after, name) || !same(name),
        )
        expect(changedSince(it1, after, shownOf(it1, before)).sort()).toEqual(names.sort())
      }),
    )
  })

  it('says nothing of parts that the form does not edit, and reads nothing from a field that is not ours', () => {
    expect(changedSince(it1, { a: 1, b: 2 }, shownOf(it1, { a: 1, b: 1 }, ['a']))).toEqual([])
    expect(changedSince(it1, { a: 1 }, shownOf(it1, {}, ['a']))).toEqual(['a'])
    for (const odd of [
      '',
      ' ',
      'other.look a:12345678',
      'test.look',
      'test.look a',
      'test.look a:1 : b:',
      'test.look \u0000:::',
    ])
      expect(changedSince(it1, { a: 1 }, odd)).toEqual([])
  })
})

it('can be edited only by a change whose input names it', () => {
  const shape = {
    name: 'test.change',
    title: 'A change',
    at: 'POST /things',
    output: z.object({}),
    may: 'anyone',
  } as const
  const good = [
    useCase({ ...shape, input: z.object({ id: z.string(), more: z.number() }), edits: it1 }),
    useCase({
      ...shape,
      input: z.object({ of: z.string() }),
      edits: namedBy(it1, ({ of }: { of: string }) => ({ id: of })),
    }),
    // @ts-expect-error -- the input has no `id`
    useCase({ ...shape, input: z.object({ other: z.string() }), edits: it1 }),
    // @ts-expect-error -- `id` is no text
    useCase({ ...shape, input: z.object({ id: z.number() }), edits: [it1] }),
    useCase({
      ...shape,
      input: z.object({ id: z.string() }),
      // @ts-expect-error -- it names `of`
      edits: namedBy(it1, ({ of }: { of: string }) => ({ id: of })),
    }),
  ]
  expect(good).toHaveLength(5)
  expect(it1.named({ id: 'x', more: 1 } as never)).toEqual({ id: 'x' })
})
