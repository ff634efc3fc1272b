import type { PageContext } from '../../../../platform/http/index.ts'
import { inLanguage } from '../../../../platform/i18n/index.ts'
import { Button, Buttons, Field, Form, uiWords } from '../../../../ui/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import type { ApplicationView } from '../../use/get-application.ts'

/** What was typed and what was wrong with it. */
export interface Typed { reason?: string; note?: string; faults: Record<string, string> }

/** Outcomes of an act in the order of the screen: what goes on first, what says no second. */
const BUTTONS: Record<string, [outcome: string, text: string][]> = {
  examine: [['ok', 'examine-ok'], ['correct', 'examine-correct']], opinion: [['agree', 'agree'], ['object', 'object']], inspect: [['fit', 'inspect-fit'], ['unfit', 'inspect-unfit']],
  decide: [['grant', 'grant'], ['refuse', 'refuse']], sign: [['sign', 'sign'], ['return', 'return']], appeal: [['overturn', 'overturn'], ['uphold', 'uphold']],
}

/** The form of a task: a ground only from the law, a note in plain words, the buttons of its act. */
export function ActForm({ context, service, task, typed }: { context: PageContext; service: RunnableService; task: ApplicationView['tasks'][number]; typed: Typed }) {
  const { speech } = context
  const words = uiWords(speech.t)
  const buttons = BUTTONS[task.act] ?? []
  const grounds = service.passport.refusalGrounds
  return (
    <Form action={speech.path(`/desk/tasks/${task.id}/complete`)}>
      <input type="hidden" name="key" value={context.formKey()} />
      {task.act === 'decide' && grounds.length > 0 ? <Field
        kind="choice" name="reason" label={speech.t('desk.refuse-reason')} optional hint={speech.t('desk.refuse-reason-hint')} asList value={typed.reason ?? ''} error={typed.faults['reason']} words={words}
        options={grounds.map((ground) => ({ value: ground.id, text: inLanguage(ground.text, speech.language) }))}
      /> : null}
      <Field kind="textarea" name="note" label={speech.t('desk.note')} hint={speech.t(task.act === 'decide' || task.act === 'examine' ? 'desk.note-hint' : 'desk.note-inside')} rows={3} value={typed.note ?? ''} error={typed.faults['note']} optional words={words} />
      <Buttons>
        {buttons.map(([outcome, text], at) => (
          <Button name="outcome" value={outcome} {...(at === 0 ? { 'data-key': 'a' } : { look: 'secondary' as const, danger: true, 'data-key': 'r' })}>{speech.t(`desk.${text}`)}</Button>
        ))}
      </Buttons>
    </Form>
  )
}
