import { z } from 'zod'
import { domainEvent } from '../../../platform/events/index.ts'
import { LOOKED_AT } from '../../../platform/use-case/index.ts'

/** Somebody was looked at by an official; of a look at nobody by name (the whole log) it is the official's own event. */
export const looked = domainEvent({
  kind: 'exchange.looked',
  about: 'person',
  facts: z.object({
    what: z.enum(LOOKED_AT),
    role: z.string(),
    office: z.string(),
    case: z.uuid().optional(),
    detail: z.string().optional(),
    /** Of a list: how many lines stood in it. */
    lines: z.int().optional(),
  }),
  readers: 'subject',
})
