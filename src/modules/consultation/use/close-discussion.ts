import { z } from 'zod'
import { happened } from '../../../platform/events/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { closed } from '../model/events.ts'
import { recordRoot } from '../model/record.ts'
import { refusal } from '../model/refusals.ts'
import { newsJob } from '../model/tell-subscribers.ts'
import { closeDiscussion, countComments, lockDiscussion } from '../store/discussions.ts'
import { recordItems } from '../store/record.ts'
import { DiscussionId } from './shapes.ts'

/** What the tables say when a comment lacks an answer: one that came while we looked. */
const lacksAnswer = (error: unknown): boolean =>
  (error as { constraint?: string } | undefined)?.constraint === 'closed_is_answered'

export const closeDiscussionForGood = useCase({
  name: 'consultation.close-discussion',
  title: 'Close a discussion and seal its record; refused while one comment lacks an answer',
  at: 'POST /consultations/{discussion}/close',
  input: z.object({ discussion: DiscussionId }),
  output: z.object({ comments: z.int(), root: z.string() }),
  may: 'publisher of discussion',
  records: {
    about: 'system',
    facts: z.object({ discussion: z.uuid(), comments: z.int(), root: z.string() }),
    readers: 'officials',
  },
}).does(async ({ input, principal, now }, tx) => {
  const discussion = await lockDiscussion(tx, input.discussion)
  if (!discussion) throw new Refusal(general['not-found'])
  if (discussion.state === 'closed') throw new Refusal(refusal.closed)
  const { comments, waiting } = await countComments(tx, discussion.id)
  if (waiting > 0) throw new Refusal(refusal.unanswered, { parameters: { count: waiting, all: comments } })
  const items = await recordItems(tx, discussion.id)
  const root = recordRoot(discussion.id, items)
  try {
    await closeDiscussion(tx, discussion.id, { by: principal.personId!, root, now })
  } catch (error) {
    if (lacksAnswer(error)) throw new Refusal(refusal.unanswered, { parameters: { count: 1, all: comments + 1 } })
    throw error
  }
  return {
    answer: { comments, root },
    subject: discussion.id,
    facts: { discussion: discussion.id, comments, root },
    jobs: [newsJob({ what: 'closed', discussion: discussion.id })],
    events: [happened(closed, discussion.id, { body: discussion.body, comments, root })],
  }
})
