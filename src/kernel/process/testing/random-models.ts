import fc from 'fast-check'
import { arrows, model } from './written-model.ts'

/** A well-formed piece of a process: what it splits it joins. */
export type Block =
  | { is: 'task' }
  | { is: 'sequence'; of: Block[] }
  | { is: 'choice'; of: Block[]; pick: number }
  | { is: 'parallel'; of: Block[] }
  | { is: 'inclusive'; of: Block[]; picks: boolean[] }
  | { is: 'loop'; of: Block; times: number }
  | { is: 'sub-process'; of: Block }
  | { is: 'rounds'; of: Block; times: number; sequential: boolean }

/** Random blocks, small ones first. */
export const blocks: fc.Arbitrary<Block> = fc.letrec<{ block: Block }>((tie) => {
  const few = fc.array(tie('block'), { minLength: 2, maxLength: 3 })
  return {
    block: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constant<Block>({ is: 'task' }),
      few.map((of): Block => ({ is: 'sequence', of })),
      fc.tuple(few, fc.nat(2)).map(([of, pick]): Block => ({ is: 'choice', of, pick: pick % of.length })),
      few.map((of): Block => ({ is: 'parallel', of })),
      fc.tuple(few, fc.array(fc.boolean(), { minLength: 3, maxLength: 3 })).map(
        ([of, picks]): Block => ({
          is: 'inclusive',
          of,
          picks: picks.slice(0, of.length).some(Boolean) ? picks : [true, ...picks.slice(1)],
        }),
      ),
      fc.tuple(tie('block'), fc.integer({ min: 1, max: 3 })).map(([of, times]): Block => ({ is: 'loop', of, times })),
      tie('block').map((of): Block => ({ is: 'sub-process', of })),
      fc
        .tuple(tie('block'), fc.integer({ min: 0, max: 3 }), fc.boolean())
        .map(([of, times, sequential]): Block => ({ is: 'rounds', of, times, sequential })),
    ),
  }
}).block

/** Draws a block and says how often each of its elements has to be entered. */
export class Drawing {
  readonly expected = new Map<string, number>()
  private last = 0
  xml(block: Block): string {
    const inside = this.inside(block, 1, 'p')
    return model(inside.elements, inside.flows)
  }

  private inside(block: Block, times: number, prefix: string): { elements: string; flows: string[] } {
    const drawn = this.draw(block, times)
    return {
      elements: drawn.elements,
      flows: [`s>${drawn.first}`, ...drawn.flows, `${drawn.last}>e`].map((flow) => flow.replace(/^\w+#/, prefix)),
    }
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
        const drawn = block.of.map((item) => this.draw(item, times))
        return {
          elements: drawn.map((item) => item.elements).join(''),
          flows: [
            ...drawn.flatMap((item) => item.flows),
            ...drawn.slice(1).map((item, at) => `${drawn[at]?.last}>${item.first}`),
          ],
          first: drawn[0]?.first ?? '',
          last: drawn.at(-1)?.last ?? '',
        }
      }
      case 'choice':
        return this.split(
          'exclusiveGateway',
          block.of,
          block.of.map((_, at) => at === block.pick),
          times,
          true,
        )
      case 'parallel':
        return this.split(
          'parallelGateway',
          block.of,
          block.of.map(() => true),
          times,
          false,
        )
      case 'inclusive':
        return this.split(
          'inclusiveGateway',
          block.of,
          block.of.map((_, at) => block.picks[at] === true),
          times,
          true,
        )
      case 'loop': {
        const rounds = times * block.times
        const [reset, merge, count, again] = [
          this.node('reset', times),
          this.node('merge', rounds),
          this.node('count', rounds),
          this.node('again', rounds),
        ]
        const body = this.draw(block.of, rounds)
        const script = (id: string, feel: string) =>
          `<scriptTask id="${id}" scriptFormat="feel" darcha:writes="n_${reset}"><script>${feel}</script></scriptTask>`
        const end = this.node('after', times)
        return {
          elements: `${script(reset, '0')}<exclusiveGateway id="${merge}"/>${body.elements}${script(count, `n_${reset} + 1`)}<exclusiveGateway id="${again}"/><task id="${end}"/>`,
          flows: [
            ...body.flows,
            `${reset}>${merge}`,
            `${merge}>${body.first}`,
            `${body.last}>${count}`,
            `${count}>${again}`,
            `${again}>${merge}: n_${reset} < ${block.times}`,
            `${again}>${end}: n_${reset} >= ${block.times}`,
          ],
          first: reset,
          last: end,
        }
      }
      case 'sub-process':
        return this.contain(block.of, times, times, '')
      case 'rounds':
        return this.contain(
          block.of,
          times,
          times * block.times,
          `<multiInstanceLoopCharacteristics isSequential="${block.sequential}"><loopCardinality>${block.times}</loopCardinality></multiInstanceLoopCharacteristics>`,
        )
    }
  }

