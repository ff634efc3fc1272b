import type { EventKind } from '../element-kind.ts'
import { foreignAttribute } from '../foreign.ts'
import { leave } from '../leave.ts'
import { throwEscalation } from '../throw.ts'
import { readThrown } from './error-event.ts'

/** An escalation: told to a higher level, which may let the thrower go on. */
export const escalationEvent: EventKind = {
  type: 'escalation',
  definition: 'escalation',
  places: ['event sub-process start', 'boundary', 'throw', 'end'],
  read(source, event, definition) {
    const codeVariable = foreignAttribute(definition, source.prefixes, 'escalationCodeVariable')
    return {
      type: 'escalation',
      ...readThrown(source, event, definition, 'escalation'),
      ...(codeVariable ? { codeVariable } : {}),
    }
  },
  throw(game, node, scope) {
    game.move(node, 'left')
    // the token is gone on before the escalation is caught: a catch that interrupts takes it away again
    leave(game, node, scope)
    throwEscalation(game, scope, node)
  },
}
