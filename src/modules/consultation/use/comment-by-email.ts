import { z } from 'zod'
import { newId } from '../../../platform/database/index.ts'
import { hashOf, newSecret } from '../../../platform/identity/index.ts'
import { queueMessage } from '../../../platform/notify/index.ts'
import { Refusal, useCase } from '../../../platform/use-case/index.ts'
import { checkPuzzle, makePuzzle } from '../model/puzzle.ts'
import { refusal } from '../model/refusals.ts'
import { openDiscussionAt, placeOf, takeComment } from '../model/take-comment.ts'
import { findHeld, insertHolder } from '../store/holders.ts'
import {
  correspondentOf,
  countPending,
  findPending,
  forgetPending,
  insertPending,
  puzzleKey,
  settlePending,
} from '../store/pending.ts'
import { CommentFacts, CommentInput, CommentTaken } from './add-comment.ts'
import { Email, LETTERS_AT_MOST, lettersWaiting, Secret, words } from './shapes.ts'

/** The letter that asks: its subject and body stand under `mail`. */
const LETTER = 'confirm'
/** So long a letter's link is good. Demo value. */
const DAYS_TO_CONFIRM = 3

export const getPuzzle = useCase({
  name: 'consultation.get-puzzle',
  title: 'A puzzle that a browser solves by itself before it sends a comment without an account (ALTCHA 2)',
  at: 'GET /consultation-puzzle',
  input: z.object({}),
  output: z.object({ parameters: z.record(z.string(), z.json()), signature: z.string().optional() }),
  may: 'anyone',
}).reads(async ({ now }, tx) => {
  const { parameters, signature } = await makePuzzle(await puzzleKey(tx), now)
  return JSON.parse(JSON.stringify({ parameters, signature }))
})

export const commentByEmail = useCase({
  name: 'consultation.comment-by-email',
  title: 'Comment without an account: a letter goes to the address, and its link puts the comment into the discussion',
  at: 'POST /consultations/{discussion}/comments-by-email',
  input: CommentInput.extend({
    email: Email,
    name: words(2, 200),
    /** The business that the person says to write for; nobody checks it, and it is shown as said. */
    business: words(2, 200).optional(),
    /** The solved puzzle: base64 of JSON with `challenge` and `solution`. */
    puzzle: z.string().max(5_000),
  }),
  output: z.object({ until: z.string() }),
  may: 'anyone',
  records: { about: 'system', facts: z.object({ discussion: z.uuid() }), readers: 'subject' },
  status: 202,
}).does(async ({ input, now, language }, tx) => {
  const nonce = await checkPuzzle(await puzzleKey(tx), input.puzzle, now)
  const discussion = await openDiscussionAt(tx, input.discussion, now)
  const { version } = await placeOf(tx, discussion, input)
  await forgetPending(tx, now)
  const { count, ends } = await countPending(tx, input.email, now)
  if (count >= LETTERS_AT_MOST) throw lettersWaiting(Date.parse(ends!), now)
  const token = newSecret()
  const until = new Date(Date.parse(now) + DAYS_TO_CONFIRM * 86_400_000).toISOString()
  const { unit, passage, from, proposal } = input
  const fresh = await insertPending(tx, {
    tokenHash: hashOf(token),
    discussion: discussion.id,
    email: input.email,
    name: input.name,
    comment: {
      version,
      words: input.words,
      named: input.named,
      ...(input.business === undefined ? {} : { business: input.business }),
      ...(unit === undefined ? {} : { unit }),
      ...(passage === undefined ? {} : { passage }),
      ...(from === undefined ? {} : { from }),
      ...(proposal === undefined ? {} : { proposal }),
    },
    language,
    at: now,
    expiresAt: until,
    nonce,
  })
  if (!fresh) throw new Refusal(refusal['proof-used'])
  await queueMessage(
    tx,
    {
      channel: 'email',
      to: input.email,
      name: input.name,
      language,
      text: `consultation.mail.${LETTER}`,
      parameters: { title: discussion.title },
      link: `/consultations/confirm/${token}`,
    },
    now,
  )
  return { answer: { until }, facts: { discussion: discussion.id } }
})

export const readPending = useCase({
  name: 'consultation.read-pending',
  title: 'What the link of a letter would put into a discussion',
  at: 'GET /consultation-confirmations/{token}',
  input: z.object({ token: Secret }),
  /** Null when the link was used: it stands for the comment then. */
  output: z
    .object({
      discussion: z.uuid(),
      unit: z.string().nullable(),
      words: z.string(),
      proposal: z.string().nullable(),
      name: z.string().nullable(),
      business: z.string().nullable(),
    })
    .nullable(),
  may: 'anyone',
}).reads(async ({ input, now }, tx) => {
  const found = await findPending(tx, hashOf(input.token), now)
  if (found ? found.became !== null : await findHeld(tx, hashOf(input.token))) return null
  if (!found) throw new Refusal(refusal['link-used'])
  const { unit, words: said, proposal, named } = found.comment
  return {
    discussion: found.discussion,
    unit: unit ?? null,
    words: said,
    proposal: proposal ?? null,
    name: named ? found.name : null,
    business: found.comment.business ?? null,
  }
})

export const confirmComment = useCase({
  name: 'consultation.confirm-comment',
  title: 'Put a comment that was sent with an e-mail address into the discussion, by the link of the letter',
  at: 'POST /consultation-confirmations/{token}',
  input: z.object({ token: Secret }),
  output: CommentTaken.extend({ discussion: z.uuid() }),
  may: 'anyone',
  records: { about: 'system', facts: CommentFacts, readers: 'subject' },
  status: 201,
}).does(async ({ input, now }, tx) => {
  const tokenHash = hashOf(input.token)
  const found = await findPending(tx, tokenHash, now, { held: true })
  if (!found || found.became !== null) throw new Refusal(refusal['link-used'])
  // sent in time is in time, though the letter was read later
  const discussion = await openDiscussionAt(tx, found.discussion, found.at, { held: true })
  const author = await correspondentOf(tx, {
    id: newId(now),
    email: found.email,
    name: found.name,
    language: found.language,
  })
  const taken = await takeComment(tx, discussion, found.comment, {
    author,
    name: found.comment.named ? found.name : null,
    business: found.comment.business ?? null,
    language: found.language,
    sentAt: found.at,
    now,
  })
  await settlePending(tx, tokenHash, taken.answer.id)
  await insertHolder(tx, { tokenHash, discussion: discussion.id, comment: taken.answer.id, at: now })
  return { ...taken, subject: author, answer: { ...taken.answer, discussion: discussion.id } }
})
