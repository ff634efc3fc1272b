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
  dateFromParts,
  ErrorSummary,
  Field,
  Form,
  PageHeading,
  Panel,
  uiWords,
} from '../../../ui/index.ts'
import { enterComments } from '../use/enter-comments.ts'
import { getDiscussion } from '../use/get-discussion.ts'
import { unitTitle } from './words.ts'

const FIELDS = ['source', 'origin', 'received', 'about', 'words', 'proposal', 'name', 'business'] as const

/** A comment that came on paper or by another portal, put into the discussion by an official of the body. */
export const enterPages = [
  page('GET /consultations/:discussion/enter', (context) => show(context)),
  page('POST /consultations/:discussion/enter', (context) =>
    answerPost(context, {
      form: 'enter',
      fields: FIELDS,
      async does(posted, { key }) {
        const { discussion } = context.parameters as { discussion: string }
        const given = (name: string) => posted.get(name)?.trim() ?? ''
        const said = (name: 'proposal' | 'name' | 'business') => (given(name) === '' ? {} : { [name]: given(name) })
        const { items } = await besideItsField(
          context.perform(
            enterComments,
            {
              discussion,
              source: given('source'),
              origin: given('origin'),
              comments: [
                {
                  received: dateFromParts((part) => posted.get(part) ?? undefined, 'received') ?? '',
                  ...(given('about') === 'whole' ? {} : { unit: given('about') }),
                  words: posted.get('words') ?? '',
                  ...said('proposal'),
                  ...said('name'),
                  ...said('business'),
                },
              ],
            },
            key,
          ),
        )
        return showEntered(context, items[0]!.link)
      },
      again: (typed) => show(context, typed),
    }),
  ),
]

/** What is refused of the one comment of the form is said beside its field. */
async function besideItsField<Answer>(performed: Promise<Answer>): Promise<Answer> {
  try {
    return await performed
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const problems = error.problems.map((problem) => ({
      ...problem,
      path: problem.path.replace(/^comments\.0\./, '').replace(/^(unit|passage)$/, 'about'),
    }))
    throw new Refusal(error.kind, { parameters: error.parameters, problems })
  }
}

async function show(context: PageContext, typed: Typed = NOTHING_TYPED): Promise<View> {
  const { speech } = context
  const { discussion } = context.parameters as { discussion: string }
  const seen = await context.perform(getDiscussion, { discussion })
  if (!(await context.may(enterComments, { discussion })))
    throw new Refusal(general[context.principal.personId ? 'not-allowed' : 'sign-in-needed'])
  const here = `/consultations/${discussion}`
  const words = uiWords(speech.t)
  const field = (name: 'origin' | 'name' | 'business', optional = false) => (
    <Field
      kind="text"
      name={name}
      label={speech.t(`consultation.enter.${name}`)}
      {...(name === 'name' ? {} : { hint: speech.t(`consultation.enter.${name}-hint`) })}
      optional={optional}
      value={typed.values[name] ?? ''}
      error={typed.faults[name]}
      words={words}
    />
  )
  const long = (name: 'words' | 'proposal', optional = false) => (
    <Field
      kind="textarea"
      name={name}
      rows={name === 'words' ? 6 : 3}
      maxLength={10_000}
      label={speech.t(`consultation.enter.${name}`)}
      optional={optional}
      value={typed.values[name] ?? ''}
      error={typed.faults[name]}
      words={words}
    />
  )
  const title = speech.t('consultation.enter.title')
  return {
    title: `${title} · ${seen.title}`,
    status: typed.status,
    body: (
      <>
        <ErrorSummary title={speech.t('ui.error-title')} errors={faultsOf(typed)} />
        <BackLink href={speech.path(`${here}/answers`)} text={speech.t('consultation.desk.title')} />
        <PageHeading title={title} caption={seen.title} lead={speech.t('consultation.enter.lead')} />
        <Form action={speech.path(`${here}/enter`)}>
          <input type="hidden" name="key" value={context.formKey()} />
          <Field
            kind="choice"
            name="source"
            label={speech.t('consultation.enter.source')}
            value={typed.values['source'] ?? 'paper'}
            error={typed.faults['source']}
            options={(['paper', 'portal'] as const).map((value) => ({
              value,
              text: speech.t(`consultation.enter.source-${value}`),
            }))}
            words={words}
          />
          {field('origin')}
          <Field
            kind="date"
            name="received"
            label={speech.t('consultation.enter.received')}
            hint={speech.t('consultation.enter.received-hint', {
              from: speech.date(seen.openedAt),
              until: speech.date(seen.until),
            })}
            value={dateFromParts((part) => typed.values[part], 'received') ?? ''}
            error={typed.faults['received']}
            words={words}
          />
          <Field
            kind="choice"
            name="about"
            asList
            label={speech.t('consultation.enter.about')}
            value={typed.values['about'] ?? 'whole'}
            error={typed.faults['about']}
            options={[
              { value: 'whole', text: speech.t('consultation.on-whole') },
              ...seen.articles.map((article) => ({ value: article.id, text: unitTitle(context, article) })),
            ]}
            words={words}
          />
          {long('words')}
          {long('proposal', true)}
          {field('name', true)}
          {field('business', true)}
          <Buttons>
            <Button>{speech.t('consultation.enter.send')}</Button>
          </Buttons>
        </Form>
      </>
    ),
  }
}

/** The link that stands for the comment is shown once: it is handed over with the paper's receipt. */
function showEntered({ speech, parameters, origin }: PageContext, link: string | null): View {
  const here = `/consultations/${parameters['discussion']}`
  const title = speech.t('consultation.enter.done')
  return {
    title,
    secret: true,
    body: (
      <>
        <Panel title={title}>
          <p>{speech.t(link === null ? 'consultation.enter.done-before' : 'consultation.enter.done-link')}</p>
        </Panel>
        {link === null ? null : (
          <p>
            <code>{`${origin}${speech.path(link)}`}</code>
          </p>
        )}
        <p>
          <a href={speech.path(`${here}/enter`)}>{speech.t('consultation.enter.another')}</a>
        </p>
        <p>
          <a href={speech.path(`${here}/answers`)}>{speech.t('consultation.desk.title')}</a>
        </p>
      </>
    ),
  }
}
