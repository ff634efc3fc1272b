import { z } from 'zod'
import { useCase } from '../../../platform/use-case/index.ts'
import { openDiscussionAt, takeComment } from '../model/take-comment.ts'
import { DiscussionId, UnitId, words } from './shapes.ts'

/** What a comment says and what it is about, whoever sends it. */
export const CommentInput = z.object({
  discussion: DiscussionId,
  /** The text that was read; absent: the one that is discussed now. */
  version: z.int().min(1).optional(),
  unit: UnitId.optional(),
  /** Words of the article, as they stand there, and where in it they begin. */
  passage: words(1, 5_000).optional(),
  from: z.int().min(0).optional(),
  words: words(2, 10_000),
  proposal: words(1, 10_000).optional(),
  /** Whether it is shown with the person's name. */
  named: z.boolean().default(true),
})

export const CommentTaken = z.object({
  id: z.uuid(),
  unit: z.string().nullable(),
  passage: z.string().nullable(),
  /** What the audit log and the leaf of the record hold of it, and the salt that opens it: the commenter's receipt. */
  commitment: z.string(),
  salt: z.string(),
})
/** What history keeps of a comment: not its words. */
export const CommentFacts = z.object({
  discussion: z.uuid(),
  comment: z.uuid(),
  unit: z.string().nullable(),
  commitment: z.string(),
})

export const addComment = useCase({
  name: 'consultation.add-comment',
  title:
    'Comment on a passage, an article or the whole, with a proposed wording; for oneself or for the business one acts for',
  at: 'POST /consultations/{discussion}/comments',
  input: CommentInput,
  output: CommentTaken,
  may: 'signed in',
  records: {
    about: 'system',
    facts: CommentFacts,
    readers: 'subject',
  },
  status: 201,
}).does(async ({ input, principal, now, language }, tx) =>
  takeComment(tx, await openDiscussionAt(tx, input.discussion, now, { held: true }), input, {
    author: principal.personId!,
    name: input.named ? (principal.name ?? null) : null,
    business: principal.actingFor?.name ?? null,
    language,
    sentAt: now,
    now,
  }),
)
