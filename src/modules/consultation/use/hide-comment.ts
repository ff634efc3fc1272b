import { z } from 'zod'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { HIDING_REASONS } from '../model/hiding-reasons.ts'
import { refusal } from '../model/refusals.ts'
import { hidingJob } from '../model/tell-authors.ts'
import { findComment } from '../store/comments.ts'
import { findDiscussion } from '../store/discussions.ts'
import {
  decideAppeal,
  hiddenWaiting,
  insertHiding,
  lockHiding,
  openAppeals,
  setAppeal,
  setHidden,
} from '../store/hidings.ts'
import { DiscussionId, Reason, words } from './shapes.ts'

const Named = z.object({ discussion: DiscussionId, comment: z.uuid() })

export const hideComment = useCase({
  name: 'consultation.hide-comment',
  title: 'Hide a comment for a listed reason, in sight of everybody; it still counts and gets its answer',
  at: 'POST /consultations/{discussion}/comments/{comment}/hide',
  input: Named.extend({ reason: z.enum(HIDING_REASONS) }),
  output: z.object({ hidden: z.enum(HIDING_REASONS) }),
  may: 'answerer of discussion',
  records: { about: 'system', facts: Named.extend({ reason: z.enum(HIDING_REASONS) }), readers: 'officials' },
}).does(async ({ input: { discussion, comment, reason }, principal, now }, tx) => {
  const found = await findDiscussion(tx, discussion)
  if (!found || !(await findComment(tx, discussion, comment))) throw new Refusal(general['not-found'])
  if (found.state === 'closed') throw new Refusal(refusal.closed)
  if (!(await insertHiding(tx, { discussion, comment, reason, by: principal.personId!, now })))
    throw new Refusal(refusal['hidden-before'])
  await setHidden(tx, discussion, comment, reason)
  return {
    answer: { hidden: reason },
    subject: discussion,
    facts: { discussion, comment, reason },
    jobs: [hidingJob({ what: 'hidden', discussion, comment })],
  }
})

export const appealHiding = useCase({
  name: 'consultation.appeal-hiding',
  title: "Appeal against the hiding of one's own comment; somebody else than who hid it decides",
  at: 'POST /consultations/{discussion}/comments/{comment}/appeal',
  input: Named.extend({ appeal: words(5, 4_000) }),
  output: z.object({}),
  may: 'author of comment',
  records: { about: 'system', facts: Named, readers: 'subject' },
}).does(async ({ input: { discussion, comment, appeal }, now }, tx) => {
  const hiding = await lockHiding(tx, discussion, comment)
  if (!hiding || hiding.appeal !== null) throw new Refusal(refusal['not-hidden'])
  await setAppeal(tx, discussion, comment, appeal, now)
  return { answer: {}, facts: { discussion, comment } }
})

export const decideHiding = useCase({
  name: 'consultation.decide-hiding',
  title: 'Decide an appeal: the comment stays hidden, or is shown again; with a reason, and not by who hid it',
  at: 'POST /consultations/{discussion}/comments/{comment}/appeal/decision',
  input: Named.extend({ decision: z.enum(['upheld', 'lifted']), reason: Reason }),
  output: z.object({ decision: z.enum(['upheld', 'lifted']) }),
  may: 'answerer of discussion',
  records: { about: 'system', facts: Named.extend({ decision: z.string() }), readers: 'officials' },
}).does(async ({ input: { discussion, comment, decision, reason }, principal, now }, tx) => {
  const hiding = await lockHiding(tx, discussion, comment)
  if (!hiding?.appeal || hiding.decision !== null) throw new Refusal(refusal['not-hidden'])
  if (hiding.hiddenBy === principal.personId) throw new Refusal(refusal['own-hiding'])
  await decideAppeal(tx, discussion, comment, { decision, reason, by: principal.personId!, now })
  if (decision === 'lifted') await setHidden(tx, discussion, comment, null)
  return {
    answer: { decision },
    subject: discussion,
    facts: { discussion, comment, decision },
    jobs: [hidingJob({ what: decision, discussion, comment })],
  }
})

const READ_AT_ONCE = 200

export const listHidden = useCase({
  name: 'consultation.list-hidden',
  title: 'What hidden comments say that wait for an answer: whoever answers them must be able to read them',
  at: 'GET /consultations/{discussion}/hidden',
  input: z.object({ discussion: DiscussionId }),
  output: z.object({
    items: z.array(z.object({ comment: z.uuid(), words: z.string(), proposal: z.string().nullable() })),
  }),
  may: 'answerer of discussion',
}).reads(async ({ input }, tx) => ({ items: await hiddenWaiting(tx, input.discussion, READ_AT_ONCE) }))

export const listAppeals = useCase({
  name: 'consultation.list-appeals',
  title: 'Appeals against hiding that wait for a decision',
  at: 'GET /consultations/{discussion}/appeals',
  input: z.object({ discussion: DiscussionId }),
  output: z.object({
    items: z.array(
      z.object({
        comment: z.uuid(),
        words: z.string(),
        reason: z.string(),
        appeal: z.string(),
        hiddenAt: z.string(),
        /** Whether this viewer hid it, and so may not decide. */
        own: z.boolean(),
      }),
    ),
  }),
  may: 'answerer of discussion',
}).reads(async ({ input, principal }, tx) => ({
  items: (await openAppeals(tx, input.discussion)).map(({ hiddenBy, appeal, ...hiding }) => ({
    ...hiding,
    appeal: appeal!,
    own: hiddenBy === principal.personId,
  })),
}))
