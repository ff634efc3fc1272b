import { z } from 'zod'
import { OUTCOMES, TaskResult } from '../../../kernel/case/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { queueMessage } from '../../../platform/notify/index.ts'
import { pageRead, Refusal, useCase, type World } from '../../../platform/use-case/index.ts'
import { variablesOf } from '../../process/index.ts'
import { refusal } from '../model/application.ts'
import {
  CODE_MINUTES,
  CODES_SENT,
  factorBeside,
  inMinutes,
  isFactor,
  isRenewable,
  masked,
  newCode,
  newPass,
  findOpenLink,
  openOfferLink,
  refuseUntil,
  PASS_MINUTES,
  requirePass,
  WRONG_TRIES,
  type OpenLink,
} from '../model/offer-link.ts'
import {
  closeOfferLinks,
  countWrongTry,
  endOfferLinks,
  keepCode,
  keepPass,
  lastLinkBeside,
} from '../store/offer-links.ts'
import { RENEW } from '../model/tell-offer.ts'
import { takeResult } from './complete-task.ts'

/** One that is not whole opens nothing, as one that has ended. */
const Link = z.string().max(100)
const Factor = z.enum(['sms', 'email', 'number'])
/** Its words stand under `mail`. */
const CODE_LETTER = 'offer-code'
const RECORDS = { about: 'case', readers: 'subject' } as const

/** What anybody who holds the link is told: nothing of the person, and nothing of what is offered. */
export const readOfferLink = useCase({
  name: 'casework.read-offer-link',
  title: 'What the link of a letter about an offer asks for before it opens',
  at: 'GET /offer-links/{link}',
  input: z.object({ link: Link }),
  output: z.object({
    service: z.string(),
    version: z.int(),
    factor: Factor,
    /** Where a code goes, as far as its owner knows it again; null where none is sent. */
    sentTo: z.string().nullable(),
    codeSent: z.boolean(),
    triesLeft: z.int(),
  }),
  needs: ['linkLockedMinutes', 'people', 'reachedBy'],
  may: 'anyone',
  refuses: [410, 429],
}).reads(async ({ input, now, world }, tx) => {
  const open = await openOfferLink(tx, input.link, now, { lockMinutes: world.linkLockedMinutes })
  const to = await addressOf(tx, world, open)
  return {
    service: open.application.service,
    version: open.application.version,
    factor: open.link.factor,
    sentTo: to === undefined ? null : masked(to),
    codeSent: open.link.code !== null && Date.parse(open.link.codeEndsAt!) > Date.parse(now),
    triesLeft: WRONG_TRIES - open.link.wrongTries,
  }
})

export const sendOfferCode = useCase({
  name: 'casework.send-offer-code',
  title: 'Send the one-time code of a link by the channel that its letter did not come by',
  at: 'POST /offer-links/{link}/code',
  input: z.object({ link: Link }),
  output: z.object({ sentTo: z.string(), until: z.string() }),
  needs: ['linkLockedMinutes', 'people', 'reachedBy'],
  may: 'anyone',
  records: { ...RECORDS, facts: z.object({ factor: Factor }), readers: 'officials' },
  refuses: [410, 429],
}).does(async ({ input, now, language, world }, tx) => {
  const lockMinutes = world.linkLockedMinutes
  const open = await openOfferLink(tx, input.link, now, { locking: true, lockMinutes })
  const to = await addressOf(tx, world, open)
  if (to === undefined) throw new Refusal(refusal['offer-link-over'])
  const { codesSent, codeEndsAt } = open.link
  const all = codesSent >= CODES_SENT
  if (all) refuseUntil(codeEndsAt && inMinutes(codeEndsAt, -CODE_MINUTES), lockMinutes, now)
  const { code, kept } = newCode(input.link)
  const until = inMinutes(now, CODE_MINUTES)
  await keepCode(tx, open.link.secret, { code: kept, endsAt: until, sent: all ? 1 : codesSent + 1 })
  await queueMessage(
    tx,
    {
      channel: open.link.factor as 'sms' | 'email',
      to,
      name: '',
      // of the page on which it is asked for
      language,
      text: `mail.${CODE_LETTER}`,
      parameters: { code, minutes: CODE_MINUTES },
    },
    now,
  )
  return {
    answer: { sentTo: masked(to), until },
    subject: open.application.caseId,
    facts: { factor: open.link.factor },
  }
})

