import type { Currency } from '../../../kernel/money/index.ts'
import { feeVariable, findOffice, textKey, type Fee } from '../../../kernel/case/index.ts'
import { clockOfFiling, type CompiledForm } from '../../../kernel/forms/index.ts'
import type { Graph, Json, Variables, Wait } from '../../../kernel/process/index.ts'
import type { EvaluateOptions } from '../../../kernel/rules/index.ts'
import { readYaml } from '../../../kernel/data/index.ts'
import { parseText } from '../model/fill-text.ts'
import type { ServiceFolder } from '../model/service-folder.ts'
import { answerEvidence } from './answer-evidence.ts'
import type { CheckParts, Report } from './check-parts.ts'
import { lineOfText } from './check-texts.ts'
import { RunnableExamples, type RunnableExample } from './example-data.ts'
import { explainRun, resultFaults } from './explain-run.ts'
import { correctExample, fileExample } from './file-example.ts'
import { runExample } from './run-example.ts'

export interface Runnable {
  service: ServiceFolder
  form: CompiledForm
  graphs: Record<string, Graph>
  acts: ReadonlyMap<string, string>
  decide(decision: string, variables: Variables, clock: EvaluateOptions): Json
}

const FILE = 'examples.yaml'
const EXPECTED = 'Mend the service, or the example if it expects what is not meant.'

/** Runs every example of a service and notes where what happens is not what it expects. */
export function checkExamples(runnable: Runnable, parts: CheckParts, report: Report): void {
  const source = runnable.service.files[FILE]
  if (source === undefined)
    return report({
      file: FILE,
      line: 1,
      message: 'a service that runs has no examples',
      remedy: 'Write examples: answers in; path, result and term out.',
    })
  const read = readYaml(source, RunnableExamples)
  if ('problems' in read)
    return read.problems.forEach(({ line, path, message }) =>
      report({
        file: FILE,
        line,
        message: path ? `${path}: ${message}` : message,
        remedy: 'Write it as docs/handbook/service-format.md says.',
      }),
    )
  if (read.value.length === 0)
    report({ file: FILE, line: 1, message: 'there are no examples', remedy: 'Write at least one that is granted.' })
  read.value.forEach((example, at) => {
    const tell = (path: (string | number)[], message: string, remedy = EXPECTED) =>
      report({ file: FILE, line: read.lineOf([at, ...path]), message: `"${example.name}": ${message}`, remedy })
    try {
      checkExample(example, runnable, parts, tell, report)
    } catch (error) {
      tell([], (error as Error).message)
    }
  })
}

type Tell = (path: (string | number)[], message: string, remedy?: string) => void

function checkExample(
  example: RunnableExample,
  runnable: Runnable,
  parts: CheckParts,
  tell: Tell,
  report: Report,
): void {
  const {
    service: { passport },
    form,
    decide,
    graphs,
  } = runnable
  const { country, people } = parts
  for (const { path, message, remedy } of resultFaults(example, runnable.acts, passport)) tell(path, message, remedy)
  const filed = fileExample({ example, passport, form, country, people, decide })
  const refused = 'invalid' in filed ? filed.invalid : []
  const wrong = [...new Set(refused.map((item) => item.field))].sort()
  if (JSON.stringify(wrong) !== JSON.stringify([...(example.expect.invalid ?? [])].sort()))
    return tell(
      example.expect.invalid ? ['expect', 'invalid'] : ['answers'],
      `the form refuses ${refused.map((item) => `${item.field} (${item.code})`).join(', ') || 'nothing'}`,
    )
  if ('invalid' in filed) return
  checkFee(filed, example, runnable, country.currency, tell)
  const holes = new Set<string>()
  const text = (key: string, variables: Variables) =>
    noteHoles(key, variables, runnable, (serviceProblem) => {
      if (holes.has(`${serviceProblem.file} ${serviceProblem.message}`)) return
      holes.add(`${serviceProblem.file} ${serviceProblem.message}`)
      report({ ...serviceProblem, message: `${serviceProblem.message} in the example "${example.name}"` })
    })
  const ran = runExample({
    graphs,
    process: Object.keys(graphs)[0]!,
    example,
    passport,
    variables: filed.variables,
    fee: filed.fee,
    filedAt: filed.filedAt,
    country,
    decide,
    correct: (variables, answers) => correctExample({ variables, answers, form, country }),
    work: (wait, variables) => work(wait, variables, example, runnable, parts, text),
    opened(wait, variables) {
      if (wait.kind !== 'task') return
      text(textKey.taskTitle(wait.element), variables)
      const office = placeFault(wait, String(variables['district']), country)
      if (office) tell([], office, 'Name an office that serves the district.')
    },
  })
  parts.ran?.({ name: example.name, status: ran.status, path: ran.path, waiting: ran.waiting })
  for (const { path, message, remedy } of explainRun(example, ran, {
    passport,
    country,
    countsFrom: filed.countsFrom,
  }))
    tell(path, message, remedy)
}

