import { describe, expect, it } from 'vitest'
import { compileDmn, decide as decideAt, type DmnModel } from './index.ts'

const NAMESPACES = {
  '1.1': 'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
  '1.2': 'http://www.omg.org/spec/DMN/20180521/MODEL/',
  '1.3': 'https://www.omg.org/spec/DMN/20191111/MODEL/',
  '1.4': 'https://www.omg.org/spec/DMN/20211108/MODEL/',
  '1.5': 'https://www.omg.org/spec/DMN/20230324/MODEL/',
}
const definitions = (inside: string, namespace = NAMESPACES['1.5']) =>
  `<?xml version="1.0"?><definitions xmlns="${namespace}" xmlns:feel="http://www.omg.org/spec/FEEL/20140401" name="m" namespace="urn:m">${inside}</definitions>`
const decision = (expression: string, type = '', requires = '') =>
  `<decision id="d" name="D"><variable name="D"${type && ` typeRef="${type}"`}/>${requires}${expression}</decision>`
const literal = (text: string) =>
  `<literalExpression><text>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text></literalExpression>`
const input = (name: string, type: string) =>
  `<inputData id="i-${name}" name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`
const requires = (name: string) => `<informationRequirement><requiredInput href="#i-${name}"/></informationRequirement>`

const decide = (model: DmnModel, name: string, given: Record<string, unknown>) =>
  decideAt(model, name, given, { now: '2026-03-02T10:00:00+05:00' })

async function result(inside: string, given: Record<string, unknown> = {}, name = 'D') {
  return decide(await compileDmn(definitions(inside)), name, given)
}

describe('compileDmn', () => {
  it.each(Object.entries(NAMESPACES))('reads DMN %s', async (_, namespace) => {
    const model = await compileDmn(
      definitions(
        input('Age', 'feel:number') + decision(literal('Age + 1'), 'feel:number', requires('Age')),
        namespace,
      ),
    )
    expect(decide(model, 'D', { Age: 41 })).toMatchObject({ result: 42, errors: [] })
    expect(decide(model, 'd', { Age: '41' })).toMatchObject({ result: null, errors: ['"Age" is not number'] })
    expect([...model.decisions.keys()]).toEqual(['d', 'D'])
  })

  it('refuses what is no DMN, a document type, broken XML and rules that are no FEEL, with the line', async () => {
    await expect(compileDmn('<a/>')).rejects.toThrow('no DMN')
    await expect(compileDmn(`<!DOCTYPE a [<!ENTITY b "c">]>${definitions('')}`)).rejects.toThrow('document type')
    await expect(compileDmn(definitions('<decision>'))).rejects.toThrow()
    const broken = definitions(`\n\n${decision(literal('1 +'))}`)
    await expect(compileDmn(broken)).rejects.toThrow(/^line 3: D: this is no FEEL/)
    const model = await compileDmn(broken, { lenient: true })
    expect(model.problems).toHaveLength(1)
    expect(decide(model, 'D', {})).toMatchObject({ result: null, errors: [expect.stringContaining('line 3')] })
    await expect(
      compileDmn(
        definitions(decision('<literalExpression expressionLanguage="javascript"><text>1</text></literalExpression>')),
      ),
    ).rejects.toThrow('javascript')
  })

  it('finds what it imports by namespace', async () => {
    const library = `<definitions xmlns="${NAMESPACES['1.3']}" name="library" namespace="urn:lib"><itemDefinition name="tAmount"><typeRef>number</typeRef><allowedValues><text>&gt;= 0</text></allowedValues></itemDefinition>
      ${input('Base', 'tAmount')}<businessKnowledgeModel id="k" name="Twice it"><variable name="Twice it"/><encapsulatedLogic><formalParameter name="n" typeRef="tAmount"/>${literal('n * 2')}</encapsulatedLogic></businessKnowledgeModel></definitions>`
    const main = definitions(
      `<import namespace="urn:lib" name="my lib" importType="${NAMESPACES['1.3']}"/>${decision(literal('my lib.Twice it(my lib.Base)'), 'my lib.tAmount', '<informationRequirement><requiredInput href="urn:lib#i-Base"/></informationRequirement><knowledgeRequirement><requiredKnowledge href="urn:lib#k"/></knowledgeRequirement>')}`,
    )
    const model = await compileDmn(main, { imports: [library] })
    expect(decide(model, 'D', { Base: 4 }).result).toBe(8)
    expect(decide(model, 'D', { 'my lib': { Base: 5 } }).result).toBe(10)
    expect(decide(model, 'D', { 'my lib.Base': 6 }).result).toBe(12)
    expect(decide(model, 'D', { Base: -4 })).toMatchObject({ result: null, errors: ['"Base" is not tAmount'] })
  })
})

