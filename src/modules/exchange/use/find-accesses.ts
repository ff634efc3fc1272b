import { z } from 'zod'
import { pastedText } from '../../../kernel/text/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { OWN_LOOK } from '../model/asked.ts'
import { askedNumber } from '../model/read-number.ts'
import { accessesFor } from '../store/accesses.ts'

const PAGE = 100

export const findAccesses = useCase({
  name: 'exchange.find-accesses',
  title: 'For the auditor: what registers were asked about a person or an organisation, or for a case, and by whom',
  at: 'GET /accesses',
  input: z.object({
    /** Number of a person or an organisation. */
    number: pastedText(60).optional(),
    case: z.uuid().optional(),
    after: z.uuid().optional(),
  }),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        at: z.string(),
        /** Number of whom it was about. */
        subject: z.string(),
        register: z.string(),
        evidence: z.string().nullable(),
        /** No more was asked than these; null: all that the register tells of the evidence, or of oneself. */
        attributes: z.array(z.string()).nullable(),
        purpose: z.string(),
        basis: z.string(),
        body: z.string(),
        /** `system`, or `person:` and the id of who asked. */
        actor: z.string(),
        status: z.enum(['found', 'missing', 'unavailable']),
        /** The look was at what was kept since then; null: the register was asked. */
        keptAt: z.string().nullable(),
        /** Attributes that the register told beyond what was asked: cut off, seen by nobody; null: none. */
        surplus: z.int().nullable(),
        /** Null: a person's own look. */
        caseId: z.uuid().nullable(),
        caseNumber: z.string().nullable(),
        /** `GET /exchange/messages/{message}` proves it; null: no answer came. */
        message: z.string().nullable(),
      }),
    ),
    next: z.string().nullable(),
  }),
  needs: ['country', 'people'],
  may: 'role auditor',
}).reads(async ({ input, world, looked }, tx) => {
  if ((input.number === undefined) === (input.case === undefined))
    throw new Refusal(general['invalid-input'], {
      problems: [{ path: 'number', text: 'portal.looks.name-one-of-two' }],
    })
  const number = askedNumber(world.country, input.number)
  const asked = number === undefined ? { case: input.case! } : { subject: number }
  const items = await accessesFor(tx, asked, input.after, PAGE)
  // the search for a person is a look at that person, and so is what comes of the search for a case
  for (const subject of new Set([...(number === undefined ? [] : [number]), ...items.map((item) => item.subject)])) {
    const person = await world.people.findByNumber(tx, subject)
    looked({ what: 'looks', people: [{ id: person?.id, number: subject }], roles: ['auditor'] })
  }
  return {
    items: items.map((item) => ({
      ...item,
      // a person's own look stands in their own history
      ...(item.purpose === OWN_LOOK ? { caseId: null, caseNumber: null } : {}),
    })),
    next: items.length === PAGE ? items.at(-1)!.id : null,
  }
})
