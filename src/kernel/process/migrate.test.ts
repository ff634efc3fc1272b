import { describe, expect, it } from 'vitest'
import { migrate } from './migrate.ts'
import { move } from './move.ts'
import { step } from './step.ts'
import { arrows, graphsOf, model, started, timer } from './testing.ts'
import type { Graph, State } from './types.ts'
import { waitsOf } from './waits.ts'

const environment = { now: '2026-01-01T00:00:00.000Z' }
const graph = async (xml: string): Promise<Graph> => (await graphsOf(xml))['p'] as Graph
const begun = (on: Graph): State => step(on, null, { type: 'start', variables: {} }, environment).state
const done = (on: Graph, state: State, element: string) =>
  step(
    on,
    state,
    { type: 'complete', wait: waitsOf(state, on).find((wait) => wait.element === element)?.id ?? 0 },
    environment,
  )

describe('migrate', () => {
  const first = model('<userTask id="a"/><userTask id="b"/>', ['s>a', 'a>b', 'b>e'])
  it('goes on in the new version where the case stands', async () => {
    const [item, two] = [
      await graph(first),
      await graph(model('<userTask id="a"/><userTask id="new"/>', ['s>a', 'a>new', 'new>e'])),
    ]
    const { state, problems } = migrate(begun(item), item, two)
    expect(problems).toEqual([])
    expect(waitsOf(done(two, state, 'a').state, two).map((wait) => wait.element)).toEqual(['new'])
  })
  it('renames by the mapping', async () => {
    const [item, two] = [await graph(first), await graph(model('<userTask id="x"/>', ['s>x', 'x>e']))]
    const before = begun(item)
    expect(migrate(before, item, two)).toMatchObject({ state: before, problems: [{ severity: 'error', element: 'a' }] })
    expect(waitsOf(migrate(before, item, two, { a: 'x' }).state, two)).toMatchObject([{ id: 1, element: 'x' }])
    expect(migrate(before, item, two, { a: 'nowhere' }).problems).toMatchObject([
      { severity: 'error', element: 'nowhere' },
      { severity: 'error', element: 'a' },
    ])
  })
  it('refuses another kind, and another scope', async () => {
    const item = await graph(first)
    expect(
      migrate(begun(item), item, await graph(model('<serviceTask id="a"/>', ['s>a', 'a>e']))).problems,
    ).toMatchObject([{ severity: 'error', element: 'a', message: expect.stringContaining('another kind') }])
    const inside = await graph(
      model(`<subProcess id="sub"><userTask id="a"/>${arrows(['s>a', 'a>e'], 'i')}</subProcess>`, ['s>sub', 'sub>e']),
    )
    expect(migrate(begun(item), item, inside).problems).toMatchObject([
      { severity: 'error', element: 'a', message: expect.stringContaining('another scope') },
    ])
  })
  it('keeps tokens at joins, by the flow they came over', async () => {
    const fork = (flows: string[]) =>
      graph(model('<parallelGateway id="f"/><parallelGateway id="j"/><userTask id="a"/><userTask id="b"/>', flows))
    const [item, two] = [
      await fork(['s>f', 'f>a', 'f>b', 'a>j', 'b>j', 'j>e']),
      await fork(['s>f', 'f>b', 'f>a', 'b>j', 'a>j', 'j>e']),
    ]
    const { state, problems } = migrate(done(item, begun(item), 'a').state, item, two)
    expect(problems).toEqual([])
    expect(done(two, state, 'b').outcome).toBe('completed')
  })
  it('opens boundary events that are new, and closes those that are gone', async () => {
    const late = `<userTask id="late"/><boundaryEvent id="t" attachedToRef="a">${timer('PT1H')}</boundaryEvent>`
    const [item, two] = [
      await graph(first),
      await graph(model(`<userTask id="a"/><userTask id="b"/>${late}`, ['s>a', 'a>b', 'b>e', 't>late'])),
    ]
    const there = migrate(begun(item), item, two, {}, environment)
    expect(there.opened).toMatchObject([{ element: 't', kind: 'timer', dueAt: '2026-01-01T01:00:00.000Z' }])
    const back = migrate(there.state, two, item, {}, environment)
    expect(back.closed).toMatchObject([{ element: 't', reason: 'cancelled' }])
    expect(back.problems).toMatchObject([{ severity: 'warning', element: 't' }])
    expect(waitsOf(back.state, item).map((wait) => wait.element)).toEqual(['a'])
  })
  it('a case that is over stays', async () => {
    const item = await graph(model('<task id="a"/>', ['s>a', 'a>e']))
    expect(migrate(begun(item), item, item).problems).toMatchObject([{ code: 'ended' }])
  })
})

describe('move', () => {
  it('ends the wait undone and starts at the element, back or forward', async () => {
    const item = await graph(
      model(
        '<userTask id="a"/><userTask id="b"/><boundaryEvent id="t" attachedToRef="a">' +
          timer('PT1H') +
          '</boundaryEvent>',
        ['s>a', 'a>b', 'b>e', 't>e1'],
      ),
    )
    const state = begun(item)
    const moved = move(item, state, { wait: 1, element: 'b' }, environment)
    expect(moved.closed.map((closed) => [closed.element, closed.reason])).toEqual([
      ['a', 'cancelled'],
      ['t', 'cancelled'],
    ])
    expect(moved.opened).toMatchObject([{ element: 'b' }])
    expect(
      waitsOf(move(item, moved.state, { wait: moved.opened[0]?.id ?? 0, element: 'a' }, environment).state, item).map(
        (wait) => wait.element,
      ),
    ).toEqual(['a', 't'])
    expect(move(item, state, { wait: 1, element: 'e' }, environment).outcome).toBe('completed')
  })
  it('out of a sub-process ends it; into one is refused', async () => {
    const driven = await started(
      model(`<subProcess id="sub"><userTask id="a"/><userTask id="b"/></subProcess><userTask id="after"/>`, [
        's>sub',
        'sub>after',
        'after>e',
      ]),
    )
    const on = await graph(
      model(`<subProcess id="sub"><userTask id="a"/><userTask id="b"/></subProcess><userTask id="after"/>`, [
        's>sub',
        'sub>after',
        'after>e',
      ]),
    )
    const moved = move(on, driven.running.state, { wait: driven.wait('a'), element: 'after' }, environment)
    expect(waitsOf(moved.state, on).map((wait) => wait.element)).toEqual(['after'])
    expect(() => move(on, moved.state, { wait: moved.opened[0]?.id ?? 0, element: 'a' }, environment)).toThrow(
      expect.objectContaining({ code: 'no-element' }),
    )
    expect(() => move(on, moved.state, { wait: 99, element: 'after' }, environment)).toThrow(
      expect.objectContaining({ code: 'wait-over' }),
    )
  })
})
