import type { z } from 'zod'
import { getResultFile, listResults } from '../../modules/documents/index.ts'
import { isFavourable } from '../../kernel/case/index.ts'
import { sendFile } from '../../platform/files/index.ts'
import { page, type PageContext } from '../../platform/http/index.ts'
import { Card, EmptyState, Pagination, Stack, Tag, uiWords } from '../../ui/index.ts'
import { cabinetFrame } from './cabinet-frame.tsx'

/** Where the page before ended: a time and a code. */
const AFTER = /^[\dTZ:.+ -]{10,40} [\w-]{1,40}$/

export const documentsPages = [
  page('GET /cabinet/documents', ['published', 'country'], async (context) => {
    const { speech, world, query } = context
    const given = query.get('after') ?? ''
    const after = AFTER.test(given) ? given : undefined
    const { items, next } = await context.perform(listResults, after ? { after } : {})
    const names = await world.published.names(
      items.map((item) => item.service),
      speech.language,
    )
    return cabinetFrame(
      context,
      items.length === 0 ? (
        <EmptyState title={speech.t('applicant.documents-none')}>
          <p>
            {speech.t('applicant.documents-none-detail')}{' '}
            <a href={speech.path('/services')}>{speech.t('portal.home.all-services')}</a>
          </p>
        </EmptyState>
      ) : (
        <>
          <Stack gap="small">
            {items.map((item) => (
              <DocumentCard
                context={context}
                document={item}
                name={names.get(item.service)}
                office={world.country.displayName(item.office, speech.language)}
              />
            ))}
          </Stack>
          <Pagination
            words={uiWords(speech.t)}
            {...(next ? { next: `${speech.path('/cabinet/documents')}?after=${encodeURIComponent(next)}` } : {})}
            {...(after ? { previous: speech.path('/cabinet/documents') } : {})}
          />
        </>
      ),
    )
  }),
  page('GET /results/:code/document', ['files'], async (context) => {
    const file = await context.perform(getResultFile, { code: context.parameters['code'] })
    return sendFile(context.world.files, { sha256: file.sha256, name: file.name, type: 'application/pdf' })
  }),
]

type Issued = z.output<typeof listResults.output>['items'][number]

/** A document: what it is, whether it holds, until when, and what one does with it. */
function DocumentCard({
  context: { speech, now },
  document,
  name,
  office,
}: {
  context: PageContext
  document: Issued
  /** The service's name in the reader's language; the document's title stays in its own. */
  name: string | undefined
  /** Who issued it, in the reader's language. */
  office: string
}) {
  const { tone, text } = standing(document, now)
  return (
    <Card level={2} title={name ?? document.title}>
      <p>
        <Tag tone={tone}>{speech.t(`applicant.document.${text}`, untilOf(speech, document))}</Tag>
        {document.outcome === 'granted-in-part' ? <> {speech.t('casework.outcome.granted-in-part')}</> : null}
      </p>
      {document.title === name ? null : <p dir="auto">{document.title}</p>}
      <p class="soft small">
        {office} · {speech.date(document.issuedAt)} ·{' '}
        <span class="nowrap">{speech.t('applicant.document.application', { number: document.number })}</span>
      </p>
      <p class="row">
        <a href={speech.path(`/results/${document.code}/document`)}>
          {speech.t('applicant.document.download')}
          <span class="hidden-visually">: {document.title}</span>
        </a>
        <a href={speech.path(`/verify?code=${document.code}`)}>
          {speech.t('applicant.document.check')}
          <span class="hidden-visually">: {document.title}</span>
        </a>
        <span class="soft small">
          {speech.t('applicant.document.code')}: <span class="num">{document.code}</span>
        </span>
      </p>
    </Card>
  )
}

const untilOf = (speech: PageContext['speech'], { validUntil }: Issued) =>
  validUntil ? { date: speech.date(validUntil) } : {}

/** Green only for what holds and says yes. */
function standing(
  { status, outcome, validUntil }: Issued,
  now: string,
): { tone: 'done' | 'refused' | 'neutral'; text: string } {
  if (status === 'withdrawn') return { tone: 'neutral', text: 'withdrawn' }
  if (outcome === 'overturned') return { tone: 'neutral', text: 'overturned' }
  if (!isFavourable(outcome)) return { tone: 'refused', text: outcome === 'upheld' ? 'upheld' : 'refusal' }
  if (validUntil === null) return { tone: 'done', text: 'valid' }
  return Date.parse(validUntil) < Date.parse(now)
    ? { tone: 'neutral', text: 'expired' }
    : { tone: 'done', text: 'valid-until' }
}
