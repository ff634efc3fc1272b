import { describe, expect, it } from 'vitest'
import { compileDmn } from './index.ts'
import { decide, decision, definitions, entry, input, literal, requires, result } from './testing/dmn-models.ts'

const table = (attributes: string, rules: [string, string][], outputs = '<output/>') =>
  decision(
    `<decisionTable ${attributes}><input><inputExpression><text>x</text></inputExpression></input>${outputs}${rules
      .map(
        ([test, output]) =>
          `<rule><inputEntry><text>${test.replaceAll('<', '&lt;')}</text></inputEntry>${output
            .split(';')
            .map((text) => `<outputEntry><text>${text}</text></outputEntry>`)
            .join('')}</rule>`,
      )
      .join('')}</decisionTable>`,
  )
const priorities = '<output><outputValues><text>"high","low"</text></outputValues></output>'

describe('decision tables', () => {
  it.each([
    [
      'UNIQUE',
      table('', [
        ['< 5', '1'],
        ['>= 5', '2'],
      ]),
      2,
    ],
    [
      'ANY',
      table('hitPolicy="ANY"', [
        ['> 0', '"a"'],
        ['> 5', '"a"'],
      ]),
      'a',
    ],
    [
      'FIRST',
      table('hitPolicy="FIRST"', [
        ['> 0', '1'],
        ['-', '2'],
      ]),
      1,
    ],
    [
      'PRIORITY',
      table(
        'hitPolicy="PRIORITY"',
        [
          ['-', '"low"'],
          ['> 5', '"high"'],
        ],
        priorities,
      ),
      'high',
    ],
    [
      'OUTPUT ORDER',
      table(
        'hitPolicy="OUTPUT ORDER"',
        [
          ['-', '"low"'],
          ['> 5', '"high"'],
        ],
        priorities,
      ),
      ['high', 'low'],
    ],
    [
      'RULE ORDER',
      table('hitPolicy="RULE ORDER"', [
        ['-', '"low"'],
        ['> 5', '"high"'],
      ]),
      ['low', 'high'],
    ],
    [
      'COLLECT',
      table('hitPolicy="COLLECT"', [
        ['-', '1'],
        ['> 5', 'x * 2'],
      ]),
      [1, 14],
    ],
    ['COLLECT nothing', table('hitPolicy="COLLECT"', [['< 0', '1']]), []],
    [
      'SUM',
      table('hitPolicy="COLLECT" aggregation="SUM"', [
        ['-', '0.1'],
        ['> 5', '0.2'],
      ]),
      0.3,
    ],
    [
      'MIN',
      table('hitPolicy="COLLECT" aggregation="MIN"', [
        ['-', '3'],
        ['> 5', '2'],
      ]),
      2,
    ],
    [
      'MAX',
      table('hitPolicy="COLLECT" aggregation="MAX"', [
        ['-', '3'],
        ['> 5', '2'],
      ]),
      3,
    ],
    [
      'COUNT',
      table('hitPolicy="COLLECT" aggregation="COUNT"', [
        ['-', '3'],
        ['> 5', '3'],
      ]),
      2,
    ],
    ['COUNT of none', table('hitPolicy="COLLECT" aggregation="COUNT"', [['< 0', '3']]), 0],
    ['SUM of none', table('hitPolicy="COLLECT" aggregation="SUM"', [['< 0', '3']]), null],
    [
      'COLLECT nothing, with a default',
      table(
        'hitPolicy="COLLECT"',
        [['< 0', '1']],
        '<output><defaultOutputEntry><text>9</text></defaultOutputEntry></output>',
      ),
      9,
    ],
    ['several outputs', table('', [['-', '1;"a"']], '<output name="n"/><output name="t"/>'), { n: 1, t: 'a' }],
    [
      'a default',
      table('', [['< 0', '1']], '<output><defaultOutputEntry><text>9</text></defaultOutputEntry></output>'),
      9,
    ],
    ['no hit', table('', [['< 0', '1']]), null],
  ])('%s', async (_, inside, expected) => {
    expect(await result(inside, { x: 7 })).toMatchObject({ result: expected, errors: [] })
  })

  it('says that rules contradict each other', async () => {
    expect(
      await result(
        table('', [
          ['-', '1'],
          ['> 5', '2'],
        ]),
        { x: 7 },
      ),
    ).toMatchObject({ result: null, errors: ['D: 2 rules match, and only one may'] })
    expect(
      await result(
        table('hitPolicy="ANY"', [
          ['-', '1'],
          ['> 5', '2'],
        ]),
        { x: 7 },
      ),
    ).toMatchObject({ result: null, errors: [expect.stringContaining('do not agree')] })
  })
})

