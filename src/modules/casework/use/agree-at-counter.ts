import { z } from 'zod'
import { pastedText } from '../../../kernel/text/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { domainEvent, happened } from '../../../platform/events/index.ts'
import type { Principal } from '../../../platform/rights/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { refusal } from '../model/application.ts'
import { writeOfAgreement } from '../model/write-to-who-is-asked.ts'
import { agreementsOf, AGREEMENT_STATES, hasHandIn, lockAgreement, type Agreement } from '../store/agreements.ts'
import { findApplication } from '../store/applications.ts'
import { findDraft } from '../store/drafts.ts'
import { agreementAnswered, Listed, listed, sayOf } from './agree.ts'

const AtCounter = z.object({
  office: z.string().max(100),
  /** Of the person in front of the counter, from the passport they show. */
  number: pastedText(60).pipe(z.string().min(1)),
})
const Facts = z.object({ agreement: z.uuid(), office: z.string(), said: z.enum(AGREEMENT_STATES) })

/** A counter wrote down what the person in front of it said; in that person's own history, where they are known. */
export const agreementSaidAtCounter = domainEvent({
  kind: 'casework.agreement-said-at-counter',
  about: 'person',
  facts: Facts,
  readers: 'subject',
})

export const findAgreements = useCase({
  name: 'casework.find-agreements',
  title: 'What the person at the counter is asked to agree to, by the number in the passport they show',
  at: 'POST /counter/agreements',
  input: AtCounter,
  output: z.object({ items: z.array(Listed) }),
  needs: ['country', 'people'],
  may: 'counter operator of office',
  records: { about: 'person', facts: z.object({ office: z.string(), found: z.int() }), readers: 'officials' },
}).does(async ({ input, principal, now, world, looked, language }, tx) => {
  const subject = numberIn(world, input.number)
  looked({ what: 'person', people: [{ number: subject }], bodies: [input.office] })
  // an operator's own questions would tell them here whether they were refused
  const found = (await agreementsOf(tx, { subject, asker: null }, 100)).filter(
    ({ asker }) => asker !== principal.personId,
  )
  const items = await listed(tx, world, found, { subject, today: world.country.localDate(now), language })
  return { answer: { items }, facts: { office: input.office, found: items.length } }
})

/**
 * The person says it, the operator writes it down: never for a question of their own, nor one about themselves, nor for an
 * application that they fill in or took in: one official alone would open a stranger's facts.
 */
export const answerAgreementAtCounter = useCase({
  name: 'casework.answer-agreement-at-counter',
  title: 'Write down that the person at the counter agrees, refuses, or takes an agreement back',
  at: 'POST /counter/agreements/{agreement}',
  input: AtCounter.extend({ agreement: z.uuid(), said: z.enum(['agreed', 'refused', 'withdrawn']) }),
  output: z.object({ id: z.uuid(), state: z.enum(AGREEMENT_STATES) }),
  needs: ['country', 'people', 'reachedBy', 'services', 'ways'],
  may: 'counter operator of office',
  records: { about: 'person', facts: Facts, readers: 'officials' },
}).does(async ({ input, principal, now, world, looked }, tx) => {
  const subject = numberIn(world, input.number)
  const item = await lockAgreement(tx, input.agreement)
  if (item?.subject !== subject) throw new Refusal(general['not-found'])
  if (subject === principal.number || (await isOwnQuestion(tx, principal, item))) throw new Refusal(refusal['own-case'])
  looked({ what: 'person', people: [{ number: subject }], bodies: [input.office] })
  const facts = { agreement: item.id, office: input.office, said: input.said }
  const { changed } = await sayOf(tx, world, item, input.said, now)
  if (changed && input.said === 'agreed') {
    const service = await world.services.get(tx, item.service, item.version)
    await writeOfAgreement(tx, world, { item, service, district: await districtOf(tx, item), at: input.office }, now)
  }
  const known = await world.people.findByNumber(tx, subject)
  return {
    answer: { id: item.id, state: input.said },
    facts,
    events: [
      ...(changed && input.said !== 'refused'
        ? [happened(agreementAnswered, item.asker, { agreement: item.id, service: item.service, said: input.said })]
        : []),
      ...(known ? [happened(agreementSaidAtCounter, known.id, facts)] : []),
    ],
  }
})

/** The district of the application that an agreement is about, by which an office is found; empty where it has none yet. */
async function districtOf(tx: Tx, { about }: Agreement): Promise<string> {
  if (about === null) return ''
  const application = await findApplication(tx, about)
  return String(application?.district ?? (await findDraft(tx, about))?.answers['district'] ?? '')
}

/** Whether an official asks, or has the application in their hands for which somebody asks. */
const isOwnQuestion = async (tx: Tx, { personId }: Principal, { asker, about }: Agreement): Promise<boolean> =>
  asker === personId || (about !== null && (await hasHandIn(tx, about, personId!)))

/** @throws Refusal applicant-unknown when it is no number of a person */
function numberIn(
  { country }: { country: { checkPersonNumber(typed: string): { ok: true; number: string } | { ok: false } } },
  typed: string,
): string {
  const read = country.checkPersonNumber(typed)
  if (read.ok) return read.number
  throw new Refusal(refusal['applicant-unknown'], {
    problems: [{ path: 'number', text: 'casework.problem.applicant' }],
  })
}
