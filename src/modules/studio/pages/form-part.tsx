import { FIELD_KINDS, type FieldKind } from '../../../kernel/forms/index.ts'
import type { PageContext, Typed } from '../../../platform/http/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import { Button, Buttons, Disclosure, Field, Form, Section, Tag, uiWords } from '../../../ui/index.ts'
import type { Change } from '../model/change.ts'
import { textsIn } from '../model/edit-texts.ts'
import { addField, removeField, type FormTree } from '../model/form-changes.ts'
import { refusal } from '../model/refusals.ts'
import { idFrom } from '../model/label-ids.ts'
import { seeFeel } from '../model/see-feel.ts'
import { textChanges } from '../model/text-changes.ts'
import { Carried, type EditedPart } from './edit-part.tsx'
import { FieldEditor, fieldChanges } from './field-editor.tsx'
import { FEEL_SCRIPT, FeelMarks } from './feel-page.tsx'
import { partPath, treeOf, type ReadDraft } from './frame.tsx'
import { Unreadable } from './passport-part.tsx'
import { TextFields } from './text-fields.tsx'

const FILE = 'form.yaml'
const IS_NAME = /^[a-z][A-Za-z0-9]*$/

const formOf = (draft: ReadDraft) => treeOf(draft, FILE) as FormTree | undefined
const filesOf = ({ world }: PageContext<'country'>) => [
  FILE,
  ...world.country.languages.written.map((language) => `texts/${language}.yaml`),
]

/** What a field or page is called in the page's language; its id where no text says. */
export function textOf({ speech, world }: PageContext<'country'>, draft: ReadDraft, key: string, fallback: string) {
  const { languages } = world.country
  const source = languages.sourceOf(speech.language)
  const text = textsIn(draft.files[`texts/${source}.yaml`]).get(key)
  return text ? world.country.text({ [source]: text } as never, speech.language) : fallback
}

/** The form: pages with fields, put in order by buttons, each field edited by itself. */
export const formPart: EditedPart = {
  part: 'form',
  files: filesOf,
  scripts: [FEEL_SCRIPT],
  changes(posted, draft, context: PageContext<'country'>): Change[] {
    const form = formOf(draft)
    const { languages } = context.world.country
    const [page, field] = [Number(posted.get('page')), Number(posted.get('field'))]
    const pages = form?.pages ?? []
    const fields = pages[page]?.fields ?? []
    const own = languages.sourceOf(context.speech.language)
    switch (posted.get('op')) {
      case 'add-page': {
        const id = newName(
          posted,
          pages.map((each) => each.id),
          'page',
        )
        return [
          {
            kind: 'insert',
            file: FILE,
            path: ['pages'],
            at: pages.length,
            value: { id, fields: [{ id: `${id}Note`, kind: 'textarea', maxLength: 1000 }] },
          },
          { kind: 'text', key: `form.${id}.title`, texts: { [own]: posted.get('label')?.trim() || id } },
          { kind: 'text', key: `field.${id}Note.label`, texts: { [own]: context.speech.t('studio.form.note-label') } },
        ]
      }
      case 'save-page':
        seeFeel({ showWhen: posted.get('showWhen') })
        return [
          ...valueChange(['pages', page, 'showWhen'], pages[page]?.showWhen, posted.get('showWhen')),
          ...textChanges(draft.files, languages.written, posted),
        ]
      case 'page-up':
        return page > 0 ? [{ kind: 'move', file: FILE, path: ['pages', page], to: page - 1 }] : []
      case 'page-down':
        return page < pages.length - 1 ? [{ kind: 'move', file: FILE, path: ['pages', page], to: page + 1 }] : []
      case 'page-remove':
        return [{ kind: 'value', file: FILE, path: ['pages', page], value: null }]
      case 'add-field': {
        const id = newName(
          posted,
          pages.flatMap((each) => (each.fields ?? []).map((there) => there.id)),
          'field',
        )
        const kind = FIELD_KINDS.find((each) => each === posted.get('kind')) ?? 'text'
        const label = posted.get('label')?.trim() || id
        return addField(draft.files, { page, id, kind, labels: { [own]: label } })
      }
      case 'field-up':
        if (field > 0) return [{ kind: 'move', file: FILE, path: ['pages', page, 'fields', field], to: field - 1 }]
        return page === 0 ? [] : [moved(page, field, page - 1, pages[page - 1]!.fields?.length ?? 0)]
      case 'field-down':
        if (field < fields.length - 1)
          return [{ kind: 'move', file: FILE, path: ['pages', page, 'fields', field], to: field + 1 }]
        return page === pages.length - 1 ? [] : [moved(page, field, page + 1, 0)]
      case 'field-remove':
        return removeField(draft.files, page, field, languages.written)
      case 'save-field':
        return [
          ...fieldChanges(posted, treeOf(draft, FILE), [page, field], context.speech.signs),
          ...textChanges(draft.files, languages.written, posted),
        ]
      default:
        return []
    }
  },
  next(posted, context) {
    const at = partPath(context.parameters['draft']!, 'form')
    if (posted.get('op') === 'save-field') return `${at}?field=${context.query.get('field') ?? ''}`
    return `${at}#page-${posted.get('page') ?? ''}`
  },
  body(context: PageContext<'country'>, draft, typed) {
    const form = formOf(draft)
    if (!form) return <Unreadable context={context} />
    const asked = context.query.get('field')
    for (const [page, { fields }] of (form.pages ?? []).entries())
      for (const [at, field] of (fields ?? []).entries())
        if (field.id === asked)
          return (
            <FieldEditor
              context={context}
              draft={draft}
              field={field}
              at={[page, at]}
              files={filesOf(context)}
              typed={typed}
            />
          )
    return (
      <>
        <FeelMarks context={context} draft={draft} fields={[{ name: 'showWhen' }]} />
        <p>{context.speech.t('studio.form.lead')}</p>
        {(form.pages ?? []).map((_page, at) => (
          <FormPage context={context} draft={draft} form={form} at={at} typed={typed} />
        ))}
        <Section title={context.speech.t('studio.form.new-page')}>
          <Form action={context.speech.path(partPath(draft.id, 'form'))}>
            <Carried context={context} draft={draft} files={filesOf(context)} />
            <NameFields context={context} id="new-page" typed={typed.values['op'] === 'add-page' ? typed : undefined} />
            <Buttons>
              <Button look="secondary" name="op" value="add-page">
                {context.speech.t('studio.form.add-page')}
              </Button>
            </Buttons>
          </Form>
        </Section>
      </>
    )
  },
}

