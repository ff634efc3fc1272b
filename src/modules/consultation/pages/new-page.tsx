import { typedNumber, type NumberSigns } from '../../../kernel/values/index.ts'
import { faultsOf, NOTHING_TYPED, page, type PageContext, type Typed, type View } from '../../../platform/http/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import { BackLink, Button, Buttons, ErrorSummary, Field, Form, PageHeading, uiWords } from '../../../ui/index.ts'
import { listAllDiscussions } from '../use/list-discussions.ts'
import { openDiscussion, USUAL_DAYS } from '../use/open-discussion.ts'
import { actFields, actText, answerActPost, inForceFields } from './act-file.tsx'
import { bodyName } from './words.ts'

const NAMES = [
  'body',
  'kind',
  'title',
  'language',
  'note',
  'days',
  'file',
  'text',
  'format',
  'inForceFile',
  'inForce',
  'costs',
  'amendment',
] as const

/** Publishes a draft: what it is, why, what it costs, and its text. */
export const newPage = page('GET /consultations/new', ['country'], (context) =>
  show(context, { ...NOTHING_TYPED, values: asked(context) }),
)

export const sendNew = page('POST /consultations/new', ['country'], async (context) => {
  // files are taken only of those who may publish
  await bodiesOf(context)
  return answerActPost(context, {
    form: 'new',
    fields: NAMES,
    async does(posted, files, key) {
      const given = (name: (typeof NAMES)[number]) => posted.get(name) ?? ''
      const inForce = actText(files, 'inForceFile', given('inForce'), given('format'))
      const made = await context.perform(
        openDiscussion,
        {
          body: given('body'),
          kind: given('kind'),
          title: given('title'),
          language: given('language'),
          note: given('note'),
          days: typedNumber(given('days'), context.speech.signs),
          ...(actText(files, 'file', given('text'), given('format')) ?? { format: 'text', text: '' }),
          ...(given('amendment') === '' ? {} : { amendment: given('amendment') }),
          costs: readCosts(given('costs'), context.world.country.currency.minorUnits, context.speech.signs),
          ...(inForce ? { inForce } : {}),
        },
        key,
      )
      return `/consultations/${made.id}`
    },
    again: (typed) => show(context, typed),
  })
})

/** What another page asks it to begin with: the draft amendment it is to be made of, with words for it. */
const asked = ({ query }: PageContext): Record<string, string> =>
  Object.fromEntries(
    (['title', 'note', 'amendment'] as const).flatMap((name) => {
      const given = query.get(name)?.slice(0, 5_000)
      return given ? [[name, given]] : []
    }),
  )

/** Bodies for whose acts this person speaks. @throws Refusal when there are none */
async function bodiesOf(context: PageContext): Promise<readonly [string, ...string[]]> {
  const [first, ...others] = (await context.perform(listAllDiscussions, {})).publishes
  if (first === undefined) throw new Refusal(general[context.principal.personId ? 'not-allowed' : 'sign-in-needed'])
  return [first, ...others]
}

/**
 * One line a cost: what; price in whole units; times a year; businesses. Numbers are those of the page's language; what
 * is none, or a price that money has no coin for, stays as it was written, to be refused.
 */
function readCosts(text: string, minorUnits: number, signs: NumberSigns): unknown[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [what = '', price = '', frequency = '', population = ''] = line.split(';').map((part) => part.trim())
      const number = (part: string) => (part === '' ? undefined : typedNumber(part, signs))
      const major = number(price)
      const isMoney = typeof major === 'number' && Number(major.toFixed(minorUnits)) === major
      return {
        what,
        price: isMoney ? Math.round(major * 10 ** minorUnits) : major === undefined ? undefined : price,
        frequency: number(frequency),
        population: number(population),
      }
    })
}

async function show(context: PageContext<'country'>, { values: typed, faults, status }: Typed): Promise<View> {
  const { speech } = context
  const bodies = await bodiesOf(context)
  const words = uiWords(speech.t)
  // what is said of no field is said of the text: it can't be read, or is too large
  const problems = faultsOf({ faults }).map((fault) => ({ field: 'text', ...fault }))
  const byField = Object.fromEntries(problems.map(({ field, text }) => [field, text]))
  const shared = (name: (typeof NAMES)[number]) => ({
    name,
    label: speech.t(`consultation.new.${name}`),
    error: byField[name],
    words,
  })
  return {
    title: speech.t('consultation.publish'),
    status,
    body: (
      <>
        <ErrorSummary title={speech.t('ui.error-title')} errors={problems} />
        <BackLink href={speech.path('/consultations')} text={speech.t('consultation.title')} />
        <PageHeading title={speech.t('consultation.publish')} lead={speech.t('consultation.new.lead')} />
        <Form action={speech.path('/consultations/new')} files>
          <input type="hidden" name="key" value={context.formKey()} />
          {typed['amendment'] ? <input type="hidden" name="amendment" value={typed['amendment']} /> : null}
          <Field
            kind="choice"
            {...shared('body')}
            value={typed['body'] ?? bodies[0]}
            options={bodies.map((body) => ({ value: body, text: bodyName(context, body) }))}
          />
          <Field
            kind="choice"
            {...shared('kind')}
            value={typed['kind'] ?? 'draft'}
            options={(['draft', 'review'] as const).map((kind) => ({
              value: kind,
              text: speech.t(`consultation.kind.${kind}`),
            }))}
          />
          <Field kind="text" {...shared('title')} value={typed['title'] ?? ''} maxLength={500} />
          <Field
            kind="choice"
            {...shared('language')}
            value={typed['language'] ?? speech.html}
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
            value={typed['note'] ?? ''}
          />
          <Field
            kind="number"
            {...shared('days')}
            hint={speech.t('consultation.new.days-hint')}
            value={typed['days'] ?? String(USUAL_DAYS)}
          />
          {actFields(context, { values: typed, faults: byField })}
          {inForceFields(context, { values: typed, faults: byField })}
          <Field
            kind="textarea"
            {...shared('costs')}
            optional
            hint={speech.t('consultation.new.costs-hint')}
            rows={4}
            value={typed['costs'] ?? ''}
          />
          <Buttons>
            <Button>{speech.t('consultation.new.send')}</Button>
          </Buttons>
        </Form>
      </>
    ),
  }
}
