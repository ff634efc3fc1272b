import { textOf } from './expressions.ts'
import type { Node } from './graph.ts'
import type { Item } from './item.ts'
import { leave } from './leave.ts'
import type { TokenGame } from './token-game.ts'

/** A token passes a node at which nothing is waited for. */
export function pass(game: TokenGame, node: Node, scope: Item): void {
  game.move(node, 'entered')
  noteStatus(game, node, scope)
  game.move(node, 'left')
  leave(game, node, scope)
}

/** A token comes to an event that throws or ends. */
export function throwEvent(game: TokenGame, node: Node, scope: Item): void {
  game.move(node, 'entered')
  noteStatus(game, node, scope)
  if (node.event.throw) return node.event.throw(game, node, scope)
  game.move(node, 'left')
  leave(game, node, scope)
}

/** Notes the status that the model says the case takes here. */
function noteStatus(game: TokenGame, node: Node, scope: Item): void {
  const said = node.attributes.find(([name]) => name === 'status')
  if (said) game.statuses.push(textOf(said[1], game.context(scope), game.clock))
  const outcome = node.attributes.find(([name]) => name === 'outcome')
  if (outcome) game.outcomes.push(textOf(outcome[1], game.context(scope), game.clock))
}
