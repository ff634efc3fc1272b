import { z } from 'zod'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { tellUndone } from '../model/tell-undone.ts'
import { hidingOf } from '../model/who-decides.ts'
import { shownComment } from '../model/shown.ts'
import { listComments, listOwn } from '../store/comments.ts'
import { findDiscussion } from '../store/discussions.ts'
import { CommentShown, DiscussionId, HidingShown, UnitId } from './shapes.ts'

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
    /** Without members of large groups, which are answered as one. */
    alone: z.boolean().default(false),
    after: z.uuid().optional(),
  }),
  output: z.object({ items: z.array(CommentShown), next: z.string().nullable() }),
  may: 'anyone',
}).reads(async ({ input, principal }, tx) => {
  const discussion = await findDiscussion(tx, input.discussion)
  if (!discussion) throw new Refusal(general['not-found'])
  const found = await listComments(tx, input.discussion, {
    ...(input.unit === undefined ? {} : { unit: input.unit === 'whole' ? null : input.unit }),
    waiting: input.waiting,
    alone: input.alone,
    ...(input.after ? { after: input.after } : {}),
    size: PAGE + 1,
  })
  const items = await tellUndone(
    tx,
    discussion,
    found.slice(0, PAGE).map((comment) => shownComment(comment, principal.personId)),
  )
  return { items, next: found.length > PAGE ? items.at(-1)!.id : null }
})

export const listMyComments = useCase({
  name: 'consultation.list-my-comments',
  title: 'List my comments and what became of each',
  at: 'GET /me/comments',
  input: z.object({ after: z.uuid().optional() }),
  output: z.object({
    items: z.array(
      CommentShown.extend({
        discussion: z.uuid(),
        title: z.string(),
        /** How it is hidden, and what became of an appeal; null when it is not. */
        hiding: HidingShown.nullable(),
      }),
    ),
    next: z.string().nullable(),
  }),
  needs: ['acts'],
  may: 'signed in',
}).reads(async ({ input, principal, now, world: { acts } }, tx) => {
  const found = await listOwn(tx, principal.personId!, input.after, PAGE + 1)
  const items: (CommentShown & { discussion: string; title: string; hiding: HidingShown | null })[] = []
  for (const { discussion, title, textNow, ...comment } of found.slice(0, PAGE))
    items.push({
      ...(await tellUndone(tx, { id: discussion, version: textNow }, [shownComment(comment, principal.personId)]))[0]!,
      discussion,
      title,
      hiding: comment.hiddenReason === null ? null : await hidingOf(tx, acts, discussion, comment, now),
    })
  return { items, next: found.length > PAGE ? items.at(-1)!.id : null }
})
