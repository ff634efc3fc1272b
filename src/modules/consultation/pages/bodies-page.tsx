import { NOTHING_TYPED, page, type PageContext, type Typed, type View } from '../../../platform/http/index.ts'
import {
  BackLink,
  EmptyState,
  ErrorSummary,
  LinkList,
  PageHeading,
  Pagination,
  Table,
  uiWords,
} from '../../../ui/index.ts'
import { showBodies } from '../use/get-report.ts'
import { listMyComments } from '../use/list-comments.ts'
import { commentCard, receiptLink } from './comment-card.tsx'
import { faultsOfAppeal, hidingLines } from './hiding.tsx'
import { bodyName, shareWords } from './words.ts'

/** How fast bodies answer, and what share they accept: for everybody. */
export const bodiesPage = page('GET /consultations/bodies', ['country'], async (context) => {
  const { speech } = context
  const { items } = await context.perform(showBodies, {})
  const share = (part: number, all: number) => shareWords(context, part, all)
  return {
    title: speech.t('consultation.bodies.title'),
    body: (
      <>
        <BackLink href={speech.path('/consultations')} text={speech.t('consultation.title')} />
        <PageHeading title={speech.t('consultation.bodies.title')} lead={speech.t('consultation.bodies.lead')} />
        {items.length === 0 ? (
          <EmptyState title={speech.t('consultation.list.none-open')} />
        ) : (
          <Table
            caption={speech.t('consultation.bodies.title')}
            captionHidden
            stack
            columns={[
              { header: speech.t('consultation.bodies.body'), cell: (row) => bodyName(context, row.body), main: true },
              {
                header: speech.t('consultation.bodies.discussions'),
                cell: (row) => speech.number(row.discussions),
                number: true,
              },
              {
                header: speech.t('consultation.bodies.came'),
                cell: (row) => speech.number(row.comments),
                number: true,
              },
              {
                header: speech.t('consultation.answered'),
                cell: (row) => share(row.answered, row.comments),
                number: true,
              },
              {
                header: speech.t('consultation.bodies.accepted'),
                cell: (row) => share(row.accepted, row.answered),
                number: true,
              },
              {
                header: speech.t('consultation.bodies.days'),
                cell: (row) => (row.days === null ? '–' : speech.number(row.days, 1)),
                number: true,
              },
              {
                header: speech.t('consultation.bodies.owed'),
                cell: (row) => (
                  <>
                    {speech.number(row.owed)}
                    {row.over > 0 ? (
                      <span class="late"> {speech.t('consultation.owed-list.over-count', { count: row.over })}</span>
                    ) : null}
                  </>
                ),
                number: true,
              },
            ]}
            rows={items}
          />
        )}
        <p class="soft small">{speech.t('consultation.bodies.how')}</p>
        <LinkList
          links={[{ href: speech.path('/consultations/owed'), text: speech.t('consultation.owed-list.title') }]}
        />
      </>
    ),
  }
})

/** My comments, and what became of each. */
export const minePage = page('GET /consultations/mine', ['country'], (context) => showMine(context))

export async function showMine(context: PageContext<'country'>, typed: Typed = NOTHING_TYPED): Promise<View> {
  const { speech, query } = context
  const after = query.get('after')
  const { items, next } = await context.perform(listMyComments, after ? { after } : {})
  return {
    title: speech.t('portal.cabinet.comments'),
    status: typed.status,
    body: (
      <>
        <ErrorSummary title={speech.t('ui.error-title')} errors={faultsOfAppeal(typed)} />
        <BackLink href={speech.path('/consultations')} text={speech.t('consultation.title')} />
        <PageHeading title={speech.t('portal.cabinet.comments')} lead={speech.t('consultation.mine.lead')} />
        {items.length === 0 ? (
          <EmptyState title={speech.t('consultation.mine.none')}>{speech.t('consultation.mine.none-text')}</EmptyState>
        ) : (
          items.map((comment) => (
            <section class="stack">
              <LinkList
                links={[
                  {
                    href: `${speech.path(`/consultations/${comment.discussion}/units/${comment.place.unit ?? 'whole'}`)}#comment-${comment.id}`,
                    text: comment.title,
                  },
                ]}
              />
              {commentCard(
                context,
                comment.discussion,
                comment,
                <>
                  {receiptLink(context, `/consultations/${comment.discussion}/comments/${comment.id}/receipt`)}
                  {hidingLines(
                    context,
                    comment.hiding,
                    `/consultations/${comment.discussion}/comments/${comment.id}/appeal`,
                    typed,
                  )}
                </>,
              )}
            </section>
          ))
        )}
        <Pagination
          words={uiWords(speech.t)}
          {...(next ? { next: speech.path(`/consultations/mine?after=${next}`) } : {})}
        />
      </>
    ),
  }
}
