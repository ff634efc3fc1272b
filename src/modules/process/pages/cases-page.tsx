import { page } from '../../../platform/http/index.ts'
import { EmptyState, Search, Table, Moment } from '../../../ui/index.ts'
import { findCases } from '../use/find-cases.ts'
import { administrationFrame } from './administration-frame.tsx'

export const casesPage = page('GET /administration/cases', async (context) => {
  const { speech, query } = context
  const number = (query.get('number') ?? '').trim().slice(0, 100)
  // asked for with a number nobody has when none is given, so that the page is refused to who may not search
  const { items } = await context.perform(findCases, { number: number === '' ? '-' : number })
  return administrationFrame(context, {
    title: speech.t('admin.tab.cases'),
    body: (
      <>
        <Search
          action={speech.path('/administration/cases')}
          name="number"
          label={speech.t('process.case-number')}
          button={speech.t('ui.search')}
          value={number}
          hint={speech.t('process.case-number-hint')}
        />
        {number === '' ? null : items.length === 0 ? (
          <EmptyState title={speech.t('process.case-none')} />
        ) : (
          <Table
            caption={speech.t('process.cases-found')}
            stack
            rows={items}
            columns={[
              {
                header: speech.t('process.case'),
                main: true,
                cell: (item) => <a href={speech.path(`/administration/cases/${item.id}`)}>{item.number}</a>,
              },
              { header: speech.t('process.version'), cell: (item) => item.definition },
              {
                header: speech.t('process.outcome-head'),
                cell: (item) =>
                  `${speech.t(`process.outcome.${item.outcome}`)}${item.suspended ? ` · ${speech.t('process.suspended')}` : ''}${item.archived ? ` · ${speech.t('process.archived')}` : ''}`,
              },
              {
                header: speech.t('process.started'),
                cell: (item) => <Moment at={item.startedAt}>{speech.dateTime(item.startedAt)}</Moment>,
              },
            ]}
          />
        )}
      </>
    ),
  })
})