function checkFee(
  { fee, feeProblem }: { fee: Fee | undefined; feeProblem: string | undefined },
  example: RunnableExample,
  { service }: Runnable,
  currency: Currency,
  tell: Tell,
): void {
  const amount = fee ? feeVariable(fee, currency).amount : 0
  if (example.expect.fee !== undefined && example.expect.fee !== amount) tell(['expect', 'fee'], `the fee is ${amount}`)
  if (!fee) return
  if (feeProblem !== undefined) tell([], `the fee ${feeProblem}`, 'Let each line of the decision show its part.')
  for (const line of fee.lines)
    if (Object.values(service.texts)[0]![line.text] === undefined)
      tell(
        [],
        `the fee has a line "${line.text}" without a text`,
        `Write ${line.text} in ${Object.keys(service.texts).join(', ')}.`,
      )
}

function work(
  wait: Wait,
  variables: Variables,
  example: RunnableExample,
  { service, form }: Runnable,
  parts: CheckParts,
  text: (key: string, variables: Variables) => void,
): { result: Json; variables?: Variables } | undefined {
  switch (wait.attributes['job']) {
    case 'register.fetch': {
      const evidence = answerEvidence(
        wait.attributes['evidence'],
        { passport: service.passport, form },
        variables,
        example,
        parts.ask,
      )
      return evidence === undefined ? undefined : { result: null, variables: { evidence } }
    }
    case 'result.prepare': {
      const name = String(wait.attributes['text'] ?? 'result')
      for (const key of [textKey.documentTitle(name), textKey.documentBody(name)]) text(key, variables)
      return { result: { text: name } }
    }
    case 'notify':
      text(String(wait.attributes['text']), variables)
      return { result: null }
    default:
      return { result: null }
  }
}

/** A null in a text would stand as a dash before the applicant. */
function noteHoles(key: string, variables: Variables, { service }: Runnable, report: Report): void {
  for (const language of Object.keys(service.texts)) {
    const file = `texts/${language}.yaml` as const
    const source = service.texts[language]![key]
    const line = lineOfText(service.files[file], key)
    if (source === undefined)
      report({
        file,
        line: 1,
        message: `${key} is missing, and is shown`,
        remedy: `Write ${key} in ${Object.keys(service.texts).join(', ')}.`,
      })
    else
      for (const expression of parseText(source).expressions) {
        const value = expression.evaluate(variables, clockOfFiling(variables))
        if (value === null || value === undefined)
          report({
            file,
            line,
            message: `${key} has a hole: ${expression.source} is nothing`,
            remedy: 'Mend the expression, or say what stands there when it is not known.',
          })
      }
  }
}

function placeFault(wait: Wait, district: string, country: CheckParts['country']): string | undefined {
  const named = wait.attributes['office']
  return findOffice(named, { owner: 'owner', district }, country) === undefined
    ? `no office "${String(named)}" serves the district ${district}, where "${wait.element}" would go`
    : undefined
}