const moved = (page: number, field: number, to: number, at: number): Change => ({
  kind: 'move',
  file: FILE,
  path: ['pages', page, 'fields', field],
  to: at,
  into: ['pages', to, 'fields'],
})

export function valueChange(path: (string | number)[], before: unknown, given: string | null): Change[] {
  const now = (given ?? '').trim()
  if (given === null || now === String(before ?? '')) return []
  return [{ kind: 'value', file: FILE, path, value: now === '' ? null : now }]
}

/**
 * The name of something new in the files: as it was given, else made of what people call it.
 * @throws Refusal when it is no name, or taken, or there is nothing to make one of
 */
function newName(posted: URLSearchParams, taken: readonly string[], otherwise: string): string {
  const [id, label] = ['id', 'label'].map((name) => posted.get(name)?.trim() ?? '') as [string, string]
  if (id === '') {
    if (label !== '') return idFrom(label, new Set(taken), otherwise)
    throw new Refusal(refusal['not-done'], { problems: [{ path: 'label', text: 'studio.refusal.name-needed' }] })
  }
  if (!IS_NAME.test(id))
    throw new Refusal(refusal['not-done'], { problems: [{ path: 'id', text: 'studio.refusal.name-unfit' }] })
  if (taken.includes(id))
    throw new Refusal(refusal['not-done'], { problems: [{ path: 'id', text: 'studio.refusal.name-taken' }] })
  return id
}

/** What something new is called by people, and in the files. */
function NameFields({
  context: { speech },
  id,
  typed,
}: {
  context: PageContext<any>
  id: string
  typed?: Typed | undefined
}) {
  const words = uiWords(speech.t)
  return (
    <>
      <Field
        kind="text"
        name="label"
        id={typed ? 'label' : `${id}-label`}
        label={speech.t('studio.form.label')}
        value={typed?.values['label'] ?? ''}
        error={typed?.faults['label']}
        words={words}
      />
      <Field
        kind="text"
        name="id"
        id={typed ? 'id' : `${id}-id`}
        label={speech.t('studio.form.id')}
        hint={speech.t('studio.form.id-hint')}
        optional
        value={typed?.values['id'] ?? ''}
        error={typed?.faults['id']}
        words={words}
      />
    </>
  )
}

