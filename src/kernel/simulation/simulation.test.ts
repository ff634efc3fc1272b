import { expect, it } from 'vitest'
import { compile, type Graph } from '../process/index.ts'
import { simulate } from './index.ts'

const graphOf = async (inside: string): Promise<Graph> =>
  (
    await compile(
      `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"><process id="p" isExecutable="true"><startEvent id="s"/>${inside}<endEvent id="e"/></process></definitions>`,
    )
  ).graphs['p']!
const chain = (...tasks: string[]) =>
  graphOf(
    `${tasks.map((id) => `<userTask id="${id}"/>`).join('')}${['s', ...tasks].map((id, at) => `<sequenceFlow id="f${at}" sourceRef="${id}" targetRef="${tasks[at] ?? 'e'}"/>`).join('')}`,
  )
const base = { seed: 7, between: 10, minutes: () => 8, unit: () => 'desk', staff: () => 1, result: () => undefined }
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

it('waits as long at one desk as the formula of M/M/1 says', async () => {
  const graph = await chain('a')
  // rho 0.8, mean work 8 minutes: waiting rho / (1 - rho) * 8 = 32
  const means = Array.from({ length: 10 }, (_, seed) =>
    mean(simulate({ ...base, graph, cases: 3000, seed: seed + 1 }).waiting),
  )
  const deviation = Math.sqrt(means.reduce((sum, value) => sum + (value - mean(means)) ** 2, 0) / 9)
  // Student's t of 9 degrees at 99.9 %
  expect(Math.abs(mean(means) - 32)).toBeLessThan((4.781 * deviation) / Math.sqrt(10))
})

it('gives the same numbers for the same seed, and others for another', async () => {
  const graph = await chain('a', 'b')
  const run = (seed: number) => simulate({ ...base, graph, cases: 200, seed, unit: (element) => element })
  expect(run(3)).toEqual(run(3))
  expect(run(3).cycle).not.toEqual(run(4).cycle)
})

it('draws the same for a step whether another is there or not, so that two models are compared case by case', async () => {
  const free = { ...base, cases: 300, unit: () => undefined }
  const two = simulate({ ...free, graph: await chain('a', 'b') })
  const one = simulate({ ...free, graph: await chain('a') })
  const only = simulate({ ...free, graph: await chain('b') })
  for (let at = 0; at < 300; at++) expect(two.cycle[at]).toBeCloseTo(one.cycle[at]! + only.cycle[at]!, 6)
})

it('counts what does not come to an end, with its cause', async () => {
  const graph = await graphOf(
    '<exclusiveGateway id="j"/><userTask id="a"/><exclusiveGateway id="g" default="f3"/><sequenceFlow id="f1" sourceRef="s" targetRef="j"/><sequenceFlow id="f2" sourceRef="j" targetRef="a"/><sequenceFlow id="f4" sourceRef="a" targetRef="g"/><sequenceFlow id="f3" sourceRef="g" targetRef="j"/><sequenceFlow id="f5" sourceRef="g" targetRef="e"><conditionExpression>false</conditionExpression></sequenceFlow>',
  )
  expect(simulate({ ...base, graph, cases: 2 })).toMatchObject({
    unfinished: 2,
    cycle: [],
    cause: 'the case goes round for ever',
  })
})
