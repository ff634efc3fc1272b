import { readdirSync, readFileSync, statSync, type Dirent } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import {
  compileDmn,
  compileFeel,
  decide as evaluate,
  explain,
  readTckCases,
  runTckCase,
  type DecisionTrace,
  type TckOutcome,
} from '../kernel/rules/index.ts'
import { decodeXml, XmlError } from '../kernel/xml/index.ts'
import { printJson, readArguments, WrongUsage } from './arguments.ts'
import { exit, type Command } from './command.ts'
import { readModelFile } from './read-models.ts'

const usage = `Usage: darcha decide MODEL.dmn --decision NAME [--input JSON] [--now TIME] [--trace] [--json]
       darcha decide --tck DIR [--json]`

/** `darcha decide`: evaluates a decision of a DMN model, or the test cases of the DMN TCK. */
export const decide: Command = {
  help: `${usage}

Evaluates a decision, a decision service or a business knowledge model, by name or id. Models it imports are looked for beside it.

  --decision NAME   what to evaluate
  --input JSON      values of the inputs by name; dates, times and durations as ISO text
  --now TIME        the time of now() and today(); default: the clock of this machine
  --trace           also how it came to that: what was read, which rows of the tables matched and what they ask, the chain of decisions
  --tck DIR         run all test cases of the DMN TCK in a folder and those inside it
  --json            one JSON document on stdout

What became null, or could not be compared, is told as a note. Exit code 0 when the result has no errors, or no test case failed; 1 otherwise.`,
  async run(args) {
    const { values, positionals } = readArguments(
      args,
      {
        decision: { type: 'string' },
        input: { type: 'string' },
        now: { type: 'string' },
        tck: { type: 'string' },
        trace: { type: 'boolean' },
      },
      usage,
    )
    const now = clock(values.now)
    if (values.tck !== undefined) {
      if (positionals.length > 0 || values.decision !== undefined || values.input !== undefined || values.trace)
        throw new WrongUsage(`--tck stands alone\n${usage}`)
      return runTck(values.tck, now, values.json)
    }
    const [path] = positionals
    if (path === undefined || positionals.length > 1) throw new WrongUsage(`name one model\n${usage}`)
    if (values.decision === undefined) throw new WrongUsage(`name a decision\n${usage}`)
    const input = inputObject(values.input ?? '{}')
    const source = readModelFile(path)
    let decided: { result: unknown; errors: string[]; notes?: string[]; trace?: DecisionTrace[] }
    try {
      decided = (values.trace ? explain : evaluate)(
        await compileDmn(source, { imports: modelsBeside(path), lenient: true }),
        values.decision,
        input,
        { now },
      )
    } catch (error) {
      const { message, remedy } = error as Error & { remedy?: string }
      decided = { result: null, errors: [`${path}: ${message}${remedy ? ` — ${remedy}` : ''}`] }
    }
    if (values.json) printJson(decided)
    else {
      process.stdout.write(
        `${JSON.stringify(values.trace ? { result: decided.result, trace: decided.trace ?? [] } : decided.result, null, 2)}\n`,
      )
      for (const error of decided.errors) process.stderr.write(`${error}\n`)
      for (const note of decided.notes ?? []) process.stderr.write(`note: ${note}\n`)
    }
    return decided.errors.length === 0 ? exit.good : exit.problem
  },
}

/** The time that is asked for, else that of this machine. @throws WrongUsage when it is no time with an offset */
function clock(given: string | undefined): string {
  const now = given ?? new Date().toISOString()
  try {
    compileFeel('now()').evaluate({}, { now })
  } catch (error) {
    throw new WrongUsage(`--now: ${(error as Error).message}, such as 2026-03-02T10:00:00+05:00`)
  }
  return now
}

/** @throws WrongUsage when it is no JSON object */
function inputObject(text: string): Record<string, unknown> {
  let input: unknown
  try {
    input = JSON.parse(text)
  } catch (error) {
    throw new WrongUsage(`--input: ${(error as Error).message}`)
  }
  if (input === null || typeof input !== 'object' || Array.isArray(input))
    throw new WrongUsage('--input needs a JSON object')
  return input as Record<string, unknown>
}

/** The other models in the folder, when the model imports any: an import names a namespace, not a file. */
function modelsBeside(path: string): Uint8Array[] {
  if (!/<(\w+:)?import\b/.test(textOf(readModelFile(path)))) return []
  const folder = dirname(path)
  return readdirSync(folder)
    .filter((name) => name.endsWith('.dmn') && join(folder, name) !== path)
    .sort()
    .map((name) => readFileSync(join(folder, name)))
    .filter((file) => textOf(file).trimStart().startsWith('<'))
}

/** Text of a file to look into; empty when it is not in its encoding. */
function textOf(file: Uint8Array): string {
  try {
    return decodeXml(file)
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
    return ''
  }
}

interface CaseResult {
  id: string
  ok: boolean
  expected?: unknown
  actual?: unknown
  error?: string
}

/** Runs every file of test cases in the folder and its folders. */
export async function runTckFolder(
  folder: string,
  now: string,
): Promise<{ passed: number; failed: number; skipped: number; cases: CaseResult[] }> {
  const cases: CaseResult[] = []
  const counts = { passed: 0, failed: 0, skipped: 0 }
  const add = (id: string, { outcome, ...rest }: TckOutcome) => {
    counts[outcome]++
    cases.push({ id, ok: outcome !== 'failed', ...rest })
  }
  for (const path of testFilesIn(folder)) {
    const name = relative(folder, path).replace(/\.xml$/, '')
    try {
      const { modelName, cases: found } = readTckCases(readFileSync(path))
      const modelPath = join(dirname(path), modelName ?? '')
      const model = await compileDmn(readFileSync(modelPath), {
        imports: modelsBeside(modelPath),
        lenient: true,
      })
      for (const tckCase of found) add(`${name}/${tckCase.id}`, runTckCase(model, tckCase, { now }))
    } catch (error) {
      add(name, { outcome: 'failed', error: (error as Error).message })
    }
  }
  return { ...counts, cases }
}

/** Test files, in the order of their paths. @throws WrongUsage when there is no such folder */
function testFilesIn(folder: string): string[] {
  let entries: Dirent[]
  try {
    if (!statSync(folder).isDirectory()) throw new WrongUsage(`${folder} is no folder`)
    entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  } catch (error) {
    if (error instanceof WrongUsage) throw error
    throw new WrongUsage(
      `${folder} can't be read: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`,
    )
  }
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.xml'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => /<(\w+:)?testCases\b/.test(readFileSync(path, 'utf8')))
    .sort()
}

async function runTck(folder: string, now: string, json: boolean): Promise<number> {
  const result = await runTckFolder(folder, now)
  if (json) printJson(result)
  else {
    for (const caseRow of result.cases.filter((each) => !each.ok))
      process.stdout.write(
        `failed: ${caseRow.id}: ${caseRow.error ?? ''}${caseRow.expected === undefined ? '' : ` expected ${JSON.stringify(caseRow.expected)}, got ${JSON.stringify(caseRow.actual)}`}\n`,
      )
    process.stdout.write(`${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped\n`)
  }
  return result.failed === 0 ? exit.good : exit.problem
}
