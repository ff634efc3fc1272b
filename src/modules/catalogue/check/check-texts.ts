import { z } from 'zod'
import { TEXT_PARTS, textKey } from '../../../kernel/case/index.ts'
import { readYaml } from '../../../kernel/data/index.ts'
import type { DecisionOutline } from '../../../kernel/rules/index.ts'
import type { CompiledForm } from '../../../kernel/forms/index.ts'
import type { ServiceFolder } from '../model/service-folder.ts'
import type { Report } from './check-parts.ts'
import type { ModelElement } from './model-elements.ts'

/** Notes each text that is needed and lacks in a language, and each that speaks of what is not there. */
export function checkTexts(
  service: ServiceFolder,
  form: CompiledForm,
  elements: readonly ModelElement[],
  decisions: Decisions,
  report: Report,
): void {
  const needed = [...textsOfForm(form), ...elements.flatMap(textsOfElement), ...textsOfDecisions(elements, decisions)]
  for (const [key, reason] of new Map(needed)) {
    for (const language of Object.keys(service.texts)) {
      if (service.texts[language]![key] !== undefined) continue
      report({
        file: `texts/${language}.yaml`,
        line: 1,
        message: `${key} is missing: ${reason}`,
        remedy: `Write ${key} in ${Object.keys(service.texts).join(', ')}.`,
      })
    }
  }
  const fields = new Set(form.pages.flatMap((page) => page.fields.map((field) => field.id)))
  const pages = new Set(form.pages.map((page) => page.id))
  const ids = new Set(elements.map((element) => element.id))
  const [first, texts] = Object.entries(service.texts)[0]!
  const file = `texts/${first}.yaml` as const
  for (const key of Object.keys(texts)) {
    const [kind, name = ''] = key.split('.')
    const known =
      kind === 'field'
        ? fields
        : kind === 'form'
          ? pages
          : kind === 'task' || kind === 'stage'
            ? ids
            : kind === 'decision'
              ? decisions
              : undefined
    if (known && !known.has(name))
      report({
        file,
        line: lineOfText(service.files[file], key),
        message: `${key} speaks of "${name}", which is not there`,
        remedy: `Name a ${kind === 'field' ? 'field of form.yaml' : kind === 'form' ? 'page of form.yaml' : kind === 'decision' ? 'decision of rules.dmn' : 'task of process.bpmn'}, or take the text out of all languages.`,
      })
    const last = key.split('.')[2]
    if (
      known?.has(name) &&
      kind !== 'stage' &&
      last !== undefined &&
      !(kind === 'decision'
        ? last === 'title' || decisions.get(name)!.inputs.some((input) => input.id === last)
        : TEXT_PARTS[kind as keyof typeof TEXT_PARTS].includes(last))
    )
      report({
        file,
        line: lineOfText(service.files[file], key),
        message: `${key}: nobody shows the part "${last}"`,
        remedy: `Its parts are ${kind === 'decision' ? ['title', ...decisions.get(name)!.inputs.map((input) => input.id)].join(', ') : TEXT_PARTS[kind as keyof typeof TEXT_PARTS].join(', ')}.`,
      })
  }
}

function* textsOfForm(form: CompiledForm): Generator<[key: string, reason: string]> {
  for (const page of form.pages) {
    yield [textKey.pageTitle(page.id), `the title of the page "${page.id}"`]
    for (const field of page.fields) {
      yield [textKey.fieldLabel(field.id), `the label of the field "${field.id}"`]
      for (const option of field.options ?? [])
        yield [textKey.fieldOption(field.id, option), `an option of the field "${field.id}"`]
      for (const rule of field.rules) yield [rule.text, `said when the field "${field.id}" is not valid`]
    }
  }
}

type Decisions = ReadonlyMap<string, DecisionOutline>

/**
 * Words for the way of a rule: the decisions that the process asks for and those they rest on, and the inputs of their
 * tables.
 */
function textsOfDecisions(elements: readonly ModelElement[], decisions: Decisions): [key: string, reason: string][] {
  const asked = new Set(
    elements
      .filter((element) => element.type === 'businessRuleTask')
      .map((element) => element.attribute('decision') ?? ''),
  )
  for (const name of asked) decisions.get(name)?.requires.forEach((required) => asked.add(required))
  return [...asked].flatMap((key) => {
    const outline = decisions.get(key)
    const name = outline?.name
    return outline
      ? ([
          [textKey.decisionTitle(name!), `what the decision "${name}" is called where its way is shown`],
          ...outline.inputs.map((input): [string, string] => [
            textKey.decisionInput(name!, input.id),
            `the input "${input.label}" of the decision "${name}"`,
          ]),
        ] as [string, string][])
      : []
  })
}

function textsOfElement(element: ModelElement): [key: string, reason: string][] {
  const text = element.attribute('text')
  const job = element.attribute('job')
  if (element.type === 'userTask')
    return [[textKey.taskTitle(element.id), `what whoever does the task "${element.id}" reads`]]
  if (job === 'notify' && text !== undefined && !text.startsWith('='))
    return [[text, `what "${element.id}" tells the applicant`]]
  if (job === 'result.prepare')
    return documentTexts(text ?? 'result').map((key) => [key, `the document that "${element.id}" makes`])
  return []
}

/** Title and body of a document; of one that FEEL chooses, those its words name. */
function documentTexts(text: string): string[] {
  const names = text.startsWith('=')
    ? [...text.matchAll(/\b(?:then|else)\s*"([^"]+)"/g)].map((match) => match[1] as string)
    : [text]
  return names.flatMap((name) => [textKey.documentTitle(name), textKey.documentBody(name)])
}

/** Line in which a text stands, by its dotted key; 1 when it is not there. */
export function lineOfText(source: string | undefined, key: string): number {
  const read = readYaml(source ?? '', z.record(z.string(), z.unknown()))
  return 'problems' in read ? 1 : read.lineOf(pathOf(read.value, key.split('.')) ?? [])
}

/** A dotted key may be nested, dotted or both: `task.sign.title`, or `sign.title` under `task`. */
function pathOf(tree: unknown, words: readonly string[]): string[] | undefined {
  if (words.length === 0) return []
  if (tree === null || typeof tree !== 'object') return undefined
  for (let length = words.length; length > 0; length--) {
    const name = words.slice(0, length).join('.')
    const rest = Object.hasOwn(tree, name)
      ? pathOf((tree as Record<string, unknown>)[name], words.slice(length))
      : undefined
    if (rest) return [name, ...rest]
  }
  return undefined
}
