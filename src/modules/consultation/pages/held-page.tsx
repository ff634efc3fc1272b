import {
  answerPost,
  faultsOf,
  NOTHING_TYPED,
  page,
  type PageContext,
  type Typed,
} from '../../../platform/http/index.ts'
import {
  Alert,
  Button,
  Disclosure,
  ErrorSummary,
  Field,
  Form,
  LinkList,
  PageHeading,
  Section,
  uiWords,
} from '../../../ui/index.ts'
import { appealByLetter, disputeByLetter, readHeldComment } from '../use/hold-comment.ts'
import { commentCard, receiptLink } from './comment-card.tsx'
import { faultsOfAppeal, hidingLines } from './hiding.tsx'
import { statementIn } from './owed-page.tsx'

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
  page('POST /consultations/held/:token/dispute', ['country'], (context) =>
    answerPost(context, {
      form: 'dispute',
      fields: ['why'],
      async does(posted, { key }) {
        const { token } = context.parameters as { token: string }
        await context.perform(disputeByLetter, { token, why: posted.get('why') ?? '', ...statementIn(posted) }, key)
        return `/consultations/held/${token}?done=disputed`
      },
      again: (typed) => show(context, typed),
    }),
  ),
]

async function show(context: PageContext<'country'>, typed: Typed = NOTHING_TYPED) {
  const { speech, query } = context
  const { token } = context.parameters as { token: string }
  const { discussion, title, comment, hiding, disputable } = await context.perform(readHeldComment, { token })
  const here = `/consultations/held/${token}`
  const place = `/consultations/${discussion}/units/${comment.place.unit ?? 'whole'}#comment-${comment.id}`
  return {
    title: speech.t('consultation.held.title'),
    status: typed.status,
    secret: true as const,
    body: (
      <>
        <ErrorSummary
          title={speech.t('ui.error-title')}
          errors={typed.form === 'dispute' ? faultsOf(typed) : faultsOfAppeal(typed)}
        />
        {query.get('done') === 'in' ? <Alert>{speech.t('consultation.held.in')}</Alert> : null}
        {query.get('done') === 'disputed' && !typed.form ? (
          <Alert>{speech.t('consultation.owed-list.disputed-said')}</Alert>
        ) : null}
        <PageHeading
          title={speech.t('consultation.held.title')}
          caption={title}
          lead={speech.t('consultation.held.lead')}
        />
        {commentCard(context, discussion, comment, hidingLines(context, hiding, `${here}/appeal`, typed))}
        {disputable === null ? null : disputeForm(context, disputable, `${here}/dispute`, typed)}
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

/** Says that what the body owed for this comment was not done. */
function disputeForm(context: PageContext<'country'>, statement: number, action: string, typed: Typed) {
  const { speech } = context
  const mine = typed.form === 'dispute' ? typed : NOTHING_TYPED
  return (
    <Disclosure summary={speech.t('consultation.owed-list.dispute')} open={mine.form !== undefined}>
      <Form action={speech.path(action)}>
        <input type="hidden" name="key" value={context.formKey()} />
        <input type="hidden" name="statement" value={String(statement)} />
        <Field
          kind="textarea"
          name="why"
          rows={3}
          label={speech.t('consultation.owed-list.why')}
          hint={speech.t('consultation.owed-list.why-hint-letter')}
          value={mine.values['why'] ?? ''}
          error={mine.faults['why']}
          words={uiWords(speech.t)}
        />
        <Button look="secondary">{speech.t('consultation.owed-list.send')}</Button>
      </Form>
    </Disclosure>
  )
}
