import { z } from 'zod'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { shownComment } from '../model/shown.ts'
import { listComments, listOwn } from '../store/comments.ts'
import { findBodyOf } from '../store/discussions.ts'
import { CommentShown, DiscussionId, UnitId } from './shapes.ts'

const PAGE = 20

export const listAllComments = useCase({
  name: 'consultation.list-comments',
  title: 'Comments of a discussion with their answers, newest first; of one article, or those that wait',
  at: 'GET /consultations/{discussion}/comments',
  input: z.object({
    discussion: DiscussionId,
    /** An article; `whole` for comments on the whole; absent: all. */
    unit: UnitId.optional(),
    waiting: z.boolean().default(false),
    after: z.uuid().optional(),
  }),
  output: z.object({ items: z.array(CommentShown), next: z.string().nullable() }),
  may: 'anyone',
}).reads(async ({ input, principal }, tx) => {
  if ((await findBodyOf(tx, input.discussion)) === undefined) throw new Refusal(general['not-found'])
  const found = await listComments(tx, input.discussion, {
    ...(input.unit === undefined ? {} : { unit: input.unit === 'whole' ? null : input.unit }),
    waiting: input.waiting,
    ...(input.after ? { after: input.after } : {}),
    size: PAGE + 1,
  })
  const items = found.slice(0, PAGE).map((comment) => shownComment(comment, principal.personId))
  return { items, next: found.length > PAGE ? items.at(-1)!.id : null }
})

export const listMyComments = useCase({
  name: 'consultation.list-my-comments',
  title: 'List my comments and what became of each',
  at: 'GET /me/comments',
  input: z.object({ after: z.uuid().optional() }),
  output: z.object({
    items: z.array(CommentShown.extend({ discussion: z.uuid(), title: z.string() })),
    next: z.string().nullable(),
  }),
  may: 'signed in',
}).reads(async ({ input, principal }, tx) => {
  const found = await listOwn(tx, principal.personId!, input.after, PAGE + 1)
  const items = found.slice(0, PAGE).map(({ discussion, title, ...comment }) => ({
    ...shownComment(comment, principal.personId),
    discussion,
    title,
  }))
  return { items, next: found.length > PAGE ? items.at(-1)!.id : null }
})
