import { z } from 'zod'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { deciderOf, type Deciders } from '../model/who-decides.ts'
import { HIDING_REASONS } from '../model/hiding-reasons.ts'
import { refusal } from '../model/refusals.ts'
import { hidingJob } from '../model/tell-authors.ts'
import { speaksFor } from '../rights.ts'
import { findAuthor, findComment } from '../store/comments.ts'
import { findBodyOf, findDiscussion } from '../store/discussions.ts'
import {
  appealsElsewhere,
  decideAppeal,
  hiddenWaiting,
  insertHiding,
  lockHiding,
  openAppeals,
  setAppeal,
  setHidden,
  type OpenAppeal,
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
  title:
    'Decide an appeal: the comment stays hidden, or is shown again; with a reason, by neither who hid it nor whose it is, and in another body where nobody else is left',
  at: 'POST /consultations/{discussion}/comments/{comment}/appeal/decision',
  input: Named.extend({ decision: z.enum(['upheld', 'lifted']), reason: Reason }),
  output: z.object({ decision: z.enum(['upheld', 'lifted']) }),
  needs: ['acts'],
  may: 'signed in',
  records: {
    about: 'system',
    facts: Named.extend({ decision: z.string(), body: z.string().optional() }),
    readers: 'officials',
  },
}).does(async ({ input: { discussion, comment, decision, reason }, principal, now, world: { acts } }, tx) => {
  const mine = speaksFor(principal)
  const body = await findBodyOf(tx, discussion)
  if (body === undefined || ![body, ...acts.appealsTo(body)].some((other) => mine.includes(other)))
    throw new Refusal(general['not-allowed'])
  const hiding = await lockHiding(tx, discussion, comment)
  if (!hiding?.appeal || hiding.decision !== null) throw new Refusal(refusal['not-hidden'])
  const parties = { hiddenBy: hiding.hiddenBy, author: (await findAuthor(tx, discussion, comment)) ?? null }
  if (parties.hiddenBy === principal.personId) throw new Refusal(refusal['own-hiding'])
  if (parties.author === principal.personId) throw new Refusal(refusal['own-appeal'])
  const decider = await deciderOf(tx, acts, body, parties, now)
  if (!mine.includes(decider)) throw new Refusal(general['not-allowed'])
  await decideAppeal(tx, discussion, comment, { decision, reason, by: principal.personId!, now })
  if (decision === 'lifted') await setHidden(tx, discussion, comment, null)
  return {
    answer: { decision },
    subject: discussion,
    facts: { discussion, comment, decision, ...(decider === body ? {} : { body: decider }) },
    jobs: [hidingJob({ what: decision, discussion, comment })],
  }
})

const READ_AT_ONCE = 200

export const listHidden = useCase({
  name: 'consultation.list-hidden',
  title: 'What hidden comments say that wait for an answer: whoever answers them must be able to read them',
  at: 'GET /consultations/{discussion}/hidden',
  input: z.object({ discussion: DiscussionId, after: z.uuid().optional() }),
  output: z.object({
    items: z.array(z.object({ comment: z.uuid(), words: z.string(), proposal: z.string().nullable() })),
    next: z.string().nullable(),
  }),
  may: 'answerer of discussion',
}).reads(async ({ input }, tx) => {
  const found = await hiddenWaiting(tx, input.discussion, input.after, READ_AT_ONCE + 1)
  const items = found.slice(0, READ_AT_ONCE)
  return { items, next: found.length > READ_AT_ONCE ? items.at(-1)!.comment : null }
})

const AppealShown = z.object({
  discussion: z.uuid(),
  title: z.string(),
  /** Whose discussion it is. */
  body: z.string(),
  comment: z.uuid(),
  words: z.string(),
  reason: z.string(),
  appeal: z.string(),
  hiddenAt: z.string(),
  /** That this viewer hid it, or wrote it, and so may not decide. */
  own: z.enum(['hid', 'wrote']).nullable(),
  /** The body that decides it. */
  decides: z.string(),
})
export type AppealShown = z.output<typeof AppealShown>

const shownAppeal = (
  { hiddenBy, author, appeal, decision: _, decisionReason: __, ...item }: OpenAppeal,
  viewer: string | undefined,
  decides: string,
): AppealShown => ({
  ...item,
  appeal: appeal!,
  own: viewer === undefined ? null : hiddenBy === viewer ? 'hid' : author === viewer ? 'wrote' : null,
  decides,
})

export const listAppeals = useCase({
  name: 'consultation.list-appeals',
  title: 'Appeals against hiding that wait for a decision',
  at: 'GET /consultations/{discussion}/appeals',
  input: z.object({ discussion: DiscussionId }),
  output: z.object({ items: z.array(AppealShown) }),
  needs: ['acts'],
  may: 'answerer of discussion',
}).reads(async ({ input, principal, now, world: { acts } }, tx) => {
  const items = []
  const known: Deciders = new Map()
  for (const item of await openAppeals(tx, input.discussion))
    items.push(shownAppeal(item, principal.personId, await deciderOf(tx, acts, item.body, item, now, known)))
  return { items }
})

export const listAppealsToMe = useCase({
  name: 'consultation.list-appeals-to-me',
  title: 'Appeals against hiding in discussions of bodies that have nobody else for them: those that my body decides',
  at: 'GET /me/consultation-appeals',
  input: z.object({}),
  output: z.object({ items: z.array(AppealShown) }),
  needs: ['acts'],
  may: 'signed in',
}).reads(async ({ principal, now, world: { acts } }, tx) => {
  const mine = speaksFor(principal)
  const items: AppealShown[] = []
  const known: Deciders = new Map()
  const elsewhere = mine.length === 0 ? [] : await appealsElsewhere(tx, mine)
  for (const item of elsewhere) {
    if (!acts.appealsTo(item.body).some((other) => mine.includes(other))) continue
    const decides = await deciderOf(tx, acts, item.body, item, now, known)
    if (mine.includes(decides)) items.push(shownAppeal(item, principal.personId, decides))
  }
  return { items }
})
