import { describe, expect, it } from 'vitest'
import { compileFeel } from './index.ts'
import { value } from './testing/feel-value.ts'

describe('limits', () => {
  it('refuses an enormous loop before it runs', () => {
    expect(() => compileFeel('for x in 1..1000000000 return x')).toThrow(/loop/)
    expect(() => value('for x in 1..n return x', { n: 1e9 })).toThrow(/loop over more than 100000/)
  })
  it.each([
    ['too-many-steps', 'some x in 1..100000 satisfies some y in 1..100000 satisfies x * y < 0'],
    ['too-deep', '{f: function(x) f(x + 1), r: f(1)}.r'],
    ['text-too-long', '{d: function(s, n) if n = 0 then s else d(s + s, n - 1), r: d("xxxxxxxxxx", 40)}.r'],
    ['list-too-long', '{d: function(l, n) if n = 0 then l else d(concatenate(l, l), n - 1), r: d([1], 40)}.r'],
    [
      'list-too-long',
      '{d: function(l, n) if n = 0 then l else d([l, l], n - 1), r: d([1], 40) = d([2], 40), q: d([1], 40) = d([1], 40)}',
    ],
    ['text-too-long', '{d: function(l, n) if n = 0 then l else d([l, l], n - 1), r: string(d([1], 40))}'],
    ['too-many-steps', '{d: function(l, n) if n = 0 then l else d([l, l], n - 1), r: flatten(d([], 40))}'],
    ['text-too-long', String.raw`matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "(a+)+\1b")`],
    ['too-long', `"${'x'.repeat(30_000)}"`],
  ])('%s: %.80s', (code, expression) => {
    try {
      value(expression)
    } catch (error) {
      expect(error).toMatchObject({ name: 'FeelError', code })
      return
    }
    throw new Error('it ran')
  })
})

describe('JavaScript', () => {
  it.each([
    'constructor',
    '__proto__',
    'globalThis',
    '{}.constructor',
    '"".constructor',
    '(function(x) x).constructor',
    '{a: 1}.__proto__.x',
    '[1].constructor',
    'get value({}, "constructor")',
    'list.map',
    'this',
  ])('is not reached by %s', (expression) => {
    expect([null, [null]]).toContainEqual(value(expression, { list: [1], f: (x: number) => x }))
  })
  it.each(['toString()', 'f(1)', 'eval("1")', 'process.exit(1)', 'sum.constructor("return 1")()'])(
    'is called by no name: %s',
    (expression) => {
      expect(() => value(expression, { f: (x: number) => x })).toThrow(/^(there is|values have) no function "/)
    },
  )
  it('is not changed by names it knows', () => {
    expect(value('context put({}, "__proto__", {x: 1}).x')).toBeNull()
    expect(value('{__proto__: {x: 1}}.x')).toBeNull()
    expect(value('context([{key: "__proto__", value: {polluted: true}}]).polluted')).toBeNull()
    expect(value('a', { a: JSON.parse('{"__proto__": {"x": 1}}') as unknown })).toEqual(
      JSON.parse('{"__proto__": {"x": 1}}'),
    )
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})
