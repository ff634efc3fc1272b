import { z } from 'zod'
import type { Tx } from '../../../platform/database/index.ts'
import { hashOf } from '../../../platform/identity/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { receiptOf } from '../model/receipt-of.ts'
import { Receipt } from '../model/receipt.ts'
import { dispute } from '../model/dispute.ts'
import { refusal } from '../model/refusals.ts'
import { hidingOf } from '../model/who-decides.ts'
import { tellUndone } from '../model/tell-undone.ts'
import { shownComment } from '../model/shown.ts'
import { findOwn } from '../store/comments.ts'
import { findDiscussion, type Discussion } from '../store/discussions.ts'
import { lockHiding, setAppeal } from '../store/hidings.ts'
import { findHeld } from '../store/holders.ts'
import { disputableBy } from '../store/owed.ts'
import { CommentShown, DiscussionId, HidingShown, Reason, Secret, StatementNumber, words } from './shapes.ts'

/** What the link of a letter stands for. @throws Refusal link-used when it stands for nothing */
async function heldBy(tx: Tx, token: string): Promise<{ discussion: Discussion; comment: string }> {
  const held = await findHeld(tx, hashOf(token))
  const discussion = held && (await findDiscussion(tx, held.discussion))
  if (!discussion) throw new Refusal(refusal['link-used'])
  return { discussion, comment: held.comment }
}

export const readHeldComment = useCase({
  name: 'consultation.read-held-comment',
  title: 'What became of a comment that was sent with an e-mail address, for who holds the link of its letter',
  at: 'GET /held-comments/{token}',
  input: z.object({ token: Secret }),
  output: z.object({
    discussion: z.uuid(),
    title: z.string(),
    state: z.enum(['open', 'closed']),
    comment: CommentShown,
    /** How it was hidden, and what became of an appeal; null when it never was. */
    hiding: HidingShown.nullable(),
    /** Number of the body's word, that what it owed for this comment was done, which can be disputed; null for none. */
    disputable: z.int().nullable(),
    receipt: Receipt,
  }),
  needs: ['acts'],
  may: 'anyone',
}).reads(async ({ input, now, world: { acts } }, tx) => {
  const { discussion, comment } = await heldBy(tx, input.token)
  const found = (await findOwn(tx, discussion.id, comment))!
  return {
    discussion: discussion.id,
    title: discussion.title,
    state: discussion.state,
    comment: (await tellUndone(tx, discussion, [{ ...shownComment(found, undefined), own: true }]))[0]!,
    hiding: await hidingOf(tx, acts, discussion.id, found, now),
    disputable:
      found.answer === null
        ? null
        : ((await disputableBy(tx, discussion.id, found.answer.id, found.author ?? comment)) ?? null),
    receipt: (await receiptOf(tx, discussion, comment))!,
  }
})

export const appealByLetter = useCase({
  name: 'consultation.appeal-by-letter',
  title: 'Appeal against the hiding of a comment that was sent with an e-mail address, by the link of its letter',
  at: 'POST /held-comments/{token}/appeal',
  input: z.object({ token: Secret, appeal: words(5, 4_000) }),
  output: z.object({}),
  may: 'anyone',
  records: {
    about: 'system',
    facts: z.object({ discussion: DiscussionId, comment: z.uuid() }),
    readers: 'subject',
  },
}).does(async ({ input, now }, tx) => {
  const { discussion, comment } = await heldBy(tx, input.token)
  const hiding = await lockHiding(tx, discussion.id, comment)
  if (!hiding || hiding.appeal !== null) throw new Refusal(refusal['not-hidden'])
  await setAppeal(tx, discussion.id, comment, input.appeal, now)
  return { answer: {}, facts: { discussion: discussion.id, comment } }
})

export const disputeByLetter = useCase({
  name: 'consultation.dispute-by-letter',
  title:
    'Say in public that what a body owed for a comment sent with an e-mail address was not done as it says, by the link of its letter',
  at: 'POST /held-comments/{token}/dispute',
  input: z.object({ token: Secret, why: Reason, statement: StatementNumber }),
  output: z.object({}),
  may: 'anyone',
  records: {
    about: 'system',
    facts: z.object({ discussion: DiscussionId, answer: z.uuid() }),
    readers: 'officials',
  },
  status: 201,
}).does(async ({ input: { token, ...said }, now }, tx) => {
  const { discussion, comment } = await heldBy(tx, token)
  const { answer, author, authorName } = (await findOwn(tx, discussion.id, comment))!
  if (!answer) throw new Refusal(refusal['not-disputed'])
  // whoever commented from an address is one person, however many letters they hold
  const by = { person: author ?? comment, name: authorName }
  await dispute(tx, { discussion: discussion.id, answer: answer.id, ...said, ...by, now })
  return { answer: {}, subject: discussion.id, facts: { discussion: discussion.id, answer: answer.id } }
})

export const getReceipt = useCase({
  name: 'consultation.get-receipt',
  title: 'The receipt of one’s own comment: the signed promise that it will stand in the sealed record',
  at: 'GET /consultations/{discussion}/comments/{comment}/receipt',
  input: z.object({ discussion: DiscussionId, comment: z.uuid() }),
  output: Receipt,
  may: 'author of comment',
}).reads(async ({ input }, tx) => {
  const discussion = await findDiscussion(tx, input.discussion)
  const receipt = discussion && (await receiptOf(tx, discussion, input.comment))
  if (!receipt) throw new Refusal(general['not-found'])
  return receipt
})
