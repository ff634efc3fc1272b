import { z } from 'zod'
import { newId } from '../../../platform/database/index.ts'
import { newSecret } from '../../../platform/identity/index.ts'
import { queueMessage } from '../../../platform/notify/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { checkPuzzle } from '../model/puzzle.ts'
import { refusal } from '../model/refusals.ts'
import { findDiscussion } from '../store/discussions.ts'
import { puzzleKey } from '../store/pending.ts'
import {
  confirmSubscription,
  countUnconfirmed,
  findSubscription,
  forgetUnconfirmed,
  insertSubscription,
  removeSubscription,
} from '../store/subscriptions.ts'
import { DiscussionId, Email, LETTERS_AT_MOST, lettersWaiting, Secret } from './shapes.ts'

/** So long a letter that asks whether one wants more is good. Demo value. */
const DAYS_TO_CONFIRM = 3

export const subscribe = useCase({
  name: 'consultation.subscribe',
  title: 'Ask for letters about one discussion, or about every one that opens; they begin when the first is answered',
  at: 'POST /consultation-letters',
  input: z.object({
    /** Absent: every discussion that opens. */
    discussion: DiscussionId.optional(),
    email: Email,
    /** The solved puzzle: base64 of JSON with `challenge` and `solution`. */
    puzzle: z.string().max(5_000),
  }),
  output: z.object({}),
  may: 'anyone',
  records: { about: 'system', facts: z.object({ discussion: z.uuid().nullable() }), readers: 'subject' },
  status: 202,
}).does(async ({ input, now, language }, tx) => {
  const nonce = await checkPuzzle(await puzzleKey(tx), input.puzzle, now)
  const discussion = input.discussion === undefined ? undefined : await findDiscussion(tx, input.discussion)
  if (input.discussion !== undefined && !discussion) throw new Refusal(general['not-found'])
  if (discussion?.state === 'closed') throw new Refusal(refusal.closed)
  await forgetUnconfirmed(tx, new Date(Date.parse(now) - DAYS_TO_CONFIRM * 86_400_000).toISOString())
  const { count, first } = await countUnconfirmed(tx, input.email)
  if (count >= LETTERS_AT_MOST) throw lettersWaiting(Date.parse(first!) + DAYS_TO_CONFIRM * 86_400_000, now)
  const asked = await insertSubscription(tx, {
    id: newId(now),
    discussion: discussion?.id ?? null,
    email: input.email,
    language,
    secret: newSecret(),
    nonce,
    at: now,
  })
  if (!asked) throw new Refusal(refusal['proof-used'])
  // who has letters already is told nothing more: nor does anybody learn here who has
  if (asked.asks)
    await queueMessage(
      tx,
      {
        channel: 'email',
        to: input.email,
        name: '',
        language,
        text: discussion ? 'consultation.mail.subscribe' : 'consultation.mail.subscribe-all',
        parameters: { title: discussion?.title ?? '' },
        link: `/consultations/letters/${asked.secret}`,
      },
      now,
    )
  return { answer: {}, facts: { discussion: discussion?.id ?? null } }
})

export const readSubscription = useCase({
  name: 'consultation.read-subscription',
  title: 'Which letters the link of a letter is about',
  at: 'GET /consultation-letters/{secret}',
  input: z.object({ secret: Secret }),
  output: z.object({ discussion: z.uuid().nullable(), title: z.string().nullable(), confirmed: z.boolean() }),
  may: 'anyone',
}).reads(async ({ input }, tx) => {
  const found = await findSubscription(tx, input.secret)
  if (!found) throw new Refusal(refusal['letters-over'])
  return {
    discussion: found.discussion,
    title: found.discussion === null ? null : ((await findDiscussion(tx, found.discussion))?.title ?? null),
    confirmed: found.confirmedAt !== null,
  }
})

export const confirmLetters = useCase({
  name: 'consultation.confirm-letters',
  title: 'Begin the letters that were asked for, by the link of the first',
  at: 'POST /consultation-letters/{secret}/confirm',
  input: z.object({ secret: Secret }),
  output: z.object({}),
  may: 'anyone',
  records: { about: 'system', facts: z.object({}), readers: 'subject' },
}).does(async ({ input, now }, tx) => {
  if (!(await confirmSubscription(tx, input.secret, now))) throw new Refusal(refusal['letters-over'])
  return { answer: {}, facts: {} }
})

export const endLetters = useCase({
  name: 'consultation.end-letters',
  title: 'End letters, by the link that stands in each; ending what has ended changes nothing',
  at: 'POST /consultation-letters/{secret}/end',
  input: z.object({ secret: Secret }),
  output: z.object({}),
  may: 'anyone',
  records: { about: 'system', facts: z.object({}), readers: 'subject' },
}).does(async ({ input }, tx) => {
  await removeSubscription(tx, input.secret)
  return { answer: {}, facts: {} }
})
