import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  runToEnd,
  runSuiteCase,
  type Json,
  type RunReport,
  type VirtualEngineOptions,
  type SuiteCase,
  type SuiteResult,
  type Variables,
} from '../kernel/process/index.ts'
import { compileDmn, decide, type DmnModel } from '../kernel/rules/index.ts'
import { printJson, readArguments, WrongUsage } from './arguments.ts'
import { exit, type Command } from './command.ts'
import { exampleOf } from './example-of.ts'
import { problemLine, readModelFile, readModels, type FileProblem } from './read-models.ts'
import { serviceFolderAt } from './service-models.ts'

const usage = `Usage: darcha run MODEL.bpmn|FOLDER…|SERVICE [--example NAME] [--vars JSON] [--process ID] [--message NAME=JSON]… [--manual] [--complete ID=JSON]… [--rules MODEL.dmn] [--json]
       darcha run --suite EXPECTED.json [--json]`

/** `darcha run`: executes a model without a database, in virtual time. */
export const run: Command = {
  help: `${usage}

Human, service, send and external tasks complete by themselves, with the result that --complete gives for their id, or none.
Messages come when they are awaited; a process without a plain start is started by the first of them. When nothing else can
happen, the clock moves to the next timer. With --manual only what --complete names is completed, once for each time it is given.

Several models that belong together, or a folder of them, can be given at once: their processes call each other, and models of
decisions (*.dmn) among them answer business rule tasks. What a model says that is not run is told as a warning, by file and line.

A service, by its id or folder, is run as its first example says: with the example's answers, the results of its people's tasks and its
messages. What --vars, --complete and --message name comes before that.

  --example NAME        of a service: another of its examples
  --vars JSON           variables of the start
  --process ID          the process to run; default: the first executable one of the first model
  --message NAME=JSON   a message and its variables; may be repeated
  --complete ID=JSON    result of a task; may be repeated
  --rules MODEL.dmn     decisions for business rule tasks; default: rules.dmn beside the model
  --suite FILE          run the step lists of a conformance suite; models are found beside it
  --json                one JSON document on stdout

Exit code 0 when the case completed or waits, or all of a suite passed; 1 when it failed or was refused.`,
  async run(args) {
    const { values, positionals } = readArguments(
      args,
      {
        vars: { type: 'string' },
        example: { type: 'string' },
        process: { type: 'string' },
        message: { type: 'string', multiple: true },
        manual: { type: 'boolean', default: false },
        complete: { type: 'string', multiple: true },
        rules: { type: 'string' },
        suite: { type: 'string' },
      },
      usage,
    )
    if (values.suite !== undefined) return runSuite(values.suite, values.json)
    if (positionals.length === 0) throw new WrongUsage(`name a model\n${usage}`)
    const folder = serviceFolderAt(positionals[0]!)
    if (values.example !== undefined && folder === undefined)
      throw new WrongUsage(`--example needs a service\n${usage}`)
    const example = folder === undefined ? undefined : exampleOf(folder, values.example)
    const { graphs, decisions, errors, warnings } = await readModels([
      folder ?? positionals[0]!,
      ...positionals.slice(1),
    ])
    const process = values.process ?? Object.keys(graphs)[0]
    if (process === undefined || !Object.hasOwn(graphs, process) || errors.length > 0)
      return present(refused(errors, process), warnings, values.json)
    if (values.rules !== undefined) decisions.unshift(await compileDmn(readModelFile(values.rules)))
    const told = new Set<string>()
    return present(
      runToEnd({
        tell: (element, message) => told.add(`${element}: ${message}`),
        graphs,
        process,
        manual: values.manual,
        variables: { ...example?.variables, ...object(values.vars ?? '{}', '--vars') },
        messages: [
          ...(values.message ?? []).map((text) => {
            const [name, json] = split(text)
            return { name, variables: object(json ?? '{}', '--message') }
          }),
          ...(example?.messages ?? []),
        ],
        results: { ...example?.results, ...collect(values.complete ?? []) },
        ...(decisions.length > 0 ? decider(decisions) : {}),
      }),
      warnings,
      values.json,
      told,
    )
  },
}

