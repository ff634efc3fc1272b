import type { Child } from '../../../kernel/markup/index.ts'
import {
  answerPost,
  faultsOf,
  NOTHING_TYPED,
  page,
  type PageContext,
  type Typed,
  type View,
} from '../../../platform/http/index.ts'
import {
  Alert,
  BackLink,
  Button,
  Disclosure,
  EmptyState,
  ErrorSummary,
  Field,
  Form,
  PageHeading,
  Section,
  uiWords,
} from '../../../ui/index.ts'
import { HIDING_REASONS } from '../model/hiding-reasons.ts'
import type { HidingShown } from '../use/shapes.ts'
import {
  appealHiding,
  decideHiding,
  hideComment,
  listAppeals,
  listAppealsToMe,
  type AppealShown,
} from '../use/hide-comment.ts'
import { bodyName, pageOfList } from './words.ts'

/** For officials: hide a comment for one of the listed reasons. */
export const hideForm = (
  { speech, query }: PageContext,
  discussion: string,
  comment: string,
  { faults }: Pick<Typed, 'faults'> = NOTHING_TYPED,
): Child => (
  <Disclosure summary={speech.t('consultation.hiding.hide')} open={faults['reason'] !== undefined}>
    <Form action={speech.path(`/consultations/${discussion}/comments/${comment}/hide${pageOfList({ query })}`)}>
      <input type="hidden" name="of" value={comment} />
      <Field
        kind="choice"
        name="reason"
        id={`hide-${comment}`}
        label={speech.t('consultation.hiding.reason')}
        error={faults['reason']}
        hint={speech.t('consultation.hiding.hint')}
        options={HIDING_REASONS.map((reason) => ({ value: reason, text: speech.t(`consultation.hidden.${reason}`) }))}
        words={uiWords(speech.t)}
      />
      <Button look="secondary" danger>
        {speech.t('consultation.hiding.hide')}
      </Button>
    </Form>
  </Disclosure>
)

/**
 * For its author: why it is hidden, and the appeal or what became of it.
 * @param to where an appeal is sent; @param typed the appeal that was refused, of whichever comment
 */
export function hidingLines(
  context: PageContext<'country'>,
  hiding: HidingShown | null,
  to: string,
  typed = NOTHING_TYPED,
): Child {
  const { speech } = context
  if (!hiding) return null
  if (hiding.decision !== null)
    return (
      <p class="soft small">
        {speech.t(`consultation.hiding.was-${hiding.decision}`)} <span dir="auto">{hiding.decisionReason}</span>
      </p>
    )
  if (hiding.appeal !== null)
    return (
      <p class="soft small">
        {speech.t('consultation.hiding.appealed')}
        {hiding.decides === null
          ? null
          : ` ${speech.t('consultation.hiding.decides', { body: bodyName(context, hiding.decides) })}`}
      </p>
    )
  return appealForm(context, to, typed.values['to'] === to ? typed : NOTHING_TYPED)
}

const appealId = (to: string): string => `appeal-${to.replace(/\W+/g, '-')}`

/** What was wrong with an appeal, leading to the form that was sent. */
export const faultsOfAppeal = (typed: Typed) =>
  faultsOf(typed).map(({ field, text }) => ({ ...(field ? { field: appealId(typed.values['to'] ?? '') } : {}), text }))

const appealForm = ({ speech, query, formKey }: PageContext, to: string, { form, values, faults }: Typed): Child => (
  <Disclosure summary={speech.t('consultation.hiding.appeal')} open={form !== undefined}>
    <Form action={speech.path(`${to}${pageOfList({ query })}`)}>
      <input type="hidden" name="key" value={formKey()} />
      <input type="hidden" name="to" value={to} />
      <Field
        kind="textarea"
        name="appeal"
        id={appealId(to)}
        rows={3}
        label={speech.t('consultation.hiding.why-not')}
        hint={speech.t('consultation.hiding.who')}
        value={values['appeal'] ?? ''}
        error={faults['appeal']}
        words={uiWords(speech.t)}
      />
      <Button look="secondary">{speech.t('consultation.hiding.appeal')}</Button>
    </Form>
  </Disclosure>
)

/** Appeals that wait in a discussion, for those who did not hide what they are about. */
export async function appealList(context: PageContext<'country'>, discussion: string, typed: Typed): Promise<Child> {
  const { items } = await context.perform(listAppeals, { discussion })
  if (items.length === 0) return null
  return (
    <Section title={context.speech.t('consultation.hiding.appeals')}>
      {items.map((item) => appealCard(context, item, typed))}
    </Section>
  )
}

