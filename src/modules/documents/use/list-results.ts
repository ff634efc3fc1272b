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
  example: {
    output: {
      items: [
        {
          code: 'QK7M-3F9P-X2',
          service: 'housing-availability-certificate',
          kind: 'certificate',
          outcome: 'granted',
          title: 'Certificate of the housing a person has',
          number: 'HM-2026-000123-5',
          status: 'valid',
          office: 'cadastre-1726266',
          officeName: 'Cadastre office',
          issuedAt: '2026-03-05T09:30:00Z',
          validUntil: null,
        },
      ],
      next: null,
    },
  },
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
