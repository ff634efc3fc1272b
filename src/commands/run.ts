import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  compile,
  runToEnd,
  runSuiteCase,
  type Json,
  type RunReport,
  type Problem,
  type VirtualEngineOptions,
  type SuiteCase,
  type SuiteResult,
  type Variables,
} from '../kernel/process/index.ts'
import { compileDmn, decide } from '../kernel/rules/index.ts'
import { printJson, readArguments, WrongUsage } from './arguments.ts'
import { exit, type Command } from './command.ts'

const usage = `Usage: darcha run MODEL.bpmn [--vars JSON] [--process ID] [--message NAME=JSON]… [--manual] [--complete ID=JSON]… [--rules MODEL.dmn] [--json]
       darcha run --suite EXPECTED.json [--json]`

/** `darcha run`: executes a model without a database, in virtual time. */
export const run: Command = {
  summary: 'execute a BPMN model in virtual time, without a database',
  help: `${usage}

Human, service, send and external tasks complete by themselves, with the result that --complete gives for their id, or none.
Messages come when they are awaited; a process without a plain start is started by the first of them. When nothing else can
happen, the clock moves to the next timer. With --manual only what --complete names is completed, once for each time it is given.

  --vars JSON           variables of the start
  --process ID          the process to run; default: the first executable one
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
    const [path] = positionals
    if (path === undefined || positionals.length > 1) throw new WrongUsage(`name one model\n${usage}`)
    const source = readModelFile(path)
    const { graphs, problems } = await compile(source)
    const process = values.process ?? Object.keys(graphs)[0]
    const errors = problems.filter((one) => one.severity === 'error')
    if (process === undefined || !Object.hasOwn(graphs, process) || errors.length > 0)
      return present(refused(errors, process), values.json)
    const decisions = await decider(values.rules ?? join(dirname(path), 'rules.dmn'), values.rules !== undefined)
    return present(
      runToEnd({
        graphs,
        process,
        manual: values.manual,
        variables: object(values.vars ?? '{}', '--vars'),
        messages: (values.message ?? []).map((one) => {
          const [name, json] = split(one)
          return { name, variables: object(json ?? '{}', '--message') }
        }),
        results: collect(values.complete ?? []),
        ...decisions,
      }),
      values.json,
    )
  },
}

function present(played: RunReport & { problems?: Problem[] }, json: boolean): number {
  if (json) printJson(played)
  else {
    process.stdout.write(`${played.outcome}\n${played.trace.map((one) => `  ${one}\n`).join('')}`)
    if (played.waiting.length > 0) process.stdout.write(`waiting: ${played.waiting.join(', ')}\n`)
    if (Object.keys(played.variables).length > 0)
      process.stdout.write(`variables: ${JSON.stringify(played.variables)}\n`)
    if (played.error)
      process.stderr.write(`${played.error.element ? `${played.error.element}: ` : ''}${played.error.message}\n`)
    for (const one of played.problems ?? [])
      process.stderr.write(
        `${one.line === undefined ? '' : `line ${one.line}: `}${one.message}${one.remedy ? ` — ${one.remedy}` : ''}\n`,
      )
  }
  return played.outcome === 'completed' || played.outcome === 'waiting' ? exit.good : exit.problem
}

function refused(problems: Problem[], process: string | undefined): RunReport & { problems: Problem[] } {
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
  for (const one of suite) {
    try {
      cases.push(await runSuiteCase(one, (file) => readFileSync(join(dirname(path), file))))
    } catch (error) {
      cases.push({ id: one.id, ok: false, message: (error as Error).message })
    }
  }
  const passed = cases.filter((one) => one.ok).length
  if (json) printJson({ passed, failed: cases.length - passed, cases })
  else {
    for (const one of cases.filter((each) => !each.ok))
      process.stdout.write(`failed: ${one.id}${one.step === undefined ? '' : `, step ${one.step}`}: ${one.message}\n`)
    process.stdout.write(`${passed} passed, ${cases.length - passed} failed\n`)
  }
  return passed === cases.length ? exit.good : exit.problem
}

/** @throws WrongUsage when there is no such file */
export function readModelFile(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new WrongUsage(`${path} can't be read: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`)
  }
}

async function decider(path: string, asked: boolean): Promise<Pick<VirtualEngineOptions, 'decide'>> {
  if (!asked && !existsSync(path)) return {}
  const model = await compileDmn(readModelFile(path))
  return {
    decide(decision, variables, clock) {
      const { result, errors } = decide(model, decision, variables, clock)
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
  for (const one of given) {
    const [id, json] = split(one)
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
