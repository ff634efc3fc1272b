import { textKey } from '../../../kernel/case/index.ts'
import {
  kindOf,
  readForm,
  readPosted,
  validate,
  visiblePages,
  type CompiledField,
} from '../../../kernel/forms/index.ts'
import { page, type PageContext, type View } from '../../../platform/http/index.ts'
import {
  Button,
  Buttons,
  ErrorSummary,
  Field,
  Form,
  Notice,
  Section,
  uiWords,
  type FieldProps,
} from '../../../ui/index.ts'
import { fillText, parseText } from '../../catalogue/index.ts'
import { exampleVariables } from '../model/example-variables.ts'
import { draftOf } from './edit-part.tsx'
import { frame, partPath, treeOf, type ReadDraft } from './frame.tsx'
import { Unreadable } from './passport-part.tsx'
import { textOf } from './form-part.tsx'

/** The citizen's pages as they would be, to be filled in; nothing is sent or kept. */
export const previewPages = [
  page('GET /studio/:draft/preview', ['country'], (context) => show(context)),
  page('POST /studio/:draft/preview', ['country'], async (context) => show(context, await context.form())),
]

async function show(context: PageContext<'country'>, posted?: URLSearchParams): Promise<View> {
  const { speech, world } = context
  const draft = await draftOf(context)
  const { form } = readForm(draft.files['form.yaml'] ?? '')
  if (!form) return frame(context, draft, 'preview', <Unreadable context={context} />)
  const all = form.pages.flatMap(({ fields }) => fields)
  const answers = posted ? readPosted(all, posted, speech.signs) : {}
  const day = world.country.localDate(context.now)
  const variables = {
    ...exampleVariables({ answers }, draft.service, day),
    reference: world.country.reference(day),
    answers,
  }
  const errors = posted ? validate(form, answers, variables as never, { checks: world.country.formChecks }) : []
  // what a file is can't be seen before it is sent
  const faults = errors.filter(({ field }) => all.find(({ id }) => id === field)?.kind !== 'file')
  const said = (code: string, parameters: Record<string, unknown>) =>
    speech.t(`form.error.${code}`, parameters as never)
  const error = (field: string) => {
    const found = faults.find((each) => each.field === field)
    return found && (speech.has(`form.error.${found.code}`) ? said(found.code, found.params) : found.code)
  }
  return {
    ...frame(
      context,
      draft,
      'preview',
      <>
        <ErrorSummary
          title={speech.t('ui.error-title')}
          errors={faults.map(({ field }) => ({ field, text: error(field) ?? field }))}
        />
        <Notice tone="neutral">{speech.t('studio.preview.lead')}</Notice>
        {posted && faults.length === 0 ? (
          <Notice tone="done" title={speech.t('studio.preview.good')}>
            <Paper context={context} draft={draft} answers={answers} />
          </Notice>
        ) : null}
        <Form action={speech.path(partPath(draft.id, 'preview'))}>
          {visiblePages(form, variables as never).map(({ id, fields }, at) => (
            <Section title={`${at + 1}. ${textOf(context, draft, `form.${id}.title`, id)}`}>
              {fields.map((field) => (
                <Field {...propsOf(context, draft, field, answers[field.id], error(field.id))} />
              ))}
            </Section>
          ))}
          <Buttons>
            <Button>{speech.t('studio.preview.try')}</Button>
          </Buttons>
        </Form>
      </>,
    ),
    status: faults.length > 0 ? 422 : 200,
  }
}

/** The result document's words for what was typed, or for the first example. */
export function Paper({
  context,
  draft,
  answers,
  name = 'result',
}: {
  context: PageContext<'country'>
  draft: ReadDraft
  answers?: unknown
  name?: string
}) {
  const { speech, world } = context
  const examples = treeOf(draft, 'examples.yaml')
  const example = answers === undefined && Array.isArray(examples) ? examples[0] : { answers }
  const variables = exampleVariables(example, draft.service, world.country.localDate(context.now))
  const filled = (key: string): string => {
    try {
      return fillText(
        parseText(textOf(context, draft, key, `⟦${key}⟧`)),
        speech.language,
        world.country.conventions,
        variables,
      )
    } catch (error) {
      return (error as Error).message
    }
  }
  return (
    <div class="stack">
      <h3>{filled(`${name}.title`)}</h3>
      {filled(`${name}.body`)
        .split(/\n\s*\n/)
        .map((paragraph) => (
          <p>{paragraph}</p>
        ))}
    </div>
  )
}

function propsOf(
  context: PageContext<'country'>,
  draft: ReadDraft,
  field: CompiledField,
  value: unknown,
  error: string | undefined,
): FieldProps {
  const { speech, world } = context
  const say = (key: string) => textOf(context, draft, key, '')
  const hint = say(textKey.fieldHint(field.id))
  const why = say(textKey.fieldWhy(field.id))
  const base = {
    name: field.id,
    label: say(textKey.fieldLabel(field.id)) || field.id,
    words: uiWords(speech.t),
    error,
    ...(field.needed === false ? { optional: true } : {}),
    ...(hint ? { hint } : {}),
    ...(why ? { why } : {}),
  }
  const options = (field.options ?? []).map((option) => ({
    value: option,
    text: say(textKey.fieldOption(field.id, option)) || option,
  }))
  const text = value === undefined || value === null ? '' : String(value)
  const { view } = kindOf(field.kind)
  switch (view) {
    case 'choice':
      return { ...base, kind: 'choice', options, value: text }
    case 'choices':
      return { ...base, kind: 'choices', options, values: Array.isArray(value) ? value.map(String) : [] }
    case 'district':
      return {
        ...base,
        kind: 'district',
        options: world.country
          .places()
          .slice(0, 300)
          .map((place) => ({ value: place.code, text: speech.text(place.name) })),
        value: text,
      }
    case 'yesno':
      return { ...base, kind: 'yesno', value: typeof value === 'boolean' ? value : undefined }
    case 'declaration':
      return { ...base, kind: 'declaration', value: value === true }
    case 'date':
      return { ...base, kind: 'date', ...(text ? { value: text } : {}) }
    case 'file':
      return { ...base, kind: 'file', accept: field.accept ?? [] }
    case 'money':
      return { ...base, kind: 'money', value: text, suffix: speech.unit() }
    default:
      return { ...base, kind: view, value: text }
  }
}
