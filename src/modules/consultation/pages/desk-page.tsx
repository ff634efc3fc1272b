import { page, type PageContext, type View } from '../../../platform/http/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import {
  Alert,
  BackLink,
  Button,
  Buttons,
  EmptyState,
  ErrorSummary,
  Field,
  Form,
  PageHeading,
  Progress,
  Section,
  uiWords,
} from '../../../ui/index.ts'
import { OUTCOMES } from '../model/outcomes.ts'
import { answerComments } from '../use/answer-comments.ts'
import { closeDiscussionForGood } from '../use/close-discussion.ts'
import { getDiscussion } from '../use/get-discussion.ts'
import { listAllComments } from '../use/list-comments.ts'
import { commentCard } from './comment-card.tsx'
import { unitTitle } from './words.ts'

interface Typed {
  comment: string
  outcome: string
  reason: string
  change: string
}

const read = (context: PageContext, discussion: string) => context.perform(getDiscussion, { discussion })

/** What waits for an answer, one after the other, and the button that ends the discussion when nothing does. */
export const deskPage = page('GET /consultations/:discussion/answers', (context) => show(context))

export const sendAnswer = page('POST /consultations/:discussion/answers', async (context) => {
  const form = await context.form()
  const { discussion } = context.parameters as { discussion: string }
  const typed: Typed = {
    comment: form.get('comment') ?? '',
    outcome: form.get('outcome') ?? '',
    reason: form.get('reason') ?? '',
    change: form.get('change') ?? '',
  }
  const change = /^(\d{1,6}) ([\w.-]{1,100})$/u.exec(typed.change)
  return orTold(context, typed, async () => {
    await context.perform(
      answerComments,
      {
        discussion,
        comment: typed.comment,
        outcome: typed.outcome,
        reason: typed.reason,
        ...(change ? { change: { version: Number(change[1]), unit: change[2] } } : {}),
      },
      form.get('key') ?? undefined,
    )
    return context.redirect(`/consultations/${discussion}/answers?done=answered`)
  })
})

export const sendClosing = page('POST /consultations/:discussion/close', (context) =>
  orTold(context, undefined, async () => {
    const { discussion } = context.parameters as { discussion: string }
    await context.perform(closeDiscussionForGood, { discussion })
    return context.redirect(`/consultations/${discussion}/report`)
  }),
)

async function orTold(
  context: PageContext,
  typed: Typed | undefined,
  act: () => Promise<Response>,
): Promise<View | Response> {
  try {
    return await act()
  } catch (error) {
    const elsewhere = [general['not-found'], general['not-allowed'], general['sign-in-needed']]
    if (!(error instanceof Refusal) || elsewhere.includes(error.kind)) throw error
    return show(context, typed, error)
  }
}

async function show(context: PageContext, typed?: Typed, refused?: Refusal): Promise<View> {
  const { speech, query } = context
  const { discussion } = context.parameters as { discussion: string }
  const seen = await read(context, discussion)
  if (!(await context.may(answerComments, { discussion })))
    throw new Refusal(context.principal.personId ? general['not-allowed'] : general['sign-in-needed'])
  const { items } = await context.perform(listAllComments, { discussion, waiting: true })
  const problems = refused
    ? refused.problems.length > 0
      ? refused.problems.map(({ path, text, parameters }) => ({ field: path, text: speech.t(text, parameters) }))
      : [{ text: speech.t(refused.kind.text, refused.parameters) }]
    : []
  const answered = seen.comments - seen.waiting
  const here = `/consultations/${discussion}`
  const mayClose = seen.state === 'open' && (await context.may(closeDiscussionForGood, { discussion }))
  return {
    title: `${speech.t('consultation.desk.title')} · ${seen.title}`,
    status: refused ? refused.kind.status : 200,
    body: (
      <>
        <ErrorSummary title={speech.t('ui.error-title')} errors={problems} />
        <BackLink href={speech.path(here)} text={seen.title} />
        <PageHeading title={speech.t('consultation.desk.title')} caption={seen.title} />
        {query.get('done') === 'answered' && !refused ? <Alert>{speech.t('consultation.desk.done')}</Alert> : null}
        <Progress
          value={answered}
          max={Math.max(seen.comments, 1)}
          label={speech.t('consultation.answered')}
          text={speech.t('consultation.desk.progress', { answered, all: seen.comments })}
        />
        <Section title={speech.t('consultation.desk.waiting')}>
          {items.length === 0 ? (
            <EmptyState title={speech.t('consultation.desk.none')}>
              {speech.t('consultation.desk.none-text')}
            </EmptyState>
          ) : (
            items.map((comment) => (
              <div class="stack">
                {commentCard(context, discussion, comment)}
                {answerForm(context, seen, comment, typed?.comment === comment.id ? typed : undefined, problems)}
              </div>
            ))
          )}
        </Section>
        {mayClose ? (
          <Section title={speech.t('consultation.desk.end')}>
            <p>
              {seen.waiting > 0
                ? speech.t('consultation.refusal.unanswered', { count: seen.waiting, all: seen.comments })
                : speech.t('consultation.desk.can-close')}
            </p>
            <form method="post" action={speech.path(`${here}/close`)}>
              <Button look={seen.waiting > 0 ? 'secondary' : 'primary'}>{speech.t('consultation.desk.close')}</Button>
            </form>
          </Section>
        ) : null}
      </>
    ),
  }
}

function answerForm(
  context: PageContext,
  seen: Awaited<ReturnType<typeof read>>,
  comment: { id: string; unit: string | null },
  typed: Typed | undefined,
  problems: readonly { field?: string; text: string }[],
) {
  const { speech } = context
  const words = uiWords(speech.t)
  const id = (name: string) => `${name}-${comment.id}`
  const errorOf = (name: string) => (typed ? problems.find(({ field }) => field === name)?.text : undefined)
  return (
    <Form action={speech.path(`/consultations/${seen.id}/answers`)}>
      <input type="hidden" name="comment" value={comment.id} />
      <input type="hidden" name="key" value={context.formKey()} />
      <Field
        kind="choice"
        name="outcome"
        id={id('outcome')}
        label={speech.t('consultation.desk.outcome')}
        value={typed?.outcome ?? ''}
        error={errorOf('outcome')}
        options={OUTCOMES.map((outcome) => ({ value: outcome, text: speech.t(`consultation.outcome.${outcome}`) }))}
        words={words}
      />
      <Field
        kind="textarea"
        name="reason"
        id={id('reason')}
        rows={4}
        label={speech.t('consultation.desk.reason')}
        hint={speech.t('consultation.desk.reason-hint')}
        value={typed?.reason ?? ''}
        error={errorOf('reason')}
        words={words}
      />
      {seen.version > 1 ? (
        <Field
          kind="choice"
          name="change"
          id={id('change')}
          asList
          optional
          label={speech.t('consultation.desk.change')}
          value={typed?.change ?? ''}
          options={[
            { value: '', text: speech.t('consultation.desk.no-change') },
            ...seen.articles.map((article) => ({
              value: `${seen.version} ${article.id}`,
              text: unitTitle(context, article),
            })),
          ]}
          words={words}
        />
      ) : null}
      <Buttons>
        <Button look="secondary">{speech.t('consultation.desk.answer')}</Button>
      </Buttons>
    </Form>
  )
}
