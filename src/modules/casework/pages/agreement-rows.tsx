import type { z } from 'zod'
import type { PageContext } from '../../../platform/http/index.ts'
import { agreedFacts } from '../model/agreed-facts.ts'
import type { Listed } from '../use/agree.ts'

type Item = z.output<typeof Listed>

/** One of them: for which service, which facts, until when, when it was asked and answered. */
export async function agreementRows(context: PageContext<'country' | 'published'>, item: Item) {
  const { speech, world } = context
  const service = await world.published.get(item.service, item.version)
  return [
    { key: speech.t('portal.agreements.purpose'), value: speech.text(service.passport.name) },
    {
      key: speech.t('portal.agreements.facts'),
      value: (
        <ul class="plain">
          {agreedFacts(world.country, service, item.facts, speech.language).map((fact) => (
            <li>{fact}</li>
          ))}
        </ul>
      ),
    },
    { key: speech.t('portal.agreements.until'), value: speech.date(item.until) },
    { key: speech.t('portal.agreements.asked-on'), value: speech.dateTime(item.askedAt) },
    ...(item.answeredAt
      ? [{ key: speech.t('portal.agreements.answered-on'), value: speech.dateTime(item.answeredAt) }]
      : []),
  ]
}

const TONES = { asked: 'waits', agreed: 'done', refused: 'refused', withdrawn: 'neutral', over: 'neutral' } as const

/** How an agreement stands, as a tag shows it. */
export const agreementTag = ({ speech }: PageContext, state: Item['state']) => ({
  tone: TONES[state],
  text: speech.t(`portal.agreements.state.${state}`),
})

/** Who asks, with the organisation in whose name. */
export const askerOf = ({ asker, organisation }: Pick<Item, 'asker' | 'organisation'>): string =>
  organisation ? `${asker} (${organisation})` : asker

/** What can be said of an agreement as it stands, the first first; nothing once its last day is past. */
export const mayBeSaid = (
  state: Item['state'],
): readonly { said: 'agreed' | 'refused' | 'withdrawn'; text: string }[] =>
  ({
    asked: [
      { said: 'agreed' as const, text: 'portal.agreements.agree' },
      { said: 'refused' as const, text: 'portal.agreements.refuse' },
    ],
    refused: [{ said: 'agreed' as const, text: 'portal.agreements.agree-now' }],
    agreed: [{ said: 'withdrawn' as const, text: 'portal.agreements.withdraw' }],
    withdrawn: [{ said: 'agreed' as const, text: 'portal.agreements.agree-now' }],
    over: [],
  })[state]
