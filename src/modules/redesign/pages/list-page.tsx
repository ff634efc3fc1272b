import { page, type PageContext } from '../../../platform/http/index.ts'
import type { z } from 'zod'
import { Disclosure, EmptyState, PageHeading, Table, Tag } from '../../../ui/index.ts'
import { listServicesToRedesign } from '../use/list-services.ts'

type Listed = z.output<typeof listServicesToRedesign.output>['items'][number]

/** Services that can be looked through, with what their passports say they took and take: those that run here first. */
export const listPage = page('GET /redesign', async (context) => {
  const { speech } = context
  const { items } = await context.perform(listServicesToRedesign, {})
  const run = items.filter(({ runs }) => runs)
  const others = items.filter(({ runs }) => !runs)
  return {
    title: speech.t('redesign.title'),
    wide: true,
    body: (
      <>
        <PageHeading title={speech.t('redesign.title')} lead={speech.t('redesign.lead')} />
        <p>
          <a href={speech.path('/redesign/amendments')}>{speech.t('redesign.amendment.title')}</a>
        </p>
        {items.length === 0 ? <EmptyState title={speech.t('redesign.none')} /> : null}
        {run.length > 0 ? <Services context={context} caption={speech.t('redesign.run-here')} items={run} /> : null}
        {others.length > 0 ? (
          <Disclosure summary={speech.t('redesign.by-passport', { count: others.length })} open={run.length === 0}>
            <Services
              context={context}
              caption={speech.t('redesign.by-passport', { count: others.length })}
              items={others}
            />
          </Disclosure>
        ) : null}
      </>
    ),
  }
})

function Services({
  context: { speech },
  caption,
  items,
}: {
  context: PageContext
  caption: string
  items: readonly Listed[]
}) {
  // what nobody has counted takes no line of a card
  const counted = (before: number | null, now: number | null) =>
    before === null && now === null
      ? ''
      : `${[before, now].map((value) => (value === null ? '–' : speech.number(value))).join(' → ')}`
  return (
    <Table
      caption={caption}
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
          header: speech.t('redesign.documents-then'),
          number: true,
          cell: ({ before, now }) => counted(before.documents, now.documents),
        },
        {
          header: speech.t('redesign.visits-then'),
          number: true,
          cell: ({ before, now }) => counted(before.visits, now.visits),
        },
      ]}
    />
  )
}
