import type { CompiledGraph, Node } from './graph.ts'
import { interrupt } from './interrupt.ts'
import { isGroup, type Finished, type Item } from './item.ts'
import { leave } from './leave.ts'
import type { TokenGame } from './token-game.ts'
import type { Variables } from './types.ts'

/**
 * Throws compensation (BPMN 2.0.2, 13.5.5): handlers of finished activities run one after the other, last finished
 * first; then the throwing event is left, unless it does not wait for them. The cancel event of a transaction does the
 * same, and ends it.
 * @param activity only this activity; else all of the scope
 */
export function throwCompensation(
  game: TokenGame,
  node: Node,
  scope: Item,
  activity: string | undefined,
  waits: boolean,
): void {
  const toCompensate = holders(game, scope)
    .reverse()
    .flatMap((holder) => {
      const chosen = (holder.finished ?? []).filter((done) => activity === undefined || done.element === activity)
      const left = (holder.finished ?? []).filter((done) => !chosen.includes(done))
      if (left.length > 0) holder.finished = left
      else delete holder.finished
      const graph = game.graphInside(holder)
      return chosen.flatMap((done) => spread(game, graph, undefined, done, undefined))
    })
  const work = game.add({
    kind: 'compensation',
    element: node.id,
    parent: scope,
    toCompensate,
    ...(waits ? {} : { unawaited: true as const }),
  })
  if (!waits) {
    game.move(node, 'left')
    leave(game, node, scope)
  }
  compensateNext(game, work)
}

/**
 * Where compensation finds what was done: in the scope of the throw; thrown in an event sub-process also in the scope
 * that it belongs to, and in one that compensates what was done in that (BPMN 2.0.2, table 10.89 and 13.5.5).
 */
function holders(game: TokenGame, scope: Item): Item[] {
  const found = [scope]
  let at = scope
  while (at.parent && game.nodeOf(at).isEventSubProcess) {
    if (at.parent.kind === 'compensation') return [...found, at.parent]
    at = game.scopeOf(at)
    found.push(at)
  }
  return found
}

/**
 * A sub-process or called process without a handler of its own is compensated by the handlers inside it, which see the
 * variables it had.
 * @param process of the graph, when it is not that of the scope that throws
 */
function spread(
  game: TokenGame,
  graph: CompiledGraph,
  process: string | undefined,
  done: Finished,
  around: Variables | undefined,
): Finished[] {
  const values = around || done.variables ? { variables: { ...around, ...done.variables } } : {}
  if (graph.nodes.get(done.element)?.handler || !done.inside)
    return [
      {
        element: done.element,
        ...values,
        ...(done.inside ? { inside: done.inside } : {}),
        ...(process === undefined ? {} : { process }),
      },
    ]
  const inside = done.process === undefined ? graph : game.called(done.process, done.element)
  return done.inside.flatMap((each) => spread(game, inside, done.process ?? process, each, values.variables))
}

/** Begins the next handler; after the last the throwing event is left. */
export function compensateNext(game: TokenGame, work: Item): void {
  const next = work.toCompensate?.pop()
  const scope = game.scopeOf(work)
  const node = game.nodeOf(work)
  if (!next) {
    game.remove(work, 'completed')
    if (work.unawaited) return void game.dirty.add(scope)
    game.move(node, 'left')
    return node.occurrence.type === 'cancel' ? cancelTransaction(game, scope) : leave(game, node, scope)
  }
  // a handler in a called process stands in that one's graph, and an event sub-process that compensates can reach what
  // was done
  delete work.process
  delete work.finished
  if (next.process !== undefined) work.process = next.process
  if (next.inside) work.finished = [...next.inside]
  const handler = game.graphInside(work).nodes.get(next.element)?.handler
  if (!handler) return compensateNext(game, work)
  game.push({ do: 'begin', node: handler, parent: work, ...(next.variables ? { values: next.variables } : {}) })
}

/** What a cancelled transaction has done is undone: the token leaves over its cancel event (BPMN 2.0.2, 10.3.5). */
function cancelTransaction(game: TokenGame, transaction: Item): void {
  const around = transaction.parent as Item
  const caught = game.nodeOf(transaction).boundaries.find((node) => node.occurrence.type === 'cancel') as Node
  // the boundary events of rounds belong to the group
  interrupt(game, caught, isGroup(around) ? around : transaction)
}
