import type { PageContext } from '../../../platform/http/index.ts'

/** What a person reads of an article before its words: "Article 5. Fees", "Preamble". */
export function unitTitle(
  { speech }: PageContext,
  { id, number, heading }: { id: string; number: string; heading: string },
): string {
  if (number === '') return speech.t('consultation.act.preamble')
  const name = speech.t('consultation.act.article', { number })
  return heading === '' ? (id.startsWith('art_') ? name : number) : `${name}. ${heading}`
}

/** Whose act it is, in words. */
export const bodyName = ({ speech, world }: PageContext<'country'>, body: string): string =>
  world.country.displayName(body, speech.language)

/** `draft` or `review`, and until when it can be spoken to. */
export const stateWords = (
  { speech }: PageContext,
  { state, until, closedAt, takes }: { state: string; until: string; closedAt: string | null; takes: boolean },
): string =>
  state === 'closed'
    ? speech.t('consultation.closed-on', { date: speech.date(closedAt!) })
    : takes
      ? speech.t('consultation.open-until', { date: speech.dateTime(until) })
      : speech.t('consultation.being-answered', { date: speech.date(until) })
