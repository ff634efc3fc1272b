import type { CompiledGraph, Node } from './graph.ts'
import { dropAlternatives } from './catch.ts'
import type { Item } from './item.ts'
import { leave } from './leave.ts'
import { ProcessError } from './process-error.ts'
import { stepFrom, waitOf } from './step.ts'
import { TokenGame } from './token-game.ts'
import type { Environment, Graph, State, Step } from './types.ts'

/**
 * An administrator moves a token: the wait ends undone, and a token starts at another element of the same scope or of
 * one around it. Going outward ends the sub-process with all in it; all rounds of a repeated activity end together.
 * @throws ProcessError when the wait is over, no token stands there, or the element is not in such a scope
 */
export function move(
  graph: Graph,
  state: State,
  to: { wait: number; element: string },
  environment: Environment,
): Step {
  const game = new TokenGame(graph as CompiledGraph, state, environment)
  if (game.outcome !== 'running') throw new ProcessError('ended', 'the case is over')
  const item = waitOf(game, to.wait)
  if (item.host || item.startsEventSubProcess)
    throw new ProcessError('no-element', `no token stands at ${item.element}: it waits beside another element`)
  const target = targetOf(game, item, to.element)
  return stepFrom(game, state, () => {
    if (item.alternatives !== undefined) dropAlternatives(game, item)
    game.cancel(target.leaving)
    if (target.node.element.joins) {
      game.move(target.node, 'entered')
      game.move(target.node, 'left')
      leave(game, target.node, target.scope)
    } else game.push({ do: 'enter', node: target.node, parent: target.scope, slot: 0 })
  })
}

/** The element in the nearest scope that has it, and what of that scope the token leaves. */
function targetOf(game: TokenGame, item: Item, element: string): { node: Node; scope: Item; leaving: Item } {
  let leaving = item
  for (let scope = item.parent; scope; leaving = scope, scope = scope.parent) {
    if (scope.kind !== 'scope') continue
    const node = game.graphInside(scope).nodes.get(element)
    if (node && node.scope === game.definition(scope).id && isEntered(node)) return { node, scope, leaving }
  }
  throw new ProcessError(
    'no-element',
    `a token at ${item.element} can't be moved to ${element}: it is in no scope around it`,
  )
}

/** True when tokens come to a node over sequence flows. */
const isEntered = (node: Node): boolean =>
  node.kind !== 'boundary' && node.kind !== 'start' && !node.isEventSubProcess && !node.isHandler
