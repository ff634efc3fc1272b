import { z } from 'zod'
import { useCase } from '../../../platform/use-case/index.ts'
import { bodiesOf, speaksFor } from '../rights.ts'
import { listDiscussions } from '../store/discussions.ts'
import { DiscussionLine } from './shapes.ts'

const PAGE = 30

export const listAllDiscussions = useCase({
  name: 'consultation.list-discussions',
  title: 'List public discussions: open ones by the end that is nearest, closed ones newest first',
  at: 'GET /consultations',
  input: z.object({ state: z.enum(['open', 'closed']).default('open'), after: z.string().max(100).optional() }),
  output: z.object({
    items: z.array(DiscussionLine),
    next: z.string().nullable(),
    /** Bodies whose acts this viewer may publish. */
    publishes: z.array(z.string()),
    /** Whether this viewer speaks for a body: answers comments, and decides appeals. */
    speaks: z.boolean(),
  }),
  may: 'anyone',
}).reads(async ({ input, principal }, tx) => {
  const [until, id] = input.after?.split(' ') ?? []
  const found = await listDiscussions(tx, input.state, until && id ? { until, id } : undefined, PAGE + 1)
  const items = found.slice(0, PAGE)
  const last = items.at(-1)
  return {
    items,
    next: found.length > PAGE && last ? `${last.until} ${last.id}` : null,
    publishes: bodiesOf(principal),
    speaks: speaksFor(principal).length > 0,
  }
})
