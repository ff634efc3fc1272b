import { mapped } from './activities.ts'
import { compensateNext } from './compensate.ts'
import type { Node } from './graph.ts'
import { isGroup, type Item } from './item.ts'
import { leave } from './leave.ts'
import { finishRound } from './rounds.ts'
import type { TokenGame } from './token-game.ts'
import type { Json } from './types.ts'

/** An activity has done its work: its result is kept, what can be compensated is noted, the token goes on. */
export function finish(game: TokenGame, node: Node, parent: Item, item: Item, result: Json | undefined): void {
  const scope = parent.kind === 'scope' ? parent : game.scopeOf(parent)
  game.move(node, 'left', item.round)
  if (node.outputs) {
    const inner = game.context(item, result === undefined ? undefined : { [node.writes]: result })
    for (const [name, value] of Object.entries(mapped(game, inner, node.outputs, undefined)))
      game.set(parent, name, value)
  }
  // a repeated activity can be compensated when all of it is over: until then its group keeps what was done
  note(node, item, isGroup(parent) ? parent : scope)
  if (parent.kind === 'rounds') return finishRound(game, node, parent, item, result)
  // a script that is there for its own sake writes nothing
  if (result !== undefined) game.set(parent, node.writes, result, 'nearest')
  if (parent.kind === 'loop') return finishRound(game, node, parent, item, result)
  if (parent.kind === 'compensation') return compensateNext(game, parent)
  leave(game, node, scope)
}

/**
 * Remembers what a later compensation can undo: an activity with a handler, or a sub-process with such activities in
 * it.
 */
function note(node: Node, item: Item, holder: Item): void {
  if (node.isHandler || node.isEventSubProcess) return
  if (!node.handler && !item.finished?.length) return
  holder.finished ??= []
  holder.finished.push({
    element: node.id,
    ...(item.variables ? { variables: item.variables } : {}),
    ...(item.finished?.length ? { inside: item.finished } : {}),
    ...(item.process === undefined ? {} : { process: item.process }),
  })
}
