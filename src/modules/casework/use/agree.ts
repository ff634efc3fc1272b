import { z } from 'zod'
import { newId, type Tx } from '../../../platform/database/index.ts'
import { domainEvent, happened } from '../../../platform/events/index.ts'
import { Refusal, useCase, type World } from '../../../platform/use-case/index.ts'
import {
  agreementStands,
  applicationOf,
  endOf,
  factsAbout,
  lastDay,
  planEnd,
  stateForAsker,
  whyUnasked,
} from '../model/agreement.ts'
import { refusal } from '../model/application.ts'
import { filerOfDraft } from '../model/filer-of-draft.ts'
import {
  agreementsAsked,
  agreementsOf,
  AGREEMENT_STATES,
  answerAgreement,
  askedSince,
  forgetAgreed,
  insertAgreement,
  lockAgreement,
  lockAsking,
  moveAgreement,
  type Agreement,
} from '../store/agreements.ts'
import { findDraft } from '../store/drafts.ts'
import { writeToWhoIsAsked } from '../model/write-to-who-is-asked.ts'

const DAY = 86_400_000
/** Things for which one person is asked by one other and has not agreed, at a time. A demo value. */
const OF_ONE = 3

const tooMany = (until: number, now: string): Refusal =>
  new Refusal(refusal['too-many-asked'], { retryAfter: Math.max(1, Math.ceil((until - Date.parse(now)) / 1000)) })

const Facts = z.object({ agreement: z.uuid(), service: z.string() })

/** Somebody is asked to agree; in their own history, where they are known. */
export const agreementAsked = domainEvent({
  kind: 'casework.agreement-asked',
  about: 'person',
  facts: Facts,
  readers: 'subject',
})

/** What was asked of another was agreed to or taken back; in the history of whoever asked. */
export const agreementAnswered = domainEvent({
  kind: 'casework.agreement-answered',
  about: 'person',
  facts: Facts.extend({ said: z.enum(AGREEMENT_STATES) }),
  readers: 'subject',
})

