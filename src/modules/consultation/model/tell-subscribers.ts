import { enqueue, type JobHandler, type NewJob } from '../../../platform/jobs/index.ts'
import { queueMessage } from '../../../platform/notify/index.ts'
import { findDiscussion } from '../store/discussions.ts'
import { subscribersOf } from '../store/subscriptions.ts'

const TELL_JOB = 'consultation.tell-subscribers'
/** Letters put down in one transaction; the rest goes on in the next. */
const AT_A_TIME = 500

interface News {
  what: 'opened' | 'text' | 'closed'
  discussion: string
  /** Number of the text that is new. */
  version?: number
  after?: string
}

/** Tells those who asked for letters, once of each piece of news. */
export const newsJob = (news: News): NewJob => ({
  kind: TELL_JOB,
  payload: news,
  key: `${TELL_JOB} ${news.what} ${news.discussion} ${news.version ?? ''} ${news.after ?? ''}`,
})

const PAGES = { opened: '', text: '/changes', closed: '/report' } as const

/** Writes to those who asked for it; each letter says how to end them. @param origin address of this instance */
export const tellSubscribers = (origin: string): JobHandler => ({
  kind: TELL_JOB,
  async finish(tx, job, _outcome, now) {
    const news = job.payload as News
    const discussion = await findDiscussion(tx, news.discussion)
    if (!discussion) return
    const readers = await subscribersOf(tx, news.what === 'opened' ? null : news.discussion, news.after, AT_A_TIME)
    for (const { id, email, language, secret } of readers)
      await queueMessage(
        tx,
        {
          channel: 'email',
          to: email,
          name: '',
          language,
          text: `consultation.mail.news-${news.what}`,
          parameters: { title: discussion.title, stop: `${origin}/${language}/consultations/letters/${secret}` },
          link: `/consultations/${discussion.id}${PAGES[news.what]}`,
        },
        now,
        { key: `${TELL_JOB} ${news.what} ${discussion.id} ${news.version ?? ''} ${id}` },
      )
    if (readers.length === AT_A_TIME) await enqueue(tx, newsJob({ ...news, after: readers.at(-1)!.id }), now)
  },
})
