import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  compile,
  ProcessError,
  roundtrip,
  VirtualEngine,
  type Graph,
  type ProcessEvent,
  type RunningCase,
} from '../kernel/process/index.ts'
import { makeFolder } from '../platform/config/index.ts'
import { printJson, readArguments, WrongUsage } from './arguments.ts'
import { exit, type Command } from './command.ts'
import { elementModel, ELEMENT_MODELS } from './conformance-models.ts'
import { CONFORMANCE_SHAPES, DIALECT_SHAPES } from './conformance-shapes.ts'
import type { ElementModel } from './element-models.ts'
import { projectRoot } from './project-root.ts'

const TABLE = join('docs', 'conformance', 'bpmn.md')
const usage = 'Usage: darcha conformance [--write] [--json]'

export interface Verdict {
  group: string
  name: string
  verdict: 'runs' | 'imports only' | 'imports, not kept whole' | 'refused by name' | 'fails'
  detail: string
  test: string
}

/** `darcha conformance`: which elements of BPMN run, found out by compiling and running a small model of each. */
export const conformance: Command = {
  help: `${usage}

Compiles and runs a small model for each element of BPMN 2.0 and says whether it runs, is carried without being run, or is refused by name.
--write writes the table to ${TABLE}.
Exit code 0 when every element does one of these, 1 when a model neither runs nor is refused.`,
  async run(args) {
    const { values, positionals } = readArguments(args, { write: { type: 'boolean', default: false } }, usage)
    if (positionals.length > 0) throw new WrongUsage(usage)
    const verdicts = await Promise.all(ELEMENT_MODELS.map(judge))
    const failed = verdicts.filter((verdict) => verdict.verdict === 'fails')
    if (values.write) {
      makeFolder(dirname(join(projectRoot, TABLE)))
      writeFileSync(join(projectRoot, TABLE), tableOf(verdicts))
    }
    if (values.json) printJson({ elements: verdicts })
    else {
      for (const verdict of verdicts)
        process.stdout.write(
          `${verdict.verdict.padEnd(24)}${verdict.name}${verdict.detail ? ` — ${verdict.detail}` : ''}\n`,
        )
      process.stdout.write(`${summaryOf(verdicts)}\n`)
    }
    return failed.length === 0 ? exit.good : exit.problem
  },
}

/** Compiles, runs and writes again the model of an element. */
export async function judge(item: ElementModel): Promise<Verdict> {
  const about = { group: item.group, name: item.name, test: testOf(item) }
  const xml = elementModel(item)
  const { graphs, problems } = await compile(xml)
  const error = problems.find((each) => each.severity === 'error')
  if (error) return { ...about, verdict: 'refused by name', detail: error.remedy ?? error.message }
  const { lost, changed } = await roundtrip(xml)
  const differences = [...lost, ...changed].map((path) => path.split(' > ').at(-1))
  if (differences.length > 0)
    return {
      ...about,
      verdict: item.enters ? 'fails' : 'imports, not kept whole',
      detail: `written again, ${differences.join(', ')} stands under another name or not at all`,
    }
  const { entered, ended } = runs(graphs, item)
  if (!ended) return { ...about, verdict: 'fails', detail: `the case did not end; it came by ${entered.join(', ')}` }
  if (!item.enters)
    return {
      ...about,
      verdict: 'imports only',
      detail: 'kept when the model is written again; the case runs on without it',
    }
  const missing = [...item.enters]
  for (const element of entered) if (missing.includes(element)) missing.splice(missing.indexOf(element), 1)
  return missing.length === 0
    ? { ...about, verdict: 'runs', detail: item.remark ?? '' }
    : { ...about, verdict: 'fails', detail: `${missing.join(', ')} was not entered` }
}

const TURNS_AT_MOST = 50

