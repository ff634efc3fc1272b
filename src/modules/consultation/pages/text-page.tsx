import { page, type PageContext, type View } from '../../../platform/http/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import { BackLink, Button, Buttons, ErrorSummary, Field, Form, PageHeading, uiWords } from '../../../ui/index.ts'
import { FORMATS } from '../model/read-act.ts'
import { getDiscussion } from '../use/get-discussion.ts'
import { publishText } from '../use/publish-text.ts'
import { orTold, problemsOf, statusOf } from './form-told.ts'

/** Publishes the next text of an act in discussion. */
export const textPage = page('GET /consultations/:discussion/texts/new', (context) => show(context, {}))

export const sendText = page('POST /consultations/:discussion/texts/new', async (context) => {
  const form = await context.form()
  const { discussion } = context.parameters as { discussion: string }
  const typed = Object.fromEntries(['note', 'format', 'text'].map((name) => [name, form.get(name) ?? '']))
  return orTold(
    async () => {
      const { version } = await context.perform(publishText, { discussion, ...typed }, form.get('key') ?? undefined)
      return context.redirect(`/consultations/${discussion}/changes?to=${version}`)
    },
    (refused) => show(context, typed, refused),
  )
})

async function show(context: PageContext, typed: Record<string, string>, refused?: Refusal): Promise<View> {
  const { speech, principal } = context
  const { discussion } = context.parameters as { discussion: string }
  const seen = await context.perform(getDiscussion, { discussion })
  if (!(await context.may(publishText, { discussion })))
    throw new Refusal(general[principal.personId ? 'not-allowed' : 'sign-in-needed'])
  const words = uiWords(speech.t)
  const problems = problemsOf(context, refused)
  const errorOf = (name: string) => problems.find(({ field }) => field === name)?.text
  return {
    title: speech.t('consultation.text.publish'),
    status: statusOf(refused),
    body: (
      <>
        <ErrorSummary title={speech.t('ui.error-title')} errors={problems} />
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
            value={typed['note'] ?? ''}
            error={errorOf('note')}
            words={words}
          />
          <Field
            kind="choice"
            name="format"
            label={speech.t('consultation.new.format')}
            value={typed['format'] ?? 'text'}
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
            value={typed['text'] ?? ''}
            error={errorOf('text')}
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
