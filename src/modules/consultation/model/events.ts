import { z } from 'zod'
import { domainEvent } from '../../../platform/events/index.ts'

/** A discussion was opened: its act can't leave the legal gate until it is closed. Told under the discussion's id. */
export const opened = domainEvent({
  kind: 'consultation.opened',
  about: 'system',
  facts: z.object({
    body: z.string(),
    kind: z.enum(['draft', 'review']),
    until: z.string(),
    /** The draft amendment that it was made of. */
    amendment: z.uuid().optional(),
  }),
  readers: 'officials',
})

/** One answer was given, to a comment or to all of a group. */
export const answered = domainEvent({
  kind: 'consultation.answered',
  about: 'system',
  facts: z.object({ answer: z.uuid(), outcome: z.string(), comments: z.int(), waiting: z.int() }),
  readers: 'officials',
})

/** A discussion was closed, every comment of it answered; the root seals the record. */
export const closed = domainEvent({
  kind: 'consultation.closed',
  about: 'system',
  facts: z.object({ body: z.string(), comments: z.int(), root: z.string() }),
  readers: 'officials',
})
