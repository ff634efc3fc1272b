import type { Node } from './graph.ts'
import type { Item } from './item.ts'
import { leave } from './leave.ts'
import { armEventSubProcesses } from './scopes.ts'
import type { TokenGame } from './token-game.ts'
import type { Variables } from './types.ts'

/** A boundary event goes off: its host ends, unless the event lets it go on, and a token starts here. */
export function interrupt(game: TokenGame, node: Node, host: Item): void {
  const scope = game.scopeOf(host)
  const around = host.parent as Item
  if (node.interrupting) game.cancel(host)
  game.move(node, 'entered')
  game.move(node, 'left')
  leave(game, node, scope)
  // a handler that was interrupted has compensated all it could
  if (node.interrupting && around.kind === 'compensation') game.push({ do: 'compensate', parent: around })
}

/** An event sub-process begins inside its scope; an interrupting one ends all else in it (BPMN 2.0.2, 13.5.4). */
export function beginEventSubProcess(game: TokenGame, start: Node, scope: Item, values?: Variables): void {
  const sub = game.graphInside(scope).nodes.get(start.scope) as Node
  if (start.interrupting) game.cancelInside(scope)
  game.move(sub, 'entered')
  const inside = game.add({
    kind: 'scope',
    element: sub.id,
    parent: scope,
    ...(values && Object.keys(values).length > 0 ? { variables: values } : {}),
  })
  armEventSubProcesses(game, inside)
  game.move(start, 'entered')
  game.move(start, 'left')
  leave(game, start, inside)
}
