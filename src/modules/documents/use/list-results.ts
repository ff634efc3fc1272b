import { z } from 'zod'
import { OUTCOMES } from '../../../kernel/case/index.ts'
import { useCase } from '../../../platform/use-case/index.ts'
import { ownerOf } from '../rights.ts'
import { resultsOf } from '../store/results.ts'

const PAGE = 50

export const listResults = useCase({
  name: 'documents.list-results',
  title: 'List my documents: what was issued to me, or to the organisation I act for',
  at: 'GET /me/results',
  input: z.object({ after: z.string().max(100).optional() }),
  output: z.object({
    items: z.array(
      z.object({
        code: z.string(),
        service: z.string(),
        kind: z.string(),
        outcome: z.enum(OUTCOMES),
        title: z.string(),
        number: z.string(),
        status: z.enum(['valid', 'withdrawn']),
        office: z.string(),
        /** As it stands on the document. */
        officeName: z.string(),
        issuedAt: z.string(),
        validUntil: z.string().nullable(),
      }),
    ),
    next: z.string().nullable(),
  }),
  may: 'signed in',
}).reads(async ({ input, principal, now }, tx) => {
  const [issuedAt, code] = input.after?.split(' ') ?? []
  const found = await resultsOf(
    tx,
    ownerOf(principal),
    now,
    issuedAt && code ? { issuedAt, code } : undefined,
    PAGE + 1,
  )
  const items = found
    .slice(0, PAGE)
    .map((result) => ({ ...result, status: result.status as 'valid' | 'withdrawn', issuedAt: result.issuedAt! }))
  const last = items.at(-1)
  return { items, next: found.length > PAGE && last ? `${last.issuedAt} ${last.code}` : null }
})
