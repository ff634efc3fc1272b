import { faultsOf, NOTHING_TYPED, page, type PageContext, type Typed, type View } from '../../../platform/http/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import { BackLink, Button, Buttons, ErrorSummary, Field, Form, PageHeading, uiWords } from '../../../ui/index.ts'
import { getDiscussion } from '../use/get-discussion.ts'
import { publishText } from '../use/publish-text.ts'
import { actFields, actText, answerActPost } from './act-file.tsx'

const FIELDS = ['note', 'file', 'text', 'format'] as const

/** Publishes the next text of an act in discussion. */
export const textPage = page('GET /consultations/:discussion/texts/new', (context) => show(context, NOTHING_TYPED))

export const sendText = page('POST /consultations/:discussion/texts/new', async (context) => {
  const { discussion } = context.parameters as { discussion: string }
  // files are taken only of those who may publish
  await mayPublish(context, discussion)
  return answerActPost(context, {
    form: 'text',
    fields: FIELDS,
    async does(posted, files, key) {
      const given = (name: (typeof FIELDS)[number]) => posted.get(name) ?? ''
      const text = actText(files, 'file', given('text'), given('format')) ?? { format: 'text', text: '' }
      const { version } = await context.perform(publishText, { discussion, note: given('note'), ...text }, key)
      return `/consultations/${discussion}/changes?to=${version}`
    },
    again: (typed) => show(context, typed),
  })
})

/** @throws Refusal when this person does not */
async function mayPublish(context: PageContext, discussion: string): Promise<void> {
  if (!(await context.may(publishText, { discussion })))
    throw new Refusal(general[context.principal.personId ? 'not-allowed' : 'sign-in-needed'])
}

async function show(context: PageContext, typed: Typed): Promise<View> {
  const { speech } = context
  const { discussion } = context.parameters as { discussion: string }
  const seen = await context.perform(getDiscussion, { discussion })
  await mayPublish(context, discussion)
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
        <Form action={speech.path(`/consultations/${discussion}/texts/new`)} files>
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
          {actFields(context, typed)}
          <Buttons>
            <Button>{speech.t('consultation.text.publish')}</Button>
          </Buttons>
        </Form>
      </>
    ),
  }
}
