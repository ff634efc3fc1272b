import { getResultFile, listResults } from '../../modules/documents/index.ts'
import { isFavourable } from '../../kernel/case/index.ts'
import { sendFile } from '../../platform/files/index.ts'
import { page } from '../../platform/http/index.ts'
import { EmptyState, LinkList, Tag } from '../../ui/index.ts'
import { cabinetFrame } from './cabinet-frame.tsx'

export const documentsPages = [
  page('GET /cabinet/documents', ['published'], async (context) => {
    const { speech, world } = context
    const { items } = await context.perform(listResults, {})
    const names = await world.published.names(
      items.map((item) => item.service),
      speech.language,
    )
    const lines = items.map((item) => ({
      href: speech.path(`/results/${item.code}/document`),
      text: item.title,
      detail: (
        <>
          <Tag tone={item.status === 'withdrawn' ? 'neutral' : isFavourable(item.outcome) ? 'done' : 'refused'}>
            {speech.t(item.status === 'withdrawn' ? 'portal.verify.revoked' : `casework.outcome.${item.outcome}`)}
          </Tag>{' '}
          {names.get(item.service)!} · <span class="num nowrap">{item.number}</span> ·{' '}
          {item.issuedAt ? speech.date(item.issuedAt) : ''} · <span class="num nowrap">{item.code}</span>
        </>
      ),
    }))
    return cabinetFrame(
      context,
      lines.length === 0 ? (
        <EmptyState title={speech.t('applicant.documents-none')} level={2}>
          <p>
            {speech.t('applicant.documents-none-detail')}{' '}
            <a href={speech.path('/services')}>{speech.t('portal.home.all-services')}</a>
          </p>
        </EmptyState>
      ) : (
        <LinkList links={lines} />
      ),
    )
  }),
  page('GET /results/:code/document', ['files'], async (context) => {
    const file = await context.perform(getResultFile, { code: context.parameters['code'] })
    return sendFile(context.world.files, { sha256: file.sha256, name: file.name, type: 'application/pdf' })
  }),
]
