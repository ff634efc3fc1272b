import { IMPARTIALITY, LETTER, listAccesses, listLooks } from '../../modules/exchange/index.ts'
import { page } from '../../platform/http/index.ts'
import { EmptyState, Pagination, Section, Table, uiWords } from '../../ui/index.ts'
import { cabinetFrame } from './cabinet-frame.tsx'
import { Openings } from './openings.tsx'

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const accessesPage = page('GET /cabinet/data', ['country', 'published'], async (context) => {
  const { speech, world, query } = context
  const [after, looksAfter] = ['after', 'looks'].map((name) => {
    const given = query.get(name)
    return given && ID.test(given) ? given : undefined
  })
  const [{ items, next }, looks] = await Promise.all([
    context.perform(listAccesses, after ? { after } : {}),
    context.perform(listLooks, looksAfter ? { after: looksAfter } : {}),
  ])
  const purposes = await world.published.names(
    items.map((item) => item.purpose),
    speech.language,
  )
  return cabinetFrame(
    context,
    <>
      <Section title={speech.t('portal.looks.title')}>
        <p class="soft">{speech.t('portal.looks.hint')}</p>
        {looks.items.length === 0 ? <p>{speech.t('portal.looks.none')}</p> : await Openings(context, looks.items)}
        <Pagination
          words={uiWords(speech.t)}
          {...(looks.next ? { next: speech.path(`/cabinet/data?looks=${looks.next}`) } : {})}
          {...(looksAfter ? { previous: speech.path('/cabinet/data') } : {})}
        />
      </Section>
      <Section title={speech.t('portal.access.title')}>
        <p>
          <a href={speech.path('/exchange')}>{speech.t('exchange.title')}</a>
        </p>
        {items.length === 0 ? (
          <EmptyState title={speech.t('portal.access.none')} level={3}>
            {speech.t('portal.access.none-detail')}
          </EmptyState>
        ) : (
          <>
            <Table
              caption={speech.t('portal.access.title')}
              captionHidden
              stack
              rows={items}
              columns={[
                {
                  header: speech.t('portal.access.what'),
                  cell: (item) => world.country.registerName(item.register, speech.language),
                  main: true,
                },
                {
                  header: speech.t('portal.access.who'),
                  cell: (item) =>
                    item.body === 'portal'
                      ? speech.t('portal.access.you')
                      : world.country.displayName(item.body, speech.language),
                },
                {
                  header: speech.t('portal.access.why'),
                  cell: (item) => (
                    <span>
                      {purposes.get(item.purpose)}
                      {item.caseNumber && /^\d{4}-/.test(item.caseNumber) ? (
                        <>
                          {' '}
                          · <span class="num nowrap">{item.caseNumber}</span>
                        </>
                      ) : null}
                      {item.basis === LETTER ? <> · {speech.t('portal.access.letter')}</> : null}
                      {item.basis === IMPARTIALITY ? <> · {speech.t('portal.access.impartiality')}</> : null}
                    </span>
                  ),
                },
                {
                  header: speech.t('portal.access.when'),
                  cell: (item) => (
                    <span>
                      {speech.dateTime(item.at)}
                      {item.keptAt === null ? null : (
                        <> · {speech.t('portal.access.kept', { time: speech.dateTime(item.keptAt) })}</>
                      )}
                    </span>
                  ),
                },
              ]}
            />
            <Pagination
              words={uiWords(speech.t)}
              {...(next ? { next: speech.path(`/cabinet/data?after=${next}`) } : {})}
              {...(after ? { previous: speech.path('/cabinet/data') } : {})}
            />
          </>
        )}
      </Section>
    </>,
  )
})
