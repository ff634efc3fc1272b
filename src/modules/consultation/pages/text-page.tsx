import {
  answerPost,
  faultsOf,
  NOTHING_TYPED,
  page,
  type PageContext,
  type Typed,
  type View,
} from '../../../platform/http/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import { BackLink, Button, Buttons, ErrorSummary, Field, Form, PageHeading, uiWords } from '../../../ui/index.ts'
import { FORMATS } from '../model/read-act.ts'
import { getDiscussion } from '../use/get-discussion.ts'
import { publishText } from '../use/publish-text.ts'

const FIELDS = ['note', 'format', 'text'] as const

/** Publishes the next text of an act in discussion. */
export const textPage = page('GET /consultations/:discussion/texts/new', (context) => show(context, NOTHING_TYPED))

export const sendText = page('POST /consultations/:discussion/texts/new', (context) => {
  const { discussion } = context.parameters as { discussion: string }
  return answerPost(context, {
    form: 'text',
    fields: FIELDS,
    async does(posted, { key }) {
      const given = Object.fromEntries(FIELDS.map((name) => [name, posted.get(name) ?? '']))
      const { version } = await context.perform(publishText, { discussion, ...given }, key)
      return `/consultations/${discussion}/changes?to=${version}`
    },
    again: (typed) => show(context, typed),
  })
})

async function show(context: PageContext, typed: Typed): Promise<View> {
  const { speech, principal } = context
  const { discussion } = context.parameters as { discussion: string }
  const seen = await context.perform(getDiscussion, { discussion })
  if (!(await context.may(publishText, { discussion })))
    throw new Refusal(general[principal.personId ? 'not-allowed' : 'sign-in-needed'])
  const words = uiWords(speech.t)
  const { values, faults, status } = typed
  return {
    title: speech.t('consultation.text.publish'),
    status,
    body: (
      <>
        <ErrorSummary title={speech.t('ui.error-title')} errors={faultsOf(typed)} />
        <BackLink href={speech.path(`/consultations/${discussion}`)} text={seen.title} />
        <PageHeading
          title={speech.t('consultation.text.publish')}
          caption={seen.title}
          lead={speech.t('consultation.text.lead')}
        />
        <Form action={speech.path(`/consultations/${discussion}/texts/new`)}>
          <input type="hidden" name="key" value={context.formKey()} />
          <Field
            kind="textarea"
            name="note"
            rows={4}
            label={speech.t('consultation.text.note')}
            value={values['note'] ?? ''}
            error={faults['note']}
            words={words}
          />
          <Field
            kind="choice"
            name="format"
            label={speech.t('consultation.new.format')}
            value={values['format'] ?? 'text'}
            options={FORMATS.filter((format) => format !== 'docx').map((format) => ({
              value: format,
              text: speech.t(`consultation.new.format-${format}`),
            }))}
            words={words}
          />
          <Field
            kind="textarea"
            name="text"
            rows={16}
            label={speech.t('consultation.new.text')}
            hint={speech.t('consultation.new.text-hint')}
            value={values['text'] ?? ''}
            error={faults['text']}
            words={words}
          />
          <Buttons>
            <Button>{speech.t('consultation.text.publish')}</Button>
          </Buttons>
        </Form>
      </>
    ),
  }
}
