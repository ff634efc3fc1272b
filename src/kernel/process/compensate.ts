import type { Node } from './graph.ts'
import { leave } from './leave.ts'
import type { Run } from './run.ts'
import type { Finished, Item } from './state.ts'

/**
 * Throws compensation (BPMN 2.0.2, 13.5.5): handlers of finished activities run one after the other, last finished first;
 * then the throwing event is left.
 * @param activity only this activity; else all of the scope
 */
export function throwCompensation(run: Run, node: Node, scope: Item, activity: string | undefined): void {
  const holder = compensated(run, scope)
  const chosen = (holder.z ?? []).filter((one) => activity === undefined || one.e === activity)
  holder.z = (holder.z ?? []).filter((one) => !chosen.includes(one))
  if (holder.z.length === 0) delete holder.z
  const work = run.add({ k: 'C', e: node.id, ...(scope.i === 0 ? {} : { p: scope.i }), c: chosen.flatMap((one) => spread(run, holder, one)) })
  compensateNext(run, work)
}

/** Thrown from an event sub-process, compensation concerns the scope it belongs to. */
function compensated(run: Run, scope: Item): Item {
  let at = scope
  while (at.i !== 0 && run.nodeOf(at).isEventSubProcess) at = run.scopeOf(at)
  return at
}

/** A sub-process without a handler of its own is compensated by the handlers inside it. */
function spread(run: Run, scope: Item, one: Finished): Finished[] {
  const node = run.graphInside(scope).nodes.get(one.e)
  if (node?.handler || !one.z) return [{ e: one.e, ...(one.v ? { v: one.v } : {}), ...(one.g === undefined ? {} : { g: one.g }) }]
  return inside(one.z, one.g)
}

const inside = (finished: readonly Finished[], graph: string | undefined): Finished[] => finished.flatMap((one) => {
  const g = one.g ?? graph
  return one.z ? inside(one.z, g) : [{ ...one, ...(g === undefined ? {} : { g }) }]
})

/** Begins the next handler; after the last the throwing event is left. */
export function compensateNext(run: Run, work: Item): void {
  const next = work.c?.pop()
  const scope = run.scopeOf(work)
  const node = run.nodeOf(work)
  if (!next) {
    run.remove(work, 'completed')
    run.move(node, 'left')
    return leave(run, node, scope)
  }
  const graph = next.g === undefined ? run.graphInside(scope) : run.called(next.g, next.e)
  const handler = graph.nodes.get(next.e)?.handler
  if (!handler) return compensateNext(run, work)
  run.queue.push({ do: 'begin', node: handler, parent: work.i, ...(next.v ? { values: next.v } : {}) })
}
