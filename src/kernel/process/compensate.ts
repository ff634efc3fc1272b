import { interrupt } from './catch.ts'
import type { CompiledGraph, Node } from './graph.ts'
import { leave } from './leave.ts'
import type { Run } from './run.ts'
import type { Finished, Item } from './state.ts'
import type { Variables } from './types.ts'

/**
 * Throws compensation (BPMN 2.0.2, 13.5.5): handlers of finished activities run one after the other, last finished
 * first;
 * then the throwing event is left. The cancel event of a transaction does the same, and ends it.
 * @param activity only this activity; else all of the scope
 */
export function throwCompensation(run: Run, node: Node, scope: Item, activity: string | undefined): void {
  const holder = compensated(run, scope)
  const chosen = (holder.z ?? []).filter((one) => activity === undefined || one.e === activity)
  holder.z = (holder.z ?? []).filter((one) => !chosen.includes(one))
  if (holder.z.length === 0) delete holder.z
  const graph = run.graphInside(holder)
  const work = run.add({
    k: 'C',
    e: node.id,
    ...(scope.i === 0 ? {} : { p: scope.i }),
    c: chosen.flatMap((one) => spread(run, graph, undefined, one, undefined)),
  })
  compensateNext(run, work)
}

/**
 * Thrown from an event sub-process, compensation concerns the scope it belongs to; from one that compensates, what was
 * done in that.
 */
function compensated(run: Run, scope: Item): Item {
  let at = scope
  while (at.i !== 0 && run.nodeOf(at).isEventSubProcess) {
    const around = run.item(at.p ?? 0)
    if (around.k === 'C') return around
    at = run.scopeOf(at)
  }
  return at
}

/**
 * A sub-process or called process without a handler of its own is compensated by the handlers inside it, which see the
 * variables it had.
 * @param process of the graph, when it is not that of the scope that throws
 */
function spread(
  run: Run,
  graph: CompiledGraph,
  process: string | undefined,
  one: Finished,
  around: Variables | undefined,
): Finished[] {
  const values = around || one.v ? { v: { ...around, ...one.v } } : {}
  if (graph.nodes.get(one.e)?.handler || !one.z)
    return [{ e: one.e, ...values, ...(one.z ? { z: one.z } : {}), ...(process === undefined ? {} : { g: process }) }]
  const inside = one.g === undefined ? graph : run.called(one.g, one.e)
  return one.z.flatMap((each) => spread(run, inside, one.g ?? process, each, values.v))
}

/** Begins the next handler; after the last the throwing event is left. */
export function compensateNext(run: Run, work: Item): void {
  const next = work.c?.pop()
  const scope = run.scopeOf(work)
  const node = run.nodeOf(work)
  if (!next) {
    run.remove(work, 'completed')
    run.move(node, 'left')
    return node.occurrence.type === 'cancel' ? cancelTransaction(run, scope) : leave(run, node, scope)
  }
  // a handler in a called process stands in that one's graph, and an event sub-process that compensates can reach what
  // was done
  delete work.g
  delete work.z
  if (next.g !== undefined) work.g = next.g
  if (next.z) work.z = next.z
  const handler = run.graphInside(work).nodes.get(next.e)?.handler
  if (!handler) return compensateNext(run, work)
  run.queue.push({ do: 'begin', node: handler, parent: work.i, ...(next.v ? { values: next.v } : {}) })
}

/** What a cancelled transaction has done is undone: the token leaves over its cancel event (BPMN 2.0.2, 10.3.5). */
function cancelTransaction(run: Run, transaction: Item): void {
  const around = run.item(transaction.p ?? 0)
  const caught = run.nodeOf(transaction).boundaries.find((one) => one.occurrence.type === 'cancel') as Node
  // the boundary events of rounds belong to the group
  interrupt(run, caught, around.k === 'M' || around.k === 'L' ? around : transaction)
}
