import { z } from 'zod'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { refusal } from '../model/refusals.ts'
import { findComment, support } from '../store/comments.ts'
import { findDiscussion } from '../store/discussions.ts'
import { DiscussionId } from './shapes.ts'

export const supportComment = useCase({
  name: 'consultation.support-comment',
  title: "Support somebody's comment; a person counts once",
  at: 'POST /consultations/{discussion}/comments/{comment}/support',
  input: z.object({ discussion: DiscussionId, comment: z.uuid() }),
  output: z.object({ supported: z.int() }),
  may: 'signed in',
  records: {
    about: 'system',
    facts: z.object({ discussion: z.uuid(), comment: z.uuid() }),
    readers: 'subject',
  },
}).does(async ({ input, principal, now }, tx) => {
  const discussion = await findDiscussion(tx, input.discussion)
  const comment = discussion && (await findComment(tx, discussion.id, input.comment))
  if (!comment) throw new Refusal(general['not-found'])
  if (discussion.state === 'closed') throw new Refusal(refusal.closed)
  if (comment.author === principal.personId) throw new Refusal(refusal['own-comment'])
  const supported = await support(tx, discussion.id, comment.id, principal.personId!, now)
  return { answer: { supported }, facts: { discussion: discussion.id, comment: comment.id } }
})
