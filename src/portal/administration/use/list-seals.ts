import { z } from 'zod'
import { countUnsealed, listSeals as listed } from '../../../platform/audit/index.ts'
import { useCase } from '../../../platform/use-case/index.ts'

export const listSeals = useCase({
  name: 'audit.list-seals',
  title:
    'The newest seals of the audit log: keep their hashes elsewhere, and nobody can rewrite what they cover unseen',
  at: 'GET /audit/seals',
  input: z.object({ before: z.coerce.number().int().positive().optional() }),
  output: z.object({
    items: z.array(
      z.object({
        number: z.number(),
        events: z.number(),
        subjects: z.number(),
        root: z.string(),
        hash: z.string(),
        sealedAt: z.string(),
      }),
    ),
    /** Events after the last seal. */ unsealed: z.number(),
    next: z.number().nullable(),
  }),
  may: ['role auditor', 'role administrator'],
}).reads(async ({ input }, tx) => {
  const [items, unsealed] = [await listed(tx, input.before), await countUnsealed(tx)]
  return { items, unsealed, next: items.length === 50 ? items.at(-1)!.number : null }
})
