import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileFeel } from '../rules/index.ts'
import { toFeel, translate, Untranslatable } from './index.ts'

const value = (text: string, context: Record<string, unknown> = {}) =>
  compileFeel(toFeel(text)).evaluate(context, { now: '2026-03-02T10:00:00Z' })

describe('expressions of other engines', () => {
  it.each<[string, Record<string, unknown>, unknown]>([
    ['${nrOfCompletedInstances/nrOfInstances >= 0.5}', { nrOfCompletedInstances: 3, nrOfInstances: 5 }, true],
    ['${a ? "yes" : "no"}', { a: false }, 'no'],
    ['${a == 1 ? b : c}', { a: 1, b: 'x', c: 'y' }, 'x'],
    ['${list[0]}', { list: ['first', 'second'] }, 'first'],
    ['${list[i]}', { list: ['first', 'second'], i: 1 }, 'second'],
    ["${person['name']}", { person: { name: 'Olim' } }, 'Olim'],
    ['${person[key]}', { person: { name: 'Olim' }, key: 'name' }, 'Olim'],
    ['${order.items.size() > 1}', { order: { items: [1, 2] } }, true],
    ['${order.items[0].price * 2}', { order: { items: [{ price: 4 }] } }, 8],
    ['${(a + 1) * 2 - 3 % 2}', { a: 1 }, 3],
    ['${list.contains("b")}', { list: ['a', 'b'] }, true],
    ["${name.equals('x') || false}", { name: 'x' }, true],
    ['${"a}b"}', {}, 'a}b'],
    ['${-a}', { a: 2 }, -2],
    ['My ${a} and ${b}', { a: 1, b: 'two' }, 'My 1 and two'],
    ['Task ${loopCounter}', { loopCounter: 0 }, 'Task 0'],
    ['${execution.getVariable("a")}', { a: 5 }, 5],
    ["#{a eq 'x' or b ge 2}", { b: 2 }, true],
    ['${name.substring(1, 3)}', { name: 'abcde' }, 'bc'],
    ['${1 eq 1 and not false}', {}, true],
    ['${variables:getOrDefault(total, 7) + 1}', {}, 8],
    ['${vars:lt("age", 18)}', { age: 17 }, true],
  ])('%s with %j', (text, context, expected) => expect(value(text, context)).toEqual(expected))

  it.each<[string, Record<string, unknown>, unknown]>([
    ['${!rejected}', {}, true],
    ['${!rejected}', { rejected: null }, true],
    ['${!rejected}', { rejected: 'TRUE' }, false],
    ['${not flag}', { flag: '' }, true],
    ['${a && !b}', { a: 'true' }, true],
    ['${a || b}', { b: true }, true],
    ['${a || b}', {}, false],
    ['${!(a > 5)}', {}, true],
    ['${!(a == 1)}', {}, true],
    ['${a ? 1 : 2}', {}, 2],
  ])('truth: %s with %j', (text, context, expected) => expect(value(text, context)).toBe(expected))

  it.each<[string, Record<string, unknown>, unknown]>([
    ['${"10" > 5}', {}, true],
    ['${a > 5}', { a: '10' }, true],
    ['${a > b}', { a: '10', b: 9 }, true],
    ['${a > b}', { a: '10', b: '9' }, false],
    ['${a < 5}', {}, false],
    ['${a <= b}', {}, true],
    ['${a == 10}', { a: '10' }, true],
    ['${a == "10"}', { a: 10 }, true],
    ['${a == b}', { a: '10', b: 10 }, true],
    ['${a == b}', {}, true],
    ['${a == null}', {}, true],
    ['${a != null}', { a: 0 }, true],
    ['${a == false}', {}, false],
    ['${a == true}', { a: 'true' }, true],
    ['${a == "true"}', { a: true }, true],
    ['${a != "x"}', {}, true],
    ['${a ne b}', { a: 'x', b: 'y' }, true],
    ['${"a" == "b"}', {}, false],
    ['${"b" gt "a"}', {}, true],
  ])('comparison: %s with %j', (text, context, expected) => expect(value(text, context)).toBe(expected))

  it.each<[string, Record<string, unknown>, unknown]>([
    ['${total + 1}', {}, 1],
    ['${total + 1}', { total: '41' }, 42],
    ['${-7 % 3}', {}, -1],
    ['${7 mod -3}', {}, 1],
    ['${1.5e2 + .5}', {}, 150.5],
    ['${empty list}', { list: [] }, true],
    ['${empty list}', { list: [0] }, false],
    ['${empty name}', {}, true],
    ['${empty map}', { map: {} }, true],
    ['${empty number}', { number: 0 }, false],
    ['${not empty name}', { name: 'x' }, true],
    ['Order ${a}', {}, 'Order '],
  ])('absent, empty and numbers: %s with %j', (text, context, expected) =>
    expect(value(text, context)).toEqual(expected),
  )

  it.each(['${bean.call(a)}', '${call()}', '${a', '${a ~ b}', '${}', '${a b}', '${a.}', '${a ? b}', '${"a}'])(
    '%s is refused',
    (text) => expect(() => toFeel(text)).toThrow(Untranslatable),
  )

  it('knows what is the same everywhere', () => {
    expect(value("${'new'}-order")).toBe('new-order')
    expect(translate("${'new'}-order").isConstant).toBe(true)
    expect(translate('${1 + 1}').isConstant).toBe(true)
    expect(translate('${kind}-order').isConstant).toBe(false)
    expect(translate('${now()}').isConstant).toBe(false)
  })

  it('grows with what was written and not with how it is nested', () => {
    const nested = Array.from({ length: 12 }).reduce<string>((inside) => `(${inside} == a)`, 'b')
    expect(toFeel(`\${${nested}}`).length).toBeLessThan(12 * 800)
    expect(value(`\${${nested}}`, { a: true, b: true })).toBe(true)
  })
})

