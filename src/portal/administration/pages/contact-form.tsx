import type { z } from 'zod'
import { typedIn, type PageContext, type Typed } from '../../../platform/http/index.ts'
import { shownOf } from '../../../platform/use-case/index.ts'
import { Button, Buttons, dateFromParts, Disclosure, Field, Form, uiWords } from '../../../ui/index.ts'
import { theContact, type showBody } from '../use/show-body.ts'

/** What the form calls its fields. */
const LABELS = {
  address: 'portal.body.address',
  hours: 'portal.body.hours',
  phone: 'portal.body.phone',
  site: 'portal.body.site',
  source: 'admin.contact.source',
  sourceDate: 'admin.contact.source-date',
}

/** Sets where people find a body, with where that stands and when it was said. */
export function ContactForm({
  context,
  body,
  typed,
}: {
  context: PageContext
  body: z.output<typeof showBody.output>
  typed: Typed
}) {
  const { speech } = context
  const words = uiWords(speech.t)
  const { values, faults } = typedIn(typed, 'contact')
  // what is made up for the demonstration is nothing to begin from
  const known = body.contact?.source ? body.contact : undefined
  const line = (name: 'address' | 'hours' | 'phone' | 'site') => ({
    kind: 'text' as const,
    name,
    label: speech.t(LABELS[name]),
    optional: true,
    maxLength: 300,
    words,
    value: values[name] ?? known?.[name] ?? '',
    error: faults[name],
  })
  return (
    <Disclosure summary={speech.t('admin.contact.change')} open={typed.form === 'contact'}>
      <Form action={speech.path(`/administration/bodies/${body.id}/contact`)}>
        <input type="hidden" name="key" value={context.formKey()} />
        <input type="hidden" name="shown" value={shownOf(theContact, body)} />
        <p class="soft">{speech.t('admin.contact.hint')}</p>
        <Field {...line('address')} />
        <Field {...line('hours')} />
        <Field {...line('phone')} />
        <Field {...line('site')} hint={speech.t('admin.contact.site-hint')} />
        <Field
          kind="text"
          name="source"
          label={speech.t(LABELS.source)}
          hint={speech.t('admin.contact.source-hint')}
          maxLength={500}
          value={values['source'] ?? ''}
          error={faults['source']}
          words={words}
        />
        <Field
          kind="date"
          name="sourceDate"
          label={speech.t(LABELS.sourceDate)}
          value={dateFromParts((name) => values[name] || undefined, 'sourceDate') ?? ''}
          error={faults['sourceDate']}
          words={words}
        />
        <Buttons>
          <Button>{speech.t('ui.save')}</Button>
        </Buttons>
      </Form>
    </Disclosure>
  )
}
