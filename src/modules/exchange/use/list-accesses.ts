import { z } from 'zod'
import { actorOf } from '../../../platform/rights/index.ts'
import { useCase } from '../../../platform/use-case/index.ts'
import { OWN_LOOK } from '../model/asked.ts'
import { accessesOf, type Access } from '../store/accesses.ts'

const PAGE = 50

/** A person's own look is for no application. Who acted is told of whoever reads it alone: the office answers for its own. */
const told = ({ actor, ...access }: Access, reader: string) => ({
  ...access,
  byYou: actor === reader,
  ...(access.purpose === OWN_LOOK ? { caseId: null, caseNumber: null } : {}),
})

export const listAccesses = useCase({
  name: 'exchange.list-accesses',
  title: 'Who looked at my data in registers, why and when; acting for an organisation, at its data',
  at: 'GET /me/accesses',
  input: z.object({ after: z.uuid().optional(), limit: z.int().min(1).max(PAGE).default(PAGE) }),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        at: z.string(),
        register: z.string(),
        evidence: z.string().nullable(),
        /** No more was asked than these; null: all that the register tells of the evidence, or of oneself. */
        attributes: z.array(z.string()).nullable(),
        purpose: z.string(),
        basis: z.string(),
        body: z.string(),
        /** Whoever reads this asked it; false: somebody else, be it another who acts for the organisation. */
        byYou: z.boolean(),
        /** `unavailable`: one's own question, to which no answer came. */
        status: z.enum(['found', 'missing', 'unavailable']),
        /** The look was at what was kept since then; null: the register was asked. */
        keptAt: z.string().nullable(),
        /** Attributes that the register told beyond what was asked: cut off, seen by nobody; null: none. */
        surplus: z.int().nullable(),
        caseId: z.uuid().nullable(),
        caseNumber: z.string().nullable(),
      }),
    ),
    next: z.string().nullable(),
  }),
  example: {
    output: {
      items: [
        {
          id: '0198b0c4-3333-7a10-8f21-5b6c7d8e9f01',
          at: '2026-03-02T05:00:03Z',
          register: 'cadastre',
          evidence: 'housing',
          attributes: null,
          purpose: 'housing-availability-certificate',
          basis: 'the passport of the service',
          body: 'cadastre-1726266',
          byYou: false,
          status: 'found',
          keptAt: null,
          surplus: null,
          caseId: '0198b0c4-3d5e-7a10-8f21-5b6c7d8e9f01',
          caseNumber: '2026-03-000123',
        },
      ],
      next: null,
    },
  },
  may: 'signed in',
}).reads(async ({ input, principal }, tx) => {
  const subject = principal.actingFor?.number ?? principal.number
  const found = subject === undefined ? [] : await accessesOf(tx, subject, input.after, input.limit + 1)
  const items = found.slice(0, input.limit)
  return {
    items: items.map((item) => told(item, actorOf(principal))),
    next: found.length > input.limit ? items.at(-1)!.id : null,
  }
})
