import { describe, expect, it } from 'vitest'
import { compile, type Graph } from '../process/index.ts'
import { officeHours, simulate, type Recorded } from './index.ts'
import { compileCalendar, dayOf } from '../terms/index.ts'

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

const calendar = compileCalendar({
  zone: { name: 'UTC' },
  week: { monday: [{ from: '09:00', to: '18:00' }] },
  rules: { countFrom: 'next-day', lastDayOff: 'stays', holidayOnWeekend: 'stays' },
})
/** 2026-01-05 is a Monday. */
const hours = officeHours(calendar, dayOf('2026-01-05'))

it('works in office hours only: what is not done on Monday is done on the next one, and cases come while offices are open', async () => {
  const seen: Recorded[] = []
  const { cycle, waiting, units } = simulate({
    ...base,
    graph: await chain('a'),
    cases: 20,
    between: 100,
    hours,
    minutes: () => ({ kind: 'fixed', mean: 90 }),
    record: (what) => seen.push(what),
  })
  const minuteOfWeek = ({ at }: Recorded) => at % (7 * 1440)
  for (const what of seen) {
    expect(minuteOfWeek(what)).toBeGreaterThanOrEqual(540 - 1e-6)
    expect(minuteOfWeek(what)).toBeLessThanOrEqual(1080 + 1e-6)
  }
  // one at a time for 90 minutes of each: six a Monday at most
  expect(Math.max(...seen.map(({ at }) => at)) / (7 * 1440)).toBeGreaterThan(2)
  expect(units[0]!.utilisation).toBeGreaterThan(0.5)
  expect(units[0]!.utilisation).toBeLessThanOrEqual(1)
  // it waits for the office to open, too: all that is not work in working time
  for (const [at, value] of cycle.entries()) expect(value).toBeGreaterThanOrEqual(waiting[at]! + 90 - 1e-6)
})

it('serves the higher rank first, gathers what goes together, waits before work, and counts what it costs', async () => {
  const graph = await graphOf(
    '<parallelGateway id="g"/><userTask id="low"/><userTask id="high"/><parallelGateway id="j"/><sequenceFlow id="f1" sourceRef="s" targetRef="g"/><sequenceFlow id="f2" sourceRef="g" targetRef="low"/><sequenceFlow id="f3" sourceRef="g" targetRef="high"/><sequenceFlow id="f4" sourceRef="low" targetRef="j"/><sequenceFlow id="f5" sourceRef="high" targetRef="j"/><sequenceFlow id="f6" sourceRef="j" targetRef="e"/>',
  )
  const fixed = { ...base, graph, between: 0.001, minutes: () => ({ kind: 'fixed' as const, mean: 10 }) }
  const order = (priority?: (element: string) => number) => {
    const done: string[] = []
    const record = ({ element, transition }: Recorded) => {
      if (transition === 'complete' && element) done.push(element)
    }
    simulate({ ...fixed, cases: 4, record, ...(priority ? { priority } : {}) })
    return done
  }
  expect(order().slice(0, 4)).toEqual(['low', 'high', 'low', 'high'])
  // the first was begun when nobody else was there
  expect(order((element) => (element === 'high' ? 1 : 0))).toEqual([
    'low',
    ...Array(4).fill('high'),
    ...Array(3).fill('low'),
  ])

  const one = { ...fixed, graph: await chain('a'), unit: () => undefined, cases: 5 }
  const gathered = simulate({ ...one, between: 60, batch: () => 2 })
  const [first, , third] = gathered.waiting
  expect(first).toBeGreaterThan(0)
  expect(third).toBeGreaterThan(0)
  expect(gathered.waiting[1]).toBe(0)
  // the fifth waits for nobody: none comes any more
  expect(gathered).toMatchObject({ unfinished: 0, cycle: { length: 5 } })

  const late = simulate({ ...one, delay: () => ({ kind: 'fixed', mean: 100 }), cost: () => ({ once: 5, minute: 2 }) })
  expect(late.cycle.every((minutes) => Math.abs(minutes - 110) < 1e-6)).toBe(true)
  expect(late.cost).toEqual([25, 25, 25, 25, 25])
  expect(simulate(one).cost).toEqual([])
})

describe('at a gateway', () => {
  const LOOP =
    '<exclusiveGateway id="again"/><userTask id="look"/><exclusiveGateway id="whole" default="on"/><userTask id="mend"/><sequenceFlow id="f1" sourceRef="s" targetRef="again"/><sequenceFlow id="f2" sourceRef="again" targetRef="look"/><sequenceFlow id="f3" sourceRef="look" targetRef="whole"/><sequenceFlow id="back" sourceRef="whole" targetRef="mend"><conditionExpression>false</conditionExpression></sequenceFlow><sequenceFlow id="f4" sourceRef="mend" targetRef="again"/><sequenceFlow id="on" sourceRef="whole" targetRef="e"/>'
  const done = async (more: Partial<Parameters<typeof simulate>[0]>) => {
    const seen: Recorded[] = []
    const graph = await graphOf(LOOP)
    const came = simulate({
      ...base,
      graph,
      cases: 2000,
      unit: () => undefined,
      record: (what) => void seen.push(what),
      ...more,
    })
    const count = (element: string, of?: number) =>
      seen.filter(
        (each) => each.element === element && each.transition === 'complete' && (of === undefined || each.case === of),
      ).length
    return { came, count }
  }

  it('known shares are drawn anew at each visit, and conditions asked where there are none', async () => {
    const shares = (gateway: string) =>
      gateway === 'whole'
        ? new Map([
            ['back', 0.25],
            ['on', 0.75],
          ])
        : undefined
    const { came, count } = await done({ shares })
    expect(came.unfinished).toBe(0)
    // a quarter of all looks, those after mending too: 2000 * 0.25 / 0.75 = 667, its deviation about 30
    expect(Math.abs(count('mend') - 667)).toBeLessThan(120)
    expect((await done({})).count('mend')).toBe(0)
  })

  it('cases of several kinds go by the way that is known of their kind, one for each visit', async () => {
    const { came, count } = await done({
      cases: 400,
      kinds: [{ a: 1 }, { a: 2 }],
      way: (gateway, kind, visit) => (gateway === 'whole' && kind === 1 && visit < 2 ? 'back' : undefined),
    })
    expect(came.unfinished).toBe(0)
    const mended = Array.from({ length: 400 }, (_, of) => count('mend', of))
    expect(new Set(mended)).toEqual(new Set([0, 2]))
    expect(Math.abs(mended.filter((times) => times === 2).length - 200)).toBeLessThan(60)
  })
})
