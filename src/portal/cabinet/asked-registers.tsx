import type { z } from 'zod'
import { IMPARTIALITY, LETTER, OWN_LOOK, type listAccesses } from '../../modules/exchange/index.ts'
import type { PageContext } from '../../platform/http/index.ts'
import { Disclosure, Table, Moment } from '../../ui/index.ts'
import { wordsOfQuestions } from '../what-was-asked.ts'

type Access = z.output<typeof listAccesses.output>['items'][number]
type Context = PageContext<'country' | 'published'>

/** Questions that are further apart than this are told of one by one, though they are for the same. */
const TOGETHER_MINUTES = 10

/**
 * What a body asked at one time for one thing: fifteen papers are one line.
 * @param items newest first
 */
export function askedTogether(items: readonly Access[]): Access[][] {
  const groups: Access[][] = []
  for (const item of items) {
    // questions for two things that went out at once stand mixed
    const group = groups.findLast(([first]) => isOfOne(first!, item))
    if (group && Date.parse(group.at(-1)!.at) - Date.parse(item.at) <= TOGETHER_MINUTES * 60_000) group.push(item)
    else groups.push([item])
  }
  return groups
}

const isOfOne = (first: Access, second: Access): boolean =>
  (['body', 'purpose', 'basis', 'caseNumber', 'byYou'] as const).every((name) => first[name] === second[name])

/** What bodies asked registers about a person: a line for what was asked together, which unfolds to each question. */
export async function AskedRegisters(context: Context, items: readonly Access[]) {
  const { speech, world } = context
  const services = [...new Set(items.flatMap(({ purpose }) => (purpose === OWN_LOOK ? [] : [purpose])))]
  const purposes = await world.published.names(services, speech.language)
  const words = await wordsOfQuestions(context, items)
  const what = (item: Access) => {
    const name = words.what(item)
    return (
      <>
        {world.country.registerName(item.register, speech.language)}
        {name === undefined ? null : <span class="soft">: {name}</span>}
        {item.status === 'found' ? null : <span class="soft"> · {speech.t(`portal.access.${item.status}`)}</span>}
        {item.surplus === null ? null : (
          <span class="soft"> · {speech.t('portal.access.surplus', { count: item.surplus })}</span>
        )}
        {item.keptAt === null ? null : (
          <span class="soft"> · {speech.t('portal.access.kept', { time: speech.dateTime(item.keptAt) })}</span>
        )}
      </>
    )
  }
  return (
    <Table
      caption={speech.t('portal.access.title')}
      captionHidden
      stack
      rows={askedTogether(items)}
      columns={[
        {
          header: speech.t('portal.access.what'),
          main: true,
          cell: (group) =>
            group.length === 1 ? (
              <span>{what(group[0]!)}</span>
            ) : (
              <Disclosure summary={speech.t('portal.access.questions', { count: group.length })}>
                <ul>
                  {group.map((item) => (
                    <li>
                      {speech.time(item.at)} {what(item)}
                    </li>
                  ))}
                </ul>
              </Disclosure>
            ),
        },
        {
          header: speech.t('portal.access.who'),
          cell: ([item]) =>
            item!.purpose === OWN_LOOK
              ? speech.t(item!.byYou ? 'portal.access.you-yourself' : 'portal.access.another-of-firm')
              : item!.body === 'portal'
                ? speech.t('portal.access.you')
                : world.country.displayName(item!.body, speech.language),
        },
        {
          header: speech.t('portal.access.why'),
          cell: ([item]) => (
            <span>
              {item!.purpose === OWN_LOOK
                ? speech.t(context.principal.actingFor ? 'portal.access.own-look-firm' : 'portal.access.own-look')
                : purposes.get(item!.purpose)}
              {item!.caseNumber && /^\d{4}-/.test(item!.caseNumber) ? (
                <>
                  {' '}
                  · <span class="num">{item!.caseNumber}</span>
                </>
              ) : null}
              {item!.basis === LETTER ? <> · {speech.t('portal.access.letter')}</> : null}
              {item!.basis === IMPARTIALITY ? <> · {speech.t('portal.access.impartiality')}</> : null}
              {words.basis(item!) === undefined ? null : (
                <span class="soft"> · {speech.t('portal.access.basis', { law: words.basis(item!)! })}</span>
              )}
            </span>
          ),
        },
        {
          header: speech.t('portal.access.when'),
          cell: (group) => <Moment at={group.at(-1)!.at}>{speech.dateTime(group.at(-1)!.at)}</Moment>,
        },
      ]}
    />
  )
}