describe('imports', () => {
  const library = `<definitions xmlns="${NAMESPACES['1.5']}" name="library" namespace="urn:lib">${input('Base', 'number')}<decision id="t" name="Twice"><variable name="Twice"/>${requires('Base')}${literal('Base * 2')}</decision></definitions>`
  const between = `<definitions xmlns="${NAMESPACES['1.5']}" name="between" namespace="urn:between"><import namespace="urn:lib" name="lib" importType=""/><decision id="n" name="Next"><variable name="Next"/><informationRequirement><requiredDecision href="urn:lib#t"/></informationRequirement>${literal('lib.Twice + 1')}</decision></definitions>`
  const main = definitions(
    `<import namespace="urn:between" name="a b" importType=""/>${input('Base', 'number')}${decision(literal('a b.Next + Base'), '', `${requires('Base')}<informationRequirement><requiredDecision href="urn:between#n"/></informationRequirement>`)}`,
  )

  it.each([
    ['under their imports', { 'a b': { lib: { Base: 4 } }, Base: 100 }, 109],
    ['by the way to them', { 'a b.lib.Base': 4, Base: 100 }, 109],
    ['under the last import', { lib: { Base: 4 }, Base: 100 }, 109],
    ['by their names alone', { Base: 4 }, 13],
  ])('take inputs of imported decisions %s', async (_, given, expected) => {
    expect(decide(await compileDmn(main, { imports: [library, between] }), 'D', given)).toMatchObject({
      result: expected,
      errors: [],
    })
  })
})

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

const part = (name: string, text: string) => `<${name}>${literal(text)}</${name}>`
const entry = (name: string, expression: string, type = '') =>
  `<contextEntry><variable name="${name}"${type && ` typeRef="${type}"`}/>${expression}</contextEntry>`

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

