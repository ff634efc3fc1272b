import type { EventKind } from '../element-kind.ts'
import { openNamed, readNamed, throwNamed } from './named-event.ts'

/** A message: to one receiver (BPMN 2.0.2, 10.5.5). */
export const messageEvent: EventKind = {
  type: 'message',
  definition: 'message',
  places: ['start', 'event sub-process start', 'catch', 'boundary', 'throw', 'end'],
  read: (source, event, definition) => readNamed(source, event, definition, 'message'),
  open: openNamed,
  throw: (game, node, scope) => void throwNamed(game, node, scope),
}
