import { textOf } from '../../../kernel/act/index.ts'
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
import {
  BackLink,
  Button,
  Buttons,
  ErrorSummary,
  Field,
  Form,
  PageHeading,
  Panel,
  SummaryList,
  uiWords,
} from '../../../ui/index.ts'
import { commentByEmail, confirmComment, readPending } from '../use/comment-by-email.ts'
import { getDiscussion } from '../use/get-discussion.ts'
import { commentFields, passageOf } from './comment-fields.tsx'
import { needsScript, puzzleOf } from './puzzle-form.tsx'
import { unitTitle } from './words.ts'

/** Comments without an account: the form, the word that a letter is on its way, and the page its link opens. */
export const byEmailPages = [
  page('GET /consultations/:discussion/units/:unit/by-email', (context) => showForm(context)),
  page('POST /consultations/:discussion/units/:unit/by-email', (context) =>
    answerPost(context, {
      form: 'comment',
      fields: ['passage', 'words', 'proposal', 'name', 'business', 'email'],
      async does(posted) {
        const { discussion, unit } = context.parameters as { discussion: string; unit: string }
        const { seen, article } = await unitOf(context)
        const proposal = posted.get('proposal')?.trim()
        const business = posted.get('business')?.trim()
        const { until } = await context.perform(commentByEmail, {
          discussion,
          version: Number(posted.get('version')) || seen.version,
          ...(unit === 'whole' ? {} : { unit, ...passageOf(posted, article && textOf(article)) }),
          words: posted.get('words') ?? '',
          ...(proposal ? { proposal } : {}),
          ...(business ? { business } : {}),
          named: posted.get('named') === 'true',
          name: posted.get('name') ?? '',
          email: posted.get('email') ?? '',
          puzzle: posted.get('puzzle') ?? '',
        })
        return showSent(context, posted.get('email')?.trim() ?? '', until)
      },
      mends: ({ kind }) => [409, 422, 429].includes(kind.status),
      again: (typed) => showForm(context, typed),
    }),
  ),
  page('GET /consultations/confirm/:token', (context) => showPending(context)),
  page('POST /consultations/confirm/:token', async (context) => {
    const { token } = context.parameters
    await context.perform(confirmComment, { token })
    return context.redirect(`/consultations/held/${token}?done=in`)
  }),
]

async function unitOf(context: PageContext) {
  const { discussion, unit } = context.parameters as { discussion: string; unit: string }
  const seen = await context.perform(getDiscussion, { discussion })
  const article = seen.articles.find(({ id }) => id === unit)
  if (!article && unit !== 'whole') throw new Refusal(general['not-found'])
  return { seen, article, here: `/consultations/${discussion}/units/${unit}` }
}

async function showForm(context: PageContext, typed: Typed = NOTHING_TYPED): Promise<View> {
  const { speech } = context
  const { seen, article, here } = await unitOf(context)
  const words = uiWords(speech.t)
  const { values, faults } = typed
  const title = speech.t('consultation.by-email.title')
  const about = article ? unitTitle(context, article) : speech.t('consultation.on-whole')
  return {
    title: `${title} · ${about}`,
    status: typed.status,
    scripts: ['solve-puzzle.js'],
    body: (
      <>
        <ErrorSummary title={speech.t('ui.error-title')} errors={faultsOf(typed)} />
        <BackLink href={speech.path(here)} text={about} />
        <PageHeading title={title} caption={seen.title} />
        {seen.takes ? (
          <>
            <p>{speech.t('consultation.by-email.lead')}</p>
            {needsScript(context, here)}
            <Form action={speech.path(`${here}/by-email`)} puzzle={puzzleOf(context)}>
              <input type="hidden" name="version" value={String(seen.shown)} />
              <input type="hidden" name="puzzle" value="" />
              {commentFields(context, article, typed)}
              <Field
                kind="text"
                name="name"
                autocomplete="name"
                label={speech.t('consultation.by-email.name')}
                value={values['name'] ?? ''}
                error={faults['name']}
                words={words}
              />
              <Field
                kind="text"
                name="business"
                autocomplete="organization"
                optional
                label={speech.t('consultation.by-email.business')}
                hint={speech.t('consultation.by-email.business-hint')}
                value={values['business'] ?? ''}
                error={faults['business']}
                words={words}
              />
              <Field
                kind="declaration"
                name="named"
                label={speech.t('consultation.by-email.named')}
                value={typed.form === undefined || values['named'] === 'true'}
                optional
                words={words}
              />
              <Field
                kind="email"
                name="email"
                label={speech.t('consultation.by-email.email')}
                hint={speech.t('consultation.by-email.email-hint')}
                value={values['email'] ?? ''}
                error={faults['email']}
                words={words}
              />
              <p data-puzzle-said role="status"></p>
              <Buttons>
                <Button>{speech.t('consultation.by-email.send')}</Button>
              </Buttons>
            </Form>
          </>
        ) : (
          <p>{speech.t('consultation.no-comments-over')}</p>
        )}
      </>
    ),
  }
}

/** Nothing is in the discussion yet: that is said first. */
function showSent({ speech, parameters }: PageContext, email: string, until: string): View {
  const title = speech.t('consultation.by-email.sent-title')
  return {
    title,
    body: (
      <>
        <Panel title={title}>
          <p>{speech.t('consultation.by-email.sent-to', { email })}</p>
        </Panel>
        <p>{speech.t('consultation.by-email.sent-next', { date: speech.dateTime(until) })}</p>
        <p>{speech.t('consultation.by-email.sent-none')}</p>
        <p>
          <a href={speech.path(`/consultations/${parameters['discussion']}/units/${parameters['unit']}`)}>
            {speech.t('consultation.by-email.back')}
          </a>
        </p>
      </>
    ),
  }
}

async function showPending(context: PageContext): Promise<View | Response> {
  const { speech, parameters } = context
  const { token } = parameters
  const found = await context.perform(readPending, { token })
  // used: from then on the link stands for the comment
  if (found === null) return context.redirect(`/consultations/held/${token}`)
  const seen = await context.perform(getDiscussion, { discussion: found.discussion })
  const article = seen.articles.find(({ id }) => id === found.unit)
  const title = speech.t('consultation.by-email.confirm-title')
  return {
    title,
    secret: true,
    body: (
      <>
        <PageHeading title={title} caption={seen.title} />
        <p>{speech.t('consultation.by-email.confirm-lead')}</p>
        <SummaryList
          rows={[
            {
              key: speech.t('consultation.form.about'),
              value: article ? unitTitle(context, article) : speech.t('consultation.on-whole'),
            },
            { key: speech.t('consultation.form.words'), value: <span dir="auto">{found.words}</span> },
            ...(found.proposal
              ? [{ key: speech.t('consultation.proposal'), value: <span dir="auto">{found.proposal}</span> }]
              : []),
            {
              key: speech.t('consultation.by-email.name'),
              value: <span dir="auto">{found.name ?? speech.t('consultation.without-name')}</span>,
            },
            ...(found.business
              ? [{ key: speech.t('consultation.by-email.business'), value: <span dir="auto">{found.business}</span> }]
              : []),
          ]}
        />
        <Form action={speech.path(`/consultations/confirm/${parameters['token']}`)}>
          <Buttons>
            <Button>{speech.t('consultation.by-email.confirm')}</Button>
          </Buttons>
        </Form>
        <p class="soft">{speech.t('consultation.by-email.confirm-not')}</p>
      </>
    ),
  }
}
