import { z } from 'zod'
import { domainEvent } from '../../../platform/events/index.ts'

/** A body's system has taken a message about a case. */
export const systemTold = domainEvent({
  kind: 'webhooks.told',
  about: 'case',
  facts: z.object({ client: z.string(), message: z.uuid(), event: z.string(), tries: z.int() }),
  readers: 'officials',
})

/** A system wants nothing more, or was silent for as long as it is tried. */
export const systemLeft = domainEvent({
  kind: 'webhooks.left',
  about: 'system',
  facts: z.object({ webhook: z.uuid(), client: z.string(), why: z.enum(['gone', 'silent']) }),
  readers: 'officials',
})
