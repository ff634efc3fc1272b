import { z } from 'zod'
import { happened } from '../../../platform/events/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { closed } from '../model/events.ts'
import { recordRoot } from '../model/record.ts'
import { refusal } from '../model/refusals.ts'
import { newsJob } from '../model/tell-subscribers.ts'
import { countOwing } from '../store/answers.ts'
import { closeDiscussion, countComments, lockCounters, lockDiscussion } from '../store/discussions.ts'
import { countLettersOut } from '../store/pending.ts'
import { headOf, recordItems } from '../store/record.ts'
import { DiscussionId } from './shapes.ts'

export const closeDiscussionForGood = useCase({
  name: 'consultation.close-discussion',
  title:
    'Close a discussion and seal its record; refused while comments are taken, one of them lacks an answer, or what was accepted names no change',
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
  // from here on nothing comes and nothing is answered: what is read is what is sealed
  await lockCounters(tx, discussion.id)
  const { comments, waiting } = await countComments(tx, discussion.id)
  if (waiting > 0) throw new Refusal(refusal.unanswered, { parameters: { count: waiting, all: comments } })
  const { silent } = await countOwing(tx, discussion.id)
  if (silent > 0) throw new Refusal(refusal['change-owed'], { parameters: { count: silent } })
  if (Date.parse(now) < Date.parse(discussion.until)) throw new Refusal(refusal['term-runs'])
  // their authors were told until when they have time
  const letters = await countLettersOut(tx, discussion.id, now)
  if (letters > 0) throw new Refusal(refusal['letters-out'], { parameters: { count: letters } })
  const items = await recordItems(tx, discussion.id)
  const root = recordRoot(await headOf(tx, { ...discussion, closedAt: now, recordFormat: 2 }), items, 2)
  await closeDiscussion(tx, discussion.id, { by: principal.personId!, root, now })
  return {
    answer: { comments, root },
    subject: discussion.id,
    facts: { discussion: discussion.id, comments, root },
    jobs: [newsJob({ what: 'closed', discussion: discussion.id })],
    events: [happened(closed, discussion.id, { body: discussion.body, comments, root })],
  }
})
