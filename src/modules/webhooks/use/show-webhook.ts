import { z } from 'zod'
import { KINDS } from '../model/kinds.ts'

/** A subscription as administrators and auditors see it. */
export const WebhookView = z.object({
  id: z.uuid(),
  client: z.string(),
  address: z.string(),
  events: z.array(z.enum(KINDS)),
  madeAt: z.string(),
  state: z.enum(['on', 'away', 'paused', 'silent', 'ended', 'gone']),
  /** Since when it is as it is, where that is not "on". */
  since: z.string().nullable(),
  /** When a system that is away is tried next. */
  tryAt: z.string().nullable(),
  problem: z.string().nullable(),
  waiting: z.int(),
  stopped: z.int(),
})
