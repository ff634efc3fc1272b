import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { step } from './step.ts'
import { arrows, graphsOf, model } from './testing.ts'
import type { Environment, Graph, ProcessEvent, State, Step } from './types.ts'
import { waitsOf } from './waits.ts'

const environment: Environment = { now: '2026-01-01T00:00:00.000Z' }

type Block =
  | { is: 'task' }
  | { is: 'sequence'; of: Block[] }
  | { is: 'choice'; of: Block[]; pick: number }
  | { is: 'parallel'; of: Block[] }
  | { is: 'inclusive'; of: Block[]; picks: boolean[] }
  | { is: 'loop'; of: Block; times: number }
  | { is: 'sub-process'; of: Block }
  | { is: 'rounds'; of: Block; times: number; sequential: boolean }

const blocks = fc.letrec<{ block: Block }>((tie) => {
  const few = fc.array(tie('block'), { minLength: 2, maxLength: 3 })
  return {
    block: fc.oneof({ depthSize: 'small', withCrossShrink: true },
      fc.constant<Block>({ is: 'task' }),
      few.map((of): Block => ({ is: 'sequence', of })),
      fc.tuple(few, fc.nat(2)).map(([of, pick]): Block => ({ is: 'choice', of, pick: pick % of.length })),
      few.map((of): Block => ({ is: 'parallel', of })),
      fc.tuple(few, fc.array(fc.boolean(), { minLength: 3, maxLength: 3 })).map(([of, picks]): Block => ({ is: 'inclusive', of, picks: picks.slice(0, of.length).some(Boolean) ? picks : [true, ...picks.slice(1)] })),
      fc.tuple(tie('block'), fc.integer({ min: 1, max: 3 })).map(([of, times]): Block => ({ is: 'loop', of, times })),
      tie('block').map((of): Block => ({ is: 'sub-process', of })),
      fc.tuple(tie('block'), fc.integer({ min: 0, max: 3 }), fc.boolean()).map(([of, times, sequential]): Block => ({ is: 'rounds', of, times, sequential })),
    ),
  }
}).block

/** Draws a block and says how often each of its elements has to be entered. */
class Drawing {
  readonly expected = new Map<string, number>()
  private last = 0
  xml(block: Block): string {
    const inside = this.inside(block, 1, 'p')
    return model(inside.elements, inside.flows)
  }

