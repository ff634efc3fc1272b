import { z } from 'zod'
import { OUTCOMES, TaskResult } from '../../../kernel/case/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { queueMessage } from '../../../platform/notify/index.ts'
import { pageRead, Refusal, useCase, type World } from '../../../platform/use-case/index.ts'
import { findInstance } from '../../process/index.ts'
import { refusal } from '../model/application.ts'
import {
  CODE_MINUTES,
  CODES_SENT,
  factorBeside,
  inMinutes,
  isFactor,
  masked,
  newCode,
  newPass,
  openOfferLink,
  PASS_MINUTES,
  requirePass,
  WRONG_TRIES,
  type OpenLink,
} from '../model/offer-link.ts'
import { countWrongTry, endOfferLinks, keepCode, keepPass } from '../store/offer-links.ts'
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
  needs: ['people', 'reachedBy'],
  may: 'anyone',
  refuses: [410, 429],
}).reads(async ({ input, now, world }, tx) => {
  const open = await openOfferLink(tx, input.link, now)
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
  needs: ['people', 'reachedBy'],
  may: 'anyone',
  records: { ...RECORDS, facts: z.object({ factor: Factor }), readers: 'officials' },
  refuses: [410, 429],
}).does(async ({ input, now, world }, tx) => {
  const open = await openOfferLink(tx, input.link, now, { locking: true })
  const to = await addressOf(tx, world, open)
  if (to === undefined) throw new Refusal(refusal['offer-link-over'])
  if (open.link.codesSent >= CODES_SENT) throw new Refusal(refusal['offer-link-locked'])
  const { code, kept } = newCode(input.link)
  const until = inMinutes(now, CODE_MINUTES)
  await keepCode(tx, open.link.secret, kept, until)
  await queueMessage(
    tx,
    {
      channel: open.link.factor as 'sms' | 'email',
      to,
      name: '',
      language: open.application.language,
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
  may: 'anyone',
  records: { ...RECORDS, facts: z.object({ factor: Factor, right: z.boolean() }), readers: 'officials' },
  refuses: [410, 429],
}).does(async ({ input, now }, tx) => {
  const open = await openOfferLink(tx, input.link, now, { locking: true })
  const right = isFactor(open, input.link, input.code, now)
  const { pass, kept } = newPass()
  if (right) await keepPass(tx, open.link.secret, kept, inMinutes(now, PASS_MINUTES))
  else await countWrongTry(tx, open.link.secret)
  return {
    answer: { pass: right ? pass : null, triesLeft: WRONG_TRIES - open.link.wrongTries - (right ? 0 : 1) },
    subject: open.application.caseId,
    facts: { factor: open.link.factor, right },
  }
})

/** What the page of an open link shows: the offer's own lines, and nothing else of the case. */
export const readOffer = pageRead(readOfferLink, {
  input: z.object({ link: Link, pass: z.string().max(40) }),
}).reads(async ({ input, now }, tx) => {
  const open = await openOfferLink(tx, input.link, now)
  requirePass(open, input.pass, now)
  const { application, task } = open
  const variables = (await findInstance(tx, application.caseId))?.state.variables ?? {}
  return {
    number: application.number,
    service: application.service,
    version: application.version,
    variables: { ...variables, answers: application.answers },
    task: { element: task.element, act: task.act, dueAt: task.dueAt === 'infinity' ? null : task.dueAt },
  }
})

export const answerByLink = useCase({
  name: 'casework.answer-by-link',
  title: 'Answer what is offered by the link of a letter, once its code was right',
  at: 'POST /offer-links/{link}/answer',
  input: z.object({ link: Link, pass: z.string().max(40), ...TaskResult.shape }),
  output: z.object({ status: z.string() }),
  needs: ['country', 'engine', 'services'],
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
      decided: z.enum(OUTCOMES).optional(),
    }),
  },
  refuses: [410, 429],
}).does(async (call, tx) => {
  const { link, pass, ...given } = call.input
  const open = await openOfferLink(tx, link, call.now, { locking: true })
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
