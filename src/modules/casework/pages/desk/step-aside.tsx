import { Button, Buttons, Disclosure, Field, Form, uiWords } from '../../../../ui/index.ts'
import type { PageContext, Typed } from '../../../../platform/http/index.ts'

/** Where an official says that they can't be impartial in a case, and why. */
export function StepAside({ context, task, typed }: { context: PageContext; task: string; typed: Typed }) {
  const { speech } = context
  const own = typed.form === 'recuse'
  return (
    <Disclosure summary={speech.t('desk.recuse')} open={own}>
      <Form action={speech.path(`/desk/tasks/${task}/recuse`)}>
        <Field
          kind="textarea"
          name="reason"
          id="recuse-reason"
          label={speech.t('desk.recuse-why')}
          hint={speech.t('desk.recuse-hint')}
          rows={2}
          value={own ? (typed.values['reason'] ?? '') : ''}
          error={own ? typed.faults['reason'] : undefined}
          words={uiWords(speech.t)}
        />
        <Buttons>
          <Button look="secondary">{speech.t('desk.recuse-do')}</Button>
        </Buttons>
      </Form>
    </Disclosure>
  )
}
