import type { EventKind } from '../element-kind.ts'
import { foreignAttribute } from '../foreign.ts'
import type { Occurrence } from '../graph.ts'
import type { Item } from '../item.ts'
import { endRounds } from '../rounds.ts'

/** Ends a scope at once: of the case it ends all, of a sub-process only that one, unless the model says more. */
export const terminateEvent: EventKind = {
  type: 'terminate',
  definition: 'terminate',
  places: ['end'],
  read: ({ prefixes }, _event, definition) => ({
    type: 'terminate',
    ...(foreignAttribute(definition, prefixes, 'terminateAll') === 'true' ? { all: true } : {}),
    ...(foreignAttribute(definition, prefixes, 'terminateMultiInstance') === 'true' ? { rounds: true } : {}),
  }),
  throw(game, node, scope) {
    const { all, rounds } = node.occurrence as Occurrence & { type: 'terminate' }
    game.move(node, 'left')
    const ended = all ? game.root : scope
    const group = rounds && !all ? groupAround(scope) : undefined
    if (group) return endRounds(game, game.nodeOf(group), group)
    game.cancelInside(ended)
    if (ended.id === 0) game.outcome = 'terminated'
    else game.dirty.add(ended)
  },
}

/** The nearest multi-instance activity that a scope is part of. */
function groupAround(scope: Item): Item | undefined {
  for (let at: Item | undefined = scope; at; at = at.parent) if (at.kind === 'rounds') return at
  return undefined
}
