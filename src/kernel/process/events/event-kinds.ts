import type { EventKind } from '../element-kind.ts'
import { cancelEvent } from './cancel-event.ts'
import { compensationEvent } from './compensation-event.ts'
import { conditionalEvent } from './conditional-event.ts'
import { errorEvent } from './error-event.ts'
import { escalationEvent } from './escalation-event.ts'
import { linkEvent } from './link-event.ts'
import { messageEvent } from './message-event.ts'
import { noneEvent } from './none-event.ts'
import { signalEvent } from './signal-event.ts'
import { terminateEvent } from './terminate-event.ts'
import { timerEvent } from './timer-event.ts'

/** The kinds of events that are run; one file each. */
export const EVENT_KINDS: readonly EventKind[] = [
  noneEvent,
  messageEvent,
  timerEvent,
  signalEvent,
  conditionalEvent,
  errorEvent,
  escalationEvent,
  compensationEvent,
  cancelEvent,
  linkEvent,
  terminateEvent,
]

/** The kind of an event definition by its local name (`timerEventDefinition`), or of an event without one. */
export const eventKindOf = (definition: string | undefined): EventKind | undefined =>
  EVENT_KINDS.find((kind) => kind.definition === definition?.replace(/EventDefinition$/, ''))
