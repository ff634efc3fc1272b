import { listAccesses } from '../../modules/exchange/index.ts'
import { page } from '../../platform/http/index.ts'
import { EmptyState, Pagination, Table, uiWords } from '../../ui/index.ts'
import { cabinetFrame } from './cabinet-frame.tsx'

export const accessesPage = page('GET /cabinet/data', ['country', 'published'], async (context) => {
  const { speech, world, query } = context
  const after = query.get('after')
  const { items, next } = await context.perform(listAccesses, {
    ...(after && /^[0-9a-f-]{36}$/.test(after) ? { after } : {}),
  })
  const purposes = await world.published.names(
    items.map((item) => item.purpose),
    speech.language,
  )
  return cabinetFrame(
    context,
    items.length === 0 ? (
      <EmptyState title={speech.t('portal.access.none')} level={2}>
        {speech.t('portal.access.none-detail')}
      </EmptyState>
    ) : (
      <>
        <Table
          caption={speech.t('portal.cabinet.data')}
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
                </span>
              ),
            },
            { header: speech.t('portal.access.when'), cell: (item) => speech.dateTime(item.at) },
          ]}
        />
        <Pagination
          words={uiWords(speech.t)}
          {...(next ? { next: speech.path(`/cabinet/data?after=${next}`) } : {})}
          {...(after ? { previous: speech.path('/cabinet/data') } : {})}
        />
      </>
    ),
  )
})
