import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compile, type Json, type Wait } from '../process/index.ts'
import { blocks, drawn, Drawing, sketches } from '../process/testing/random-models.ts'
import { simulate } from './index.ts'
import { Ways } from './ways.ts'

const base = { seed: 7, between: 10, minutes: () => 8, staff: () => 2 }
const unit = (element: string) => (element.length % 3 === 0 ? undefined : `office ${element.length % 2}`)
/** What each case finds by the ways that are shared, and by going every step alone. */
async function both(
  xml: string,
  result: (wait: Wait) => Json | undefined = () => undefined,
  most?: number,
  cases = 30,
) {
  const graph = (await compile(xml)).graphs['p']!
  const input = { ...base, cases, unit, graph, result }
  return [simulate(input, new Ways(graph, most)), simulate(input, new Ways(graph, 0))]
}

const inside = (elements: string) =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"><process id="p" isExecutable="true"><startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="a"/><userTask id="a"/>${elements}<endEvent id="e"/></process></definitions>`

it('shared steps give the numbers that steps of each case alone give', async () => {
  await fc.assert(
    fc.asyncProperty(blocks, fc.constantFrom(undefined, 1, 5), async (block, most) => {
      const [shared, alone] = await both(
        new Drawing().xml(block),
        ({ id }) => (id % 2 ? { x: id % 3 } : undefined),
        most,
      )
      expect(shared).toEqual(alone)
    }),
    { numRuns: 40 },
  )
})

it.each([1, 4])(
  'ways that are drawn are the same for steps that are shared and steps alone: %i gateways',
  async (size) => {
    // each gateway leads on, or back to the work before all of them; several are passed in one step
    const gates = Array.from({ length: size }, (_, at) => `g${at}`)
    const xml = inside(
      `${gates.map((id, at) => `<exclusiveGateway id="${id}"/><sequenceFlow id="on${at}" sourceRef="${id}" targetRef="${gates[at + 1] ?? 'e'}"/><sequenceFlow id="back${at}" sourceRef="${id}" targetRef="b${at}"/><userTask id="b${at}"/><sequenceFlow id="r${at}" sourceRef="b${at}" targetRef="a"/>`).join('')}<sequenceFlow id="f1" sourceRef="a" targetRef="g0"/>`,
    )
    const graph = (await compile(xml)).graphs['p']!
    const shares = (gateway: string) =>
      gateway === 'g2'
        ? undefined
        : new Map([
            [gateway.replace('g', 'on'), 0.7],
            [gateway.replace('g', 'back'), 0.3],
          ])
    const way = (_: string, kind: number, visit: number) => (kind === visit ? 'back2' : 'on2')
    const input = { ...base, cases: 60, unit, graph, result: () => undefined, shares, way, kinds: [{}, {}] }
    const [shared, few, alone] = [undefined, 3, 0].map((most) => simulate(input, new Ways(graph, most)))
    expect(shared).toEqual(alone)
    expect(few).toEqual(alone)
    expect(alone!.unfinished).toBe(0)
  },
)

it('also in any graph, those that get stuck or go round for ever included', async () => {
  await fc.assert(
    fc.asyncProperty(sketches, async (sketch) => {
      const [shared, alone] = await both(drawn(sketch).xml, undefined, undefined, 2)
      expect(shared).toEqual(alone)
    }),
    { numRuns: 10 },
  )
})

it.each([
  [
    'a timer that takes work away',
    '<sequenceFlow id="f1" sourceRef="a" targetRef="e"/><boundaryEvent id="b" attachedToRef="a"><timerEventDefinition><timeDuration>PT9M</timeDuration></timerEventDefinition></boundaryEvent><sequenceFlow id="f2" sourceRef="b" targetRef="e"/>',
  ],
  [
    'a choice by the hour',
    '<exclusiveGateway id="g" default="f2"/><sequenceFlow id="f1" sourceRef="a" targetRef="g"/><userTask id="late"/><sequenceFlow id="f2" sourceRef="g" targetRef="e"/><sequenceFlow id="f3" sourceRef="g" targetRef="late"><conditionExpression>now().minute &gt; 30</conditionExpression></sequenceFlow><sequenceFlow id="f4" sourceRef="late" targetRef="e"/>',
  ],
])('never where the time is asked for: %s', async (_, elements) => {
  const [shared, alone] = await both(inside(elements))
  expect(shared).toEqual(alone)
  // both ways were gone
  expect(new Set(alone!.cycle.map((minutes) => minutes > 8.99)).size).toBe(2)
})
