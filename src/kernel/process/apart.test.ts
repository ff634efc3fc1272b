import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Apart, isApart, putBack, takeApart, wholeOf, type StatePart, type Wanted } from './apart.ts'
import { step } from './step.ts'
import { blocks, Drawing, graphsOf, model, order, timer } from './testing.ts'
import type { Environment, Graph, ProcessEvent, State, Step } from './types.ts'
import { waitsOf } from './waits.ts'

const environment: Environment = { now: '2026-01-01T00:00:00.000Z' }
const name = ({ group, round }: StatePart) => `${group}/${round}`
const throughJson = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value

/** A case whose state is kept in parts, as a store keeps it. */
class Kept {
  state: State | null = null
  parts = new Map<string, StatePart>()
  /** Parts that the last step read. */
  read = 0

  take(graph: Graph, event: ProcessEvent, together: number): Step {
    const read = new Map<string, StatePart>()
    let state = this.state
    const ask = (wanted: Wanted) => {
      const found = [...this.parts.values()].filter((part) =>
        'wait' in wanted
          ? part.waits.includes(wanted.wait)
          : part.group === wanted.group && (wanted.round === undefined || part.round === wanted.round),
      )
      const fresh = found.filter((part) => !read.has(name(part)))
      for (const part of fresh) read.set(name(part), part)
      const whole = 'group' in wanted && wanted.round === undefined ? wanted.group : undefined
      expect(fresh.length > 0 || whole !== undefined).toBe(true)
      state = putBack(state as State, throughJson(fresh), whole === 0 ? undefined : whole)
    }
    if (state && isApart(state)) ask({ group: 0, round: 0 })
    for (;;) {
      try {
        const taken = step(graph, state, event, environment)
        if (taken.incident) return taken
        const { state: left, parts } = takeApart(throughJson(taken.state), together)
        for (const key of read.keys()) this.parts.delete(key)
        for (const part of parts) this.parts.set(name(part), throughJson(part))
        this.state = throughJson(left)
        this.read = read.size
        return taken
      } catch (error) {
        if (!(error instanceof Apart)) throw error
        ask(error.wanted)
      }
    }
  }

  get whole(): State {
    return wholeOf(this.state as State, throughJson([...this.parts.values()]))
  }
}

/** Everything a step says, and where the case stands after it; a list of rounds to come is kept only as far as needed. */
const said = ({ state: _state, ...rest }: Step) => throughJson(rest)
const withoutLists = (state: State): unknown =>
  JSON.parse(JSON.stringify(state, (key, value: unknown) => (key === 'w' && Array.isArray(value) ? undefined : value)))

function alike(graph: Graph, picks: readonly number[], variables = {}, more: readonly ProcessEvent[] = []): void {
  const kept = new Kept()
  let pure = step(graph, null, { type: 'start', variables }, environment)
  expect(said(kept.take(graph, { type: 'start', variables }, 1))).toEqual(said(pure))
  for (let turn = 0; turn < 40 && pure.outcome === 'running' && !pure.incident; turn++) {
    expect(withoutLists(kept.whole)).toEqual(withoutLists(throughJson(pure.state)))
    const waits = waitsOf(pure.state, graph)
    const pick = picks[turn % picks.length] ?? 0
    const other = more[pick % (more.length + waits.length)]
    const wait = waits[pick % waits.length]!
    const event: ProcessEvent =
      other ??
      (wait.kind === 'timer' ? { type: 'timer', wait: wait.id } : { type: 'complete', wait: wait.id, result: turn })
    pure = step(graph, throughJson(pure.state), event, environment)
    expect(said(kept.take(graph, event, 1))).toEqual(said(pure))
  }
  if (pure.outcome !== 'running') expect(kept.parts.size).toBe(0)
}

const rounds = (more: string, inside = '') =>
  `<multiInstanceLoopCharacteristics ${more} darcha:collection="=list" darcha:element="each">${inside}</multiInstanceLoopCharacteristics>`
const sub = (loop: string) =>
  `<subProcess id="a">${loop}<startEvent id="b"/><userTask id="u"/><userTask id="v"/><boundaryEvent id="late" attachedToRef="u" cancelActivity="false">${timer('PT1H')}</boundaryEvent><task id="told"/>
   <sequenceFlow id="f1" sourceRef="b" targetRef="u"/><sequenceFlow id="f2" sourceRef="u" targetRef="v"/><sequenceFlow id="f3" sourceRef="late" targetRef="told"/></subProcess>`
const cut = `<boundaryEvent id="cut" attachedToRef="a">${timer('P1D')}</boundaryEvent><userTask id="after"/>`

describe('a state kept in parts', () => {
  it('goes the way of the whole one, on random well-formed models', async () => {
    await fc.assert(
      fc.asyncProperty(blocks, order, async (block, picks) => {
        alike((await graphsOf(new Drawing().xml(block)))['p'] as Graph, picks, { n: 0 })
      }),
      { numRuns: 60 },
    )
  })

  it.each([
    ['tasks side by side', `<userTask id="a">${rounds('')}</userTask>`],
    ['tasks one after the other', `<userTask id="a">${rounds('isSequential="true"')}</userTask>`],
    [
      'with an end before all are done',
      `<userTask id="a">${rounds('', '<completionCondition>nrOfCompletedInstances = 2</completionCondition>')}</userTask>`,
    ],
    ['sub-processes with timers', sub(rounds(''))],
    ['sub-processes one after the other', sub(rounds('isSequential="true"'))],
  ])('%s: interrupted, cancelled, with variables set between', async (_what, element) => {
    const graph = (await graphsOf(model(element + cut, ['s>a', 'a>e', 'cut>after', 'after>e2'])))['p'] as Graph
    fc.assert(
      fc.property(order, (picks) => {
        alike(graph, picks, { list: ['p', null, 'q', 'r'] }, [
          { type: 'set-variables', variables: { x: 1 } },
          { type: 'cancel' },
        ])
      }),
      { numRuns: 60 },
    )
  })

  it('a step reads the round it moves, however many there are', async () => {
    for (const element of [
      `<userTask id="a">${rounds('')}</userTask>`,
      `<userTask id="a">${rounds('isSequential="true"')}</userTask>`,
      sub(rounds('')),
    ]) {
      const graph = (await graphsOf(model(element, ['s>a', 'a>e'])))['p'] as Graph
      const kept = new Kept()
      const list = Array.from({ length: 500 }, (_, at) => `entry ${at}`)
      let { opened } = kept.take(graph, { type: 'start', variables: { list } }, 100)
      expect(JSON.stringify(kept.state).length).toBeLessThan(200)
      for (let turn = 0; turn < 5; turn++) {
        const wait = opened.find((each) => each.kind === 'task')!
        opened = [
          ...kept.take(graph, { type: 'complete', wait: wait.id, result: 'done' }, 100).opened,
          ...opened.filter((each) => each !== wait),
        ]
        // the variables, the round, and the entry of the next
        expect(kept.read).toBeLessThanOrEqual(3)
      }
      expect(JSON.stringify(kept.state).length).toBeLessThan(200)
    }
  })
})
