import { calendarInstant, writeCalendar } from '../../../kernel/text/index.ts'
import { escapeXml } from '../../../kernel/xml/index.ts'
import { page } from '../../../platform/http/index.ts'
import { getDiscussion } from '../use/get-discussion.ts'
import { listAnswers } from '../use/list-answers.ts'
import { listAllDiscussions } from '../use/list-discussions.ts'
import { bodyName } from './words.ts'

const sent = (body: string, type: string): Response =>
  new Response(body, {
    headers: { 'content-type': type, 'cache-control': 'public, max-age=300', 'x-content-type-options': 'nosniff' },
  })

interface Entry {
  id: string
  title: string
  /** RFC 3339. */
  at: string
  author: string
  href: string
  summary: string
}

/** A feed (RFC 4287) of entries, which are given newest first. */
const feedOf = (
  { language, title, here, file, now }: { language: string; title: string; here: string; file: string; now: string },
  entries: readonly Entry[],
): Response => {
  const written = entries.map(
    ({ id, title, at, author, href, summary }) =>
      `<entry><id>${escapeXml(id)}</id><title>${escapeXml(title)}</title><updated>${at}</updated><author><name>${escapeXml(author)}</name></author><link href="${escapeXml(href)}"/><summary>${escapeXml(summary)}</summary></entry>`,
  )
  return sent(
    `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}"><id>${here}</id><title>${escapeXml(title)}</title><updated>${entries[0]?.at ?? now}</updated><link rel="self" href="${file}"/><link href="${here}"/>${written.join('')}</feed>\n`,
    'application/atom+xml; charset=utf-8',
  )
}

/** Discussions as a feed, newest first. */
export const atomFeed = page('GET /consultations/feed.atom', ['country'], async (context) => {
  const { speech, origin, now } = context
  const { items } = await context.perform(listAllDiscussions, {})
  const here = `${origin}${speech.path('/consultations')}`
  return feedOf(
    { language: speech.html, title: speech.t('consultation.title'), here, file: `${here}/feed.atom`, now },
    [...items]
      .sort((a, b) => Date.parse(b.openedAt) - Date.parse(a.openedAt))
      .map((item) => ({
        id: `urn:uuid:${item.id}`,
        title: item.title,
        at: item.openedAt,
        author: bodyName(context, item.body),
        href: `${here}/${item.id}`,
        summary: speech.t('consultation.open-until', { date: speech.dateTime(item.until) }),
      })),
  )
})

/** What happens in one discussion as a feed: its texts, the answers given last, its end. */
export const discussionFeed = page('GET /consultations/:discussion/feed.atom', ['country'], async (context) => {
  const { speech, origin, now } = context
  const { discussion } = context.parameters
  const seen = await context.perform(getDiscussion, { discussion })
  const { items } = await context.perform(listAnswers, { discussion })
  const here = `${origin}${speech.path(`/consultations/${seen.id}`)}`
  const author = bodyName(context, seen.body)
  const urn = `urn:uuid:${seen.id}`
  const entries: Entry[] = seen.texts.map(({ number, at, note }, place) => ({
    id: `${urn}#text-${number}`,
    title: speech.t('consultation.version', { number }),
    at,
    author,
    href: place === 0 ? here : `${here}/changes`,
    summary: note || speech.t('consultation.open-until', { date: speech.dateTime(seen.until) }),
  }))
  for (const answer of items)
    entries.push({
      id: `urn:uuid:${answer.id}`,
      title: `${speech.t(`consultation.outcome.${answer.outcome}`)}. ${speech.t('consultation.answer-to', { count: answer.comments })}`,
      at: answer.at,
      author: answer.by || author,
      href: `${here}/report`,
      summary: answer.reason,
    })
  if (seen.closedAt)
    entries.push({
      id: `${urn}#closed`,
      title: speech.t('consultation.closed-on', { date: speech.date(seen.closedAt) }),
      at: seen.closedAt,
      author,
      href: `${here}/report`,
      summary: speech.t('consultation.comments', { count: seen.comments }),
    })
  return feedOf(
    { language: speech.html, title: seen.title, here, file: `${here}/feed.atom`, now },
    // as instants: written out, 10:00:00.1 would stand behind 10:00:00.05, and 10:00:00Z behind both
    entries.sort((a, b) => Date.parse(b.at) - Date.parse(a.at)),
  )
})

/** The last days of open discussions as a calendar (RFC 5545). */
export const datesFile = page('GET /consultations/dates.ics', async (context) => {
  const { speech, origin } = context
  const { items } = await context.perform(listAllDiscussions, {})
  const calendar = writeCalendar(
    { by: 'Consultation' },
    items.map((item) => [
      ['UID', `${item.id}@${new URL(origin).hostname}`],
      ['DTSTAMP', calendarInstant(item.openedAt)],
      ['DTSTART', calendarInstant(item.until)],
      ['SUMMARY', { words: `${speech.t('consultation.last-day')}: ${item.title}` }],
      ['URL', `${origin}${speech.path(`/consultations/${item.id}`)}`],
    ]),
  )
  return sent(calendar, 'text/calendar; charset=utf-8')
})
