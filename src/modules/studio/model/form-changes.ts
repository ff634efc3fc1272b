import { kindOf, type FieldKind } from '../../../kernel/forms/index.ts'
import type { Change } from './change.ts'
import type { Files } from './draft.ts'
import { YamlFile } from './edit-yaml.ts'
import { textsIn } from './edit-texts.ts'
import { valueAt } from './slots.ts'

const FORM = 'form.yaml'
const EXAMPLES = 'examples.yaml'

export interface FormTree {
  pages?: { id: string; showWhen?: string; fields?: FieldTree[] }[]
}
export interface FieldTree {
  id: string
  kind: FieldKind
  required?: boolean | string
  options?: string[]
  [attribute: string]: unknown
}

/** A field as it begins: what its kind must say is there. */
function blankField(id: string, kind: FieldKind): FieldTree {
  const { needs } = kindOf(kind)
  return {
    id,
    kind,
    required: true,
    ...(needs === 'options' ? { options: ['first', 'second'] } : {}),
    ...(needs === 'accept' ? { accept: ['pdf'] } : {}),
  }
}

/** What an example answers to a field, so that it still goes as it did; undefined where nothing plain can be said. */
function exampleAnswer({ id, kind, options }: FieldTree): unknown {
  switch (kind) {
    case 'text':
    case 'textarea':
      return 'Example'
    case 'number':
    case 'money':
      return 1
    case 'yesno':
    case 'declaration':
      return true
    case 'date':
      return '2026-01-15'
    case 'choice':
      return options?.[0]
    case 'choices':
      return options?.slice(0, 1)
    case 'file':
      return [{ id: `example-${id}`, name: `${id}.pdf`, type: 'application/pdf', size: 1000 }]
    default:
      return undefined
  }
}

/** Adds a field at the end of a page, with its label and an answer in each example that answers anything. */
export function addField(
  files: Files,
  { page, id, kind, labels }: { page: number; id: string; kind: FieldKind; labels: Readonly<Record<string, string>> },
): Change[] {
  const form = new YamlFile(files[FORM] ?? '').value as FormTree
  const field = blankField(id, kind)
  const at = form.pages?.[page]?.fields?.length ?? 0
  const answer = exampleAnswer(field)
  const examples = new YamlFile(files[EXAMPLES] ?? '').value
  const label = (key: string, texts: Readonly<Record<string, string>>): Change[] =>
    Object.keys(texts).length === 0 ? [] : [{ kind: 'text', key, texts }]
  return [
    { kind: 'insert', file: FORM, path: ['pages', page, 'fields'], at, value: field as never },
    ...label(`field.${id}.label`, labels),
    ...(field.options ?? []).flatMap((option, number) =>
      label(
        `field.${id}.option.${option}`,
        Object.fromEntries(Object.keys(labels).map((language) => [language, `${number + 1}`])),
      ),
    ),
    ...(answer === undefined || !Array.isArray(examples)
      ? []
      : examples.flatMap((example, number): Change[] =>
          typeof example?.answers === 'object' && example.answers !== null
            ? [{ kind: 'value', file: EXAMPLES, path: [number, 'answers', id], value: answer as never }]
            : [],
        )),
  ]
}

/** Takes a field out with its texts and what examples answer to it; what else names it the check tells. */
export function removeField(files: Files, page: number, at: number, languages: readonly string[]): Change[] {
  const form = new YamlFile(files[FORM] ?? '').value as FormTree
  const id = form.pages?.[page]?.fields?.[at]?.id
  if (id === undefined) return []
  const examples = new YamlFile(files[EXAMPLES] ?? '').value
  const keys = new Set(
    languages.flatMap((language) =>
      [...textsIn(files[`texts/${language}.yaml`]).keys()].filter((key) => key.startsWith(`field.${id}.`)),
    ),
  )
  return [
    { kind: 'value', file: FORM, path: ['pages', page, 'fields', at], value: null },
    ...[...keys].map(
      (key): Change => ({
        kind: 'text',
        key,
        texts: Object.fromEntries(
          languages
            .filter((language) => textsIn(files[`texts/${language}.yaml`]).has(key))
            .map((language) => [language, null]),
        ),
      }),
    ),
    ...(Array.isArray(examples)
      ? examples.flatMap((example, number): Change[] =>
          valueAt(example, ['answers', id]) === undefined
            ? []
            : [{ kind: 'value', file: EXAMPLES, path: [number, 'answers', id], value: null }],
        )
      : []),
  ]
}
