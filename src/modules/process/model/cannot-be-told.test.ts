import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../../platform/database/testing.ts'
import { Bench } from '../testing.ts'

let test: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  test = await testDatabase()
})
afterAll(() => test.drop())

const asking = (condition: string) =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="t"><process id="p" isExecutable="true">
<startEvent id="s"/><exclusiveGateway id="g" default="no"/><userTask id="granted"/><userTask id="refused"/>
<sequenceFlow id="f" sourceRef="s" targetRef="g"/><sequenceFlow id="no" sourceRef="g" targetRef="refused"/>
<sequenceFlow id="yes" sourceRef="g" targetRef="granted"><conditionExpression xsi:type="tFormalExpression"><![CDATA[${condition}]]></conditionExpression></sequenceFlow>
</process></definitions>`

it('a condition that is null, or false by a misspelt entry, takes the default, and operators are told once, without what people said', async () => {
  const told: string[] = []
  const bench = new Bench(test.database, [], { tell: (definition, message) => told.push(`${definition}: ${message}`) })
  const go = async (definition: string, condition: string, more = {}) => {
    await bench.deploy(definition, asking(condition))
    const variables = { look: { outcome: 'granted' }, age: 'Nodira', ...more }
    const started = [await bench.start(definition, variables), await bench.start(definition, variables)]
    return Promise.all(started.map((caseId) => bench.open(caseId)))
  }
  expect(await go('typo@1', 'look.outcom = "granted"')).toEqual([['refused'], ['refused']])
  expect(await go('kind@1', 'age > 18')).toEqual([['refused'], ['refused']])
  expect(await go('good@1', 'look.outcome = "granted"')).toEqual([['granted'], ['granted']])
  expect(await go('false@1', 'look.outcome = "refused"')).toEqual([['refused'], ['refused']])
  // lawful: what was not reached is not there, and an answer that nobody gave is null
  expect(await go('later@1', 'sign.outcome = "granted" or look.reason = "x"', { look: { reason: null } })).toEqual([
    ['refused'],
    ['refused'],
  ])
  expect(told).toEqual([
    'typo@1: g: the condition "look.outcom = "granted"" does not hold: a context has no "outcom"',
    expect.stringMatching(/^kind@1: g: the condition "age > 18" can't be told/),
  ])
  expect(told.join()).not.toContain('Nodira')
})