  private split(
    kind: string,
    of: Block[],
    taken: boolean[],
    times: number,
    conditions: boolean,
  ): ReturnType<Drawing['draw']> {
    const [open, close] = [this.node('split', times), this.node('join', times)]
    const drawn = of.map((block, at) => this.draw(block, taken[at] ? times : 0))
    return {
      elements: `<${kind} id="${open}"/>${drawn.map((item) => item.elements).join('')}<${kind} id="${close}"/>`,
      flows: drawn.flatMap((item, at) => [
        `${open}>${item.first}${conditions ? `: ${taken[at]}` : ''}`,
        ...item.flows,
        `${item.last}>${close}`,
      ]),
      first: open,
      last: close,
    }
  }

  private contain(of: Block, _times: number, inside: number, loop: string): ReturnType<Drawing['draw']> {
    // rounds that are none at all are passed once
    const id = this.node('sub', loop !== '' && inside === 0 ? -1 : inside)
    const drawn = this.inside(of, inside, id)
    return {
      elements: `<subProcess id="${id}">${loop}${drawn.elements}${arrows(drawn.flows, id)}</subProcess>`,
      flows: [],
      first: id,
      last: id,
    }
  }
}

/** In which order open work is taken. */
export const order = fc.array(fc.nat(50), { minLength: 1, maxLength: 30 })

export interface Sketch {
  kinds: string[]
  flows: [from: number, to: number][]
  chosen: number[]
}

/**
 * Any graph of tasks and gateways, loops and crossings included; each exclusive and inclusive gateway has a fixed
 * choice.
 */
export const sketches: fc.Arbitrary<Sketch> = fc.integer({ min: 3, max: 7 }).chain((size) =>
  fc.record({
    kinds: fc.array(
      fc.constantFrom('userTask', 'userTask', 'task', 'exclusiveGateway', 'parallelGateway', 'inclusiveGateway'),
      { minLength: size, maxLength: size },
    ),
    flows: fc
      .array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { minLength: size, maxLength: size * 2 })
      .map((flows): [number, number][] => [
        ...flows,
        ...Array.from({ length: size - 1 }, (_, at): [number, number] => [at, at + 1]),
      ]),
    chosen: fc.array(fc.nat(7), { minLength: size, maxLength: size }),
  }),
)

export interface Arrow {
  id: string
  from: number
  to: number
  taken: boolean
}

/** The model of a sketch, and which of its flows its fixed choices take. */
export function drawn({ kinds, flows, chosen }: Sketch): { xml: string; arrows: Arrow[] } {
  const out = new Map<number, number>()
  const all = flows.map(([from, to], at): Arrow => {
    const number = out.get(from) ?? 0
    out.set(from, number + 1)
    return { id: `f${at}`, from, to, taken: number === -1 }
  })
  for (const arrow of all) {
    const own = all.filter((candidate) => candidate.from === arrow.from)
    const kind = kinds[arrow.from],
      choice = (chosen[arrow.from] ?? 0) % own.length
    arrow.taken =
      kind === 'exclusiveGateway'
        ? own.indexOf(arrow) === choice
        : kind === 'inclusiveGateway'
          ? own.indexOf(arrow) === choice || own.indexOf(arrow) === (choice + 2) % own.length
          : true
  }
  const conditional = (at: number) => kinds[at] === 'exclusiveGateway' || kinds[at] === 'inclusiveGateway'
  const xml = model(
    `<startEvent id="begin"/>${kinds.map((kind, at) => `<${kind} id="n${at}"/>`).join('')}<sequenceFlow id="fs" sourceRef="begin" targetRef="n0"/>${all.map((arrow) => `<sequenceFlow id="${arrow.id}" sourceRef="n${arrow.from}" targetRef="n${arrow.to}">${conditional(arrow.from) ? `<conditionExpression>${arrow.taken}</conditionExpression>` : ''}</sequenceFlow>`).join('')}`,
  )
  return { xml, arrows: all }
}
