import { z } from 'zod'
import { pastedText } from '../../../kernel/text/index.ts'
import { general, LOOKED_AT, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { askedNumber } from '../model/read-number.ts'
import { looksFor } from '../store/looks.ts'

const PAGE = 100

export const findLooks = useCase({
  name: 'exchange.find-looks',
  title: 'For the auditor: who looked at a person or an organisation, at a case, or what an official looked at',
  at: 'GET /looks',
  input: z.object({
    /** Number of a person or an organisation. */
    number: pastedText(60).optional(),
    case: z.uuid().optional(),
    official: z.uuid().optional(),
    after: z.uuid().optional(),
  }),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        at: z.string(),
        official: z.uuid(),
        /** Name of the official. */
        name: z.string(),
        role: z.string(),
        body: z.string(),
        what: z.enum(LOOKED_AT),
        detail: z.string().nullable(),
        caseId: z.uuid().nullable(),
        caseNumber: z.string().nullable(),
        service: z.string().nullable(),
      }),
    ),
    next: z.string().nullable(),
  }),
  needs: ['country', 'people'],
  may: 'role auditor',
}).reads(async ({ input, world, looked, language }, tx) => {
  const given = [input.number, input.case, input.official].filter((value) => value !== undefined)
  if (given.length !== 1)
    throw new Refusal(general['invalid-input'], { problems: [{ path: 'number', text: 'portal.looks.name-one' }] })
  const number = askedNumber(world.country, input.number)
  const rows = await looksFor(tx, { subject: number, case: input.case, viewer: input.official }, input.after, PAGE)
  // the search for a person is a look at that person, and so is what comes of one for a case or an official
  for (const subject of new Set([...(number === undefined ? [] : [number]), ...rows.map((row) => row.subject)])) {
    const person = await world.people.findByNumber(tx, subject)
    looked({ what: 'looks', people: [{ id: person?.id, number: subject }], roles: ['auditor'] })
  }
  const names = new Map<string, string>()
  for (const id of new Set(rows.map((row) => row.viewer)))
    names.set(id, (await world.people.get(tx, id, language)).name)
  return {
    items: rows.map(({ viewer, subject: _subject, ...row }) => ({
      ...row,
      official: viewer,
      name: names.get(viewer)!,
    })),
    next: rows.length === PAGE ? rows.at(-1)!.id : null,
  }
})
