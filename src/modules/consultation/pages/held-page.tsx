import { answerPost, NOTHING_TYPED, page, type PageContext, type Typed } from '../../../platform/http/index.ts'
import { Alert, ErrorSummary, LinkList, PageHeading, Section } from '../../../ui/index.ts'
import { appealByLetter, readHeldComment } from '../use/hold-comment.ts'
import { commentCard, receiptLink } from './comment-card.tsx'
import { faultsOfAppeal, hidingLines } from './hiding.tsx'

/** The page of one's own comment for who has no account: the link of any of its letters opens it. */
export const heldPages = [
  page('GET /consultations/held/:token', ['country'], (context) => show(context)),
  page('POST /consultations/held/:token/appeal', ['country'], (context) =>
    answerPost(context, {
      form: 'appeal',
      fields: ['appeal'],
      async does(posted, { key }) {
        const { token } = context.parameters as { token: string }
        await context.perform(appealByLetter, { token, appeal: posted.get('appeal') ?? '' }, key)
        return `/consultations/held/${token}`
      },
      again: (typed) => show(context, typed),
    }),
  ),
]

async function show(context: PageContext<'country'>, typed: Typed = NOTHING_TYPED) {
  const { speech, query } = context
  const { token } = context.parameters as { token: string }
  const { discussion, title, comment, hiding } = await context.perform(readHeldComment, { token })
  const here = `/consultations/held/${token}`
  const place = `/consultations/${discussion}/units/${comment.place.unit ?? 'whole'}#comment-${comment.id}`
  return {
    title: speech.t('consultation.held.title'),
    status: typed.status,
    secret: true as const,
    body: (
      <>
        <ErrorSummary title={speech.t('ui.error-title')} errors={faultsOfAppeal(typed)} />
        {query.get('done') === 'in' ? <Alert>{speech.t('consultation.held.in')}</Alert> : null}
        <PageHeading
          title={speech.t('consultation.held.title')}
          caption={title}
          lead={speech.t('consultation.held.lead')}
        />
        {commentCard(context, discussion, comment, hidingLines(context, hiding, `${here}/appeal`, typed))}
        <Section title={speech.t('consultation.receipt.title')}>
          <p>{speech.t('consultation.receipt.what')}</p>
          <p>{receiptLink(context, `${here}/receipt`)}</p>
        </Section>
        <LinkList
          links={[
            { href: speech.path(place), text: speech.t('consultation.held.in-place') },
            { href: speech.path(`/consultations/${discussion}`), text: title },
          ]}
        />
      </>
    ),
  }
}
