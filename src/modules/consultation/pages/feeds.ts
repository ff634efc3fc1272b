import { calendarInstant, writeCalendar } from '../../../kernel/text/index.ts'
import { page } from '../../../platform/http/index.ts'
import { listAllDiscussions } from '../use/list-discussions.ts'
import { bodyName } from './words.ts'

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

const sent = (body: string, type: string): Response =>
  new Response(body, {
    headers: { 'content-type': type, 'cache-control': 'public, max-age=300', 'x-content-type-options': 'nosniff' },
  })

/** Discussions as a feed (RFC 4287), newest first. */
export const atomFeed = page('GET /consultations/feed.atom', ['country'], async (context) => {
  const { speech, origin, now } = context
  const { items } = await context.perform(listAllDiscussions, {})
  const here = `${origin}${speech.path('/consultations')}`
  const entries = [...items]
    .sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1))
    .map(
      (item) =>
        `<entry><id>urn:uuid:${item.id}</id><title>${escaped(item.title)}</title><updated>${item.openedAt}</updated><author><name>${escaped(bodyName(context, item.body))}</name></author><link href="${here}/${item.id}"/><summary>${escaped(speech.t('consultation.open-until', { date: speech.dateTime(item.until) }))}</summary></entry>`,
    )
  return sent(
    `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${speech.html}"><id>${here}</id><title>${escaped(speech.t('consultation.title'))}</title><updated>${
      items
        .map(({ openedAt }) => openedAt)
        .sort()
        .at(-1) ?? now
    }</updated><link rel="self" href="${here}/feed.atom"/><link href="${here}"/>${entries.join('')}</feed>\n`,
    'application/atom+xml; charset=utf-8',
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
