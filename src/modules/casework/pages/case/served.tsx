import { typedIn, type PageContext, type Typed } from '../../../../platform/http/index.ts'
import { Button, Buttons, Field, Form, Section, uiWords } from '../../../../ui/index.ts'
import type { ApplicationView } from '../../use/get-application.ts'
import { WAYS_OF_SERVICE } from '../../use/know-decision.ts'

/**
 * Since when the applicant knows of what was decided; while they do not, whoever handed it over or sent it says so.
 * Renders nothing before anything was decided.
 */
export function Served({
  context,
  application,
  action,
  typed,
}: {
  context: PageContext
  application: Pick<ApplicationView, 'decisions'>
  /** Where it is posted. */
  action: string
  typed: Typed
}) {
  const { speech } = context
  const last = application.decisions.at(-1)
  if (!last) return null
  const { values, faults } = typedIn(typed, 'served')
  return (
    <Section title={speech.t('casework.served.title')}>
      {last.servedAt ? (
        <p>
          {speech.t('casework.served.since', {
            how: speech.t(`casework.served.${last.servedHow ?? 'other'}`),
            date: speech.dateTime(last.servedAt),
          })}
        </p>
      ) : (
        <Form action={action}>
          <input type="hidden" name="key" value={context.formKey()} />
          <Field
            kind="choice"
            name="how"
            label={speech.t('casework.served.how')}
            options={WAYS_OF_SERVICE.map((way) => ({ value: way, text: speech.t(`casework.served.${way}`) }))}
            value={values['how'] ?? ''}
            error={faults['how'] ?? faults['form']}
            words={uiWords(speech.t)}
          />
          <Buttons>
            <Button look="secondary">{speech.t('casework.served.record')}</Button>
          </Buttons>
        </Form>
      )}
    </Section>
  )
}