/** The answer is the same whether anybody has that number or not: asking tells nothing of strangers. */
export const askAgreement = useCase({
  name: 'casework.ask-agreement',
  title: 'Ask the person whom a form names to agree that the facts it needs are shown to who fills it in',
  at: 'POST /drafts/{draft}/agreements',
  input: z.object({
    draft: z.uuid(),
    /** The field in which their number stands. */
    field: z.string().max(100),
  }),
  output: z.object({ id: z.uuid(), state: z.enum(AGREEMENT_STATES), until: z.string() }),
  needs: ['country', 'mismatchesADay', 'people', 'reachedBy', 'services', 'ways'],
  may: 'owner of the draft of draft',
  records: { about: 'person', facts: Facts, readers: 'subject' },
  refuses: [410, 429],
  status: 201,
}).does(async ({ input, principal, now, world }, tx) => {
  const draft = await findDraft(tx, input.draft)
  if (!draft) throw new Refusal(refusal['draft-gone'])
  const service = await world.services.get(tx, draft.service, draft.version)
  const who = await filerOfDraft(tx, principal, draft, world)
  const facts = factsAbout(service, input.field)
  const typed = world.country.checkPersonNumber(String(draft.answers[input.field] ?? ''))
  const own = who.representative?.number ?? who.applicant.number
  if (facts.length === 0 || !typed.ok || typed.number === own)
    throw new Refusal(refusal['nobody-to-ask'], {
      problems: [{ path: 'field', text: 'casework.refusal.nobody-to-ask' }],
    })
  const today = world.country.localDate(now)
  // the number or the service says it: the answer is the same whether anybody bears that number
  const unasked = whyUnasked(service, input.field, { birthDate: typed.birthDate, today })
  if (unasked)
    throw new Refusal(refusal['nobody-to-ask'], {
      problems: [{ path: 'field', text: `casework.problem.${unasked}-not-asked` }],
    })
  const subject = typed.number
  const about = applicationOf(draft)
  await lockAsking(tx, who.person)
  const asked = await agreementsAsked(tx, { asker: who.person, subject, service: service.id, today })
  const same = asked.filter(({ key }) => key === input.field)
  const found =
    same.find((item) => item.about === about) ??
    same.find(({ state, organisation }) => state !== 'agreed' && organisation === who.organisation)
  // held: it may be answered at this moment
  const before = found && (await lockAgreement(tx, found.id))
  // nobody is pressed: asked again while it waits, was refused or taken back, for this application or another, it is one
  if (before && (before.about === about || before.state !== 'agreed')) {
    // also one that was refused: who asks must see the same of it as of one that waits
    if (before.about !== about) await moveAgreement(tx, before, about, now)
    return {
      answer: { id: before.id, state: stateForAsker(before.state), until: before.until },
      facts: { agreement: before.id, service: service.id },
    }
  }
  const { count, first } = await askedSince(tx, who.person, new Date(Date.parse(now) - DAY).toISOString())
  if (count >= world.mismatchesADay) throw tooMany(Date.parse(first!) + DAY, now)
  // one person is asked for few things at a time, so that asking is no way to hunt somebody
  const waiting = (await agreementsAsked(tx, { asker: who.person, subject, today })).filter(
    ({ state }) => state !== 'agreed',
  )
  if (waiting.length >= OF_ONE)
    throw tooMany(Date.parse(endOf(world.country, waiting.map(({ until }) => until).sort()[0]!)), now)
  const id = newId(now)
  const until = lastDay(today)
  await insertAgreement(tx, {
    ...{ id, about, subject, facts, until, key: input.field, service: service.id, version: service.version },
    ...{ asker: who.person, organisation: who.organisation, askedAt: now },
  })
  const district = String(who.applicant.district ?? draft.answers['district'] ?? '')
  await writeToWhoIsAsked(tx, world, { item: { id, subject, facts }, service, district }, now)
  const known = await world.people.findByNumber(tx, subject)
  const said = { agreement: id, service: service.id }
  return {
    answer: { id, state: 'asked' as const, until },
    facts: said,
    events: known ? [happened(agreementAsked, known.id, said)] : [],
  }
})

/** Whoever is asked may change their mind as long as it could hold. */
const MAY_SAY: Record<Agreement['state'], readonly Agreement['state'][]> = {
  asked: ['agreed', 'refused'],
  refused: ['agreed'],
  agreed: ['withdrawn'],
  withdrawn: ['agreed'],
}

/** Whoever is asked agrees or refuses, or takes back what they agreed to: from then on nothing is shown. */
export const answerAgreementAsked = useCase({
  name: 'casework.answer-agreement',
  title: 'Agree, refuse, or take an agreement back',
  at: 'POST /me/agreements/{agreement}',
  input: z.object({ agreement: z.uuid(), said: z.enum(['agreed', 'refused', 'withdrawn']) }),
  output: z.object({ id: z.uuid(), state: z.enum(AGREEMENT_STATES) }),
  needs: ['country', 'services'],
  may: 'asked person of agreement',
  records: { about: 'person', facts: Facts.extend({ said: z.enum(AGREEMENT_STATES) }), readers: 'subject' },
}).does(async ({ input, now, world }, tx) => {
  const item = (await lockAgreement(tx, input.agreement))!
  const facts = { agreement: item.id, service: item.service, said: input.said }
  const { changed } = await sayOf(tx, world, item, input.said, now)
  return {
    answer: { id: item.id, state: input.said },
    facts,
    // that somebody refused stands in their own history alone: it would tell that there is such a person
    events: changed && input.said !== 'refused' ? [happened(agreementAnswered, item.asker, facts)] : [],
  }
})

/**
 * Writes down what somebody says of an agreement, and what follows from it. @returns whether it stood otherwise before
 * @throws Refusal agreement-over; nobody-agrees for a child or somebody who may be unable to: whoever says it, here or at a
 * counter
 */
