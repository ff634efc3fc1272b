import { describe, expect, it } from 'vitest'
import { compileFeel } from '../rules/index.ts'
import { toFeel, Untranslatable } from './translate-expression.ts'

const value = (text: string, context: Record<string, unknown> = {}) =>
  compileFeel(toFeel(text)).evaluate(context, { now: null })

describe('expressions of other engines', () => {
  it.each<[string, string]>([
    ['${input == 1}', '(input = 1)'],
    ['${a != null && !b}', '(a != null) and not(b)'],
    ["#{a eq 'x' or b ge 2}", '(a = "x") or (b >= 2)'],
    ['Task ${loopCounter}', '"Task " + string(loopCounter)'],
    ['${execution.getVariable("a")}', 'a'],
  ])('%s', (text, feel) => expect(toFeel(text)).toBe(feel))
  it.each<[string, Record<string, unknown>, unknown]>([
    ['${nrOfCompletedInstances/nrOfInstances >= 0.5}', { nrOfCompletedInstances: 3, nrOfInstances: 5 }, true],
    ['${a ? "yes" : "no"}', { a: false }, 'no'],
    ['${a == 1 ? b : c}', { a: 1, b: 'x', c: 'y' }, 'x'],
    ['${list[0]}', { list: ['first', 'second'] }, 'first'],
    ['${list[i]}', { list: ['first', 'second'], i: 1 }, 'second'],
    ["${person['name']}", { person: { name: 'Olim' } }, 'Olim'],
    ['${order.items.size() > 1}', { order: { items: [1, 2] } }, true],
    ['${empty list}', { list: [] }, true],
    ['${not empty name}', { name: 'x' }, true],
    ['${(a + 1) * 2 - 3 % 2}', { a: 1 }, 3],
    ['${list.contains("b")}', { list: ['a', 'b'] }, true],
    ["${name.equals('x') || false}", { name: 'x' }, true],
    ['${"a}b"}', {}, 'a}b'],
    ['${-a}', { a: 2 }, -2],
    ['My ${a} and ${b}', { a: 1, b: 'two' }, 'My 1 and two'],
  ])('%s with %j', (text, context, expected) => expect(value(text, context)).toEqual(expected))
  it.each(['${bean.call(a)}', '${call()}', '${a', '${a ~ b}', '${}', '${a b}'])('%s is refused', (text) =>
    expect(() => toFeel(text)).toThrow(Untranslatable),
  )
})
