import { page } from '../../../platform/http/index.ts'
import { EmptyState, PageHeading, Table, Tag } from '../../../ui/index.ts'
import { listServicesToRedesign } from '../use/list-services.ts'

/** Services that can be looked through, with what their passports say they took and take. */
export const listPage = page('GET /redesign', async (context) => {
  const { speech } = context
  const { items } = await context.perform(listServicesToRedesign, {})
  const figure = (value: number | null) => (value === null ? '–' : speech.number(value))
  return {
    title: speech.t('redesign.title'),
    wide: true,
    body: (
      <>
        <PageHeading title={speech.t('redesign.title')} lead={speech.t('redesign.lead')} />
        {items.length === 0 ? (
          <EmptyState title={speech.t('redesign.none')} />
        ) : (
          <Table
            caption={speech.t('redesign.services')}
            captionHidden
            stack
            rows={items}
            note={speech.t('redesign.services-note')}
            columns={[
              {
                header: speech.t('redesign.service'),
                main: true,
                cell: (item) => (
                  <>
                    <a href={speech.path(`/redesign/${encodeURIComponent(item.id)}`)}>{item.name}</a>{' '}
                    {item.worse ? <Tag tone="refused">{speech.t('redesign.promise.worse')}</Tag> : null}
                  </>
                ),
              },
              {
                header: speech.t('redesign.model'),
                cell: (item) =>
                  item.runs ? (
                    <Tag tone="done">{speech.t('redesign.model-runs')}</Tag>
                  ) : (
                    speech.t('redesign.model-passport')
                  ),
              },
              {
                header: speech.t('redesign.documents-then'),
                number: true,
                cell: (item) => `${figure(item.before.documents)} → ${figure(item.now.documents)}`,
              },
              {
                header: speech.t('redesign.visits-then'),
                number: true,
                cell: (item) => `${figure(item.before.visits)} → ${figure(item.now.visits)}`,
              },
            ]}
          />
        )}
      </>
    ),
  }
})
