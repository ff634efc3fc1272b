import type { Child } from '../../../kernel/markup/index.ts'
import type { PageContext } from '../../../platform/http/index.ts'
import { Button, Buttons, Field, Form, uiWords } from '../../../ui/index.ts'
import { OUTCOMES } from '../model/outcomes.ts'
import type { Problems } from './form-told.ts'
import { unitTitle } from './words.ts'

/** What was typed into the form of an answer. */
export interface TypedAnswer {
  comment: string
  group: string
  revision: string
  outcome: string
  reason: string
  change: string
}

export const readAnswer = (form: URLSearchParams): TypedAnswer => ({
  comment: form.get('comment') ?? '',
  group: form.get('group') ?? '',
  revision: form.get('revision') ?? '',
  outcome: form.get('outcome') ?? '',
  reason: form.get('reason') ?? '',
  change: form.get('change') ?? '',
})

/** What is answered: one comment, or a group as it is seen. */
export type Addressee = { comment: string } | { group: string; revision: number }

interface AnswerFormProps {
  context: PageContext
  discussion: {
    id: string
    version: number
    articles: readonly { id: string; number: string; heading: string }[]
  }
  to: Addressee
  typed: TypedAnswer | undefined
  problems: Problems
}

/** Decision, reason, and what of the text was changed because of it. */
export function answerForm({ context, discussion, to, typed, problems }: AnswerFormProps): Child {
  const { speech } = context
  const words = uiWords(speech.t)
  const key = 'comment' in to ? to.comment : to.group
  const id = (name: string) => `${name}-${key}`
  const errorOf = (name: string) => (typed ? problems.find(({ field }) => field === name)?.text : undefined)
  return (
    <Form action={speech.path(`/consultations/${discussion.id}/answers`)}>
      {Object.entries(to).map(([name, value]) => (
        <input type="hidden" name={name} value={String(value)} />
      ))}
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
      {discussion.version > 1 ? (
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
            ...discussion.articles.map((article) => ({
              value: `${discussion.version} ${article.id}`,
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