function present(
  played: RunReport & { problems?: FileProblem[] },
  warnings: FileProblem[],
  json: boolean,
  notes: ReadonlySet<string> = new Set(),
): number {
  if (json) printJson({ ...played, warnings, notes: [...notes] })
  else {
    process.stdout.write(`${played.outcome}\n${played.trace.map((text) => `  ${text}\n`).join('')}`)
    if (played.waiting.length > 0) process.stdout.write(`waiting: ${played.waiting.join(', ')}\n`)
    if (Object.keys(played.variables).length > 0)
      process.stdout.write(`variables: ${JSON.stringify(played.variables)}\n`)
    for (const warning of warnings) process.stderr.write(`warning: ${problemLine(warning)}`)
    for (const note of notes) process.stderr.write(`note: ${note}\n`)
    for (const problem of played.problems ?? []) process.stderr.write(problemLine(problem))
    if (played.error && !played.problems?.length)
      process.stderr.write(`${played.error.element ? `${played.error.element}: ` : ''}${played.error.message}\n`)
  }
  return played.outcome === 'completed' || played.outcome === 'waiting' ? exit.good : exit.problem
}

function refused(problems: FileProblem[], process: string | undefined): RunReport & { problems: FileProblem[] } {
  const [first] = problems
  return {
    outcome: 'refused',
    trace: [],
    waiting: [],
    variables: {},
    statuses: [],
    now: '',
    problems,
    error: first
      ? { ...(first.element === undefined ? {} : { element: first.element }), code: first.code, message: first.message }
      : {
          code: 'no-process',
          message:
            process === undefined
              ? 'the model holds no process that can be run'
              : `the model holds no process "${process}"`,
        },
  }
}

async function runSuite(path: string, json: boolean): Promise<number> {
  let suite: SuiteCase[]
  try {
    suite = JSON.parse(readModelFile(path).toString('utf8')) as SuiteCase[]
  } catch (error) {
    if (error instanceof WrongUsage) throw error
    throw new WrongUsage(`${path} is no JSON: ${(error as Error).message}`)
  }
  if (!Array.isArray(suite)) throw new WrongUsage(`${path} holds no list of cases`)
  const cases: SuiteResult[] = []
  for (const suiteCase of suite) {
    try {
      cases.push(await runSuiteCase(suiteCase, (file) => readFileSync(join(dirname(path), file))))
    } catch (error) {
      cases.push({ id: suiteCase.id, ok: false, message: (error as Error).message })
    }
  }
  const passed = cases.filter((caseRow) => caseRow.ok).length
  if (json) printJson({ passed, failed: cases.length - passed, cases })
  else {
    for (const caseRow of cases.filter((each) => !each.ok))
      process.stdout.write(
        `failed: ${caseRow.id}${caseRow.step === undefined ? '' : `, step ${caseRow.step}`}: ${caseRow.message}\n`,
      )
    process.stdout.write(`${passed} passed, ${cases.length - passed} failed\n`)
  }
  return passed === cases.length ? exit.good : exit.problem
}

/** The first model that has a decision of this name answers it. */
export function decider(models: readonly DmnModel[]): Pick<VirtualEngineOptions, 'decide'> {
  return {
    decide(decision, variables, clock) {
      const model =
        models.find((candidate) => candidate.decisions.has(decision) || candidate.functions.has(decision)) ?? models[0]
      const { result, errors } = decide(model as DmnModel, decision, variables, clock)
      if (errors.length > 0) throw new Error(`decision "${decision}": ${errors.join('; ')}`)
      return result as Json
    },
  }
}

function split(text: string): [name: string, json: string | undefined] {
  const at = text.indexOf('=')
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

function collect(given: readonly string[]): Record<string, Json[]> {
  const results: Record<string, Json[]> = {}
  for (const text of given) {
    const [id, json] = split(text)
    results[id] = [...(results[id] ?? []), json === undefined || json === '' ? null : parseJson(json, '--complete')]
  }
  return results
}

function object(text: string, option: string): Variables {
  const value = text === '' ? {} : parseJson(text, option)
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new WrongUsage(`${option} needs a JSON object`)
  return value
}

function parseJson(text: string, option: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch (error) {
    throw new WrongUsage(`${option}: ${(error as Error).message}`)
  }
}
