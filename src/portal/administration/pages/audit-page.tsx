import { administrationFrame } from '../../../modules/process/index.ts'
import { page } from '../../../platform/http/index.ts'
import { EmptyState, Notice, Pagination, Table, uiWords, Moment } from '../../../ui/index.ts'
import { listSeals } from '../use/list-seals.ts'

export const auditPage = page('GET /administration/audit', async (context) => {
  const { speech, query } = context
  const before = /^\d{1,9}$/.test(query.get('before') ?? '') ? query.get('before') : null
  const { items, unsealed, next } = await context.perform(listSeals, before ? { before } : {})
  return administrationFrame(context, {
    title: speech.t('admin.seals'),
    body: (
      <>
        <p class="lead">{speech.t('admin.audit-lead')}</p>
        <Notice title={speech.t('admin.audit-check')}>
          <p>
            {speech.t('admin.audit-command')} <code>darcha verify --audit</code>
          </p>
          <p>{speech.t('admin.unsealed', { count: unsealed })}</p>
        </Notice>
        {items.length === 0 ? (
          <EmptyState title={speech.t('admin.seals-none')} />
        ) : (
          <>
            <Table
              caption={speech.t('admin.seals')}
              stack
              rows={items}
              columns={[
                { header: speech.t('admin.seal'), main: true, cell: (item) => speech.number(item.number) },
                {
                  header: speech.t('admin.sealed-at'),
                  cell: (item) => <Moment at={item.sealedAt}>{speech.dateTime(item.sealedAt)}</Moment>,
                },
                { header: speech.t('admin.seal-events'), number: true, cell: (item) => speech.number(item.events) },
                {
                  header: speech.t('admin.seal-hash'),
                  cell: (item) => (
                    <code class="small">
                      {item.hash.match(/.{8}/g)?.map((part) => (
                        <>
                          {part}
                          <wbr />
                        </>
                      ))}
                    </code>
                  ),
                },
              ]}
            />
            <Pagination
              words={uiWords(speech.t)}
              {...(next ? { next: speech.path(`/administration/audit?before=${next}`) } : {})}
              {...(before ? { previous: speech.path('/administration/audit') } : {})}
            />
          </>
        )}
      </>
    ),
  })
})