/** A wrong code is an answer and no refusal: it has to be counted. */
export const openOffer = useCase({
  name: 'casework.open-offer',
  title: 'Open what a link leads to, by its code or the person’s own number; a wrong one is counted',
  at: 'POST /offer-links/{link}/open',
  input: z.object({ link: Link, code: z.string().max(40) }),
  output: z.object({ pass: z.string().nullable(), triesLeft: z.int() }),
  needs: ['linkLockedMinutes'],
  may: 'anyone',
  records: { ...RECORDS, facts: z.object({ factor: Factor, right: z.boolean() }), readers: 'officials' },
  refuses: [410, 429],
}).does(async ({ input, now, world }, tx) => {
  const open = await openOfferLink(tx, input.link, now, { locking: true, lockMinutes: world.linkLockedMinutes })
  const right = isFactor(open, input.link, input.code, now)
  const { pass, kept } = newPass()
  if (right) await keepPass(tx, open.link.secret, kept, inMinutes(now, PASS_MINUTES))
  else await countWrongTry(tx, open.link.secret, open.link.wrongTries + 1, now)
  return {
    answer: { pass: right ? pass : null, triesLeft: WRONG_TRIES - open.link.wrongTries - (right ? 0 : 1) },
    subject: open.application.caseId,
    facts: { factor: open.link.factor, right },
  }
})

/** What the page of an open link shows: the offer's own lines, and nothing else of the case. */
export const readOffer = pageRead(readOfferLink, {
  input: z.object({ link: Link, pass: z.string().max(40) }),
}).reads(async ({ input, now, world }, tx) => {
  const open = await openOfferLink(tx, input.link, now, { lockMinutes: world.linkLockedMinutes })
  requirePass(open, input.pass, now)
  const { application, task } = open
  const variables = await variablesOf(tx, application.caseId)
  return {
    number: application.number,
    service: application.service,
    version: application.version,
    variables: { ...variables, answers: application.answers },
    filedAt: application.filedAt,
    task: {
      element: task.element,
      act: task.act,
      openedAt: task.openedAt,
      dueAt: task.dueAt === 'infinity' ? null : task.dueAt,
    },
  }
})

export const answerByLink = useCase({
  name: 'casework.answer-by-link',
  title: 'Answer what is offered by the link of a letter, once its code was right',
  at: 'POST /offer-links/{link}/answer',
  input: z.object({ link: Link, pass: z.string().max(40), ...TaskResult.shape }),
  output: z.object({ status: z.string() }),
  needs: ['country', 'engine', 'events', 'linkLockedMinutes', 'services'],
  may: 'anyone',
  records: {
    ...RECORDS,
    facts: z.object({
      factor: Factor,
      element: z.string(),
      act: z.string(),
      office: z.string(),
      outcome: z.string(),
      reason: z.string().optional(),
      until: z.string().optional(),
      decided: z.enum(OUTCOMES).optional(),
    }),
  },
  refuses: [410, 429],
}).does(async (call, tx) => {
  const { link, pass, ...given } = call.input
  const lockMinutes = call.world.linkLockedMinutes
  const open = await openOfferLink(tx, link, call.now, { locking: true, lockMinutes })
  requirePass(open, pass, call.now)
  // the letter and the code stand for the person: what follows is what they would do in their cabinet
  const principal = { personId: open.application.person, roles: [] }
  const { answer, subject, facts, jobs } = await takeResult(
    { ...call, principal, input: { task: open.task.id, ...given } },
    tx,
  )
  await endOfferLinks(tx, open.link.caseId, open.link.wait, call.now)
  return {
    answer: { status: answer.status },
    subject,
    facts: { ...facts, factor: open.link.factor },
    ...(jobs ? { jobs } : {}),
  }
})

/**
 * Whoever locked the link, or let it grow old, gets another letter: to the person themselves, by the way the first one
 * went, so it tells nothing to who holds the link.
 */
export const renewOfferLink = useCase({
  name: 'casework.renew-offer-link',
  title: 'Have a new letter sent where the link of the last one is locked or too old; the old one opens nothing then',
  at: 'POST /offer-links/{link}/renew',
  input: z.object({ link: Link }),
  output: z.object({ sent: z.literal(true) }),
  needs: ['linkLockedMinutes'],
  may: 'anyone',
  records: { ...RECORDS, facts: z.object({ factor: Factor }) },
  refuses: [410, 429],
}).does(async ({ input, now, world }, tx) => {
  const open = await findOpenLink(tx, input.link, { locking: true })
  if (!open || !isRenewable(open.link, now)) throw new Refusal(refusal['offer-link-over'])
  const { caseId, wait, factor } = open.link
  refuseUntil(await lastLinkBeside(tx, open.link), world.linkLockedMinutes, now)
  await closeOfferLinks(tx, caseId, wait, now)
  return {
    answer: { sent: true as const },
    subject: caseId,
    facts: { factor },
    jobs: [
      {
        kind: RENEW,
        caseId,
        payload: { wait },
        key: `renew offer ${caseId} ${wait} ${now}`,
        lane: open.application.service,
      },
    ],
  }
})

/** Where the code of a link goes now; undefined where none does. */
async function addressOf(
  tx: Tx,
  world: Pick<World, 'people' | 'reachedBy'>,
  { link, application }: OpenLink,
): Promise<string | undefined> {
  if (link.factor === 'number') return undefined
  const person = await world.people.get(tx, application.person)
  const { email = person.email, phone = person.phone } = application.applicant
  const letter = { channel: link.factor === 'sms' ? 'email' : 'sms' }
  return factorBeside(world, letter, { email, phone } as { email: string; phone: string }).to
}
