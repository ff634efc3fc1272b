import { evaluate } from 'feelin'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileFeel, compileUnary, FeelError, toJson } from './index.ts'

/** FEEL has one zero (DMN 1.5, 10.3.2.2). */
const withoutNegativeZero = (value: unknown) => (value === 0 ? 0 : value)

describe('compileFeel', () => {
  it.each([
    ['age >= 60 and experience >= 7', { age: 61, experience: 8 }, true],
    ['if applicant.age > 18 then "adult" else "child"', { applicant: { age: 20 } }, 'adult'],
    ['sum(for line in lines return line.amount)', { lines: [{ amount: 2 }, { amount: 3 }] }, 5],
    ['answers.kind = "adult"', { answers: { kind: 'adult' } }, true],
    ['unknown + 1', {}, null],
    ['string length(name)', { name: 'Aziz' }, 4],
    ['reference.BRV * 0.2', { reference: { BRV: 412000 } }, 82400],
    ['{amount: 5, total: amount * 2}.total', {}, 10],
    ['count(list) = 2', { list: [1, 2] }, true],
    ['not(done)', { done: false }, true],
    ['some x in list satisfies x > 1', { list: [1, 2] }, true],
    ['list contains(list, item)', { list: [1, 2], item: 2 }, true],
  ])('%s', (expression, context, expected) => { expect(compileFeel(expression).evaluate(context)).toEqual(expected) })

  it('gives what feelin gives without compiling', () => {
    fc.assert(fc.property(fc.integer({ min: -100, max: 100 }), fc.integer({ min: -5, max: 5 }), fc.string(), (a, b, s) => {
      for (const expression of ['a + b * 2', 'if a > b then s else string(a)', '[a, b, s][1]', 'a / b', 's = "x" or a between -10 and 10']) {
        expect(toJson(compileFeel(expression, { names: ['a', 'b', 's'] }).evaluate({ a, b, s }))).toEqual(withoutNegativeZero(toJson(evaluate(expression, { a, b, s }).value)))
      }
    }), { numRuns: 50 })
  })

  it('refuses what is no FEEL, and loops without end', () => {
    expect(() => compileFeel('a +')).toThrow(FeelError)
    expect(() => compileFeel(') + (')).toThrow(FeelError)
    expect(() => compileFeel('for x in 1..1000000000 return x')).toThrow(/loop/)
  })

  it('does not run JavaScript', () => {
    expect(toJson(compileFeel('constructor').evaluate({}))).toBeNull()
    expect(() => compileFeel('process.exit(1)').evaluate({})).not.toThrow()
  })
})

describe('compileUnary', () => {
  it.each([['>= 60', 61, true], ['>= 60', 59, false], ['-', 1, true], ['"a","b"', 'b', true], ['not("a","b")', 'c', true], ['[1..5]', 3, true], ['limit', 4, true], ['? > limit + 1', 6, true], ['count(?) > 1', [1, 2], true], ['true', true, true], ['null', null, true]])('%s of %j', (test, value, expected) => {
    expect(compileUnary(test)(value, { limit: 4 })).toBe(expected)
  })
})
