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

/** RFC 5545, 3.3.11 and 3.1: signs that mean something are escaped, and a line is no longer than 75 bytes. */
function line(name: string, text: string): string {
  const whole = `${name}:${text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r?\n/g, '\\n')}`
  const lines: string[] = []
  let current = ''
  for (const letter of whole) {
    if (Buffer.byteLength(current + letter) > 73) {
      lines.push(current)
      current = ' '
    }
    current += letter
  }
  return [...lines, current].join('\r\n')
}
const stamp = (at: string): string => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')

/** The last days of open discussions as a calendar (RFC 5545). */
export const datesFile = page('GET /consultations/dates.ics', async (context) => {
  const { speech, origin } = context
  const { items } = await context.perform(listAllDiscussions, {})
  const events = items.flatMap((item) => [
    'BEGIN:VEVENT',
    line('UID', `${item.id}@${new URL(origin).hostname}`),
    `DTSTAMP:${stamp(item.openedAt)}`,
    `DTSTART:${stamp(item.until)}`,
    line('SUMMARY', `${speech.t('consultation.last-day')}: ${item.title}`),
    line('URL', `${origin}${speech.path(`/consultations/${item.id}`)}`),
    'END:VEVENT',
  ])
  return sent(
    ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Darcha//Consultation//EN', ...events, 'END:VCALENDAR', ''].join(
      '\r\n',
    ),
    'text/calendar; charset=utf-8',
  )
})
