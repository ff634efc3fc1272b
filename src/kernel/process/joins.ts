import type { Node } from './graph.ts'
import { leave } from './leave.ts'
import type { Run } from './run.ts'
import type { Item } from './state.ts'

/** A token comes to a join. A parallel gateway fires when each incoming flow has one (BPMN 2.0.2, 13.4.1). */
export function arrive(run: Run, node: Node, scope: Item, slot: number): void {
  const counts = ((scope.j ??= {})[node.id] ??= node.incoming.map(() => 0))
  counts[slot] = (counts[slot] ?? 0) + 1
  if (node.kind === 'parallel' && counts.every((count) => count > 0)) fire(run, node, scope, counts)
}

/** One token of each flow that has one becomes one token. */
function fire(run: Run, node: Node, scope: Item, counts: number[]): void {
  counts.forEach((count, slot) => {
    if (count > 0) counts[slot] = count - 1
  })
  if (counts.every((count) => count === 0) && scope.j) {
    delete scope.j[node.id]
    if (Object.keys(scope.j).length === 0) delete scope.j
  }
  run.move(node, 'entered')
  run.move(node, 'left')
  leave(run, node, scope)
}

/**
 * Fires one inclusive join that waits for nobody (BPMN 2.0.2, 13.4.3): for each token of the scope that could still
 * come
 * over an empty incoming flow without passing the gateway, there is one way over a flow that already has a token.
 * Looked at when everything else has come to rest, so that no token on its way is overlooked.
 * @returns true when one has fired
 */
export function fireInclusive(run: Run): boolean {
  const waiting: { node: Node; scope: Item; counts: number[] }[] = []
  for (const scope of run.items.values()) {
    if (!scope.j) continue
    const graph = run.graphInside(scope)
    for (const [id, counts] of Object.entries(scope.j)) {
      const node = graph.nodes.get(id)
      if (node?.kind === 'inclusive') waiting.push({ node, scope, counts })
    }
  }
  const ready =
    waiting.find(({ node, scope, counts }) => !someoneComes(run, node, scope, counts)) ??
    waiting.find(({ scope }) => onlyInclusive(run, scope))
  if (!ready) return false
  fire(run, ready.node, ready.scope, ready.counts)
  return true
}

function someoneComes(run: Run, node: Node, scope: Item, counts: readonly number[]): boolean {
  const reach = (node.reach ??= reachOf(node))
  for (const at of tokensIn(run, scope, node)) {
    let empty = false,
      filled = false
    for (let slot = 0; slot < counts.length; slot++) {
      if (!reach[slot]?.has(at)) continue
      if ((counts[slot] ?? 0) > 0) filled = true
      else empty = true
    }
    if (empty && !filled) return true
  }
  return false
}

/** Joins that wait for one another only, with nothing else alive in the scope: the first one has to go. */
function onlyInclusive(run: Run, scope: Item): boolean {
  for (const item of run.items.values())
    if (item.i !== 0 && (item.p ?? 0) === scope.i && item.h === undefined) return false
  return true
}

/** Nodes of a scope that hold a token, the join itself aside. */
function tokensIn(run: Run, scope: Item, join: Node): Set<string> {
  const found = new Set<string>()
  for (const item of run.items.values()) {
    if (item.i === 0 || (item.p ?? 0) !== scope.i || item.h !== undefined || item.a !== undefined) continue
    found.add(item.e)
  }
  for (const id of Object.keys(scope.j ?? {})) if (id !== join.id) found.add(id)
  return found
}

/** For each incoming flow the nodes from which a token may come over it without passing the join. */
function reachOf(join: Node): Set<string>[] {
  return join.incoming.map((flow) => {
    const found = new Set<string>()
    const open: Node[] = [flow.source]
    while (open.length > 0) {
      const node = open.pop() as Node
      if (node === join || found.has(node.id)) continue
      found.add(node.id)
      for (const incoming of node.incoming) open.push(incoming.source)
      if (node.host) open.push(node.host)
      if (node.throwers) open.push(...node.throwers)
    }
    return found
  })
}
