import { z } from 'zod'
import { findArticle } from '../../../kernel/act/index.ts'
import { newId, type Tx } from '../../../platform/database/index.ts'
import { happened } from '../../../platform/events/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { answered } from '../model/events.ts'
import { CHANGES_TEXT, OUTCOMES } from '../model/outcomes.ts'
import { reasonHash } from '../model/reason-hash.ts'
import { refusal } from '../model/refusals.ts'
import { tellingJob } from '../model/tell-authors.ts'
import { insertAnswer } from '../store/answers.ts'
import { lockWaiting, setAnswer } from '../store/comments.ts'
import { countComments, findDiscussion } from '../store/discussions.ts'
import { groupMembers, lockGroup } from '../store/groups.ts'
import { findAct } from '../store/texts.ts'
import { DiscussionId, Reason, UnitId } from './shapes.ts'

/**
 * Who is answered. A group is held to the end of the transaction, so that nobody splits it meanwhile; one that changed
 * since it was seen is not answered.
 */
async function addressed(
  tx: Tx,
  discussion: string,
  { comment, group }: { comment?: string | undefined; group?: { id: string; revision: number } | undefined },
): Promise<string[]> {
  if (!group) return comment === undefined ? [] : [comment]
  const held = await lockGroup(tx, discussion, group.id)
  if (!held || held.revision !== group.revision) throw new Refusal(refusal['group-changed'])
  if (held.state !== 'confirmed') throw new Refusal(refusal['group-not-confirmed'])
  return (await groupMembers(tx, discussion, group.id)).map(({ id }) => id)
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
    /** What was changed because of it: a text of this discussion and its article. */
    change: z.object({ version: z.int().min(1), unit: UnitId }).optional(),
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
  if (input.change) {
    const act = await findAct(tx, discussion.id, input.change.version)
    if (!CHANGES_TEXT.includes(input.outcome) || !act || !findArticle(act, input.change.unit))
      throw new Refusal(refusal['change-unknown'])
  }
  const comments = await lockWaiting(tx, discussion.id, await addressed(tx, discussion.id, input))
  // somebody else was first, or there is no such comment: nothing is answered twice
  if (comments.length === 0) throw new Refusal(refusal.answered)
  const id = newId(now)
  await insertAnswer(tx, {
    discussion: discussion.id,
    id,
    outcome: input.outcome,
    reason: input.reason,
    reasonHash: reasonHash(input.reason),
    change: input.change,
    by: principal.personId!,
    byName: principal.name ?? '',
    at: now,
    comments: comments.length,
  })
  await setAnswer(tx, discussion.id, comments, id)
  const { waiting } = await countComments(tx, discussion.id)
  const told = { answer: id, outcome: input.outcome, comments: comments.length }
  return {
    answer: { id, comments: comments.length, waiting },
    subject: discussion.id,
    facts: { discussion: discussion.id, ...told },
    events: [happened(answered, discussion.id, { ...told, waiting })],
    jobs: [tellingJob({ discussion: discussion.id, answer: id })],
  }
})
