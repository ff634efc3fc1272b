import type { Child } from '../../../kernel/markup/index.ts'
import { page, type PageContext } from '../../../platform/http/index.ts'
import { Button, Disclosure, Field, Form, Section, uiWords } from '../../../ui/index.ts'
import { HIDING_REASONS } from '../model/hiding-reasons.ts'
import type { HidingShown } from '../use/shapes.ts'
import { appealHiding, decideHiding, hideComment, listAppeals } from '../use/hide-comment.ts'

/** For officials: hide a comment for one of the listed reasons. */
export const hideForm = ({ speech }: PageContext, discussion: string, comment: string): Child => (
  <Disclosure summary={speech.t('consultation.hiding.hide')}>
    <Form action={speech.path(`/consultations/${discussion}/comments/${comment}/hide`)}>
      <Field
        kind="choice"
        name="reason"
        id={`hide-${comment}`}
        label={speech.t('consultation.hiding.reason')}
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

/** For its author: why it is hidden, and the appeal or what became of it. @param to where an appeal is sent */
export function hidingLines({ speech }: PageContext, hiding: HidingShown | null, to: string): Child {
  if (!hiding) return null
  if (hiding.decision !== null)
    return (
      <p class="soft small">
        {speech.t(`consultation.hiding.was-${hiding.decision}`)} <span dir="auto">{hiding.decisionReason}</span>
      </p>
    )
  if (hiding.appeal !== null) return <p class="soft small">{speech.t('consultation.hiding.appealed')}</p>
  return appealForm(speech, to)
}

const appealForm = (speech: PageContext['speech'], to: string): Child => (
  <Disclosure summary={speech.t('consultation.hiding.appeal')}>
    <Form action={speech.path(to)}>
      <Field
        kind="textarea"
        name="appeal"
        id={`appeal-${to.replace(/\W+/g, '-')}`}
        rows={3}
        label={speech.t('consultation.hiding.why-not')}
        hint={speech.t('consultation.hiding.who')}
        words={uiWords(speech.t)}
      />
      <Button look="secondary">{speech.t('consultation.hiding.appeal')}</Button>
    </Form>
  </Disclosure>
)

/** Appeals that wait, for those who did not hide what they are about. */
export async function appealList(context: PageContext, discussion: string): Promise<Child> {
  const { speech } = context
  const { items } = await context.perform(listAppeals, { discussion })
  if (items.length === 0) return null
  return (
    <Section title={speech.t('consultation.hiding.appeals')}>
      {items.map((item) => (
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
              <Field
                kind="textarea"
                name="reason"
                id={`decision-${item.comment}`}
                rows={3}
                label={speech.t('consultation.desk.reason')}
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
      ))}
    </Section>
  )
}

const named = (context: PageContext) => context.parameters as { discussion: string; comment: string }

export const hidingPages = [
  page('POST /consultations/:discussion/comments/:comment/hide', async (context) => {
    await context.perform(hideComment, { ...named(context), reason: (await context.form()).get('reason') })
    return context.redirect(`/consultations/${named(context).discussion}/answers`)
  }),
  page('POST /consultations/:discussion/comments/:comment/appeal', async (context) => {
    await context.perform(appealHiding, { ...named(context), appeal: (await context.form()).get('appeal') })
    return context.redirect('/consultations/mine')
  }),
  page('POST /consultations/:discussion/comments/:comment/appeal/decision', async (context) => {
    const form = await context.form()
    await context.perform(decideHiding, {
      ...named(context),
      decision: form.get('decision'),
      reason: form.get('reason'),
    })
    return context.redirect(`/consultations/${named(context).discussion}/answers`)
  }),
]
