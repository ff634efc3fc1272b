import { z } from 'zod'
import { Refusal, useCase } from '../../../platform/use-case/index.ts'
import { findTask } from '../../process/index.ts'
import { refusal } from '../model/application.ts'
import { lookAt } from '../model/look-at-case.ts'
import { postalAddress } from '../model/postal-address.ts'
import { makeOfferLink } from '../model/offer-link.ts'
import { offerTerm } from '../model/offer-term.ts'
import { getApplication } from '../store/applications.ts'
import { evidenceOf } from '../store/evidence.ts'
import { markLetterPrinted, waitingLetters } from '../store/letters.ts'

/** Letters about offers for people whom no channel reaches. */
export const listLetters = useCase({
  name: 'casework.list-letters',
  title: 'Letters that an office has to print, for people whom no channel reaches',
  at: 'GET /offices/{office}/letters',
  input: z.object({ office: z.string().max(100) }),
  output: z.object({
    items: z.array(
      z.object({
        application: z.uuid(),
        wait: z.int(),
        number: z.string(),
        service: z.string(),
        name: z.string(),
        district: z.string(),
        madeAt: z.string(),
      }),
    ),
  }),
  may: 'member of office',
}).reads(async ({ input, looked }, tx) => {
  const items = await waitingLetters(tx, input.office)
  const applications = await Promise.all(items.map(({ application }) => getApplication(tx, application)))
  for (const application of applications) looked({ what: 'case', ...lookAt(application), bodies: [input.office] })
  return { items }
})

/** The link is made when the letter is printed: no file with a secret lies anywhere. */
export const printLetter = useCase({
  name: 'casework.print-letter',
  title: 'Print the letter about an offer, with a link that its receiver’s own number opens',
  at: 'POST /offices/{office}/letters/{application}/{wait}/print',
  input: z.object({ office: z.string().max(100), application: z.uuid(), wait: z.string().max(20) }),
  output: z.object({
    link: z.string(),
    number: z.string(),
    receipt: z.string(),
    service: z.string(),
    version: z.int(),
    name: z.string(),
    district: z.string(),
    /** Street and house, as the register of residence tells them; empty when none does. */
    address: z.array(z.object({ part: z.string(), value: z.string() })),
    /** What its receiver used or chose last; null for whom a register alone made known. */
    language: z.string().nullable(),
    filedAt: z.string(),
    /** By when it is answered, and what saying nothing means; null: it waits for ever. */
    term: z.object({ by: z.string(), means: z.enum(['assign', 'remind', 'lapse']) }).nullable(),
  }),
  may: 'member of office',
  needs: ['country', 'people', 'services'],
  refuses: [410],
  records: { about: 'case', facts: z.object({ office: z.string() }), readers: 'subject', line: 'letter-printed' },
}).does(async ({ input, principal, now, world, looked }, tx) => {
  const { application: caseId, office } = input
  const wait = /^\d{1,9}$/.test(input.wait) ? Number(input.wait) : -1
  if (!(await markLetterPrinted(tx, { caseId, wait, office, by: principal.personId! }, now)))
    throw new Refusal(refusal['letter-gone'])
  const task = await findTask(tx, caseId, wait)
  if (!task) throw new Refusal(refusal['letter-gone'])
  const application = await getApplication(tx, caseId)
  looked({ what: 'case', ...lookAt(application), bodies: [office] })
  const link = await makeOfferLink(tx, { caseId, wait, factor: 'number', now })
  const { passport } = await world.services.get(tx, application.service, application.version)
  const ofOthers = new Set(passport.evidence.filter(({ about }) => about !== undefined).map(({ id }) => id))
  const address = postalAddress(await evidenceOf(tx, caseId), ofOthers, world.country)
  const { number, receipt, service, version, district, filedAt } = application
  return {
    answer: {
      link,
      number,
      receipt,
      service,
      version,
      name: application.applicant.name,
      district,
      address,
      language: (await world.people.languageSaid(tx, application.person)) ?? null,
      filedAt,
      term: offerTerm(passport, task.openedAt, world) ?? null,
    },
    subject: caseId,
    facts: { office },
  }
})
