import type { Flow, Node } from './graph.ts'
import { holds } from './holds.ts'
import type { Item } from './item.ts'
import { Stop } from './process-error.ts'
import type { TokenGame } from './token-game.ts'
import type { Variables } from './types.ts'

/**
 * A token leaves a node over its outgoing flows (BPMN 2.0.2, 13.3 and 13.4): an exclusive gateway takes the first
 * flow that holds; a parallel gateway takes all; everything else takes each flow that has no condition or whose
 * condition holds, and the default flow when none did. An activity may send several tokens (`completionQuantity`).
 */
export function leave(game: TokenGame, node: Node, scope: Item): void {
  const taken = choose(game, node, scope)
  if (taken.length === 0) {
    if (node.outgoing.length > 0)
      throw new Stop(
        node.id,
        'no-flow',
        `no condition holds at ${node.type} "${nameOf(node)}" (${node.id}) and it has no default flow`,
      )
    game.dirty.add(scope)
  }
  for (let token = node.completionQuantity ?? 1; token > 0; token--)
    for (const flow of taken) game.push({ do: 'enter', node: flow.target, parent: scope, slot: flow.slot })
}

function choose(game: TokenGame, node: Node, scope: Item): Flow[] {
  const { outgoing, fallback } = node
  if (node.kind === 'parallel' || (outgoing.length === 1 && !outgoing[0]?.condition)) return outgoing
  const first = node.kind === 'exclusive'
  const chosen = first ? game.environment.choose?.(node.id) : undefined
  const only = chosen === undefined ? undefined : outgoing.find(({ id }) => id === chosen)
  if (only) return [only]
  let context: Variables | undefined
  const isOpen = (flow: Flow): boolean =>
    !flow.condition || holds(game, node.id, flow.condition, (context ??= game.context(scope)))
  const taken: Flow[] = []
  for (const flow of outgoing) {
    if (flow === fallback || !isOpen(flow)) continue
    taken.push(flow)
    if (first) break
  }
  return taken.length === 0 && fallback ? [fallback] : taken
}

const nameOf = (node: Node): string =>
  node.name && 'plain' in node.name ? String(node.name.plain).replace(/\s+/g, ' ') : node.id
