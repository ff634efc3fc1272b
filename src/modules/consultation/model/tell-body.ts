import { roleHolders } from '../../../platform/identity/index.ts'
import type { JobHandler, NewJob } from '../../../platform/jobs/index.ts'
import { queueMessage } from '../../../platform/notify/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { speaks } from '../rights.ts'
import { findDiscussion } from '../store/discussions.ts'

/** The letter that tells: its subject and body stand under `mail`. */
const LETTER = 'disputed'
const DISPUTED_JOB = 'consultation.tell-of-dispute'

interface DisputeNews {
  discussion: string
  answer: string
  /** Which word of the body is disputed. */
  statement: number
}

/** Tells a body that its word is disputed and owed again: once for each word, however many dispute it. */
export const disputedJob = (news: DisputeNews): NewJob => ({
  kind: DISPUTED_JOB,
  payload: news,
  key: `${DISPUTED_JOB} ${news.answer} ${news.statement}`,
})

/** Writes to whoever speaks for the body and has an e-mail address, in their own language. */
export const tellOfDispute = ({ people }: Pick<World, 'people'>): JobHandler => ({
  kind: DISPUTED_JOB,
  async finish(tx, job, _outcome, now) {
    const { discussion: id, answer, statement } = job.payload as DisputeNews
    const discussion = await findDiscussion(tx, id)
    if (!discussion) return
    const holders = await roleHolders(tx, discussion.body, now)
    for (const person of new Set(holders.filter(({ role }) => speaks(role)).map(({ person: holder }) => holder))) {
      const { email, name, language } = await people.get(tx, person)
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
          link: `/consultations/owed?discussion=${id}#owed-${answer}`,
        },
        now,
        { key: `${DISPUTED_JOB} ${answer} ${statement} ${person}` },
      )
    }
  },
})
