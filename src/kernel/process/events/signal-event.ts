import type { EventKind } from '../element-kind.ts'
import { broadcast } from '../throw.ts'
import { openNamed, readNamed, throwNamed } from './named-event.ts'

/** A signal: to all that wait for it (BPMN 2.0.2, 10.5.5). */
export const signalEvent: EventKind = {
  type: 'signal',
  definition: 'signal',
  places: ['start', 'event sub-process start', 'catch', 'boundary', 'throw', 'end'],
  read: (source, event, definition) => readNamed(source, event, definition, 'signal'),
  open: openNamed,
  throw(game, node, scope) {
    const { name, variables } = throwNamed(game, node, scope)
    broadcast(game, 'inside', name, variables)
  },
}
