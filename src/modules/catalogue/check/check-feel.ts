import type { Country } from '../../../platform/country/index.ts'
import { APPLICANT_MEMBERS, BASE_VARIABLES } from '../../../kernel/case/index.ts'
import type { CompiledForm } from '../../../kernel/forms/index.ts'
import { parseText } from '../model/fill-text.ts'
import type { ServiceFolder } from '../model/service-folder.ts'
import type { Report } from './check-parts.ts'
import { lineOfText } from './check-texts.ts'
import { referencesOf } from './feel-names.ts'
import { isActivityType } from '../../../kernel/process/index.ts'
import type { ModelElement } from './model-elements.ts'

const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  applicant: APPLICANT_MEMBERS,
  representative: ['name', 'number'],
  service: ['id', 'version'],
  fee: ['amount', 'lines'],
}

interface Expression {
  file: string
  line: number
  text: string /** Names known here beside those of the case. */
  also: readonly string[]
}

/** Notes names in FEEL that no case has: a misspelt answer would be null and decide wrongly without a word. */
export function checkFeel(
  service: ServiceFolder,
  form: CompiledForm,
  elements: readonly ModelElement[],
  country: Pick<Country, 'referenceNames'>,
  report: Report,
): void {
  const fields = form.pages.flatMap((page) => page.fields.map((field) => field.id))
  const evidence = service.passport.evidence.map((piece) => piece.id)
  const written = elements
    .filter((element) => isActivityType(element.type))
    .map((element) => element.attribute('writes') ?? element.id)
  const members: Record<string, readonly string[]> = {
    ...MEMBERS,
    reference: country.referenceNames,
    answers: fields,
    evidence,
  }
  const roots = new Set<string>([...BASE_VARIABLES, ...written])
  for (const { file, line, text, also } of [
    ...ofProcess(elements),
    ...ofForm(service, form, fields),
    ...ofTexts(service),
    ...ofRules(service),
  ]) {
    for (const { root, member } of referencesOf(text)) {
      if (!roots.has(root) && !also.includes(root) && file !== 'rules.dmn')
        report({
          file,
          line,
          message: `"${root}" in the FEEL expression ${text.trim()} is no variable of a case`,
          remedy: `A case has ${[...roots].join(', ')}.`,
        })
      else if (member !== undefined && members[root] && !members[root].includes(member))
        report({
          file,
          line,
          message: `${root} has no "${member}" (${text.trim()})`,
          remedy: `Its members are ${members[root].join(', ') || 'none'}.`,
        })
    }
  }
}

const FEEL_ATTRIBUTES = [
  'office',
  'role',
  'act',
  'term',
  'text',
  'decision',
  'key',
  'payload',
  'collection',
  'status',
  'outcome',
]

function* ofProcess(elements: readonly ModelElement[]): Generator<Expression> {
  for (const element of elements) {
    const at = { file: 'process.bpmn', line: element.line, also: [] }
    if (element.condition !== undefined) yield { ...at, text: element.condition.replace(/^\s*=/, '') }
    for (const value of [element.timer, ...FEEL_ATTRIBUTES.map((name) => element.attribute(name))])
      if (value?.startsWith('=')) yield { ...at, text: value.slice(1) }
  }
}

function* ofForm(service: ServiceFolder, form: CompiledForm, fields: readonly string[]): Generator<Expression> {
  const source = service.files['form.yaml'] ?? ''
  for (const page of form.pages) {
    if (page.shown) yield { file: 'form.yaml', line: lineOfId(source, page.id), text: page.shown.source, also: fields }
    for (const field of page.fields) {
      for (const feel of [
        field.shown,
        typeof field.needed === 'boolean' ? undefined : field.needed,
        field.least,
        field.most,
        ...field.rules.map((rule) => rule.when),
      ]) {
        if (feel) yield { file: 'form.yaml', line: lineOfId(source, field.id), text: feel.source, also: fields }
      }
    }
  }
  for (const [at, item] of service.passport.evidence.entries())
    if (item.about !== undefined)
      yield {
        file: 'service.yaml',
        line: lineOfId(service.files['service.yaml'] ?? '', service.passport.evidence[at]!.id),
        text: item.about,
        also: [],
      }
  for (const { id, shownBy } of service.passport.refusalGrounds)
    if (shownBy !== undefined)
      yield {
        file: 'service.yaml',
        line: lineOfId(service.files['service.yaml'] ?? '', id),
        text: shownBy,
        also: [],
      }
}

function* ofTexts(service: ServiceFolder): Generator<Expression> {
  for (const [language, texts] of Object.entries(service.texts)) {
    const file = `texts/${language}.yaml` as const
    for (const [key, text] of Object.entries(texts)) {
      for (const { source } of parseText(text).expressions)
        yield { file, line: lineOfText(service.files[file as 'texts/uz.yaml'], key), text: source, also: [] }
    }
  }
}

/** In rules other decisions are names too, so only members of what a case has are looked at. */
function* ofRules(service: ServiceFolder): Generator<Expression> {
  const source = service.files['rules.dmn'] ?? ''
  for (const match of source.matchAll(/<(?:\w+:)?text>([^<]*)<\/(?:\w+:)?text>/g)) {
    const text = match[1]!
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&')
    yield { file: 'rules.dmn', line: source.slice(0, match.index).split('\n').length, text, also: [] }
  }
}

const lineOfId = (source: string, id: string): number =>
  Math.max(1, source.split('\n').findIndex((line) => new RegExp(`\\bid: *["']?${id}\\b`).test(line)) + 1)
