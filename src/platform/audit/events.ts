import { z } from 'zod'
import { domainEvent } from '../events/domain-event.ts'

/** How rows stand, where nothing else happened by which it could be said. */
export const rowsRecorded = domainEvent({
  kind: 'audit.recorded',
  about: 'system',
  facts: z.object({}),
  readers: 'officials',
  unheard: true,
})

/** Somebody asked for what they may not. */
export const accessDenied = domainEvent({
  kind: 'rights.denied',
  about: 'person',
  facts: z.object({ useCase: z.string(), moreFollowed: z.literal(true).optional() }),
  readers: 'officials',
  unheard: true,
})
