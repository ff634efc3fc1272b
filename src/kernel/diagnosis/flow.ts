import { Dominators, dominatorsOf } from './dominators.ts'
import type { ProcessMap, Step } from './process-map.ts'

/** Where a token may go from a step: over its flows, or over the events on its border. */
export const after = (step: Step): Step[] => [...step.outgoing.map(({ target }) => target), ...step.boundaries]

/** Where a token may have come from. */
const before = (step: Step): Step[] => [...step.incoming.map(({ source }) => source), ...(step.host ? [step.host] : [])]

/** Steps that a walk comes to, the first ones among them. */
export function reached(from: readonly Step[], next: (step: Step) => readonly Step[]): Set<Step> {
  const found = new Set(from)
  for (const step of found) for (const other of next(step)) found.add(other)
  return found
}

const BEGINS = /^startEvent$/
const ENDS = /^endEvent$/

/** Steps of one scope that no token comes to, or from which none comes to an end. */
export function lostSteps({ steps }: ProcessMap): string[] {
  const all = [...steps.values()].filter((step) => !step.element.attribute('triggeredByEvent'))
  const begins = all.filter((step) => BEGINS.test(step.type) || before(step).length === 0)
  const ends = all.filter((step) => ENDS.test(step.type) || after(step).length === 0)
  const forward = reached(begins, after)
  const backward = reached(ends, before)
  return all.filter((step) => !forward.has(step) || !backward.has(step)).map((step) => step.id)
}

/** Whether every way to a step goes by another: the other is surely done when the step is begun. */
export function isAlwaysBefore(first: Step, second: Step, map: ProcessMap): boolean {
  if (first === second || first.scope !== second.scope) return false
  const always = dominatorsOf(map, second.scope, () => {
    const begins = [...map.steps.values()].filter((step) => step.scope === second.scope && before(step).length === 0)
    return new Dominators(begins, after, before)
  }).dominates(first, second)
  // no token comes to the second from where tokens begin: then from the first alone, or not at all
  return always ?? reached([first], after).has(second)
}

/** Finds a step's result by its names, in an expression. */
function resultOf(step: Step): RegExp {
  const names = [step.id, step.attributes.get('writes') ?? step.id].map((name) => name.replace(/[^\w]/g, '\\$&'))
  return new RegExp(`(?<![\\w.])(?:${names.join('|')})(?![\\w-])`)
}

/** Whether anything but a step itself reads its result; asked in doubt, the answer is yes. */
export function isRead(step: Step, { expressions }: ProcessMap, readers: readonly string[] = []): boolean {
  const word = resultOf(step)
  return (
    expressions.some(({ owner, text }) => owner !== step.id && word.test(text)) ||
    readers.some((text) => word.test(text))
  )
}

/** Whether a step needs what another gives: it names its result, or reads data that the other writes. */
export function dependsOn(later: Step, earlier: Step, { expressions }: ProcessMap): boolean {
  const word = resultOf(earlier)
  return (
    expressions.some(({ owner, text }) => owner === later.id && word.test(text)) ||
    [...later.reads].some((data) => earlier.writes.has(data))
  )
}

/** The only step behind this one, when that one has no other way in and nothing can go by. */
export function onlyNext(step: Step): Step | undefined {
  const [link] = step.outgoing
  return step.outgoing.length === 1 && link!.condition === '' && link!.target.incoming.length === 1
    ? link!.target
    : undefined
}
