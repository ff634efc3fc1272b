import { describe, expect, it } from 'vitest'
import { compileDmn } from './index.ts'
import {
  NAMESPACES,
  definitions,
  decision,
  literal,
  input,
  requires,
  decide,
  part,
  entry,
  result,
} from './testing/dmn-models.ts'

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
