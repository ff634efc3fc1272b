import { enqueue, type JobHandler, type NewJob } from '../../../platform/jobs/index.ts'
import { queueMessage } from '../../../platform/notify/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { answeredAuthors } from '../store/answers.ts'
import { findDiscussion } from '../store/discussions.ts'
import { correspondents } from '../store/pending.ts'

const TELL_JOB = 'consultation.tell-authors'
/** The letter that says so: its subject and body stand under `mail`. */
const LETTER = 'answered'
/** Letters put down in one transaction; an answer to thousands goes on in the next. */
const AT_A_TIME = 500

interface Telling {
  discussion: string
  answer: string
  after?: string
}

/** Tells everybody who got an answer, once for each answer. */
export const tellingJob = (telling: Telling): NewJob => ({
  kind: TELL_JOB,
  payload: telling,
  key: `${TELL_JOB} ${telling.answer} ${telling.after ?? ''}`,
})

/** Writes to each author who has an e-mail address, in their own language; also to those without an account. */
export const tellAuthors = ({ people }: Pick<World, 'people'>): JobHandler => ({
  kind: TELL_JOB,
  async finish(tx, job, _outcome, now) {
    const telling = job.payload as Telling
    const discussion = await findDiscussion(tx, telling.discussion)
    if (!discussion) return
    const authors = await answeredAuthors(tx, telling.discussion, telling.answer, telling.after, AT_A_TIME)
    const withoutAccount = await correspondents(tx, authors)
    for (const author of authors) {
      const { email, name, language } = withoutAccount.get(author) ?? (await people.get(tx, author))
      if (!email) continue
      await queueMessage(
        tx,
        {
          channel: 'email',
          to: email,
          name,
          language,
          text: `consultation.mail.${LETTER}`,
          parameters: { title: discussion.title },
          link: withoutAccount.has(author) ? `/consultations/${telling.discussion}` : '/consultations/mine',
        },
        now,
        { key: `${TELL_JOB} ${telling.answer} ${author}` },
      )
    }
    if (authors.length === AT_A_TIME) await enqueue(tx, tellingJob({ ...telling, after: authors.at(-1)! }), now)
  },
})
