import type { PageContext, Typed } from '../../../platform/http/index.ts'
import { Button, Buttons, dateFromParts, Field, Form, Section, uiWords } from '../../../ui/index.ts'
import type { ShownAmendment } from '../use/amendments.ts'

/** What a lawyer says in the end: the act that changed the law, once its draft was discussed, or why none is needed. */
export function SettleForms({
  context,
  item,
  typed: { values, faults },
}: {
  context: PageContext
  item: ShownAmendment
  typed: Typed
}) {
  const { speech } = context
  const words = uiWords(speech.t)
  const send = (how: string) => (
    <>
      <input type="hidden" name="key" value={context.formKey()} />
      <input type="hidden" name="how" value={how} />
    </>
  )
  const action = speech.path(`/redesign/amendments/${item.id}`)
  return (
    <>
      {item.state === 'discussed' ? (
        <Section title={speech.t('redesign.amendment.settle.adopted')}>
          <Form action={action}>
            {send('adopted')}
            <Field
              kind="text"
              name="act"
              label={speech.t('redesign.amendment.settled.act')}
              hint={speech.t('redesign.amendment.settle.act-hint')}
              value={values['act'] ?? ''}
              error={faults['act']}
              words={words}
            />
            <Field
              kind="date"
              name="inForce"
              label={speech.t('redesign.amendment.settled.in-force')}
              hint={speech.t('redesign.amendment.settle.in-force-hint')}
              value={dateFromParts((part) => values[part], 'inForce') ?? ''}
              error={faults['inForce']}
              words={words}
            />
            <Buttons>
              <Button>{speech.t('redesign.amendment.settle.adopted-send')}</Button>
            </Buttons>
          </Form>
        </Section>
      ) : null}
      <Section title={speech.t('redesign.amendment.settle.not-needed')}>
        <Form action={action}>
          {send('not-needed')}
          <Field
            kind="textarea"
            name="reason"
            rows={3}
            label={speech.t('redesign.amendment.settled.reason')}
            hint={speech.t('redesign.amendment.settle.reason-hint')}
            value={values['reason'] ?? ''}
            error={faults['reason']}
            words={words}
          />
          <Buttons>
            <Button look="secondary">{speech.t('redesign.amendment.settle.not-needed-send')}</Button>
          </Buttons>
        </Form>
      </Section>
    </>
  )
}
