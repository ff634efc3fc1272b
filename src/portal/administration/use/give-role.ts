import { z } from 'zod'
import { pastedText, printedText } from '../../../kernel/text/index.ts'
import { KnownDate } from '../../../kernel/terms/index.ts'
import { endRole as end, findPersonByNumber, giveRole as give } from '../../../platform/identity/index.ts'
import { actorOf } from '../../../platform/rights/index.ts'
import { general, Refusal, requireFresh, useCase } from '../../../platform/use-case/index.ts'
import { refusal } from '../refusals.ts'
import { theRoles } from './list-role-holders.ts'

export const ROLES = [
  'counter',
  'officer',
  'head',
  'designer',
  'methodologist',
  'lawyer',
  'finance',
  'auditor',
  'administrator',
] as const
const Reason = printedText(z.string().trim().min(5).max(1000))

export const giveRole = useCase({
  name: 'identity.give-role',
  title: 'Give a person a role in a body, until a day when it is for a time',
  at: 'POST /bodies/{body}/roles',
  input: z.object({
    body: z.string().max(200),
    /** National number: the person is known here since the first sign-in. */
    number: pastedText(60).pipe(z.string().min(1)),
    role: z.enum(ROLES),
    /** The last day, local to the country. */
    until: KnownDate.optional(),
    reason: Reason,
  }),
  output: z.object({ person: z.uuid(), role: z.enum(ROLES), body: z.string(), until: z.string().nullable() }),
  needs: ['country'],
  may: 'own role administrator',
  records: {
    about: 'person',
    facts: z.object({ role: z.string(), body: z.string(), reason: z.string(), until: z.string().optional() }),
    readers: 'subject',
  },
  edits: theRoles,
  status: 201,
}).does(async ({ input, principal, now, world }, tx) => {
  requireFresh(principal, now)
  if (!world.country.findOffice(input.body)) throw new Refusal(general['not-found'])
  const until = input.until === undefined ? undefined : world.country.beginOf(input.until, 1)
  if (until !== undefined && until <= now)
    throw new Refusal(general['invalid-input'], { problems: [{ path: 'until', text: 'admin.problem.until-past' }] })
  const read = world.country.checkPersonNumber(input.number)
  if (!read.ok)
    throw new Refusal(general['invalid-input'], { problems: [{ path: 'number', text: 'errors.input.invalid-format' }] })
  const person = await findPersonByNumber(tx, read.number)
  if (!person)
    throw new Refusal(refusal['no-such-person'], {
      problems: [{ path: 'number', text: 'admin.refusal.no-such-person' }],
    })
  if (person.id === principal.personId) throw new Refusal(refusal['own-role'])
  await give(tx, {
    person: person.id,
    role: input.role,
    body: input.body,
    since: now,
    givenBy: actorOf(principal),
    ...(until ? { until } : {}),
  })
  return {
    answer: { person: person.id, role: input.role, body: input.body, until: until ?? null },
    subject: person.id,
    facts: { role: input.role, body: input.body, reason: input.reason, ...(until ? { until } : {}) },
  }
})

export const endRole = useCase({
  name: 'identity.end-role',
  title: 'End a role of a person in a body now; their open sessions lose it at once',
  at: 'POST /bodies/{body}/roles/end',
  input: z.object({ body: z.string().max(200), person: z.uuid(), role: z.string().max(100), reason: Reason }),
  output: z.object({ person: z.uuid(), role: z.string(), body: z.string() }),
  may: 'own role administrator',
  records: {
    about: 'person',
    facts: z.object({ role: z.string(), body: z.string(), reason: z.string() }),
    readers: 'subject',
  },
  edits: theRoles,
}).does(async ({ input, principal, now }, tx) => {
  requireFresh(principal, now)
  if (input.person === principal.personId) throw new Refusal(refusal['own-role'])
  if (!(await end(tx, input, now))) throw new Refusal(refusal['role-not-held'])
  return {
    answer: { person: input.person, role: input.role, body: input.body },
    subject: input.person,
    facts: { role: input.role, body: input.body, reason: input.reason },
  }
})
