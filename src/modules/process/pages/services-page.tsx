import { page } from '../../../platform/http/index.ts'
import { EmptyState, Table, Tag, Moment } from '../../../ui/index.ts'
import { listDefinitions } from '../use/list-definitions.ts'
import { administrationFrame } from './administration-frame.tsx'

export const servicesPage = page('GET /administration/services', ['drawings'], async (context) => {
  const { speech, world } = context
  const { items } = await context.perform(listDefinitions, {})
  const names = new Map(
    await Promise.all(items.map(async ({ id }) => [id, await world.drawings.nameOf(id, speech.language)] as const)),
  )
  return administrationFrame(context, {
    title: speech.t('process.versions'),
    body:
      items.length === 0 ? (
        <EmptyState title={speech.t('process.versions-none')} />
      ) : (
        <Table
          caption={speech.t('process.versions')}
          captionHidden
          stack
          rows={items}
          tone={(item) => (item.incidents > 0 ? 'refused' : item.closed ? 'waits' : undefined)}
          columns={[
            {
              header: speech.t('process.version'),
              main: true,
              cell: (item) => (
                <>
                  <a href={speech.path(`/administration/services/${encodeURIComponent(item.id)}`)}>
                    {names.get(item.id) ?? item.id}
                  </a>
                  {names.get(item.id) ? <small>{item.id}</small> : null}
                </>
              ),
            },
            {
              header: speech.t('process.state'),
              cell: (item) =>
                item.suspended ? (
                  <Tag tone="waits">{speech.t('process.all-suspended')}</Tag>
                ) : item.closed ? (
                  <Tag tone="waits">{speech.t('process.closed')}</Tag>
                ) : (
                  <Tag tone="done">{speech.t('process.open')}</Tag>
                ),
            },
            { header: speech.t('process.running'), number: true, cell: (item) => speech.number(item.running) },
            { header: speech.t('process.ended'), number: true, cell: (item) => speech.number(item.ended) },
            { header: speech.t('admin.incidents'), number: true, cell: (item) => speech.number(item.incidents) },
            {
              header: speech.t('process.deployed'),
              cell: (item) => <Moment at={item.deployedAt}>{speech.dateTime(item.deployedAt)}</Moment>,
            },
          ]}
        />
      ),
  })
})
