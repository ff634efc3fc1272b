import { z } from 'zod'
import type { ProcessEvent } from '../../../kernel/process/index.ts'
import { domainEvent, type DomainEvent } from '../../../platform/events/index.ts'

/** What no model can take stands still with this, until an administrator mends it. */
export const stuck = domainEvent({
  kind: 'process.stuck',
  about: 'case',
  facts: z.object({
    event: z.string(),
    wait: z.int().optional(),
    incident: z.object({ element: z.string(), code: z.string(), message: z.string() }),
  }),
  readers: 'officials',
  unheard: true,
})

/** A closed case went to a file with all its events. */
export const archived = domainEvent({
  kind: 'process.archive',
  about: 'case',
  facts: z.object({ file: z.string(), sha256: z.string(), events: z.int(), head: z.string() }),
  readers: 'officials',
  unheard: true,
})

/**
 * A step of the engine. Within an act it is part of the act's event; what it moved is written by the engine itself, in
 * the statement of the step, and listened to by `engine.listen`.
 */
const step = <const Type extends string>(type: Type, more: { line?: string } = {}) =>
  domainEvent({
    kind: `process.${type}`,
    about: 'case',
    facts: z.looseObject({}),
    readers: 'subject',
    unheard: true,
    ...more,
  })

/** What each event of the engine is called in a case's history. */
export const STEPS = {
  start: step('start'),
  'start-by-message': step('start-by-message'),
  complete: step('complete'),
  error: step('error'),
  timer: step('timer'),
  message: step('message'),
  signal: step('signal'),
  'set-variables': step('set-variables'),
  cancel: step('cancel'),
  move: step('move'),
  migrate: step('migrate', { line: 'moved-version' }),
} satisfies Record<ProcessEvent['type'] | 'move' | 'migrate', DomainEvent>

/** Name of a step in a case's history. */
export const kindOfStep = (type: keyof typeof STEPS): string => STEPS[type].kind
