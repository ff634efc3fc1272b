import { basename, resolve } from 'node:path'
import { DEFAULT_ACT } from '../../../kernel/case/index.ts'
import { readForm, type CompiledForm } from '../../../kernel/forms/index.ts'
import { compile, parse, type Graph, type Problem, type Variables } from '../../../kernel/process/index.ts'
import { readYaml } from '../../../kernel/data/index.ts'
import {
  compileDmn,
  decide,
  outlineOf,
  type DecisionOutline,
  type DmnModel,
  type EvaluateOptions,
} from '../../../kernel/rules/index.ts'
import type { Json } from '../../../kernel/process/index.ts'
import { PassportFile } from '../model/passport.ts'
import { readServiceFiles, readServiceFolder } from '../model/read-service-folder.ts'
import { runs, type ServiceFolder } from '../model/service-folder.ts'
import type { ServiceProblem } from '../model/problem.ts'
import { checkAppeal } from './check-appeal.ts'
import { checkConsent } from './check-consent.ts'
import { checkHearing } from './check-hearing.ts'
import { checkElementNames } from './check-element-names.ts'
import { checkExamples } from './check-examples.ts'
import { checkRuleExamples, RULE_EXAMPLES } from './rule-examples.ts'
import { checkFeel } from './check-feel.ts'
import type { CheckParts, Report, ServiceCheck } from './check-parts.ts'
import { checkPassport, checkProcess } from './check-process.ts'
import { checkStatuses } from './check-statuses.ts'
import { checkTexts } from './check-texts.ts'
import { elementsOf, shownOf, type ModelElement, type ShownElement } from './model-elements.ts'

/** Warnings of the compiler that would leave a case of a citizen standing. */
const SERIOUS = new Set(['no-condition', 'no-default', 'dead-end', 'no-decision'])

/**
 * Looks whether a service is whole and runs: passport, process, rules, form and texts fit together and every example
 * does what it expects.
 * Nothing is written and nothing outside is asked but `parts`.
 * @param path folder of the service
 */
export const checkService = (path: string, parts: CheckParts): Promise<ServiceCheck> =>
  checkRead(readServiceFolder(path, parts.country), basename(resolve(path)), parts)

/** The same for a service that stands in no folder, such as a draft. @param id what its folder would be called */
export const checkServiceFiles = (
  files: ServiceFolder['files'],
  id: string,
  parts: CheckParts,
): Promise<ServiceCheck> => checkRead(readServiceFiles(files, id, parts.country), id, parts)

async function checkRead(
  { service, problems }: ReturnType<typeof readServiceFiles>,
  id: string,
  parts: CheckParts,
): Promise<ServiceCheck> {
  const errors: ServiceProblem[] = []
  const report: Report = (problem) => errors.push(problem)
  problems.forEach(report)
  const warnings: ServiceProblem[] = []
  const process = service ? await readProcess(service, report, (warning) => warnings.push(warning)) : undefined
  const rules = service ? await readRules(service, report) : undefined
  if (service && runs(service.files)) {
    const { form } = readForm(service.files['form.yaml']!)
    // what can't be read is one fault, not one for each thing that names it
    if (rules !== 'unreadable') checkRuleExamples(service.files[RULE_EXAMPLES], parts.country, decider(rules), report)
    if (form && process?.graphs && rules !== 'unreadable')
      checkWhole(
        {
          service,
          form,
          elements: process.elements,
          shown: process.shown,
          decisions: rules ? outlineOf(rules) : new Map(),
        },
        parts,
        report,
      )
    // an example of what does not fit together says nothing new
    if (form && process?.graphs && rules !== 'unreadable' && errors.length === 0) {
      checkExamples(
        { service, form, graphs: process.graphs, acts: actsOf(process.elements), decide: decider(rules) },
        parts,
        report,
      )
    }
  }
  errors.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line))
  return { id: service?.passport.id ?? id, ok: errors.length === 0, errors, warnings }
}

interface Whole {
  service: ServiceFolder
  form: CompiledForm
  elements: readonly ModelElement[]
  shown: readonly ShownElement[]
  decisions: ReadonlyMap<string, DecisionOutline>
}

