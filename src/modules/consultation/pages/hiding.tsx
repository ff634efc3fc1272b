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
import { Button, Disclosure, Field, Form, Section, uiWords } from '../../../ui/index.ts'
import { HIDING_REASONS } from '../model/hiding-reasons.ts'
import type { HidingShown } from '../use/shapes.ts'
import { appealHiding, decideHiding, hideComment, listAppeals } from '../use/hide-comment.ts'

/** For officials: hide a comment for one of the listed reasons. */
export const hideForm = (
  { speech }: PageContext,
  discussion: string,
  comment: string,
  { faults }: Pick<Typed, 'faults'> = NOTHING_TYPED,
): Child => (
  <Disclosure summary={speech.t('consultation.hiding.hide')} open={faults['reason'] !== undefined}>
    <Form action={speech.path(`/consultations/${discussion}/comments/${comment}/hide`)}>
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
  context: PageContext,
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
  if (hiding.appeal !== null) return <p class="soft small">{speech.t('consultation.hiding.appealed')}</p>
  return appealForm(context, to, typed.values['to'] === to ? typed : NOTHING_TYPED)
}

const appealId = (to: string): string => `appeal-${to.replace(/\W+/g, '-')}`

/** What was wrong with an appeal, leading to the form that was sent. */
export const faultsOfAppeal = (typed: Typed) =>
  faultsOf(typed).map(({ field, text }) => ({ ...(field ? { field: appealId(typed.values['to'] ?? '') } : {}), text }))

const appealForm = ({ speech, formKey }: PageContext, to: string, { form, values, faults }: Typed): Child => (
  <Disclosure summary={speech.t('consultation.hiding.appeal')} open={form !== undefined}>
    <Form action={speech.path(to)}>
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

/** Appeals that wait, for those who did not hide what they are about. */
export async function appealList(context: PageContext, discussion: string, typed: Typed): Promise<Child> {
  const { speech } = context
  const { items } = await context.perform(listAppeals, { discussion })
  if (items.length === 0) return null
  return (
    <Section title={speech.t('consultation.hiding.appeals')}>
      {items.map((item) => {
        const { values, faults } = typedOf(typed, 'decision', item.comment)
        return (
          <article class="card">
            <p class="said" dir="auto">
              {item.words}
            </p>
            <p class="soft small">
              {speech.t('consultation.hidden.shown', { reason: speech.t(`consultation.hidden.${item.reason}`) })}
            </p>
            <blockquote class="passage said" dir="auto">
              {item.appeal}
            </blockquote>
            {item.own ? (
              <p class="soft">{speech.t('consultation.refusal.own-hiding')}</p>
            ) : (
              <Form action={speech.path(`/consultations/${discussion}/comments/${item.comment}/appeal/decision`)}>
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
      })}
    </Section>
  )
}

/** What was typed into the form of one comment, when it was refused. */
export const typedOf = (typed: Typed, form: string, comment: string): Typed =>
  typed.form === form && typed.values['of'] === comment ? typed : NOTHING_TYPED

const named = (context: PageContext) => context.parameters as { discussion: string; comment: string }
type Again = (context: PageContext, typed: Typed) => Promise<View>

/** What is done about hiding; refused, the page it was sent from stands again with what was typed. */
export const hidingPages = (desk: Again, mine: Again) => [
  page('POST /consultations/:discussion/comments/:comment/hide', (context) =>
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
  page('POST /consultations/:discussion/comments/:comment/appeal', (context) =>
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
  page('POST /consultations/:discussion/comments/:comment/appeal/decision', (context) =>
    answerPost(context, {
      form: 'decision',
      fields: ['reason'],
      async does(posted, { key }) {
        await context.perform(
          decideHiding,
          { ...named(context), decision: posted.get('decision') ?? '', reason: posted.get('reason') ?? '' },
          key,
        )
        return `/consultations/${named(context).discussion}/answers`
      },
      again: (typed) => desk(context, typed),
    }),
  ),
]
