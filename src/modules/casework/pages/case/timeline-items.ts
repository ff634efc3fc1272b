import { lineKey } from '../../../../kernel/case/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import type { TimelineItem } from '../../../../ui/index.ts'
import type { ApplicationView } from '../../use/get-application.ts'

const TONES: Record<string, NonNullable<TimelineItem['tone']>> = {
  granted: 'done',
  'granted-in-part': 'done',
  refused: 'refused',
  'appeal-upheld': 'refused',
  'waits-for-you': 'waits',
  'register-silent': 'waits',
}

/**
 * The story of a case in plain words. @param side who reads it: what waits for the applicant is said to them as "you"
 */
export function timelineItems(
  { speech, world }: PageContext<'country'>,
  { timeline }: Pick<ApplicationView, 'timeline'>,
  side: 'applicant' | 'office' = 'applicant',
): TimelineItem[] {
  const name = (id: string) => world.country.displayName(id, speech.language)
  const said = (kind: string, facts: (typeof timeline)[number]['facts']) =>
    lineKey(kind) ??
    `casework.timeline.${side === 'office' && kind === 'waits-for-you' ? 'waits-for-applicant' : kind === 'filed' ? `filed-${facts['channel']}` : kind}`
  // from when it counts belongs to the filing
  const counts = timeline.find(({ kind }) => kind === 'counts-as')?.facts['date']
  return timeline
    .filter(({ kind }) => kind !== 'counts-as')
    .map(({ state, kind, at, office, facts }): TimelineItem => {
      const { date, register, time, channel: _channel, amount, due, ...rest } = facts
      const parameters = {
        ...rest,
        office: office ? name(office) : '',
        ...(date ? { date: speech.date(date) } : {}),
        ...(register ? { register: world.country.registerName(String(register), speech.language) } : {}),
        // an hour at which somebody has to be there
        ...(time ? { time: `${speech.weekday(time)}, ${speech.dateTime(time)}` } : {}),
        ...(amount !== undefined ? { amount: speech.money(Number(amount)) } : {}),
      }
      const tone = TONES[kind]
      return {
        state,
        what: speech.t(said(kind, facts), parameters),
        ...(at && !(state === 'later' && date)
          ? { at, when: state === 'later' ? speech.date(at) : speech.dateTime(at) }
          : {}),
        ...(kind === 'filed' && counts
          ? { detail: speech.t('casework.timeline.counts-as', { date: speech.date(counts) }) }
          : {}),
        ...(due ? { detail: speech.t('casework.clock.due', { date: speech.date(due) }) } : {}),
        ...(tone ? { tone } : {}),
      }
    })
}
