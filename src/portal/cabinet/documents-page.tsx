import { getResultFile, listResults } from '../../modules/documents/index.ts'
import { isFavourable } from '../../kernel/case/index.ts'
import { sendFile } from '../../platform/files/index.ts'
import { page } from '../../platform/http/index.ts'
import { EmptyState, LinkList, Tag } from '../../ui/index.ts'
import { cabinetFrame } from './cabinet-frame.tsx'

export const documentsPages = [
  page('GET /cabinet/documents', async (context) => {
    const { speech, world } = context
    const { items } = await context.perform(listResults, {})
    const names = await world.published.names(
      items.map((one) => one.service),
      speech.language,
    )
    const lines = items.map((one) => ({
      href: speech.path(`/results/${one.code}/document`),
      text: one.title,
      detail: (
        <>
          <Tag tone={one.status === 'withdrawn' ? 'neutral' : isFavourable(one.outcome) ? 'done' : 'refused'}>
            {speech.t(one.status === 'withdrawn' ? 'portal.verify.revoked' : `casework.outcome.${one.outcome}`)}
          </Tag>{' '}
          {names.get(one.service)!} · <span class="num nowrap">{one.number}</span> ·{' '}
          {one.issuedAt ? speech.date(one.issuedAt) : ''} · <span class="num nowrap">{one.code}</span>
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
  page('GET /results/:code/document', async (context) => {
    const file = await context.perform(getResultFile, { code: context.parameters['code'] })
    return sendFile(context.world.files, { sha256: file.sha256, name: file.name, type: 'application/pdf' })
  }),
]
