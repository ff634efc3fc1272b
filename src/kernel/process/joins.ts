import type { Node, Reach } from './graph.ts'
import type { Item } from './item.ts'
import { leave } from './leave.ts'
import type { TokenGame } from './token-game.ts'

/** A token comes to a join. A parallel gateway fires when each incoming flow has one (BPMN 2.0.2, 13.4.1). */
export function arrive(game: TokenGame, node: Node, scope: Item, slot: number): void {
  const counts = ((scope.joins ??= {})[node.id] ??= node.incoming.map(() => 0))
  counts[slot] = (counts[slot] ?? 0) + 1
  game.joining.add(scope)
  if (node.kind === 'parallel' && counts.every((count) => count > 0)) fireJoin(game, node, scope, counts)
}

/** One token of each flow that has one becomes one token. */
function fireJoin(game: TokenGame, node: Node, scope: Item, counts: number[]): void {
  counts.forEach((count, slot) => {
    if (count > 0) counts[slot] = count - 1
  })
  if (counts.every((count) => count === 0) && scope.joins) {
    delete scope.joins[node.id]
    if (Object.keys(scope.joins).length === 0) {
      delete scope.joins
      game.joining.delete(scope)
    }
  }
  game.move(node, 'entered')
  game.move(node, 'left')
  leave(game, node, scope)
}

/**
 * Fires one inclusive join that waits for nobody (BPMN 2.0.2, 13.4.3): for each token of the scope that could still
 * come over an empty incoming flow without passing the gateway, there is one way over a flow that already has a token.
 * Looked at when everything else has come to rest, so that no token on its way is overlooked.
 * @returns true when one has fired
 */
export function fireInclusive(game: TokenGame): boolean {
  if (game.joining.size === 0) return false
  const waiting: { node: Node; scope: Item; counts: number[] }[] = []
  for (const scope of game.joining) {
    const graph = game.graphInside(scope)
    for (const [id, counts] of Object.entries(scope.joins ?? {})) {
      const node = graph.nodes.get(id)
      if (node?.kind === 'inclusive') waiting.push({ node, scope, counts })
    }
  }
  const ready =
    waiting.find(({ node, scope, counts }) => !someoneComes(game, node, scope, counts)) ??
    waiting.find(({ scope }) => !scope.children?.size)
  if (!ready) return false
  fireJoin(game, ready.node, ready.scope, ready.counts)
  return true
}

function someoneComes(game: TokenGame, node: Node, scope: Item, counts: readonly number[]): boolean {
  const reach = (node.reach ??= reachOf(node))
  for (const at of tokensIn(game, scope, node)) {
    let empty = false,
      filled = false
    for (let slot = 0; slot < counts.length; slot++) {
      // a boundary event of the token's own activity is a way on which a token may come, but the token itself does not
      // go there: paths are of sequence flows
      if ((counts[slot] ?? 0) > 0) filled ||= reach[slot]?.byFlows.has(at) === true
      else empty ||= reach[slot]?.byAnyWay.has(at) === true
    }
    if (empty && !filled) return true
  }
  return false
}

/** Nodes of a scope that hold a token, the join itself aside. */
function tokensIn(game: TokenGame, scope: Item, join: Node): Set<string> {
  const found = new Set<string>()
  for (const item of scope.children ?? []) {
    // the token of an event-based gateway stands at the gateway, whatever ways it awaits
    const gateway = item.alternatives === undefined ? undefined : game.nodeOf(item).incoming[0]?.source
    found.add(gateway?.id ?? item.element)
  }
  for (const id of Object.keys(scope.joins ?? {})) if (id !== join.id) found.add(id)
  return found
}

/** For each incoming flow the nodes from which a token may come over it without passing the join. */
const reachOf = (join: Node): Reach[] =>
  join.incoming.map((flow) => ({
    byFlows: reachBack(join, flow.source, false),
    byAnyWay: reachBack(join, flow.source, true),
  }))

function reachBack(join: Node, from: Node, overBoundaries: boolean): Set<string> {
  const found = new Set<string>()
  const open: Node[] = [from]
  while (open.length > 0) {
    const node = open.pop() as Node
    if (node === join || found.has(node.id)) continue
    found.add(node.id)
    for (const incoming of node.incoming) open.push(incoming.source)
    if (node.host && overBoundaries) open.push(node.host)
    if (node.throwers) open.push(...node.throwers)
  }
  return found
}