export async function sayOf(
  tx: Tx,
  { country, services }: Pick<World, 'country' | 'services'>,
  item: Agreement,
  said: 'agreed' | 'refused' | 'withdrawn',
  now: string,
): Promise<{ changed: boolean }> {
  if (item.state === said) return { changed: false }
  const today = country.localDate(now)
  if (!agreementStands(item, today) || !MAY_SAY[item.state].includes(said)) throw new Refusal(refusal['agreement-over'])
  if (said === 'agreed') {
    const number = country.checkPersonNumber(item.subject)
    const birthDate = number.ok ? number.birthDate : undefined
    const service = await services.get(tx, item.service, item.version)
    if (whyUnasked(service, item.key, { birthDate, today })) throw new Refusal(refusal['nobody-agrees'])
  }
  await answerAgreement(tx, item, said, now)
  if (said === 'withdrawn') await forgetAgreed(tx, item)
  if (said === 'agreed') await planEnd(tx, country, item, now)
  return { changed: true }
}

/** One fact that is shown by agreement: by the field that it fills in, or the piece of evidence that it is. */
export const ShownFact = z.object({
  field: z.string().optional(),
  attribute: z.string().optional(),
  evidence: z.string().optional(),
  register: z.string(),
})

export const Listed = z.object({
  id: z.uuid(),
  /** `of-me`: somebody asks me; `by-me`: I ask another. */
  side: z.enum(['of-me', 'by-me']),
  /** Who asks. */
  asker: z.string(),
  /** The organisation in whose name they ask. */
  organisation: z.string().nullable(),
  /** Number of whoever is asked. */
  number: z.string(),
  service: z.string(),
  version: z.number(),
  facts: z.array(ShownFact),
  until: z.string(),
  /** `over`: its last day is past. Who asked is not told that it was refused: to them it waits. */
  state: z.enum([...AGREEMENT_STATES, 'over']),
  askedAt: z.string(),
  answeredAt: z.string().nullable(),
})

export const listAgreements = useCase({
  name: 'casework.list-agreements',
  title: 'What others ask me to agree to, and what I ask others: who, for which service, which facts, until when',
  at: 'GET /me/agreements',
  input: z.object({}),
  output: z.object({ items: z.array(Listed) }),
  needs: ['country', 'people'],
  may: 'signed in',
}).reads(async ({ principal, now, world, language }, tx) => {
  const own = { subject: principal.number ?? '', asker: principal.personId! }
  const found = await agreementsOf(tx, own, 100)
  return {
    items: await listed(tx, world, found, { subject: own.subject, today: world.country.localDate(now), language }),
  }
})

/** Agreements as somebody sees them. @param subject the number of whoever looks, and `language` theirs */
export async function listed(
  tx: Tx,
  { people }: Pick<World, 'people'>,
  found: readonly Agreement[],
  { subject: own, today, language }: { subject: string; today: string; language: string },
): Promise<z.output<typeof Listed>[]> {
  const names = await namesOf(
    tx,
    people,
    found.map(({ asker }) => asker),
    language,
  )
  return found.map(({ asker, subject, key: _key, about: _about, state: said, ...item }) => {
    const side = subject === own ? ('of-me' as const) : ('by-me' as const)
    const state = side === 'of-me' ? said : stateForAsker(said)
    return {
      ...item,
      side,
      asker: names.get(asker)!,
      number: subject,
      state: state === 'refused' || state === 'withdrawn' || item.until >= today ? state : ('over' as const),
      answeredAt: state === 'asked' ? null : item.answeredAt,
    }
  })
}

async function namesOf(
  tx: Tx,
  people: { get(tx: Tx, id: string, language?: string): Promise<{ name: string }> },
  ids: readonly string[],
  language?: string,
): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (const id of new Set(ids)) names.set(id, (await people.get(tx, id, language)).name)
  return names
}