describe('decide', () => {
  const items = `<itemDefinition name="tPerson"><itemComponent name="born"><typeRef>date</typeRef></itemComponent><itemComponent name="colour"><typeRef>tColour</typeRef></itemComponent></itemDefinition>
    <itemDefinition name="tPeople" isCollection="true"><typeRef>tPerson</typeRef></itemDefinition><itemDefinition name="tColour"><typeRef>string</typeRef><allowedValues><text>"red", "green"</text></allowedValues></itemDefinition>
    <itemDefinition name="tTree"><itemComponent name="value"><typeRef>number</typeRef></itemComponent><itemComponent name="children" isCollection="true"><typeRef>tTree</typeRef></itemComponent></itemDefinition>`

  it('reads dates from JSON where the type says so, and checks what is allowed', async () => {
    const model =
      items + input('people', 'tPeople') + decision(literal('people[born < today()].colour'), '', requires('people'))
    expect(
      (
        await result(model, {
          people: [
            { born: '2000-01-01', colour: 'red' },
            { born: '2030-01-01', colour: 'green' },
          ],
        })
      ).result,
    ).toEqual(['red'])
    expect((await result(model, { people: { born: '2000-01-01', colour: 'red' } })).result).toEqual(['red'])
    expect((await result(model, { people: [{ born: '2000-01-01', colour: 'blue' }] })).errors).toEqual([
      '"people" is not tPeople',
    ])
    expect((await result(model, { people: [{ born: '2000-13-01', colour: 'red' }] })).errors).toHaveLength(1)
  })

  it('reads names with signs of the elements that a filter goes over', async () => {
    const rows = `<itemDefinition name="tRows" isCollection="true"><itemComponent name="pay-off"><typeRef>number</typeRef></itemComponent></itemDefinition>${input('rows', 'tRows')}`
    const given = { rows: [{ 'pay-off': 3 }, { 'pay-off': 4 }] }
    expect(
      await result(rows + decision(literal('rows[pay-off > 3].pay-off'), '', requires('rows')), given),
    ).toMatchObject({ result: [4], notes: [] })
    expect(
      await result(
        rows + decision(`<filter>${part('in', 'rows')}${part('match', 'pay-off = 3')}</filter>`, '', requires('rows')),
        given,
      ),
    ).toMatchObject({ result: [{ 'pay-off': 3 }], notes: [] })
  })

  it('fits results to their types: a list of one is its value, a date its midnight, anything else null', async () => {
    expect((await result(decision(literal('[1]'), 'number'))).result).toBe(1)
    expect((await result(decision(literal('@"2026-01-02"'), 'dateTime'))).result).toBe('2026-01-02T00:00:00Z')
    expect(await result(decision(literal('"1"'), 'number'))).toMatchObject({
      result: null,
      errors: ['the result of "D" is not number'],
    })
  })

  it('goes through trees and functions that call themselves', async () => {
    const sum = `<businessKnowledgeModel id="k" name="sum of"><variable name="sum of"/><knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement><encapsulatedLogic><formalParameter name="node" typeRef="tTree"/>${literal('node.value + (if count(node.children) = 0 then 0 else sum(for c in node.children return sum of(c)))')}</encapsulatedLogic></businessKnowledgeModel>`
    const model =
      items +
      input('tree', 'tTree') +
      sum +
      decision(
        literal('sum of(tree)'),
        'number',
        `${requires('tree')}<knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>`,
      )
    expect(
      (
        await result(model, {
          tree: {
            value: 1,
            children: [
              { value: 2, children: [] },
              { value: 3, children: [{ value: 4, children: [] }] },
            ],
          },
        })
      ).result,
    ).toBe(10)
    const endless = `<businessKnowledgeModel id="k" name="f"><variable name="f"/><knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement><encapsulatedLogic><formalParameter name="n"/>${literal('f(n + 1)')}</encapsulatedLogic></businessKnowledgeModel>`
    expect(
      (
        await result(
          endless +
            decision(
              literal('f(1)'),
              '',
              '<knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>',
            ),
        )
      ).errors,
    ).toEqual([expect.stringContaining('500 deep')])
  })

  it('calls decision services, which see only what they are given', async () => {
    const service = `<decisionService id="s" name="Price of"><variable name="Price of"/><outputDecision href="#out"/><inputDecision href="#rate"/><inputData href="#i-Amount"/></decisionService>
      <decision id="rate" name="Rate"><variable name="Rate" typeRef="number"/>${literal('0.5')}</decision>
      <decision id="out" name="Out"><variable name="Out"/><informationRequirement><requiredDecision href="#rate"/></informationRequirement>${requires('Amount')}${literal('Amount * Rate')}</decision>`
    const model =
      input('Amount', 'number') +
      service +
      decision(
        literal('[Price of(100, 0.2), Price of(Rate: 0.1, Amount: 200), Price of(1)]'),
        '',
        '<knowledgeRequirement><requiredKnowledge href="#s"/></knowledgeRequirement>',
      )
    expect((await result(model, { Amount: 7 })).result).toEqual([20, 20, null])
    expect((await result(model, { Amount: 7, Rate: 2 }, 'Price of')).result).toBe(14)
    expect((await result(model, { Amount: 7, Rate: 2 }, 'Out')).result).toBe(3.5)
  })

  it('takes what is decided by people as given, and a circle as an error', async () => {
    const model = `<decision id="h" name="Opinion"><variable name="Opinion"/></decision>${decision(literal('Opinion + "!"'), '', '<informationRequirement><requiredDecision href="#h"/></informationRequirement>')}`
    expect((await result(model, { Opinion: 'yes' })).result).toBe('yes!')
    expect(
      (
        await result(
          decision(literal('D'), '', '<informationRequirement><requiredDecision href="#d"/></informationRequirement>'),
        )
      ).errors,
    ).toEqual(['the decision "D" requires itself: D → D'])
    expect((await result(decision(literal('1')), {}, 'E')).errors).toEqual(['there is no decision "E"'])
  })

  it('sees variables nobody declared, but no decision it does not require', async () => {
    const other = `<decision id="o" name="O"><variable name="O"/>${literal('"decided"')}</decision>`
    expect((await result(other + decision(literal('[free, O]')), { free: 1, O: 'forged' })).result).toEqual([1, null])
  })

  it('does not run Java', async () => {
    const model = decision(
      `<context>${entry('f', '<functionDefinition kind="Java"><formalParameter name="x"/><context/></functionDefinition>')}<contextEntry>${literal('f(1)')}</contextEntry></context>`,
    )
    expect(await result(model)).toMatchObject({ result: null, errors: ['functions in Java and PMML are not run'] })
  })
})
