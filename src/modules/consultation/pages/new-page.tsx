import { page, type PageContext, type View } from '../../../platform/http/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import { BackLink, Button, Buttons, ErrorSummary, Field, Form, PageHeading, uiWords } from '../../../ui/index.ts'
import { FORMATS } from '../model/read-act.ts'
import { listAllDiscussions } from '../use/list-discussions.ts'
import { openDiscussion, USUAL_DAYS } from '../use/open-discussion.ts'
import { bodyName } from './words.ts'

const NAMES = ['body', 'kind', 'title', 'language', 'note', 'days', 'format', 'text', 'inForce', 'costs'] as const
type Typed = Partial<Record<(typeof NAMES)[number], string>>

/** Publishes a draft: what it is, why, what it costs, and its text. */
export const newPage = page('GET /consultations/new', ['country'], (context) => show(context, {}))

export const sendNew = page('POST /consultations/new', ['country'], async (context) => {
  const form = await context.form()
  const typed: Typed = Object.fromEntries(NAMES.map((name) => [name, form.get(name) ?? '']))
  try {
    const made = await context.perform(
      openDiscussion,
      {
        body: typed.body,
        kind: typed.kind,
        title: typed.title,
        language: typed.language,
        note: typed.note,
        days: Number(typed.days),
        format: typed.format,
        text: typed.text,
        costs: readCosts(typed.costs ?? '', context.world.country.currency.minorUnits),
        ...(typed.inForce?.trim() ? { inForce: { format: typed.format, text: typed.inForce } } : {}),
      },
      form.get('key') ?? undefined,
    )
    return context.redirect(`/consultations/${made.id}`)
  } catch (error) {
    const elsewhere = [general['not-allowed'], general['sign-in-needed']]
    if (!(error instanceof Refusal) || elsewhere.includes(error.kind)) throw error
    return show(context, typed, error)
  }
})

/** One line a cost: what; price in whole units; times a year; businesses. */
function readCosts(text: string, minorUnits: number): unknown[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [what = '', price = '', frequency = '', population = ''] = line.split(';').map((part) => part.trim())
      const number = (part: string) =>
        part === '' ? undefined : Number(part.replace(/[\s\u00a0]/g, '').replace(',', '.'))
      const major = number(price)
      return {
        what,
        price: major === undefined ? undefined : Math.round(major * 10 ** minorUnits),
        frequency: number(frequency),
        population: number(population),
      }
    })
}

async function show(context: PageContext<'country'>, typed: Typed, refused?: Refusal): Promise<View> {
  const { speech, principal } = context
  const { publishes: bodies } = await context.perform(listAllDiscussions, {})
  if (bodies.length === 0) throw new Refusal(general[principal.personId ? 'not-allowed' : 'sign-in-needed'])
  const words = uiWords(speech.t)
  const problems = refused
    ? refused.problems.length > 0
      ? refused.problems.map((problem) => ({
          field: problem.path.split('.')[0]!,
          text: speech.t(problem.text, problem.parameters),
        }))
      : [{ field: 'text', text: speech.t(refused.kind.text, refused.parameters) }]
    : []
  const shared = (name: (typeof NAMES)[number]) => ({
    name,
    label: speech.t(`consultation.new.${name}`),
    error: problems.find(({ field }) => field === name)?.text,
    words,
  })
  return {
    title: speech.t('consultation.publish'),
    status: refused ? refused.kind.status : 200,
    body: (
      <>
        <ErrorSummary title={speech.t('ui.error-title')} errors={problems} />
        <BackLink href={speech.path('/consultations')} text={speech.t('consultation.title')} />
        <PageHeading title={speech.t('consultation.publish')} lead={speech.t('consultation.new.lead')} />
        <Form action={speech.path('/consultations/new')}>
          <input type="hidden" name="key" value={context.formKey()} />
          <Field
            kind="choice"
            {...shared('body')}
            value={typed.body ?? bodies[0]!}
            options={bodies.map((body) => ({ value: body, text: bodyName(context, body) }))}
          />
          <Field
            kind="choice"
            {...shared('kind')}
            value={typed.kind ?? 'draft'}
            options={(['draft', 'review'] as const).map((kind) => ({
              value: kind,
              text: speech.t(`consultation.kind.${kind}`),
            }))}
          />
          <Field kind="text" {...shared('title')} value={typed.title ?? ''} maxLength={500} />
          <Field
            kind="choice"
            {...shared('language')}
            value={typed.language ?? speech.html}
            options={context.world.country.languages.ids.map((language) => {
              const { tag, name } = context.world.country.languages.about(language)
              return { value: tag, text: name }
            })}
          />
          <Field
            kind="textarea"
            {...shared('note')}
            hint={speech.t('consultation.new.note-hint')}
            rows={5}
            value={typed.note ?? ''}
          />
          <Field
            kind="number"
            {...shared('days')}
            hint={speech.t('consultation.new.days-hint')}
            value={typed.days ?? String(USUAL_DAYS)}
          />
          <Field
            kind="choice"
            {...shared('format')}
            value={typed.format ?? 'text'}
            options={FORMATS.filter((format) => format !== 'docx').map((format) => ({
              value: format,
              text: speech.t(`consultation.new.format-${format}`),
            }))}
          />
          <Field
            kind="textarea"
            {...shared('text')}
            hint={speech.t('consultation.new.text-hint')}
            rows={14}
            value={typed.text ?? ''}
          />
          <Field
            kind="textarea"
            {...shared('inForce')}
            optional
            hint={speech.t('consultation.new.inForce-hint')}
            rows={6}
            value={typed.inForce ?? ''}
          />
          <Field
            kind="textarea"
            {...shared('costs')}
            optional
            hint={speech.t('consultation.new.costs-hint')}
            rows={4}
            value={typed.costs ?? ''}
          />
          <Buttons>
            <Button>{speech.t('consultation.new.send')}</Button>
          </Buttons>
        </Form>
      </>
    ),
  }
}