/** Starts a case, gives it the model's events, then lets tasks complete by themselves and timers fire. */
function runs(graphs: Record<string, Graph>, elementModel: ElementModel): { entered: string[]; ended: boolean } {
  const engine = new VirtualEngine({ graphs, decide: () => 10 })
  const running = elementModel.byMessage
    ? engine.startByMessage('hello', { n: 1 }, 'p')
    : engine.start('p', { n: 1 }, elementModel.startEvent)
  for (const event of elementModel.events ?? []) {
    if (event === 'timer') engine.fireNext()
    else engine.send(running, eventOf(event, engine, running))
  }
  for (let turn = 0; turn < TURNS_AT_MOST && running.outcome === 'running' && !running.incident; turn++) {
    const wait = engine.waits(running).find((each) => each.kind === 'task' || each.kind === 'job')
    if (wait) engine.send(running, { type: 'complete', wait: wait.id })
    else if (!engine.fireNext()) break
  }
  return {
    entered: running.moves.filter((move) => move.move === 'entered').map((move) => move.element),
    ended: running.outcome === 'completed' || running.outcome === 'terminated',
  }
}

function eventOf(
  event: Exclude<NonNullable<ElementModel['events']>[number], 'timer'>,
  engine: VirtualEngine,
  running: RunningCase,
): ProcessEvent {
  switch (event) {
    case 'message':
      return { type: 'message', name: 'hello' }
    case 'signal':
      return { type: 'signal', name: 'alarm' }
    case 'set n':
      return { type: 'set-variables', variables: { n: 2 } }
    default: {
      const wait = engine.waits(running).find((each) => each.kind === 'task')
      if (!wait) throw new ProcessError('wait-over', 'no task is open that could fail')
      return { type: 'error', wait: wait.id, code: event.error }
    }
  }
}

/** The test that shows it: in depth in the core, else the one of this table. */
const testOf = ({ name, shown }: ElementModel): string =>
  shown ? testNamed(...shown) : `src/commands/conformance.test.ts: ${name}`

/** @throws when there is no such test */
function testNamed(file: string, title: string): string {
  const path = join('src', 'kernel', 'process', file)
  // an installed product carries no tests
  if (!existsSync(join(projectRoot, path))) return `${path}: ${title}`
  const source = readFileSync(join(projectRoot, path), 'utf8')
  // a test of its own, or a line of a table of cases
  if (!["it('", 'it("', "['", "[\n      '"].some((begin) => source.includes(`${begin}${title}`)))
    throw new Error(`${path} has no test "${title}"`)
  return `${path}: ${title}`
}

const summaryOf = (verdicts: readonly Verdict[]): string => {
  const count = (verdict: Verdict['verdict']) => verdicts.filter((candidate) => candidate.verdict === verdict).length
  return `${count('runs')} run, ${count('imports only')} are carried without being run, ${count('imports, not kept whole')} not whole, ${count('refused by name')} are refused by name${count('fails') > 0 ? `, ${count('fails')} fail` : ''}`
}

/** The table as Markdown. */
export function tableOf(verdicts: readonly Verdict[]): string {
  const groups = [...new Set(verdicts.map((verdict) => verdict.group))]
  const row = (verdict: Verdict) =>
    `| ${verdict.name} | ${verdict.verdict} | ${verdict.detail.replaceAll('|', '\\|')} | ${verdict.test} |`
  return `# BPMN 2.0: what runs

Made by \`darcha conformance --write\`, which compiles, runs and writes again a small model of each element. ${summaryOf(verdicts)}.
*Refused by name* means that publishing fails with the element's name, its line and the remedy given here: nothing is silently left out.
The models of other tools that were tried stand in \`src/kernel/process/bpmn-miwg.test.ts\` and \`bpmn-executable.test.ts\`; models as the tests of other engines have them in \`testing/engine-*.test.ts\`.
${groups
  .map(
    (group) => `
## ${group}
| element | verdict | remark | shown by |
| --- | --- | --- | --- |
${verdicts
  .filter((verdict) => verdict.group === group)
  .map(row)
  .join('\n')}
`,
  )
  .join('')}
## Where elements meet
Shapes that other engines' tests and public bug lists showed to go a wrong way, each with what the standard says.
| clause | shape | here | shown by |
| --- | --- | --- | --- |
${CONFORMANCE_SHAPES.map(({ clause, shape, runs, shown }) => `| ${clause} | ${shape} | ${runs} | ${testNamed(...shown)} |`).join('\n')}

## What other engines' models say beside the standard
| shape | here | shown by |
| --- | --- | --- |
${DIALECT_SHAPES.map(({ shape, runs, shown }) => `| ${shape} | ${runs} | ${testNamed(...shown)} |`).join('\n')}
`
}
