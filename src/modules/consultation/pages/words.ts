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

/** What changed, in words: the articles as they stand now, or those that are no more. */
export function changeTitle(
  context: PageContext,
  {
    kind,
    before,
    after,
  }: {
    kind: string
    before: readonly Parameters<typeof unitTitle>[1][]
    after: readonly Parameters<typeof unitTitle>[1][]
  },
): string {
  const title = (after.length > 0 ? after : before).map((article) => unitTitle(context, article)).join(' · ')
  return kind === 'removed' ? `${title} (${context.speech.t('consultation.changes.article-removed')})` : title
}

/** What a list says of a group: from how many people, where these are fewer than the comments, and its words. */
export const groupDetail = (
  { speech }: PageContext,
  { members, people, words }: { members: number; people: number | null; words: string | null },
): string =>
  [
    ...(people !== null && people < members ? [speech.t('consultation.group.people', { count: people })] : []),
    (words ?? '').slice(0, 160),
  ].join(' · ')

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

/** A share in words: few of many are not none, and nearly all are not all. */
export function shareWords({ speech }: Pick<PageContext, 'speech'>, part: number, all: number): string {
  if (all === 0) return '–'
  const hundredths = Math.round((100 * part) / all)
  if (hundredths === 0 && part > 0) return speech.t('consultation.share.under', { share: speech.percent(0.01) })
  if (hundredths === 100 && part < all) return speech.t('consultation.share.over', { share: speech.percent(0.99) })
  return speech.percent(part / all)
}

/** The page of a list that a form stands on, for the form's address: refused, it stands there again. */
export const pageOfList = ({ query }: Pick<PageContext, 'query'>): string => (query.size === 0 ? '' : `?${query}`)
