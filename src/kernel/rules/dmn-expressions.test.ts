import { describe, expect, it } from 'vitest'
import { decision, literal, part, entry, result } from './testing/dmn-models.ts'

describe('boxed expressions', () => {
  it.each([
    ['context', `<context>${entry('a', literal('1'))}${entry('b b', literal('a + 1'))}</context>`, { a: 1, 'b b': 2 }],
    [
      'context with a result',
      `<context>${entry('a-b', literal('3'))}<contextEntry>${literal('a-b * 2')}</contextEntry></context>`,
      6,
    ],
    ['list', `<list>${literal('1')}${literal('"x"')}</list>`, [1, 'x']],
    [
      'relation',
      `<relation><column name="id"/><column name="to pay"/><row>${literal('1')}${literal('10')}</row><row>${literal('2')}${literal('20')}</row></relation>`,
      [
        { id: 1, 'to pay': 10 },
        { id: 2, 'to pay': 20 },
      ],
    ],
    [
      'function that calls itself',
      `<context>${entry('f', `<functionDefinition><formalParameter name="n" typeRef="number"/>${literal('if n <= 1 then 1 else n * f(n - 1)')}</functionDefinition>`)}<contextEntry>${literal('f(5)')}</contextEntry></context>`,
      120,
    ],
    [
      'invocation',
      `<invocation>${literal('substring')}<binding><parameter name="string"/>${literal('"foobar"')}</binding><binding><parameter name="start position"/>${literal('4')}</binding></invocation>`,
      'bar',
    ],
    [
      'conditional',
      `<conditional>${part('if', '1 > 2')}${part('then', '"a"')}${part('else', '"b"')}</conditional>`,
      'b',
    ],
    ['filter', `<filter>${part('in', '[{v: 1}, {v: 5}]')}${part('match', 'v > 2')}</filter>`, [{ v: 5 }]],
    [
      'for',
      `<for iteratorVariable="i">${part('in', '1..3')}${part('return', 'i + count(partial)')}</for>`.replace(
        '1..3',
        '[1..3]',
      ),
      [1, 3, 5],
    ],
    ['some', `<some iteratorVariable="my i">${part('in', '[1, 2]')}${part('satisfies', 'my i > 1')}</some>`, true],
    ['every', `<every iteratorVariable="i">${part('in', '[1, 2]')}${part('satisfies', 'i > 1')}</every>`, false],
    ['entry that does not fit its type', `<context>${entry('a', literal('"1"'), 'number')}</context>`, { a: null }],
  ])('%s', async (_, expression, expected) => {
    expect(await result(decision(expression))).toMatchObject({ result: expected, errors: [] })
  })
})

describe('instance of', () => {
  const types = `<itemDefinition name="tColour"><typeRef>string</typeRef><allowedValues><text>"red", "green"</text></allowedValues></itemDefinition>
    <itemDefinition name="tCar"><itemComponent name="colour"><typeRef>tColour</typeRef></itemComponent><itemComponent name="note"/></itemDefinition>`
  it.each([
    ['"red" instance of tColour', true],
    ['"blue" instance of tColour', true],
    ['1 instance of tColour', false],
    ['null instance of tColour', false],
    ['{colour: "blue", note: 1} instance of tCar', true],
    ['{colour: "blue", note: null} instance of tCar', true],
    ['{colour: "blue"} instance of tCar', false],
    ['{colour: 1, note: 1} instance of tCar', false],
    ['"red" instance of tUnknown', null],
    ['["red"] instance of list', null],
  ])('asks for the type, not for what is allowed of it: %s', async (expression, expected) => {
    expect((await result(`${types}${decision(literal(expression))}`)).result).toBe(expected)
  })
  it('leaves the values that are allowed to variables', async () => {
    expect(await result(`${types}${decision(literal('"blue"'), 'tColour')}`)).toMatchObject({
      result: null,
      errors: [expect.stringContaining('tColour')],
    })
  })
})
