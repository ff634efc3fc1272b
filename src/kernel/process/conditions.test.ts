import { expect, it } from 'vitest'
import { runToEnd } from './run-to-end.ts'
import { graphsOf, problemsOf } from './testing.ts'
import type { Variables } from './types.ts'

/** One condition before a default, as another tool writes it. */
const written = (condition: string, attributes = '') =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="x" ${attributes}>
<process id="p" isExecutable="true"><startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="g"/><exclusiveGateway id="g" default="no"/>
<sequenceFlow id="yes" sourceRef="g" targetRef="a"><conditionExpression xsi:type="tFormalExpression"><![CDATA[${condition}]]></conditionExpression></sequenceFlow>
<sequenceFlow id="no" sourceRef="g" targetRef="b"/><endEvent id="a"/><endEvent id="b"/></process></definitions>`

async function run(condition: string, variables: Variables) {
  const told: string[] = []
  const graphs = await graphsOf(written(condition))
  const { trace, error } = runToEnd({
    graphs,
    process: 'p',
    variables,
    tell: (element, why) => told.push(`${element}: ${why}`),
  })
  return { trace, error, told: told.join('; ') }
}

it('what a condition could not be judged by is told, and it does not hold', async () => {
  const notes = async (condition: string, variables: Variables) => {
    const { trace, told } = await run(condition, variables)
    expect(trace).toEqual(['s', 'g', 'b'])
    return told
  }
  expect(await notes('= name.length > 3', { name: 'Aziza' })).toMatch(/^g: .*a string has no "length"/)
  expect(await notes('= total-amount > 3', { 'total-amount': 5 })).toContain('"total-amount" is calculated here')
  expect(await notes('amount > "3"', { amount: 5 })).toContain('">" of a number and a string')
  expect(await notes('= amont > 3', { amount: 5 })).toContain('there is no "amont"')
  // false, because nothing equals what is not there: by hand it is told as well
  expect(await notes('= amont = 5', { amount: 5 })).toContain('there is no "amont"')
  expect(await notes('= look.outcom = "granted"', { look: { outcome: 'granted' } })).toContain('no "outcom"')
  expect(await notes('= amount > 9', { amount: 5 })).toBe('')
})

it.each([
  ['= amount', 'a number'],
  ['${name}', 'a string'],
])('a condition that is neither true nor false stops the case at its element: %s', async (condition, kind) => {
  const { trace, error } = await run(condition, { amount: 5, name: 'Aziza' })
  expect(trace).toEqual(['s', 'g'])
  expect(error).toMatchObject({ element: 'g', code: 'no-condition', message: expect.stringContaining(kind) })
})

it("a script language of the whole file is refused by name, not the standard's default that tools write", async () => {
  const found = async (condition: string, language: string) =>
    (await problemsOf(written(condition, `expressionLanguage="${language}"`))).filter(
      ({ severity }) => severity === 'error',
    )
  expect(await found('amount > 3', 'http://www.mvel.org/2.0')).toMatchObject([
    { code: 'language', element: 'yes', message: expect.stringContaining('mvel') },
  ])
  for (const [condition, language] of [
    ['amount > 3', 'http://www.w3.org/1999/XPath'],
    ['amount > 3', 'https://www.omg.org/spec/DMN/20191111/FEEL/'],
    ['${amount > 3}', 'javascript'],
  ] as const)
    expect(await found(condition, language)).toEqual([])
})
