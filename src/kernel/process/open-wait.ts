import type { WaitPlace } from './element-kind.ts'
import type { Node } from './graph.ts'
import type { Item } from './item.ts'
import type { TokenGame } from './token-game.ts'
import type { Json } from './types.ts'

/**
 * Opens the wait of a catching event or receive task. Errors, escalations and compensation are thrown inside the case:
 * nothing waits for them.
 */
export const openWait = (
  game: TokenGame,
  node: Node,
  place: WaitPlace,
  context: Record<string, Json>,
): Item | undefined => node.event.open?.(game, node, place, context)

/** Opens the waits of an activity's boundary events. */
export function armBoundaries(game: TokenGame, node: Node, host: Item): void {
  if (node.boundaries.length === 0) return
  const context = game.context(host)
  for (const boundary of node.boundaries) openWait(game, boundary, { host, parent: host.parent as Item }, context)
}

/** The name a message or signal wait waits for; undefined for a receive task without one. */
export function awaitedName(node: Node, item: Item): string | undefined {
  if (item.awaitedName !== undefined) return item.awaitedName
  const { occurrence } = node
  return (occurrence.type === 'message' || occurrence.type === 'signal') && 'plain' in occurrence.name
    ? String(occurrence.name.plain)
    : undefined
}
