import type { ModdleElement } from 'bpmn-moddle'
import type { EventKind, EventPlace } from './element-kind.ts'
import { eventKindOf } from './events/event-kinds.ts'
import type { Occurrence } from './graph.ts'
import type { Model } from './read-model.ts'
import { called, typeOf, type Report } from './report.ts'

export interface Source {
  model: Model
  report: Report
  prefixes: readonly string[]
}

/** What an event waits for or throws; undefined when it is refused (the report says why). */
export function compileOccurrence(
  source: Source,
  event: ModdleElement,
  place: EventPlace,
): { occurrence: Occurrence; kind: EventKind } | undefined {
  const { report } = source
  const definitions: ModdleElement[] = [...(event['eventDefinitions'] ?? []), ...(event['eventDefinitionRef'] ?? [])]
  if (definitions.length > 1)
    return void report.error(
      event,
      'not-run',
      `${called(event)} has several event definitions, which is not run`,
      'use one event for each',
    )
  const [definition] = definitions
  const type = definition && typeOf(definition)
  const kind = eventKindOf(type)
  if (!definition && !kind?.places.includes(place))
    return void report.error(
      event,
      'no-event',
      `${called(event)}${place === 'event sub-process start' ? ' of an event sub-process' : ''} waits for nothing`,
      'give it an event definition',
    )
  if (!kind?.places.includes(place))
    return void report.error(
      event,
      'not-run',
      `${called(event)}: ${type?.replace(/EventDefinition$/, '')} events are not run as ${place} event`,
      'use another kind of event here',
    )
  const occurrence = kind.read(source, event, definition as ModdleElement)
  return occurrence && { occurrence, kind }
}
