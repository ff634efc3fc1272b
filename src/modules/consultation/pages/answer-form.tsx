import type { Child } from '../../../kernel/markup/index.ts'
import { NOTHING_TYPED, type PageContext, type Typed } from '../../../platform/http/index.ts'
import { Button, Buttons, Field, Form, uiWords } from '../../../ui/index.ts'
import { OUTCOMES } from '../model/outcomes.ts'
import { changeField, type ChangeOption } from './owing.tsx'
import { pageOfList } from './words.ts'

/** Fields that show what is wrong with them. */
export const ANSWER_FIELDS = ['outcome', 'reason', 'change'] as const

/** What is answered: one comment, or a group as it is seen. */
export type Addressee = { comment: string } | { group: string; revision: number }

interface AnswerFormProps {
  context: PageContext
  discussion: string
  /** What of the texts changed, and can be named. */
  changes: readonly ChangeOption[]
  to: Addressee
  /** What was typed into this one, when it was refused. */
  typed?: Typed | undefined
}

/** Decision, reason, and what of the text was changed because of it. */
export function answerForm({ context, discussion, changes, to, typed = NOTHING_TYPED }: AnswerFormProps): Child {
  const { speech } = context
  const words = uiWords(speech.t)
  const key = 'comment' in to ? to.comment : to.group
  const id = (name: string) => `${name}-${key}`
  const { values, faults } = typed
  return (
    <Form action={speech.path(`/consultations/${discussion}/answers${pageOfList(context)}`)}>
      {Object.entries(to).map(([name, value]) => (
        <input type="hidden" name={name} value={String(value)} />
      ))}
      <input type="hidden" name="key" value={context.formKey()} />
      <Field
        kind="choice"
        name="outcome"
        id={id('outcome')}
        label={speech.t('consultation.desk.outcome')}
        value={values['outcome'] ?? ''}
        error={faults['outcome']}
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
        value={values['reason'] ?? ''}
        error={faults['reason']}
        words={words}
      />
      {changeField(context, {
        id: id('change'),
        options: changes,
        ...(values['change'] ? { value: values['change'] } : {}),
        ...(faults['change'] ? { error: faults['change'] } : {}),
      })}
      <Buttons>
        <Button look="secondary">{speech.t('consultation.desk.answer')}</Button>
      </Buttons>
    </Form>
  )
}