/** The rules of the Jakarta Expression Language for values, as a program says them. */
const asNumber = (value: unknown) => (value === null || value === '' ? 0 : Number(value))
const oracle = {
  not: (value: unknown) => !(typeof value === 'string' ? value.toLowerCase() === 'true' : value === true),
  equals(value: unknown, compared: unknown): boolean {
    if (value === null || compared === null) return value === compared
    if (typeof value === 'number' || typeof compared === 'number') return Number(value) === Number(compared)
    if (typeof value === 'boolean' || typeof compared === 'boolean') return !oracle.not(value) === !oracle.not(compared)
    return value === compared
  },
  less(value: unknown, compared: unknown): boolean {
    if (value === null || compared === null) return false
    if (typeof value === 'number' || typeof compared === 'number') return asNumber(value) < asNumber(compared)
    return String(value) < String(compared)
  },
}

describe('values of any kind', () => {
  const digits = fc.integer({ min: -20, max: 20 })
  const any = fc.oneof(fc.constant(null), fc.boolean(), digits, digits.map(String))
  it('are taken as the compared language takes them', () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(value('${!a}', { a })).toBe(oracle.not(a))
        // a boolean is no number: there the other language refuses
        const comparable = [a, b].every((value) => typeof value !== 'boolean')
        if (comparable || typeof a === typeof b) {
          expect(value('${a == b}', { a, b })).toBe(oracle.equals(a, b))
          expect(value('${a != b}', { a, b })).toBe(!oracle.equals(a, b))
        }
        if (comparable) {
          expect(value('${a < b}', { a, b })).toBe(oracle.less(a, b))
          expect(value('${a >= b}', { a, b })).toBe(
            a === null && b === null ? true : a !== null && b !== null && !oracle.less(a, b),
          )
          expect(value('${a + b}', { a, b })).toBe(asNumber(a) + asNumber(b))
        }
      }),
    )
  })
})
