import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { step } from './step.ts'
import { blocks, Drawing, drawn, graphsOf, order, sketches } from './testing.ts'
import type { Environment, Graph, ProcessEvent, State, Step } from './types.ts'
import { waitsOf } from './waits.ts'

const environment: Environment = { now: '2026-01-01T00:00:00.000Z' }

interface Course {
  events: ProcessEvent[]
  steps: Step[]
  entered: Map<string, number>
  end: Step
}

function frozen<Value>(value: Value): Value {
  if (value !== null && typeof value === 'object') for (const item of Object.values(Object.freeze(value))) frozen(item)
  return value
}

/** Runs a case to its end, taking open waits in the order the picks say; the state goes through JSON at each step. */
function course(graph: Graph, picks: readonly number[], most = 400): Course {
  const events: ProcessEvent[] = [],
    steps: Step[] = []
  const entered = new Map<string, number>()
  const take = (state: State | null, event: ProcessEvent): Step => {
    const taken = step(
      graph,
      state === null ? null : frozen(JSON.parse(JSON.stringify(state)) as State),
      event,
      environment,
    )
    events.push(event)
    steps.push(taken)
    if (!taken.incident)
      for (const move of taken.moves)
        if (move.move === 'entered') entered.set(move.element, (entered.get(move.element) ?? 0) + 1)
    return taken
  }
  let at = take(null, { type: 'start', variables: {} })
  const open = new Set(at.opened.map((wait) => wait.id))
  for (let turn = 0; at.outcome === 'running' && !at.incident && turn < most; turn++) {
    const waits = waitsOf(at.state, graph)
    expect(waits.map((wait) => wait.id).sort((a, b) => a - b)).toEqual([...open].sort((a, b) => a - b))
    const wait = waits[(picks[turn % picks.length] ?? 0) % waits.length]
    if (!wait) break
    at = take(at.state, { type: 'complete', wait: wait.id })
    for (const closed of at.closed) expect(open.delete(closed.id)).toBe(true)
    for (const item of at.opened) open.add(item.id)
  }
  if (at.outcome !== 'running') expect(open.size).toBe(0)
  return { events, steps, entered, end: at }
}

describe('block-structured models', () => {
  it('end in every order of work, and enter each element as often as they must: no token is lost or invented, each join fires once', async () => {
    await fc.assert(
      fc.asyncProperty(blocks, order, async (block, picks) => {
        const drawing = new Drawing()
        const graph = (await graphsOf(drawing.xml(block)))['p'] as Graph
        const { entered, end } = course(graph, picks, 5_000)
        expect(end.outcome).toBe('completed')
        for (const [id, times] of drawing.expected)
          if (times >= 0) expect([id, entered.get(id) ?? 0]).toEqual([id, times])
      }),
      { numRuns: 250 },
    )
  })

  it('replayed, give the same steps', async () => {
    await fc.assert(
      fc.asyncProperty(blocks, order, async (block, picks) => {
        const xml = new Drawing().xml(block)
        const [first, second] = [(await graphsOf(xml))['p'] as Graph, (await graphsOf(xml))['p'] as Graph]
        const { events, steps } = course(first, picks, 60)
        let state: State | null = null
        for (const [at, event] of events.entries()) {
          const taken: Step = step(second, state, event, environment)
          expect(taken).toEqual(steps[at])
          state = taken.state
        }
      }),
      { numRuns: 60 },
    )
  })

  it('cancelled at any moment leave nothing open', async () => {
    await fc.assert(
      fc.asyncProperty(blocks, order, fc.nat(20), async (block, picks, turns) => {
        const graph = (await graphsOf(new Drawing().xml(block)))['p'] as Graph
        const { end } = course(graph, picks, turns)
        if (end.outcome !== 'running') return
        const open = waitsOf(end.state, graph).map((wait) => wait.id)
        const ended = step(graph, end.state, { type: 'cancel' }, environment)
        expect(ended.closed.map((closed) => closed.id).sort((a, b) => a - b)).toEqual(open)
        expect(ended.outcome).toBe('cancelled')
        expect(waitsOf(ended.state, graph)).toEqual([])
      }),
      { numRuns: 100 },
    )
  })
})

describe('any model at all', () => {
  it('keeps the books: what enters an element is what came over its flows, less what waits at its join', async () => {
    let checked = 0
    await fc.assert(
      fc.asyncProperty(sketches, order, async (sketch, picks) => {
        const { xml, arrows: all } = drawn(sketch)
        const graph = (await graphsOf(xml))['p'] as Graph
        const { steps } = course(graph, picks, 6)
        // a step that could not go on has changed nothing: the books are those before it
        const good = steps.filter((step) => !step.incident)
        const last = good.at(-1)
        if (!last) return
        checked++
        const count = (id: string, move: string) =>
          good.reduce(
            (sum, step) => sum + step.moves.filter((each) => each.element === id && each.move === move).length,
            0,
          )
        const waiting = (last.state as unknown as { j?: Record<string, number[]> }).j ?? {}
        for (const [at, kind] of sketch.kinds.entries()) {
          const id = `n${at}`
          const incoming = [
            ...(at === 0 ? [count('begin', 'left')] : []),
            ...all
              .filter((arrow) => arrow.to === at)
              .map((arrow) => (arrow.taken ? count(`n${arrow.from}`, 'left') : 0)),
          ]
          const came = incoming.reduce((sum, number) => sum + number, 0)
          const rests = (waiting[id] ?? []).reduce((sum, number) => sum + number, 0)
          const [entered, left] = [count(id, 'entered'), count(id, 'left')]
          const join = incoming.length > 1
          if (kind === 'parallelGateway' && join) {
            expect(entered).toBe(Math.min(...incoming))
            expect(came - rests).toBe(entered * incoming.length)
          } else if (kind === 'inclusiveGateway' && join) {
            expect(entered).toBeLessThanOrEqual(came - rests)
            expect(entered).toBeGreaterThanOrEqual(Math.max(0, ...incoming) - Math.max(0, ...(waiting[id] ?? [])))
          } else expect(entered).toBe(came)
          const open =
            kind === 'userTask' && last.outcome === 'running'
              ? waitsOf(last.state, graph).filter((wait) => wait.element === id).length
              : 0
          expect(entered).toBe(left + open)
        }
      }),
      { numRuns: 25 },
    )
    expect(checked).toBeGreaterThan(5)
  }, 90_000)
})
