import { z } from 'zod'
import { lockRoles, roleHolders } from '../../../platform/identity/index.ts'
import { general, Refusal, editable, useCase } from '../../../platform/use-case/index.ts'
import { loadOfOffice, worklistCounts } from '../../process/index.ts'
import { deskPeriods } from '../model/desk-periods.ts'
import { lookAtList } from '../model/look-at-case.ts'
import { heads } from '../model/roles-held.ts'
import { openInquiries } from '../store/messages.ts'

/** The desk's head: how much is due, what other bodies asked. */
export const showDesk = useCase({
  name: 'casework.show-desk',
  title: 'What is due in an office today, this week and late, and what other bodies asked it',
  at: 'GET /offices/{office}/desk',
  input: z.object({ office: z.string().max(100) }),
  output: z.object({
    late: z.number(),
    today: z.number(),
    week: z.number(),
    mine: z.number(),
    unclaimed: z.number(),
    toSign: z.number(),
    services: z.array(z.object({ service: z.string(), tasks: z.number() })),
    inquiries: z.array(
      z.object({
        id: z.uuid(),
        application: z.uuid(),
        number: z.string(),
        service: z.string(),
        fromOffice: z.string(),
        question: z.string(),
        dueAt: z.string(),
      }),
    ),
  }),
  needs: ['country'],
  may: 'member of office',
}).reads(async ({ input, principal, now, world, looked }, tx) => {
  const head = heads(principal, input.office)
  const [counts, inquiries] = await Promise.all([
    worklistCounts(tx, input.office, {
      now,
      ...deskPeriods(world.country, now),
      person: principal.personId!,
      role: head ? undefined : 'officer',
    }),
    openInquiries(tx, input.office),
  ])
  const cases = inquiries.map(({ caseId }) => caseId)
  looked(await lookAtList(tx, { list: 'inquiries', cases, office: input.office }))
  return {
    ...counts,
    inquiries: inquiries.map(({ id, caseId, number, service, fromOffice, question, dueAt }) => ({
      id,
      application: caseId,
      number,
      service,
      fromOffice,
      question,
      dueAt,
    })),
  }
})

export const showTeam = useCase({
  name: 'casework.show-team',
  title: 'The people of an office and what each holds',
  at: 'GET /offices/{office}/team',
  input: z.object({ office: z.string().max(100) }),
  output: z.object({
    people: z.array(
      z.object({
        person: z.uuid(),
        name: z.string(),
        roles: z.array(z.string()),
        until: z.string().nullable(),
        tasks: z.number(),
        late: z.number(),
      }),
    ),
    unclaimed: z.number(),
  }),
  needs: ['country'],
  may: ['head of office', 'role administrator'],
}).reads(async ({ input, now, world, language }, tx) => {
  if (!world.country.findOffice(input.office)) throw new Refusal(general['not-found'])
  const [holders, load] = await Promise.all([
    roleHolders(tx, input.office, now, { language }),
    loadOfOffice(tx, input.office, now),
  ])
  const people = new Map<
    string,
    { person: string; name: string; roles: string[]; until: string | null; tasks: number; late: number }
  >()
  for (const { person, name, role, until } of holders) {
    const item = people.get(person) ?? {
      person,
      name,
      roles: [],
      until: null,
      tasks: load.find((each) => each.person === person)?.tasks ?? 0,
      late: load.find((each) => each.person === person)?.late ?? 0,
    }
    item.roles.push(role)
    if (until) item.until = until
    people.set(person, item)
  }
  return { people: [...people.values()], unclaimed: load.find((candidate) => candidate.person === null)?.tasks ?? 0 }
})

/** Who is of an office and until when; what each holds changes by itself all the time and is no part of it. */
export const theTeam = editable(showTeam, {
  lock: (tx, { office }) => lockRoles(tx, office),
  parts: ({ people }) => Object.fromEntries(people.map(({ person, roles, until }) => [person, [roles, until]])),
})
