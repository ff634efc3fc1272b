import { begin } from './activities.ts'
import { fireConditions } from './catch.ts'
import { compensateNext } from './compensate.ts'
import { finish } from './finish.ts'
import type { Item } from './item.ts'
import { fireInclusive } from './joins.ts'
import { Stop } from './process-error.ts'
import { isEmpty } from './scopes.ts'
import type { TokenGame, Work } from './token-game.ts'

/** Moves tokens until all rest: waits are open, or the case is over. */
export function advance(game: TokenGame): void {
  while (game.outcome === 'running') {
    const work = game.next()
    if (work) {
      take(game, work)
      continue
    }
    if (endScopes(game)) continue
    if (game.changed && fireConditions(game)) continue
    if (!fireInclusive(game)) break
  }
  if (game.outcome === 'running' && game.waiting === 0) throw stuck(game)
}

function take(game: TokenGame, work: Work): void {
  if (work.do === 'compensate') {
    if (!work.parent.gone) compensateNext(game, work.parent)
    return
  }
  const { node } = work
  game.at = node.id
  if (work.do === 'enter') node.element.enter(game, node, work.parent, work.slot)
  else if (work.do === 'begin') begin(game, node, work.parent, work.values, work.round)
  else finish(game, node, work.parent, work.item, work.result)
}

/** Ends scopes in which nothing is alive any more. @returns true when one has ended */
function endScopes(game: TokenGame): boolean {
  for (const scope of game.dirty) {
    game.dirty.delete(scope)
    if (scope.gone || !isEmpty(scope)) continue
    game.cancelInside(scope)
    const parent = scope.parent
    if (!parent) {
      game.outcome = 'completed'
      return true
    }
    const node = game.nodeOf(scope)
    const around = game.scopeOf(scope)
    game.remove(scope, 'completed')
    // one that compensates is the handler of its sub-process
    if (node.isEventSubProcess && parent.kind !== 'compensation') {
      game.move(node, 'left')
      game.dirty.add(around)
    } else game.push({ do: 'finish', node, parent, item: scope })
    return true
  }
  return false
}

/** Tokens wait at joins for others that can't come. */
function stuck(game: TokenGame): Stop {
  const at = [...game.joining].flatMap((scope: Item) => Object.keys(scope.joins ?? {}))
  return new Stop(at[0] ?? game.graph.id, 'deadlock', `a token waits at ${at.join(', ')} for another that can't come`)
}
