import { z } from 'zod'
import { hashOf, newSecret } from '../../../platform/identity/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { groupingJob } from '../model/group-comments.ts'
import { refusal } from '../model/refusals.ts'
import { prepareComment, whenOpen } from '../model/take-comment.ts'
import { insertComments } from '../store/comments.ts'
import { findDiscussion, shareText } from '../store/discussions.ts'
import { insertEntered, SOURCES } from '../store/entered.ts'
import { CommentFacts, CommentInput, CommentTaken } from './add-comment.ts'
import { DiscussionId, words } from './shapes.ts'

/** So many in one request. */
const AT_MOST = 100

export const enterComments = useCase({
  name: 'consultation.enter-comments',
  title:
    'Enter comments that came on paper or by another portal, many at once: each counts and is answered like any other',
  at: 'POST /consultations/{discussion}/entered-comments',
  input: z.object({
    discussion: DiscussionId,
    source: z.enum(SOURCES),
    /** The number of the letter, or which portal: everybody reads it. */
    origin: words(2, 200).pipe(z.string().regex(/[\p{L}\p{N}№][^]*[\p{L}\p{N}№]/u)),
    comments: z
      .array(
        CommentInput.omit({ discussion: true, named: true }).extend({
          /** The day it came to the body: while comments were taken. */
          received: z.iso.date(),
          /** As the person wishes to be shown; absent: without a name. */
          name: words(2, 200).optional(),
          /** The business that the person says to write for. */
          business: words(2, 200).optional(),
          /** Absent: that of the discussion. */
          language: z
            .string()
            .regex(/^[a-z]{2,3}(-[A-Za-z]{2,8})*$/)
            .optional(),
        }),
      )
      .min(1)
      .max(AT_MOST),
  }),
  output: z.object({
    /** In the order in which they were given. */
    items: z.array(
      CommentTaken.extend({
        /** Path of the page that stands for the comment, to be handed to its author; said once, null when asked again. */
        link: z.string().nullable(),
      }),
    ),
  }),
  needs: ['country'],
  may: 'answerer of discussion',
  records: {
    about: 'system',
    facts: z.object({
      discussion: z.uuid(),
      source: z.enum(SOURCES),
      comments: z.array(CommentFacts.omit({ discussion: true })),
    }),
    readers: 'officials',
  },
  status: 201,
}).does(async ({ input, principal, now, world: { country } }, tx) => {
  void shareText(tx, input.discussion).catch(() => undefined)
  const discussion = await findDiscussion(tx, input.discussion)
  if (!discussion) throw new Refusal(general['not-found'])
  if (discussion.state === 'closed') throw new Refusal(refusal.closed)
  // what came in time counts, though it is entered later
  const [first, last, today] = [discussion.openedAt, discussion.until, now].map((at) => country.localDate(at)) as [
    string,
    string,
    string,
  ]
  const prepared = []
  for (const [at, said] of input.comments.entries()) {
    if (said.received < first || said.received > last || said.received > today)
      throw refusedAt(at, 'received', new Refusal(refusal['received-late']))
    try {
      const { name = null, business = null, language = discussion.language } = said
      const by = { author: null, name, business, language, sentAt: now, now }
      prepared.push(await prepareComment(tx, discussion, said, by))
    } catch (error) {
      throw error instanceof Refusal ? refusedAt(at, 'passage', error) : error
    }
  }
  const items = prepared.map(({ answer }) => ({ ...answer, token: newSecret() }))
  const { source, origin } = input
  const rows = items.map(({ id, token }, at) => ({
    id,
    tokenHash: hashOf(token),
    received: input.comments[at]!.received,
  }))
  await whenOpen(
    insertComments(
      tx,
      prepared.map(({ row }) => row),
    ),
  )
  const by = { by: principal.personId!, byName: principal.name ?? '', now }
  await insertEntered(tx, discussion.id, rows, { source, origin, ...by })
  const told = (link: (token: string) => string | null) => ({
    items: items.map(({ token, ...item }) => ({ ...item, link: link(token) })),
  })
  return {
    answer: told((token) => `/consultations/held/${token}`),
    keptAnswer: told(() => null),
    subject: discussion.id,
    facts: {
      discussion: discussion.id,
      source,
      comments: prepared.map(({ facts: { discussion: _, ...fact } }) => fact),
    },
    jobs: [groupingJob(discussion.id, now)],
  }
})

/** Says which of many it is. */
const refusedAt = (at: number, field: string, { kind }: Refusal): Refusal =>
  new Refusal(kind, { problems: [{ path: `comments.${at}.${field}`, text: kind.text }] })
