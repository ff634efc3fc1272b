import { z } from 'zod'
import { newId, type Tx } from '../../../platform/database/index.ts'
import { happened } from '../../../platform/events/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { answered } from '../model/events.ts'
import { exactChange } from '../model/named-change.ts'
import { CHANGES_TEXT, OUTCOMES } from '../model/outcomes.ts'
import { refusal } from '../model/refusals.ts'
import { hashOfReason } from '../model/repeated-reason.ts'
import { tellingJob } from '../model/tell-authors.ts'
import { giveAnswer, oldestRead } from '../store/answers.ts'
import { countComments, findDiscussion } from '../store/discussions.ts'
import { lockGroup } from '../store/groups.ts'
import { ChangeNamed, DiscussionId, Reason } from './shapes.ts'

/**
 * Holds a group to the end of the transaction, so that nobody splits it meanwhile; one that changed since it was seen is
 * not answered.
 */
async function holdGroup(tx: Tx, discussion: string, seen: { id: string; revision: number }): Promise<void> {
  const held = await lockGroup(tx, discussion, seen.id)
  if (!held || held.revision !== seen.revision) throw new Refusal(refusal['group-changed'])
  if (held.state !== 'confirmed') throw new Refusal(refusal['group-not-confirmed'])
}

export const answerComments = useCase({
  name: 'consultation.answer-comments',
  title:
    'Answer a comment, or all of a confirmed group: accepted, accepted in part, not accepted or outside the subject; always with a reason',
  at: 'POST /consultations/{discussion}/answers',
  input: z.object({
    discussion: DiscussionId,
    comment: z.uuid().optional(),
    /** All waiting comments of a group that an official confirmed, as it was seen. */
    group: z.object({ id: z.uuid(), revision: z.int() }).optional(),
    outcome: z.enum(OUTCOMES),
    reason: Reason,
    /** What was changed because of it; it can be named later too, by `consultation.name-change`. */
    change: ChangeNamed.optional(),
  }),
  output: z.object({ id: z.uuid(), comments: z.int(), waiting: z.int() }),
  may: 'answerer of discussion',
  records: {
    about: 'system',
    facts: z.object({ discussion: z.uuid(), answer: z.uuid(), outcome: z.enum(OUTCOMES), comments: z.int() }),
    readers: 'officials',
  },
  status: 201,
}).does(async ({ input, principal, now }, tx) => {
  const discussion = await findDiscussion(tx, input.discussion)
  if (!discussion) throw new Refusal(general['not-found'])
  if (discussion.state === 'closed') throw new Refusal(refusal.closed)
  if (input.change && !CHANGES_TEXT.includes(input.outcome)) throw new Refusal(refusal['change-unknown'])
  const { group } = input
  if (group) await holdGroup(tx, discussion.id, group)
  const to = { comment: input.comment, group: group?.id }
  const read = input.change && (await oldestRead(tx, discussion.id, to))
  if (read === null) throw new Refusal(refusal.answered)
  const change = input.change && (await exactChange(tx, discussion, input.change, read!))
  const id = newId(now)
  const comments = await giveAnswer(
    tx,
    {
      discussion: discussion.id,
      id,
      outcome: input.outcome,
      reason: input.reason,
      reasonHash: await hashOfReason(tx, discussion.id, input.reason),
      change,
      by: principal.personId!,
      byName: principal.name ?? '',
      at: now,
    },
    to,
  )
  // somebody else was first, or there is no such comment: nothing is answered twice
  if (comments === 0) throw new Refusal(refusal.answered)
  const { waiting } = await countComments(tx, discussion.id)
  const told = { answer: id, outcome: input.outcome, comments }
  return {
    answer: { id, comments, waiting },
    subject: discussion.id,
    facts: { discussion: discussion.id, ...told },
    events: [happened(answered, discussion.id, { ...told, waiting })],
    jobs: [tellingJob({ discussion: discussion.id, answer: id })],
  }
})
