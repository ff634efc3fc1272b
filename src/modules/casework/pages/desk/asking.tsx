import { typedIn, type PageContext, type Typed } from '../../../../platform/http/index.ts'
import { Button, Buttons, Disclosure, Field, Form, uiWords } from '../../../../ui/index.ts'
import { officesOf } from '../../model/roles-held.ts'
import type { ApplicationView } from '../../use/get-application.ts'

interface AskingProps {
  context: PageContext<'country'>
  application: ApplicationView
  task: ApplicationView['tasks'][number] | undefined
  typed: Typed
}

/** Two ways to ask: the applicant, while the clock stands still, and another body, while it goes on. */
export function Asking({ context, application, task, typed }: AskingProps) {
  const { speech, world, principal } = context
  const words = uiWords(speech.t)
  const own = new Set(officesOf(principal))
  // bodies that serve the case's district, the nearest first
  const offices = world.country
    .offices()
    .filter(
      (office) =>
        !own.has(office.id) && (office.place === application.district || office.level !== world.country.levels[0]),
    )
  const name = (id: string) => world.country.displayName(id, speech.language)
  const hidden = (
    <>
      <input type="hidden" name="key" value={context.formKey()} />
      {task ? <input type="hidden" name="task" value={task.id} /> : null}
    </>
  )
  const of = (form: string) => typedIn(typed, form)
  const ask = of('ask')
  const body = of('ask-body')
  return (
    <>
      {!application.mayAsk.applicant ? null : (
        <Disclosure summary={speech.t('desk.ask-applicant')} open={typed.form === 'ask'}>
          <Form action={speech.path(`/desk/cases/${application.id}/ask`)}>
            {hidden}
            <Field
              kind="textarea"
              name="text"
              id="ask-text"
              label={speech.t('desk.question')}
              hint={speech.t('desk.question-hint')}
              rows={3}
              value={ask.values['text'] ?? ''}
              error={ask.faults['text']}
              words={words}
            />
            <Buttons>
              <Button look="secondary">{speech.t('casework.messages.send')}</Button>
            </Buttons>
          </Form>
        </Disclosure>
      )}
      <Disclosure summary={speech.t('desk.ask-body')} open={typed.form === 'ask-body'}>
        <Form action={speech.path(`/desk/cases/${application.id}/ask-body`)}>
          {hidden}
          <Field
            kind="choice"
            name="office"
            label={speech.t('casework.office')}
            asList
            value={body.values['office'] ?? ''}
            error={body.faults['office']}
            options={offices.map((office) => ({ value: office.id, text: name(office.id) }))}
            words={words}
          />
          <Field
            kind="textarea"
            name="question"
            label={speech.t('desk.question')}
            hint={speech.t('desk.body-hint')}
            rows={3}
            value={body.values['question'] ?? ''}
            error={body.faults['question']}
            words={words}
          />
          <Buttons>
            <Button look="secondary">{speech.t('casework.messages.send')}</Button>
          </Buttons>
        </Form>
      </Disclosure>
    </>
  )
}
