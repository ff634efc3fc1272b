import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { newId } from '../../../platform/database/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { anchorOf } from '../model/anchor.ts'
import { placeIn } from '../model/carry-comments.ts'
import { groupingJob } from '../model/group-comments.ts'
import { commitmentOf } from '../model/record.ts'
import { refusal } from '../model/refusals.ts'
import { signComment } from '../model/sign-comment.ts'
import { insertComments } from '../store/comments.ts'
import { findDiscussion } from '../store/discussions.ts'
import { findAct } from '../store/texts.ts'
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

export const addComment = useCase({
  name: 'consultation.add-comment',
  title:
    'Comment on a passage, an article or the whole, with a proposed wording; for oneself or for the business one acts for',
  at: 'POST /consultations/{discussion}/comments',
  input: CommentInput,
  output: z.object({
    id: z.uuid(),
    unit: z.string().nullable(),
    passage: z.string().nullable(),
    /** What the audit log and the leaf of the record hold of it, and the salt that opens it: the commenter's receipt. */
    commitment: z.string(),
    salt: z.string(),
  }),
  may: 'signed in',
  records: {
    about: 'system',
    facts: z.object({ discussion: z.uuid(), comment: z.uuid(), unit: z.string().nullable(), commitment: z.string() }),
    readers: 'subject',
  },
  status: 201,
}).does(async ({ input, principal, now, language }, tx) => {
  const discussion = await findDiscussion(tx, input.discussion)
  if (!discussion) throw new Refusal(general['not-found'])
  if (discussion.state === 'closed') throw new Refusal(refusal.closed)
  // a comment of the last second is one in time: the instant of the request counts, not that of its turn
  if (Date.parse(now) >= Date.parse(discussion.until)) throw new Refusal(refusal['time-over'])
  const version = input.version ?? discussion.version
  const act = await findAct(tx, discussion.id, version)
  if (!act) throw new Refusal(general['not-found'])
  const anchor = anchorOf(act, input)
  const current = version === discussion.version ? act : (await findAct(tx, discussion.id, discussion.version))!
  const proposal = input.proposal ?? null
  const id = newId(now)
  const salt = randomBytes(16).toString('base64url')
  const [name, business] = [input.named ? (principal.name ?? null) : null, principal.actingFor?.name ?? null]
  const commitment = commitmentOf(salt, { words: input.words, proposal, name, business })
  await insertComments(tx, [
    {
      discussion: discussion.id,
      id,
      version,
      ...anchor,
      words: input.words,
      proposal,
      language,
      author: principal.personId!,
      authorName: name,
      business,
      at: now,
      confirmedAt: now,
      salt,
      place: placeIn(act, current, anchor),
      ...signComment(act, input.words, proposal),
    },
  ])
  return {
    answer: { id, unit: anchor.unit, passage: anchor.passage, commitment, salt },
    facts: { discussion: discussion.id, comment: id, unit: anchor.unit, commitment },
    jobs: [groupingJob(discussion.id, now)],
  }
})
