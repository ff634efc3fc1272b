import type { ProcessMap, Step } from './process-map.ts'

/**
 * Which steps every way to a step goes by (Cooper, Harvey, Kennedy: A Simple, Fast Dominance Algorithm, 2001), of the steps
 * of one scope that a token comes to.
 */
export class Dominators {
  /** Place of a step's subtree: it dominates whatever begins within. */
  private readonly spans = new Map<Step, { from: number; to: number }>()

  /** @param begins where tokens begin @param after where one may go from a step @param before where it may have come from */
  constructor(
    begins: readonly Step[],
    after: (step: Step) => readonly Step[],
    before: (step: Step) => readonly Step[],
  ) {
    const order = orderOf(begins, after)
    const number = new Map(order.map((step, at) => [step, at]))
    // the place before all begins is number -1, and its own dominator
    const dominator = new Int32Array(order.length).fill(-2)
    const starts = new Set(begins)
    const common = (one: number, other: number): number => {
      while (one !== other) {
        while (one > other) one = dominator[one]!
        while (other > one) other = dominator[other]!
      }
      return one
    }
    for (let changed = true; changed; ) {
      changed = false
      for (const [at, step] of order.entries()) {
        let next = starts.has(step) ? -1 : -2
        for (const source of before(step)) {
          const from = number.get(source)
          if (from === undefined || dominator[from] === -2) continue
          next = next === -2 ? from : common(next, from)
        }
        if (next !== dominator[at]) {
          dominator[at] = next
          changed = true
        }
      }
    }
    const children = new Map<number, number[]>()
    for (const [at, above] of dominator.entries()) {
      const own = children.get(above)
      if (own) own.push(at)
      else children.set(above, [at])
    }
    let count = 0
    const stack = (children.get(-1) ?? []).map((at) => ({ at, entered: false }))
    while (stack.length > 0) {
      const top = stack.at(-1)!
      const step = order[top.at]!
      if (top.entered) {
        this.spans.get(step)!.to = count
        stack.pop()
        continue
      }
      top.entered = true
      this.spans.set(step, { from: count++, to: 0 })
      for (const at of children.get(top.at) ?? []) stack.push({ at, entered: false })
    }
  }

  /** Whether every way to the second goes by the first; undefined when no token comes to the second. */
  dominates(first: Step, second: Step): boolean | undefined {
    const [above, below] = [this.spans.get(first), this.spans.get(second)]
    if (!below) return undefined
    return above !== undefined && above.from <= below.from && below.from < above.to
  }
}

/** Steps that are come to, each before those behind it, ways back aside (reverse postorder). */
function orderOf(begins: readonly Step[], after: (step: Step) => readonly Step[]): Step[] {
  const seen = new Set<Step>()
  const left: Step[] = []
  for (const begin of begins) {
    if (seen.has(begin)) continue
    seen.add(begin)
    const stack = [{ step: begin, next: after(begin), at: 0 }]
    while (stack.length > 0) {
      const top = stack.at(-1)!
      const to = top.next[top.at++]
      if (to === undefined) left.push(stack.pop()!.step)
      else if (!seen.has(to)) {
        seen.add(to)
        stack.push({ step: to, next: after(to), at: 0 })
      }
    }
  }
  return left.reverse()
}

const known = new WeakMap<ProcessMap, Map<string, Dominators>>()

/** Those of a scope of a map, made once. */
export function dominatorsOf(map: ProcessMap, scope: string, make: () => Dominators): Dominators {
  const scopes = known.get(map) ?? new Map<string, Dominators>()
  known.set(map, scopes)
  const there = scopes.get(scope) ?? make()
  scopes.set(scope, there)
  return there
}
