import { newSecret, hashOf } from '../../../platform/identity/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { enqueue, type JobHandler, type NewJob } from '../../../platform/jobs/index.ts'
import { queueMessage } from '../../../platform/notify/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { answeredAuthors } from '../store/answers.ts'
import { findAuthor } from '../store/comments.ts'
import { findDiscussion, type Discussion } from '../store/discussions.ts'
import { insertHolder } from '../store/holders.ts'
import { correspondents } from '../store/pending.ts'

const TELL_JOB = 'consultation.tell-authors'
const HIDING_JOB = 'consultation.tell-of-hiding'
/** Letters put down in one transaction; an answer to thousands goes on in the next. */
const AT_A_TIME = 500

interface Telling {
  /**
   * The answer itself, absent too; or what was added to it: its change of the text, what is owed, that it was done, what
   * the body replied to who disputed that.
   */
  what?: 'answered' | 'changed' | 'owed' | 'done' | 'replied'
  /** Of several replies. */
  number?: number
  discussion: string
  answer: string
  after?: string
}

const keyOf = ({ what = 'answered', answer, number }: Telling): string =>
  [TELL_JOB, answer, ...(what === 'answered' ? [] : [what]), ...(number === undefined ? [] : [number])].join(' ')

/** Tells everybody who got an answer, once for each answer and for what is added to it. */
export const tellingJob = (telling: Telling): NewJob => ({
  kind: TELL_JOB,
  payload: telling,
  key: `${keyOf(telling)} ${telling.after ?? ''}`,
})

interface HidingNews {
  what: 'hidden' | 'upheld' | 'lifted'
  discussion: string
  comment: string
}

/** Tells an author that a comment was hidden, or what became of the appeal. */
export const hidingJob = (news: HidingNews): NewJob => ({
  kind: HIDING_JOB,
  payload: news,
  key: `${HIDING_JOB} ${news.comment} ${news.what}`,
})

type People = Pick<World, 'people'>

/** Writes to each author who has an e-mail address, in their own language; also to those without an account. */
export const tellAuthors = (world: People): JobHandler => ({
  kind: TELL_JOB,
  async finish(tx, job, _outcome, now) {
    const telling = job.payload as Telling
    const discussion = await findDiscussion(tx, telling.discussion)
    if (!discussion) return
    const authors = await answeredAuthors(tx, telling.discussion, telling.answer, telling.after, AT_A_TIME)
    await write(tx, world, discussion, authors, { letter: telling.what ?? 'answered', key: keyOf(telling) }, now)
    if (authors.length === AT_A_TIME) await enqueue(tx, tellingJob({ ...telling, after: authors.at(-1)!.author }), now)
  },
})

/** Writes to the author of one comment about its hiding. */
export const tellOfHiding = (world: People): JobHandler => ({
  kind: HIDING_JOB,
  async finish(tx, job, _outcome, now) {
    const { what, discussion: id, comment } = job.payload as HidingNews
    const discussion = await findDiscussion(tx, id)
    const author = discussion && (await findAuthor(tx, id, comment))
    if (!author) return
    await write(
      tx,
      world,
      discussion,
      [{ author, comment }],
      { letter: what, key: `${HIDING_JOB} ${comment} ${what}` },
      now,
    )
  },
})

/**
 * A letter to each. Who has an account finds the comment among their own; who wrote from an e-mail address gets a link
 * that stands for the comment: what became of it, its receipt, and the appeal.
 */
async function write(
  tx: Tx,
  { people }: People,
  discussion: Discussion,
  authors: readonly { author: string; comment: string }[],
  { letter, key }: { letter: NonNullable<Telling['what']> | HidingNews['what']; key: string },
  now: string,
): Promise<void> {
  const withoutAccount = await correspondents(
    tx,
    authors.map(({ author }) => author),
  )
  for (const { author, comment } of authors) {
    const correspondent = withoutAccount.get(author)
    const { email, name, language } = correspondent ?? (await people.get(tx, author))
    if (!email) continue
    let link = '/consultations/mine'
    if (correspondent) {
      const token = newSecret()
      await insertHolder(tx, { tokenHash: hashOf(token), discussion: discussion.id, comment, at: now })
      link = `/consultations/held/${token}`
    }
    await queueMessage(
      tx,
      {
        channel: 'email',
        to: email,
        name,
        language,
        text: `consultation.mail.${letter}`,
        parameters: { title: discussion.title },
        link,
      },
      now,
      { key: `${key} ${author}` },
    )
  }
}
