import type { ElementKind } from '../element-kind.ts'
import { leave } from '../leave.ts'
import { openWait } from '../open-wait.ts'

export const catchEvent: ElementKind = {
  kind: 'catch',
  types: { intermediateCatchEvent: 'C' },
  role: 'event',
  place: 'catch',
  awaits: (node) => node.event.open !== undefined,
  enter(game, node, scope) {
    game.move(node, 'entered')
    if (openWait(game, node, { parent: scope }, game.context(scope))) return
    // a link is led to by its throw and waits for nothing
    game.move(node, 'left')
    leave(game, node, scope)
  },
}