function checkWhole({ service, form, elements, shown, decisions }: Whole, parts: CheckParts, report: Report): void {
  const read = readYaml(service.files['service.yaml']!, PassportFile(parts.country))
  const lineOf = 'lineOf' in read ? read.lineOf : () => 1
  const fields = new Map(form.pages.flatMap((page) => page.fields.map((field) => [field.id, field.kind] as const)))
  const names = new Set(decisions.keys())
  checkPassport(service.passport, fields, names, parts.country, (at, message, remedy) =>
    report({ file: 'service.yaml', line: lineOf(at), message, remedy }),
  )
  checkConsent(service.passport, form, (at, message, remedy) =>
    report({ file: 'service.yaml', line: lineOf(at), message, remedy }),
  )
  checkProcess(service.passport, fields, elements, names, parts.country, report)
  checkStatuses(elements, report)
  checkAppeal(
    service.passport,
    elements,
    parts.country.levels,
    (at, message, remedy) => report({ file: 'service.yaml', line: lineOf(at), message, remedy }),
    report,
  )
  checkHearing(service.passport, elements, parts.country, report)
  checkTexts(service, form, elements, decisions, report)
  checkElementNames(service, shown, report)
  checkFeel(service, form, elements, parts.country, report)
}

async function readProcess(
  service: ServiceFolder,
  report: Report,
  warn: Report,
): Promise<{ graphs?: Record<string, Graph>; elements: ModelElement[]; shown: ShownElement[] } | undefined> {
  const bpmn = service.files['process.bpmn']
  if (bpmn === undefined) return undefined
  const { graphs, problems } = await compile(bpmn)
  const serious = problems.filter((problem) => problem.severity === 'error' || SERIOUS.has(problem.code))
  serious.map(asServiceProblem).forEach(report)
  problems
    .filter((problem) => !serious.includes(problem))
    .map(asServiceProblem)
    .forEach(warn)
  if (problems.some((problem) => problem.severity === 'error')) return { elements: [], shown: [] }
  const { model } = await parse(bpmn)
  return { graphs, elements: model ? elementsOf(model) : [], shown: model ? shownOf(model) : [] }
}

const asServiceProblem = ({ message, line, remedy }: Problem): ServiceProblem => ({
  file: 'process.bpmn',
  line: line ?? 1,
  message,
  remedy: remedy ?? 'Mend the model.',
})

async function readRules(service: ServiceFolder, report: Report): Promise<DmnModel | 'unreadable' | undefined> {
  const dmn = service.files['rules.dmn']
  if (dmn === undefined) return undefined
  // a version that stands is read as FEEL for good, whatever language a later release can translate
  const [, language = ''] = /<(?:[\w.-]+:)?definitions\b[^>]*?\bexpressionLanguage\s*=\s*["']([^"']*)/.exec(dmn) ?? []
  if (/juel/i.test(language)) {
    report({
      file: 'rules.dmn',
      line: 1,
      message: `the language of the whole file is ${language}`,
      remedy: 'Write its expressions in FEEL, or put each of the others into ${…}; then leave expressionLanguage out.',
    })
    return 'unreadable'
  }
  try {
    return await compileDmn(dmn)
  } catch (error) {
    const message = (error as Error).message.split('\n')[0]!
    const [, line, what] = /^line (\d+): (.*)$/.exec(message) ?? []
    report({
      file: 'rules.dmn',
      line: Number(line ?? 1),
      message: what ?? message,
      remedy: (error as { remedy?: string }).remedy ?? 'Mend the rules: DMN 1.3 or later, expressions in FEEL.',
    })
    return 'unreadable'
  }
}

const actsOf = (elements: readonly ModelElement[]): ReadonlyMap<string, string> =>
  new Map(
    elements
      .filter((element) => element.type === 'userTask')
      .map((element) => [element.id, element.attribute('act') ?? DEFAULT_ACT]),
  )

const decider =
  (rules: DmnModel | undefined) =>
  (decision: string, variables: Variables, clock: EvaluateOptions): Json => {
    if (!rules) throw new Error(`there are no rules, so no decision "${decision}"`)
    const { result, errors } = decide(rules, decision, variables, clock)
    if (errors.length > 0) throw new Error(`decision "${decision}": ${errors.join('; ')}`)
    return result as Json
  }
