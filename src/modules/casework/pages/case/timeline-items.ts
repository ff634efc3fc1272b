import type { PageContext } from '../../../../platform/http/index.ts'
import type { TimelineItem } from '../../../../ui/index.ts'
import type { ApplicationView } from '../../use/get-application.ts'

const TONES: Record<string, NonNullable<TimelineItem['tone']>> = { 'granted': 'done', 'refused': 'refused', 'waits-for-you': 'waits', 'register-silent': 'waits' }

/** The story of a case in plain words. @param side who reads it: what waits for the applicant is said to them as "you" */
export function timelineItems({ speech, world }: PageContext, { timeline }: Pick<ApplicationView, 'timeline'>, side: 'applicant' | 'office' = 'applicant'): TimelineItem[] {
  const name = (id: string) => world.country.displayName(id, speech.language)
  return timeline.map(({ state, kind, at, office, facts }): TimelineItem => {
    const { date, register, time, channel, amount, due, ...rest } = facts
    const parameters = {
      ...rest, office: office ? name(office) : '',
      ...(date ? { date: speech.date(date) } : {}), ...(register ? { register: world.country.registerName(String(register), speech.language) } : {}), ...(time ? { time: speech.dateTime(time) } : {}),
      ...(channel ? { channel: speech.t(`casework.channel.${channel}`) } : {}), ...(amount !== undefined ? { amount: speech.money(Number(amount)) } : {}),
    }
    const tone = TONES[kind]
    return {
      state, what: speech.t(`casework.timeline.${side === 'office' && kind === 'waits-for-you' ? 'waits-for-applicant' : kind}`, parameters), ...(at && !(state === 'later' && date) ? { at, when: state === 'later' ? speech.date(at) : speech.dateTime(at) } : {}),
      ...(due ? { detail: speech.t('casework.clock.due', { date: speech.date(due) }) } : {}), ...(tone ? { tone } : {}),
    }
  })
}