  private inside(block: Block, times: number, prefix: string): { elements: string; flows: string[] } {
    const drawn = this.draw(block, times)
    return { elements: drawn.elements, flows: [`s>${drawn.first}`, ...drawn.flows, `${drawn.last}>e`].map((flow) => flow.replace(/^\w+#/, prefix)) }
  }

  private node(kind: string, times: number): string {
    const id = `${kind}_${++this.last}`
    this.expected.set(id, times)
    return id
  }

  private draw(block: Block, times: number): { elements: string; flows: string[]; first: string; last: string } {
    switch (block.is) {
      case 'task': {
        const id = this.node('task', times)
        return { elements: `<userTask id="${id}"/>`, flows: [], first: id, last: id }
      }
      case 'sequence': {
        const drawn = block.of.map((one) => this.draw(one, times))
        return { elements: drawn.map((one) => one.elements).join(''), flows: [...drawn.flatMap((one) => one.flows), ...drawn.slice(1).map((one, at) => `${drawn[at]?.last}>${one.first}`)], first: drawn[0]?.first ?? '', last: drawn.at(-1)?.last ?? '' }
      }
      case 'choice': return this.split('exclusiveGateway', block.of, block.of.map((_, at) => at === block.pick), times, true)
      case 'parallel': return this.split('parallelGateway', block.of, block.of.map(() => true), times, false)
      case 'inclusive': return this.split('inclusiveGateway', block.of, block.of.map((_, at) => block.picks[at] === true), times, true)
      case 'loop': {
        const rounds = times * block.times
        const [reset, merge, count, again] = [this.node('reset', times), this.node('merge', rounds), this.node('count', rounds), this.node('again', rounds)]
        const body = this.draw(block.of, rounds)
        const script = (id: string, feel: string) => `<scriptTask id="${id}" scriptFormat="feel" darcha:writes="n_${reset}"><script>${feel}</script></scriptTask>`
        const end = this.node('after', times)
        return {
          elements: `${script(reset, '0')}<exclusiveGateway id="${merge}"/>${body.elements}${script(count, `n_${reset} + 1`)}<exclusiveGateway id="${again}"/><task id="${end}"/>`,
          flows: [...body.flows, `${reset}>${merge}`, `${merge}>${body.first}`, `${body.last}>${count}`, `${count}>${again}`, `${again}>${merge}: n_${reset} < ${block.times}`, `${again}>${end}: n_${reset} >= ${block.times}`], first: reset, last: end,
        }
      }
      case 'sub-process': return this.contain(block.of, times, times, '')
      case 'rounds': return this.contain(block.of, times, times * block.times, `<multiInstanceLoopCharacteristics isSequential="${block.sequential}"><loopCardinality>${block.times}</loopCardinality></multiInstanceLoopCharacteristics>`)
    }
  }

  private split(kind: string, of: Block[], taken: boolean[], times: number, conditions: boolean): ReturnType<Drawing['draw']> {
    const [open, close] = [this.node('split', times), this.node('join', times)]
    const drawn = of.map((one, at) => this.draw(one, taken[at] ? times : 0))
    return {
      elements: `<${kind} id="${open}"/>${drawn.map((one) => one.elements).join('')}<${kind} id="${close}"/>`,
      flows: drawn.flatMap((one, at) => [`${open}>${one.first}${conditions ? `: ${taken[at]}` : ''}`, ...one.flows, `${one.last}>${close}`]), first: open, last: close,
    }
  }

  private contain(of: Block, _times: number, inside: number, loop: string): ReturnType<Drawing['draw']> {
    // rounds that are none at all are passed once
    const id = this.node('sub', loop !== '' && inside === 0 ? -1 : inside)
    const drawn = this.inside(of, inside, id)
    return { elements: `<subProcess id="${id}">${loop}${drawn.elements}${arrows(drawn.flows, id)}</subProcess>`, flows: [], first: id, last: id }
  }
}

interface Course { events: ProcessEvent[]; steps: Step[]; entered: Map<string, number>; end: Step }

function frozen<Value>(value: Value): Value {
  if (value !== null && typeof value === 'object') for (const one of Object.values(Object.freeze(value))) frozen(one)
  return value
}

/** Runs a case to its end, taking open waits in the order the picks say; the state goes through JSON at each step. */
function course(graph: Graph, picks: readonly number[], most = 400): Course {
  const events: ProcessEvent[] = [], steps: Step[] = []
  const entered = new Map<string, number>()
  const take = (state: State | null, event: ProcessEvent): Step => {
    const taken = step(graph, state === null ? null : frozen(JSON.parse(JSON.stringify(state)) as State), event, environment)
    events.push(event)
    steps.push(taken)
    if (!taken.incident) for (const move of taken.moves) if (move.move === 'entered') entered.set(move.element, (entered.get(move.element) ?? 0) + 1)
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
    for (const one of at.closed) expect(open.delete(one.id)).toBe(true)
    for (const one of at.opened) open.add(one.id)
  }
  if (at.outcome !== 'running') expect(open.size).toBe(0)
  return { events, steps, entered, end: at }
}

const order = fc.array(fc.nat(50), { minLength: 1, maxLength: 30 })

describe('block-structured models', () => {
  it('end in every order of work, and enter each element as often as they must: no token is lost or invented, each join fires once', async () => {
    await fc.assert(fc.asyncProperty(blocks, order, async (block, picks) => {
      const drawing = new Drawing()
      const graph = (await graphsOf(drawing.xml(block)))['p'] as Graph
      const { entered, end } = course(graph, picks, 5_000)
      expect(end.outcome).toBe('completed')
      for (const [id, times] of drawing.expected) if (times >= 0) expect([id, entered.get(id) ?? 0]).toEqual([id, times])
    }), { numRuns: 250 })
  })

  it('replayed, give the same steps', async () => {
    await fc.assert(fc.asyncProperty(blocks, order, async (block, picks) => {
      const xml = new Drawing().xml(block)
      const [first, second] = [(await graphsOf(xml))['p'] as Graph, (await graphsOf(xml))['p'] as Graph]
      const { events, steps } = course(first, picks, 60)
      let state: State | null = null
      for (const [at, event] of events.entries()) {
        const taken: Step = step(second, state, event, environment)
        expect(taken).toEqual(steps[at])
        state = taken.state
      }
    }), { numRuns: 60 })
  })

  it('cancelled at any moment leave nothing open', async () => {
    await fc.assert(fc.asyncProperty(blocks, order, fc.nat(20), async (block, picks, turns) => {
      const graph = (await graphsOf(new Drawing().xml(block)))['p'] as Graph
      const { end } = course(graph, picks, turns)
      if (end.outcome !== 'running') return
      const open = waitsOf(end.state, graph).map((wait) => wait.id)
      const ended = step(graph, end.state, { type: 'cancel' }, environment)
      expect(ended.closed.map((one) => one.id).sort((a, b) => a - b)).toEqual(open)
      expect(ended.outcome).toBe('cancelled')
      expect(waitsOf(ended.state, graph)).toEqual([])
    }), { numRuns: 100 })
  })
})

interface Sketch { kinds: string[]; flows: [from: number, to: number][]; chosen: number[] }

/** Any graph of tasks and gateways, loops and crossings included; each exclusive and inclusive gateway has a fixed choice. */
const sketches: fc.Arbitrary<Sketch> = fc.integer({ min: 3, max: 9 }).chain((size) => fc.record({
  kinds: fc.array(fc.constantFrom('userTask', 'userTask', 'task', 'exclusiveGateway', 'parallelGateway', 'inclusiveGateway'), { minLength: size, maxLength: size }),
  flows: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { minLength: size, maxLength: size * 2 }).map((flows): [number, number][] => [...flows, ...Array.from({ length: size - 1 }, (_, at): [number, number] => [at, at + 1])]),
  chosen: fc.array(fc.nat(7), { minLength: size, maxLength: size }),
}))

interface Arrow { id: string; from: number; to: number; taken: boolean }

function drawn({ kinds, flows, chosen }: Sketch): { xml: string; arrows: Arrow[] } {
  const out = new Map<number, number>()
  const all = flows.map(([from, to], at): Arrow => {
    const number = out.get(from) ?? 0
    out.set(from, number + 1)
    return { id: `f${at}`, from, to, taken: number === -1 }
  })
  for (const arrow of all) {
    const own = all.filter((one) => one.from === arrow.from)
    const kind = kinds[arrow.from], choice = (chosen[arrow.from] ?? 0) % own.length
    arrow.taken = kind === 'exclusiveGateway' ? own.indexOf(arrow) === choice : kind === 'inclusiveGateway' ? own.indexOf(arrow) === choice || own.indexOf(arrow) === (choice + 2) % own.length : true
  }
  const conditional = (at: number) => kinds[at] === 'exclusiveGateway' || kinds[at] === 'inclusiveGateway'
  const xml = model(`<startEvent id="begin"/>${kinds.map((kind, at) => `<${kind} id="n${at}"/>`).join('')}<sequenceFlow id="fs" sourceRef="begin" targetRef="n0"/>${all.map((one) => `<sequenceFlow id="${one.id}" sourceRef="n${one.from}" targetRef="n${one.to}">${conditional(one.from) ? `<conditionExpression>${one.taken}</conditionExpression>` : ''}</sequenceFlow>`).join('')}`)
  return { xml, arrows: all }
}

describe('any model at all', () => {
  it('keeps the books: what enters an element is what came over its flows, less what waits at its join', async () => {
    let checked = 0
    await fc.assert(fc.asyncProperty(sketches, order, async (sketch, picks) => {
      const { xml, arrows: all } = drawn(sketch)
      const graph = (await graphsOf(xml))['p'] as Graph
      const { steps } = course(graph, picks, 10)
      // a step that could not go on has changed nothing: the books are those before it
      const good = steps.filter((one) => !one.incident)
      const last = good.at(-1)
      if (!last) return
      checked++
      const count = (id: string, move: string) => good.reduce((sum, one) => sum + one.moves.filter((each) => each.element === id && each.move === move).length, 0)
      const waiting = (last.state as unknown as { j?: Record<string, number[]> }).j ?? {}
      for (const [at, kind] of sketch.kinds.entries()) {
        const id = `n${at}`
        const incoming = [...(at === 0 ? [count('begin', 'left')] : []), ...all.filter((one) => one.to === at).map((one) => (one.taken ? count(`n${one.from}`, 'left') : 0))]
        const came = incoming.reduce((sum, one) => sum + one, 0)
        const rests = (waiting[id] ?? []).reduce((sum, one) => sum + one, 0)
        const [entered, left] = [count(id, 'entered'), count(id, 'left')]
        const join = incoming.length > 1
        if (kind === 'parallelGateway' && join) {
          expect(entered).toBe(Math.min(...incoming))
          expect(came - rests).toBe(entered * incoming.length)
        } else if (kind === 'inclusiveGateway' && join) {
          expect(entered).toBeLessThanOrEqual(came - rests)
          expect(entered).toBeGreaterThanOrEqual(Math.max(0, ...incoming) - Math.max(0, ...(waiting[id] ?? [])))
        } else expect(entered).toBe(came)
        const open = kind === 'userTask' && last.outcome === 'running' ? waitsOf(last.state, graph).filter((wait) => wait.element === id).length : 0
        expect(entered).toBe(left + open)
      }
    }), { numRuns: 40 })
    expect(checked).toBeGreaterThan(10)
  }, 90_000)
})
