import { z } from 'zod'
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
  const items = (
    await tx.query<{ number: number; events: number; subjects: number; root: string; hash: string; sealedAt: string }>(
      `select number, events, subjects, encode(root, 'hex') as root, encode(hash, 'hex') as hash, sealed_at as "sealedAt" from audit.seal where $1::int is null or number < $1 order by number desc limit 50`,
      [input.before ?? null],
    )
  ).rows
  const unsealed = (
    await tx.query<{ n: number }>(
      'select count(*)::int as n from audit.event where position >= coalesce((select max(until_position) from audit.seal), 1)',
      [],
    )
  ).rows[0]!.n
  return { items, unsealed, next: items.length === 50 ? items.at(-1)!.number : null }
})