function FormPage({
  context,
  draft,
  form,
  at,
  typed,
}: {
  context: PageContext<'country'>
  draft: ReadDraft
  form: FormTree
  at: number
  typed: Typed
}) {
  const { speech } = context
  const page = form.pages![at]!
  const title = textOf(context, draft, `form.${page.id}.title`, page.id)
  const action = speech.path(partPath(draft.id, 'form'))
  const here = (op: string) => typed.values['op'] === op && typed.values['page'] === String(at)
  const Op = ({ op, field, text, about }: { op: string; field?: number; text: string; about: string }) => (
    <form action={action} method="post">
      <Carried context={context} draft={draft} files={filesOf(context)} />
      <input type="hidden" name="page" value={String(at)} />
      {field === undefined ? null : <input type="hidden" name="field" value={String(field)} />}
      <Button look="tertiary" name="op" value={op}>
        {text}
        <span class="hidden-visually"> {about}</span>
      </Button>
    </form>
  )
  return (
    <Section title={`${at + 1}. ${title}`} id={`page-${at}`}>
      {page.showWhen ? (
        <p class="small">
          {speech.t('studio.form.shown-when')} <code>{page.showWhen}</code>
        </p>
      ) : null}
      <ol class="plain editable">
        {(page.fields ?? []).map((field, number) => {
          const label = textOf(context, draft, `field.${field.id}.label`, field.id)
          return (
            <li>
              <div>
                <a href={speech.path(`${partPath(draft.id, 'form')}?field=${field.id}`)}>{label}</a>{' '}
                <Tag plain>{speech.t(`studio.kind-of-field.${field.kind}`)}</Tag>{' '}
                {field.required === true ? <span class="small soft">{speech.t('studio.form.required')}</span> : null}
                {field.showWhen ? <code class="small"> {String(field.showWhen)}</code> : null}
              </div>
              <div class="row">
                <Op op="field-up" field={number} text={speech.t('studio.up')} about={label} />
                <Op op="field-down" field={number} text={speech.t('studio.down')} about={label} />
                <Op op="field-remove" field={number} text={speech.t('studio.remove')} about={label} />
              </div>
            </li>
          )
        })}
      </ol>
      <Disclosure summary={speech.t('studio.form.add-field')} open={here('add-field')}>
        <Form action={action}>
          <Carried context={context} draft={draft} files={filesOf(context)} />
          <input type="hidden" name="page" value={String(at)} />
          <NameFields context={context} id={`page-${at}`} typed={here('add-field') ? typed : undefined} />
          <Field
            kind="choice"
            name="kind"
            id={`page-${at}-kind`}
            label={speech.t('studio.form.kind')}
            asList
            value={(here('add-field') ? typed.values['kind'] : undefined) ?? 'text'}
            options={FIELD_KINDS.map((kind: FieldKind) => ({
              value: kind,
              text: speech.t(`studio.kind-of-field.${kind}`),
            }))}
            words={uiWords(speech.t)}
          />
          <Buttons>
            <Button name="op" value="add-field">
              {speech.t('studio.form.add')}
            </Button>
          </Buttons>
        </Form>
      </Disclosure>
      <Disclosure summary={speech.t('studio.form.page-itself')} open={here('save-page')}>
        <Form action={action}>
          <Carried context={context} draft={draft} files={filesOf(context)} />
          <input type="hidden" name="page" value={String(at)} />
          <TextFields
            context={context}
            draft={draft}
            keyOf={`form.${page.id}.title`}
            label={speech.t('studio.form.page-title')}
            values={here('save-page') ? typed.values : {}}
          />
          <TextFields
            context={context}
            draft={draft}
            keyOf={`form.${page.id}.lead`}
            label={speech.t('studio.form.page-lead')}
            optional
            values={here('save-page') ? typed.values : {}}
          />
          <Field
            kind="text"
            name="showWhen"
            id={here('save-page') ? 'showWhen' : `page-${at}-when`}
            label={speech.t('studio.form.when')}
            hint={speech.t('studio.form.feel-hint', { example: 'purpose = "Bank"' })}
            optional
            value={(here('save-page') ? typed.values['showWhen'] : undefined) ?? page.showWhen ?? ''}
            error={here('save-page') ? typed.faults['showWhen'] : undefined}
            words={uiWords(speech.t)}
          />
          <Buttons>
            <Button look="secondary" name="op" value="save-page">
              {speech.t('studio.save')}
            </Button>
          </Buttons>
        </Form>
        <div class="row">
          <Op op="page-up" text={speech.t('studio.up')} about={title} />
          <Op op="page-down" text={speech.t('studio.down')} about={title} />
          <Op op="page-remove" text={speech.t('studio.remove')} about={title} />
        </div>
      </Disclosure>
    </Section>
  )
}
