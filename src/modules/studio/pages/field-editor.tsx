import { FIELD_KINDS, kindOf } from '../../../kernel/forms/index.ts'
import { typedNumber, type NumberSigns } from '../../../kernel/values/index.ts'
import type { PageContext, Typed } from '../../../platform/http/index.ts'
import { BackLink, Button, Buttons, Form, Section } from '../../../ui/index.ts'
import type { Change } from '../model/change.ts'
import type { FieldTree, FormTree } from '../model/form-changes.ts'
import { namesInScope, seeFeel } from '../model/see-feel.ts'
import { changesOf, valueAt, type Slot } from '../model/slots.ts'
import { Carried } from './edit-part.tsx'
import { FeelMarks } from './feel-page.tsx'
import { partPath, treeOf, type ReadDraft } from './frame.tsx'
import { SlotField } from './slot-field.tsx'
import { TextFields } from './text-fields.tsx'

const FILE = 'form.yaml'

/** What of a field is edited; only what its kind can have. */
function slotsOf(field: FieldTree, laws: readonly string[]): Slot[] {
  const { needs, view } = kindOf(field.kind)
  const isText = view === 'text' || view === 'textarea'
  const isNumber = view === 'number' || view === 'money' || view === 'date'
  return [
    { path: ['kind'], kind: 'choice', options: FIELD_KINDS },
    { path: ['required'], kind: 'text', optional: true },
    { path: ['showWhen'], kind: 'text', optional: true },
    ...(laws.length > 0 ? [{ path: ['why'], kind: 'choice', options: laws, optional: true } as Slot] : []),
    ...(needs === 'options' ? [{ path: ['options'], kind: 'words' } as Slot] : []),
    ...(needs === 'accept'
      ? [{ path: ['accept'], kind: 'choices', options: ['pdf', 'png', 'jpeg', 'docx'] } as Slot]
      : []),
    ...(isText
      ? (['minLength', 'maxLength'] as const).map((name): Slot => ({ path: [name], kind: 'number', optional: true }))
      : []),
    ...(isNumber
      ? (['min', 'max'] as const).map((name): Slot => ({ path: [name], kind: 'text', optional: true }))
      : []),
  ]
}

/**
 * What the sent form of a field changes in form.yaml.
 * @param signs how the page's language writes numbers
 * @throws Refusal when an expression is no FEEL, or a number none
 */
export function fieldChanges(
  posted: URLSearchParams,
  tree: unknown,
  [page, at]: readonly [number, number],
  signs: NumberSigns,
): Change[] {
  const path = ['pages', page, 'fields', at]
  const field = valueAt(tree, path) as FieldTree | undefined
  if (!field) return []
  const name = (attribute: string) => [...path, attribute].join('/')
  const required = posted.get(name('required'))?.trim() ?? ''
  seeFeel({
    [name('showWhen')]: posted.get(name('showWhen')),
    [name('required')]: required === 'true' || required === 'false' ? '' : required,
  })
  return changesOf(
    FILE,
    slotsOf(field, ['any']).map((slot) => ({ ...slot, path: [...path, ...slot.path] })),
    tree,
    posted,
    signs,
  ).map((change) =>
    change.kind === 'value' ? { ...change, value: plain(change.value, change.path.at(-1), signs) } : change,
  )
}

/** Bounds that are numbers, or expressions. */
const BOUNDS: readonly unknown[] = ['min', 'max']

/** `true`, `false` and numbers as YAML means them; bounds as the page's language writes numbers. */
function plain(value: unknown, name: unknown, signs: NumberSigns): any {
  if (value === 'true') return true
  if (value === 'false') return false
  if (typeof value !== 'string') return value
  if (BOUNDS.includes(name)) return typedNumber(value, signs)
  return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value
}

/** One field with its words in every language. */
export function FieldEditor({
  context,
  draft,
  field,
  at: [page, number],
  files,
  typed,
}: {
  context: PageContext<'country'>
  draft: ReadDraft
  field: FieldTree
  at: readonly [number, number]
  files: readonly string[]
  typed: Typed
}) {
  const { speech } = context
  const tree = treeOf(draft, FILE)
  const laws = valueAt(treeOf(draft, 'service.yaml'), ['legalBasis'])
  const lawIds = Array.isArray(laws) ? laws.map((law: any) => String(law?.id)) : []
  const fields = ((tree as FormTree).pages ?? []).flatMap((each) => (each.fields ?? []).map(({ id }) => id))
  const action = `${partPath(draft.id, 'form')}?field=${field.id}`
  const text = (suffix: string, optional?: boolean) => (
    <TextFields
      context={context}
      draft={draft}
      keyOf={`field.${field.id}.${suffix}`}
      label={
        suffix.startsWith('option.')
          ? speech.t('studio.form.option', { option: suffix.slice(7) })
          : speech.t(`studio.form.text-${suffix}`)
      }
      {...(optional ? { optional } : {})}
      values={typed.values}
    />
  )
  return (
    <>
      <BackLink href={speech.path(`${partPath(draft.id, 'form')}#page-${page}`)} text={speech.t('studio.part.form')} />
      <Section title={speech.t('studio.form.field', { id: field.id })}>
        <Form action={speech.path(action)}>
          <Carried context={context} draft={draft} files={files} />
          <input type="hidden" name="page" value={String(page)} />
          <input type="hidden" name="field" value={String(number)} />
          <FeelMarks
            context={context}
            draft={draft}
            fields={['showWhen', 'required'].map((each) => ({ name: `pages/${page}/fields/${number}/${each}` }))}
          />
          {text('label')}
          {text('hint', true)}
          {text('why', true)}
          {(field.options ?? []).map((option) => text(`option.${option}`))}
          {slotsOf(field, lawIds).map((slot) => (
            <SlotField
              context={context}
              slot={{ ...slot, path: ['pages', page, 'fields', number, ...slot.path] }}
              tree={tree}
              label={speech.t(`studio.form.attribute.${slot.path[0]}`)}
              {...(slot.path[0] === 'required' || slot.path[0] === 'showWhen'
                ? {
                    hint: speech.t(`studio.form.hint.${slot.path[0]}`, { always: 'true', example: 'purpose = "Bank"' }),
                  }
                : {})}
              optionName={(option) => (slot.path[0] === 'kind' ? speech.t(`studio.kind-of-field.${option}`) : option)}
              typed={typed}
            />
          ))}
          <p class="small soft">
            {speech.t('studio.form.names')}{' '}
            {namesInScope(fields).map((name, place) => (
              <>
                {place > 0 ? ', ' : ''}
                <code>{name}</code>
              </>
            ))}
          </p>
          <Buttons>
            <Button name="op" value="save-field">
              {speech.t('studio.save')}
            </Button>
          </Buttons>
        </Form>
      </Section>
    </>
  )
}