describe('a boolean beside the input of a table', () => {
  const comments = `${input('Comment', 'string')}${input('vip', 'boolean')}${decision(
    `<decisionTable hitPolicy="FIRST"><input><inputExpression typeRef="string"><text>Comment</text></inputExpression></input><output/>${[
      ['string length(?) &gt; 100', '"long"'],
      ['vip', '"vip"'],
      ['-', '"other"'],
    ]
      .map(
        ([test, output]) =>
          `<rule><inputEntry><text>${test}</text></inputEntry><outputEntry><text>${output}</text></outputEntry></rule>`,
      )
      .join('')}</decisionTable>`,
    '',
    requires('Comment') + requires('vip'),
  )}`
  it.each([
    [{ Comment: null, vip: true }, 'vip'],
    [{ Comment: 'short', vip: true }, 'vip'],
    [{ Comment: null, vip: false }, 'other'],
    [{ Comment: 'short', vip: null }, 'other'],
    [{ vip: null }, 'other'],
    [{ Comment: 'x'.repeat(101), vip: true }, 'long'],
  ])('is judged by itself: %j', async (given, expected) => {
    expect(await result(comments, given)).toMatchObject({ result: expected, errors: [] })
  })
  it.each([
    [true, true, 'same'],
    [false, false, 'same'],
    [null, true, 'other'],
    [false, true, 'other'],
  ])('is compared where the input is a boolean too: %j beside %j', async (paid, vip, expected) => {
    const same = comments
      .replace('<text>Comment</text>', '<text>paid</text>')
      .replace('<inputExpression typeRef="string">', '<inputExpression typeRef="boolean">')
      .replace('string length(?) &gt; 100', 'vip')
      .replace('"long"', '"same"')
      .replace(
        '<text>vip</text></inputEntry><outputEntry><text>"vip"',
        '<text>? = 1</text></inputEntry><outputEntry><text>"vip"',
      )
    expect(await result(same, { paid, vip })).toMatchObject({ result: expected })
  })
})

describe('what a table leaves open is said', () => {
  const rows: [string, string][] = [
    ['> 0', '1;2'],
    ['> 1', '3;4'],
  ]
  const two = '<output name="a"/><output name="b"/>'
  const lacking = table('hitPolicy="FIRST"', [['> 5', '1']]).replace(/<inputEntry>.*<\/inputEntry>/, '')
  it.each([
    ['a sum of several outputs', table('hitPolicy="COLLECT" aggregation="SUM"', rows, two), /SUM is of one output/],
    ['a priority without values', table('hitPolicy="PRIORITY"', rows, two), /PRIORITY goes by the order/],
    ['an order without values', table('hitPolicy="OUTPUT ORDER"', rows, two), /OUTPUT ORDER goes by the order/],
    ['a row without its test', lacking, /row 1 has 0 tests for 1 inputs/],
    ['a row without a result', table('', [['> 5', '1']], two), /row 1 has 1 results for 2 outputs/],
    [
      'a column without its input',
      table('', [['> 5', '1']]).replace('<text>x</text>', ''),
      /column 1 has no expression/,
    ],
    ['two outputs of one name', table('', rows, '<output name="a"/><output name="a"/>'), /two outputs are named "a"/],
    [
      'an entry that stands twice',
      decision(`<context>${entry('a', literal('1'))}${entry('a', literal('2'))}</context>`),
      /the entry "a" stands twice/,
    ],
    ['a requirement that points nowhere', decision(literal('x'), '', requires('x')), /is not there: #i-x/],
    ['a call of what there is not', decision(literal('[1, uuid()]')), /there is no function "uuid"/],
  ])('%s', async (_what, inside, said) => {
    await expect(compileDmn(definitions(inside))).rejects.toThrow(said)
  })
  it('read leniently, it is null where it can not be told, and named', async () => {
    const model = await compileDmn(definitions(decision(literal('[1, uuid()]'))), { lenient: true })
    expect(decide(model, 'D', {})).toMatchObject({ result: [1, null], errors: ['there is no function "uuid"'] })
  })
  it('a count of several outputs has a meaning', async () =>
    expect(await result(table('hitPolicy="COLLECT" aggregation="COUNT"', rows, two), { x: 5 })).toMatchObject({
      result: 2,
    }))
})

describe('columns as Camunda has them', () => {
  const camunda = 'xmlns:camunda="http://camunda.org/schema/1.0/dmn"'
  const day = table('hitPolicy="FIRST"', [
    ['< date("2024-01-02")', '"early"'],
    ['-', '"late"'],
  ]).replace('<inputExpression>', '<inputExpression typeRef="date">')
  it('read a date from its text where the column says that it is one', async () => {
    expect(await result(day, { x: '2024-01-01' })).toMatchObject({ result: 'early' })
    expect(await result(day, { x: '2024-01-02' })).toMatchObject({ result: 'late' })
    expect(await result(day, { x: 'soon' })).toMatchObject({ result: 'late' })
  })
  it.each([
    ['cellInput', ''],
    ['days', 'camunda:inputVariable="days"'],
  ])('know their input as %s', async (name, attributes) => {
    const rows: [string, string][] = [
      [`${name} > 5 and ${name} < 10`, '"some"'],
      [`not(${name} = 20)`, '"other"'],
      ['-', '"twenty"'],
    ]
    const named = table('hitPolicy="FIRST"', rows).replace('<input>', `<input ${camunda} ${attributes}>`)
    expect(await result(named, { x: 7 })).toMatchObject({ result: 'some' })
    expect(await result(named, { x: 3 })).toMatchObject({ result: 'other' })
    expect(await result(named, { x: 20 })).toMatchObject({ result: 'twenty' })
  })
})