function appealCard(context: PageContext<'country'>, item: AppealShown, typed: Typed, elsewhere = false): Child {
  const { speech } = context
  const { values, faults } = typedOf(typed, 'decision', item.comment)
  const handed = !elsewhere && item.decides !== item.body
  return (
    <article class="card">
      {elsewhere ? (
        <p class="small">
          <a href={speech.path(`/consultations/${item.discussion}`)}>{item.title}</a> · {bodyName(context, item.body)}
        </p>
      ) : null}
      <p class="said" dir="auto">
        {item.words}
      </p>
      <p class="soft small">
        {speech.t('consultation.hidden.shown', { reason: speech.t(`consultation.hidden.${item.reason}`) })}
      </p>
      <blockquote class="passage said" dir="auto">
        {item.appeal}
      </blockquote>
      {handed ? (
        <p class="soft">{speech.t('consultation.hiding.decides', { body: bodyName(context, item.decides) })}</p>
      ) : item.own ? (
        <p class="soft">
          {speech.t(item.own === 'hid' ? 'consultation.refusal.own-hiding' : 'consultation.refusal.own-appeal')}
        </p>
      ) : (
        <Form action={speech.path(`/consultations/${item.discussion}/comments/${item.comment}/appeal/decision`)}>
          <input type="hidden" name="key" value={context.formKey()} />
          <input type="hidden" name="of" value={item.comment} />
          <Field
            kind="textarea"
            name="reason"
            id={`decision-${item.comment}`}
            rows={3}
            label={speech.t('consultation.desk.reason')}
            value={values['reason'] ?? ''}
            error={faults['reason']}
            words={uiWords(speech.t)}
          />
          <div class="buttons">
            <Button look="secondary" name="decision" value="lifted">
              {speech.t('consultation.hiding.lift')}
            </Button>
            <Button look="secondary" name="decision" value="upheld">
              {speech.t('consultation.hiding.uphold')}
            </Button>
          </div>
        </Form>
      )}
    </article>
  )
}

/** Appeals of other bodies' discussions that the viewer's body decides, since nobody else is left there. */
export const appealsPage = page('GET /consultations/appeals', ['country'], (context) => showAppeals(context))

async function showAppeals(context: PageContext<'country'>, typed: Typed = NOTHING_TYPED): Promise<View> {
  const { speech, query } = context
  const { items } = await context.perform(listAppealsToMe, {})
  const errors = faultsOf(typed).map(({ field, text }) => ({
    ...(field ? { field: `decision-${typed.values['of']}` } : {}),
    text,
  }))
  return {
    title: speech.t('consultation.hiding.appeals'),
    status: typed.status,
    body: (
      <>
        <ErrorSummary title={speech.t('ui.error-title')} errors={errors} />
        <BackLink href={speech.path('/consultations')} text={speech.t('consultation.title')} />
        <PageHeading
          title={speech.t('consultation.hiding.appeals')}
          lead={speech.t('consultation.hiding.elsewhere-lead')}
        />
        {!typed.form && query.get('done') === 'decided' ? (
          <Alert>{speech.t('consultation.hiding.decided')}</Alert>
        ) : null}
        {items.length === 0 ? (
          <EmptyState title={speech.t('consultation.hiding.no-appeals')} />
        ) : (
          items.map((item) => appealCard(context, item, typed, true))
        )}
      </>
    ),
  }
}

/** What was typed into the form of one comment, when it was refused. */
export const typedOf = (typed: Typed, form: string, comment: string): Typed =>
  typed.form === form && typed.values['of'] === comment ? typed : NOTHING_TYPED

const named = (context: PageContext) => context.parameters as { discussion: string; comment: string }
type Again = (context: PageContext<'country'>, typed: Typed) => Promise<View>

/** What is done about hiding; refused, the page it was sent from stands again with what was typed. */
export const hidingPages = (desk: Again, mine: Again) => [
  page('POST /consultations/:discussion/comments/:comment/hide', ['country'], (context) =>
    answerPost(context, {
      form: 'hide',
      fields: ['reason'],
      async does(posted) {
        await context.perform(hideComment, { ...named(context), reason: posted.get('reason') ?? '' })
        return `/consultations/${named(context).discussion}/answers`
      },
      again: (typed) => desk(context, typed),
    }),
  ),
  page('POST /consultations/:discussion/comments/:comment/appeal', ['country'], (context) =>
    answerPost(context, {
      form: 'appeal',
      fields: ['appeal'],
      async does(posted, { key }) {
        await context.perform(appealHiding, { ...named(context), appeal: posted.get('appeal') ?? '' }, key)
        return '/consultations/mine'
      },
      again: (typed) => mine(context, typed),
    }),
  ),
  page('POST /consultations/:discussion/comments/:comment/appeal/decision', ['country'], async (context) => {
    const { discussion } = named(context)
    // who decides for another body has no desk there
    const atDesk = await context.may(listAppeals, { discussion })
    return answerPost(context, {
      form: 'decision',
      fields: ['reason'],
      async does(posted, { key }) {
        await context.perform(
          decideHiding,
          { ...named(context), decision: posted.get('decision') ?? '', reason: posted.get('reason') ?? '' },
          key,
        )
        return atDesk ? `/consultations/${discussion}/answers` : '/consultations/appeals?done=decided'
      },
      again: (typed) => (atDesk ? desk(context, typed) : showAppeals(context, typed)),
    })
  }),
]
