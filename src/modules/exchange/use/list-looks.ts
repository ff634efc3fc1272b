import { z } from 'zod'
import { LOOKED_AT, useCase } from '../../../platform/use-case/index.ts'
import { openingsOf } from '../model/openings.ts'
import { looksAt } from '../store/looks.ts'

/** Looks that are read for one page of openings. */
const READ = 200

export const listLooks = useCase({
  name: 'exchange.list-looks',
  title:
    'Which body and role looked at my data here, what was seen, for which application and when; acting for an organisation, at its data',
  at: 'GET /me/looks',
  input: z.object({ after: z.uuid().optional() }),
  output: z.object({
    /** Many reads of one opening are one item, newest first. */
    items: z.array(
      z.object({
        id: z.uuid(),
        role: z.string(),
        body: z.string(),
        caseId: z.uuid().nullable(),
        caseNumber: z.string().nullable(),
        service: z.string().nullable(),
        from: z.string(),
        until: z.string(),
        looks: z.array(z.object({ what: z.enum(LOOKED_AT), detail: z.string().nullable(), at: z.string() })),
      }),
    ),
    next: z.string().nullable(),
  }),
  may: 'signed in',
}).reads(async ({ input, principal }, tx) => {
  const subjects = principal.actingFor
    ? [principal.actingFor.number]
    : [principal.number, principal.personId].filter((name) => name !== undefined)
  const rows = await looksAt(tx, subjects, input.after, READ)
  return { items: openingsOf(rows), next: rows.length === READ ? rows.at(-1)!.id : null }
})
