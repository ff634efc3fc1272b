import {
  answerPost,
  faultsOf,
  NOTHING_TYPED,
  page,
  type PageContext,
  type Typed,
  type View,
} from '../../../platform/http/index.ts'
import { BackLink, Button, Buttons, ErrorSummary, Field, Form, PageHeading, Panel, uiWords } from '../../../ui/index.ts'
import { getDiscussion } from '../use/get-discussion.ts'
import { confirmLetters, endLetters, readSubscription, subscribe } from '../use/subscribe.ts'
import { needsScript, puzzleOf } from './puzzle-form.tsx'

/** Letters about one discussion, or about every one that opens: asked for, begun and ended. */
export const lettersPages = [
  page('GET /consultations/letters', (context) => showForm(context)),
  page('GET /consultations/:discussion/letters', (context) => showForm(context)),
  page('POST /consultations/letters', sendForm),
  page('POST /consultations/:discussion/letters', sendForm),
  page('GET /consultations/letters/:secret', async (context) => {
    const { speech, parameters } = context
    const found = await context.perform(readSubscription, { secret: parameters['secret'] })
    const title = speech.t(found.confirmed ? 'consultation.letters.end-title' : 'consultation.letters.begin-title')
    const act = found.confirmed ? 'end' : 'confirm'
    return {
      title,
      secret: true,
      body: (
        <>
          <PageHeading title={title} />
          <p>{found.title ?? speech.t('consultation.letters.all')}</p>
          <Form action={speech.path(`/consultations/letters/${parameters['secret']}/${act}`)}>
            <Buttons>
              <Button>{speech.t(`consultation.letters.${found.confirmed ? 'end' : 'begin'}`)}</Button>
            </Buttons>
          </Form>
        </>
      ),
    }
  }),
  page('POST /consultations/letters/:secret/confirm', async (context) => {
    await context.perform(confirmLetters, { secret: context.parameters['secret'] })
    return told(context, 'begun')
  }),
  page('POST /consultations/letters/:secret/end', async (context) => {
    await context.perform(endLetters, { secret: context.parameters['secret'] })
    return told(context, 'ended')
  }),
]

function sendForm(context: PageContext): Promise<View | Response> {
  const { discussion } = context.parameters
  return answerPost(context, {
    form: 'letters',
    fields: ['email'],
    async does(posted) {
      await context.perform(subscribe, {
        ...(discussion === undefined ? {} : { discussion }),
        email: posted.get('email') ?? '',
        puzzle: posted.get('puzzle') ?? '',
      })
      return told(context, 'sent', { email: posted.get('email')?.trim() ?? '' })
    },
    mends: ({ kind }) => [409, 422, 429].includes(kind.status),
    again: (typed) => showForm(context, typed),
  })
}

async function showForm(context: PageContext, typed: Typed = NOTHING_TYPED): Promise<View> {
  const { speech } = context
  const { discussion } = context.parameters
  const about = discussion === undefined ? undefined : await context.perform(getDiscussion, { discussion })
  const title = speech.t('consultation.letters.title')
  const here = `/consultations${discussion === undefined ? '' : `/${discussion}`}`
  return {
    title: about ? `${title} · ${about.title}` : title,
    status: typed.status,
    scripts: ['solve-puzzle.js'],
    body: (
      <>
        <ErrorSummary title={speech.t('ui.error-title')} errors={faultsOf(typed)} />
        <BackLink href={speech.path(here)} text={about?.title ?? speech.t('consultation.title')} />
        <PageHeading title={title} {...(about ? { caption: about.title } : {})} />
        <p>{speech.t(about ? 'consultation.letters.lead' : 'consultation.letters.lead-all')}</p>
        {needsScript(context, `${here}/letters`)}
        <Form action={speech.path(`${here}/letters`)} puzzle={puzzleOf(context)}>
          <input type="hidden" name="puzzle" value="" />
          <Field
            kind="email"
            name="email"
            label={speech.t('consultation.by-email.email')}
            hint={speech.t('consultation.letters.email-hint')}
            value={typed.values['email'] ?? ''}
            error={typed.faults['email']}
            words={uiWords(speech.t)}
          />
          <p data-puzzle-said role="status"></p>
          <Buttons>
            <Button>{speech.t('consultation.letters.send')}</Button>
          </Buttons>
        </Form>
      </>
    ),
  }
}

/** What was done, and what is next. */
function told(
  { speech }: PageContext,
  what: 'sent' | 'begun' | 'ended',
  parameters: Record<string, string> = {},
): View {
  const title = speech.t(`consultation.letters.${what}-title`)
  return {
    title,
    body: (
      <>
        <Panel title={title}>
          <p>{speech.t(`consultation.letters.${what}`, parameters)}</p>
        </Panel>
        <p>
          <a href={speech.path('/consultations')}>{speech.t('consultation.title')}</a>
        </p>
      </>
    ),
  }
}
