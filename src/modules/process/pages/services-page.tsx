import { page } from '../../../platform/http/index.ts'
import { EmptyState, Table, Tag } from '../../../ui/index.ts'
import { listDefinitions } from '../use/list-definitions.ts'
import { administrationFrame } from './administration-frame.tsx'

export const servicesPage = page('GET /administration/services', async (context) => {
  const { speech, world } = context
  const { items } = await context.perform(listDefinitions, {})
  const names = new Map(
    await Promise.all(items.map(async ({ id }) => [id, await world.drawings.nameOf(id, speech.language)] as const)),
  )
  return administrationFrame(context, {
    title: speech.t('process.versions'),
    body:
      items.length === 0 ? (
        <EmptyState level={2} title={speech.t('process.versions-none')} />
      ) : (
        <Table
          caption={speech.t('process.versions')}
          captionHidden
          stack
          rows={items}
          tone={(one) => (one.incidents > 0 ? 'refused' : one.closed ? 'waits' : undefined)}
          columns={[
            {
              header: speech.t('process.version'),
              main: true,
              cell: (one) => (
                <>
                  <a href={speech.path(`/administration/services/${encodeURIComponent(one.id)}`)}>
                    {names.get(one.id) ?? one.id}
                  </a>
                  {names.get(one.id) ? <small class="num">{one.id}</small> : null}
                </>
              ),
            },
            {
              header: speech.t('process.state'),
              cell: (one) =>
                one.suspended ? (
                  <Tag tone="waits">{speech.t('process.all-suspended')}</Tag>
                ) : one.closed ? (
                  <Tag tone="waits">{speech.t('process.closed')}</Tag>
                ) : (
                  <Tag tone="done">{speech.t('process.open')}</Tag>
                ),
            },
            { header: speech.t('process.running'), number: true, cell: (one) => speech.number(one.running) },
            { header: speech.t('process.ended'), number: true, cell: (one) => speech.number(one.ended) },
            { header: speech.t('admin.incidents'), number: true, cell: (one) => speech.number(one.incidents) },
            { header: speech.t('process.deployed'), cell: (one) => speech.dateTime(one.deployedAt) },
          ]}
        />
      ),
  })
})
