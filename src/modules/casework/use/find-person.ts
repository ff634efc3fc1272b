import { z } from 'zod'
import { pastedText } from '../../../kernel/text/index.ts'
import { OUTCOMES, STATUSES } from '../../../kernel/case/index.ts'
import { Refusal, useCase } from '../../../platform/use-case/index.ts'
import { applicantTasks } from '../../process/index.ts'
import { refusal } from '../model/application.ts'
import { isOffer } from '../model/tell-offer.ts'
import { readCounterQuery } from '../model/read-counter-query.ts'
import { applicationsOf, findApplicationByNumber, findApplicationByReceipt } from '../store/applications.ts'

/** The person in front of the counter; finding someone is a look at their data and is recorded as one. */
export const findPerson = useCase({
  name: 'casework.find-person',
  title:
    'Find the person at the counter by their number or scanned document, who may act for a firm by its number, or the number or receipt of an application of this counter',
  at: 'POST /counter/find',
  input: z.object({ office: z.string().max(100), query: pastedText(300).pipe(z.string().min(1)) }),
  output: z.object({
    person: z.object({ id: z.uuid(), name: z.string(), number: z.string(), birthDate: z.string().optional() }),
    application: z.uuid().optional(),
    /** The number was a firm's: `person` is the first who may act for it, `represented` are all. */
    organisation: z.object({ number: z.string(), name: z.string() }).optional(),
    represented: z.array(z.object({ id: z.uuid(), name: z.string() })).optional(),
  }),
  needs: ['country', 'people'],
  may: 'counter operator of office',
  records: { about: 'person', facts: z.object({ office: z.string(), found: z.uuid() }), readers: 'officials' },
}).does(async ({ input, world, looked, language }, tx) => {
  const asked = readCounterQuery(input.query, world.country)
  const application =
    asked.kind === 'application'
      ? await findApplicationByNumber(tx, asked.value)
      : asked.kind === 'receipt'
        ? await findApplicationByReceipt(tx, asked.value)
        : undefined
  // an application that another counter or the Portal took in says nothing here
  const taken = application && application.takenByOffice === input.office ? application : undefined
  const known = asked.kind === 'person' ? await world.people.findByNumber(tx, asked.value, language) : undefined
  const firm =
    asked.kind === 'person' && !known ? await world.people.findOrganisation(tx, asked.value, language) : undefined
  const first = firm?.represented[0]
  const person = taken
    ? await world.people.get(tx, taken.person, language)
    : first
      ? await world.people.get(tx, first.id, language)
      : known
  if (!person)
    throw new Refusal(refusal['applicant-unknown'], {
      problems: [
        {
          path: 'query',
          text:
            asked.kind !== 'person'
              ? 'casework.problem.not-taken-here'
              : firm
                ? 'casework.problem.nobody-for-firm'
                : world.country.checkOrganisationNumber(asked.value).ok
                  ? 'casework.problem.firm'
                  : 'casework.problem.applicant',
        },
      ],
    })
  const shown = firm ? firm.represented : [person]
  looked({
    what: 'person',
    people: shown.map(({ id, number }) => ({ id, number: number || undefined })),
    bodies: [input.office],
  })
  return {
    answer: {
      person: {
        id: person.id,
        name: person.name,
        number: person.number,
        ...(person.birthDate ? { birthDate: person.birthDate } : {}),
      },
      ...(taken ? { application: taken.caseId } : {}),
      ...(firm
        ? {
            organisation: { number: firm.number, name: firm.name },
            represented: firm.represented.map(({ id, name }) => ({ id, name })),
          }
        : {}),
    },
    facts: { office: input.office, found: person.id },
  }
})

/** What a counter may know of a person's other cases: that they are and how they stand, not what is in them. */
export const listPersonCases = useCase({
  name: 'casework.list-person-cases',
  title: "A person's applications as the counter may see them: number, service, status",
  at: 'GET /counter/{office}/people/{person}/applications',
  input: z.object({ office: z.string().max(100), person: z.uuid() }),
  output: z.object({
    person: z.object({
      id: z.uuid(),
      name: z.string(),
      number: z.string(),
      birthDate: z.string().optional(),
      district: z.string().optional(),
      organisations: z.array(z.object({ number: z.string(), name: z.string() })),
      /** In which they are written to; null where nobody knows. */
      language: z.string().nullable(),
    }),
    items: z.array(
      z.object({
        id: z.uuid(),
        number: z.string(),
        service: z.string(),
        status: z.enum(STATUSES),
        outcome: z.enum(OUTCOMES).nullable(),
        filedAt: z.string(),
        dueAt: z.string().nullable(),
        here: z.boolean(),
        /** The state offers something here, and waits for an answer. */
        offer: z.boolean(),
      }),
    ),
  }),
  needs: ['people'],
  may: 'counter operator of office',
}).reads(async ({ input, world, now, looked, language }, tx) => {
  const person = await world.people.get(tx, input.person, language)
  looked({ what: 'person', people: [{ id: person.id, number: person.number || undefined }], bodies: [input.office] })
  const organisations = await world.people.organisationsOf(tx, person.id)
  const here = new Set(
    (
      await tx.query<{ id: string }>(
        'select case_id as id from casework.application where person = $1 and taken_by_office = $2',
        [person.id, input.office],
      )
    ).rows.map((row) => row.id),
  )
  const all = await applicationsOf(tx, { person: person.id }, now)
  const offered = new Set(
    (
      await applicantTasks(
        tx,
        all.filter(({ channel }) => channel === 'proactive').map(({ caseId }) => caseId),
      )
    ).flatMap(({ act, caseId }) => (isOffer(act) ? [caseId] : [])),
  )
  return {
    person: {
      id: person.id,
      name: person.name,
      number: person.number,
      ...(person.birthDate ? { birthDate: person.birthDate } : {}),
      ...(person.district ? { district: person.district } : {}),
      organisations: organisations.map(({ number, name }) => ({ number, name })),
      language: (await world.people.languageSaid(tx, person.id)) ?? null,
    },
    items: all.map((application) => ({
      id: application.caseId,
      number: application.number,
      service: application.service,
      status: application.status,
      outcome: application.outcome,
      filedAt: application.filedAt,
      dueAt: application.dueAt,
      here: here.has(application.caseId),
      offer: offered.has(application.caseId),
    })),
  }
})
