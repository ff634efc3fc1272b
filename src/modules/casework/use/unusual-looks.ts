import { z } from 'zod'
import { printedText } from '../../../kernel/text/index.ts'
import { KnownDate } from '../../../kernel/terms/index.ts'
import { actorOf } from '../../../platform/rights/index.ts'
import { After, cursorOf, general, LOOKED_AT, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { refusal } from '../model/application.ts'
import { UNUSUAL } from '../model/judge-look.ts'
import { markExamined, unusualLooks } from '../store/unusual-looks.ts'

const place = cursorOf(z.tuple([z.boolean(), z.uuid()]))

export const findUnusualLooks = useCase({
  name: 'casework.find-unusual-looks',
  title: 'Looks of officials that are unusual, each with why; those that nobody examined first, then the newest first',
  at: 'GET /unusual-looks',
  input: z.object({
    reason: z.enum(UNUSUAL).optional(),
    official: z.uuid().optional(),
    body: z.string().trim().min(1).max(200).optional(),
    /** First and last day, local to the country. */
    from: KnownDate.optional(),
    until: KnownDate.optional(),
    after: After,
    size: z.int().min(1).max(100).default(30),
  }),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        at: z.string(),
        reasons: z.array(z.enum(UNUSUAL)),
        official: z.uuid(),
        /** Name of the official. */
        name: z.string(),
        role: z.string(),
        body: z.string(),
        what: z.enum(LOOKED_AT),
        caseId: z.uuid().nullable(),
        caseNumber: z.string().nullable(),
        service: z.string().nullable(),
        /** How many persons were seen; of "many" on that day. */
        people: z.int(),
        examined: z.object({ at: z.string(), name: z.string(), note: z.string() }).nullable(),
      }),
    ),
    next: z.string().nullable(),
  }),
  needs: ['country', 'people'],
  may: 'role auditor',
}).reads(async ({ input, world, looked, language }, tx) => {
  looked({ what: 'looks', people: [], roles: ['auditor'] })
  const after = place.read(input.after)
  const rows = await unusualLooks(
    tx,
    {
      reason: input.reason,
      official: input.official,
      body: input.body,
      since: input.from && world.country.beginOf(input.from),
      before: input.until && world.country.beginOf(input.until, 1),
    },
    after && { examined: after[0], id: after[1] },
    input.size,
  )
  const names = new Map<string, string>()
  for (const id of new Set(rows.flatMap(({ viewer, examinedBy }) => [viewer, ...(examinedBy ? [examinedBy] : [])])))
    names.set(id, (await world.people.get(tx, id, language)).name)
  const last = rows.at(-1)
  return {
    items: rows.map(({ viewer, examinedAt, examinedBy, note, ...row }) => ({
      ...row,
      official: viewer,
      name: names.get(viewer)!,
      examined: examinedAt === null ? null : { at: examinedAt, name: names.get(examinedBy!)!, note: note ?? '' },
    })),
    next: last && rows.length === input.size ? place.write([last.examinedAt !== null, last.id]) : null,
  }
})

export const examineLook = useCase({
  name: 'casework.examine-look',
  title: 'Say that an unusual look was examined, and what came of it; never of one’s own',
  at: 'POST /unusual-looks/{look}/examine',
  input: z.object({ look: z.uuid(), note: printedText(z.string().trim().min(1).max(1000)) }),
  output: z.object({ id: z.uuid() }),
  may: 'role auditor',
  records: { about: 'person', facts: z.object({ look: z.uuid() }), readers: 'officials' },
}).does(async ({ input, principal, now }, tx) => {
  const done = await markExamined(tx, input.look, {
    person: principal.personId!,
    note: input.note,
    now,
    actor: actorOf(principal),
  })
  if (done === null) throw new Refusal(general['not-found'])
  if (done === 'own') throw new Refusal(refusal['own-look'])
  if (done === 'before') throw new Refusal(refusal['look-examined'])
  return { answer: { id: input.look }, facts: { look: input.look } }
})
