import { conform, measureLog, type Conformance, type Mined } from '../kernel/mining/index.ts'
import { decodeXml } from '../kernel/xml/index.ts'
import { printJson, readArguments, WrongUsage } from './arguments.ts'
import { exit, type Command } from './command.ts'
import { progress } from './progress.ts'
import { COLUMN_OPTIONS, columnsIn, readLogFile, tellBrokenLog } from './read-log.ts'
import { readModelFile } from './read-models.ts'

const usage =
  'Usage: darcha mine LOG.xes[.gz]|LOG.csv[.gz] [--case COLUMN] [--activity COLUMN] [--time COLUMN] [--resource COLUMN] [--encoding NAME] [--model MODEL.bpmn] [--budget N] [--variants N] [--json]'

/** `darcha mine`: what an event log tells of how a service goes. */
export const mine: Command = {
  help: `${usage}

Reads a log of events in XES or CSV, part by part, and counts cases, events, activities and variants, what directly follows what with
the times between, first and last activities, how long cases take, what is done again, and hand-overs between people.
The activity is the event's concept:name; events of every lifecycle value count, in the order of the file. Times are in seconds.

  --case, --activity, --time, --resource COLUMN   of a CSV file: headings; default: those that other tools write
  --model MODEL.bpmn                              how well the log fits it, by optimal alignments: what was left out, what came besides
  --budget N                                      states that may be looked at for one variant; default: 100000. Beyond it
                                                  the variant counts as if nothing fitted, and the fitness is a lower bound
  --encoding NAME                                 of a CSV file that is not UTF-8, such as windows-1251
  --variants N                                    how many of the commonest variants to tell; default: 20
  --json                                          one JSON document on stdout

Exit code 0 when the log was read, 1 when it is broken.`,
  async run(args) {
    const { values, positionals } = readArguments(
      args,
      {
        ...COLUMN_OPTIONS,
        model: { type: 'string' },
        budget: { type: 'string', default: '100000' },
        variants: { type: 'string', default: '20' },
      },
      usage,
    )
    const [path] = positionals
    if (path === undefined || positionals.length > 1) throw new WrongUsage(`name one log\n${usage}`)
    const variants = Number(values.variants)
    if (!Number.isInteger(variants) || variants < 0)
      throw new WrongUsage(`--variants needs a whole number from 0\n${usage}`)
    const budget = Number(values.budget)
    if (!Number.isInteger(budget) || budget < 1) throw new WrongUsage(`--budget needs a whole number from 1\n${usage}`)
    const { json } = values
    const bpmn = values.model === undefined ? undefined : readModelFile(values.model)
    const told = progress()
    try {
      const log = await told.step(
        'log',
        () => readLogFile(path, columnsIn(values), values.encoding),
        (read) => `${read.offsets.length - 1} cases, ${read.activity.length} events`,
      )
      const mined = measureLog(log, variants)
      const conformance =
        bpmn === undefined
          ? undefined
          : await told.step('alignments', async () => conform(log, modelText(bpmn), budget))
      if (json) printJson(conformance ? { ...mined, conformance: shown(conformance, variants) } : mined)
      else print(mined, conformance)
      return exit.good
    } catch (error) {
      return tellBrokenLog(path, error, json)
    }
  },
}

/** The text of a model; one in another encoding than it says is told by its reader. */
function modelText(bytes: Buffer): string {
  try {
    return decodeXml(bytes)
  } catch {
    return bytes.toString('latin1')
  }
}

/** Of variants as many as of the log are told. */
const shown = (conformance: Conformance, variants: number) => ({
  ...conformance,
  variants: conformance.variants.slice(0, variants),
})

function print(mined: Mined, conformance: Conformance | undefined): void {
  const out = (text: string) => process.stdout.write(`${text}\n`)
  const days = (seconds: number | null) => (seconds === null ? '–' : `${(seconds / 86_400).toFixed(2)} days`)
  out(`${mined.cases} cases, ${mined.events} events, ${mined.activities} activities, ${mined.variants} variants`)
  out(
    `a case takes ${days(mined.duration.p50)} (median), ${days(mined.duration.mean)} (mean), ${days(mined.duration.p95)} (95 %)`,
  )
  out('what follows what, with the median time between:')
  for (const { from, to, count, waiting } of mined.directlyFollows.slice(0, 20))
    out(`  ${String(count).padStart(7)}  ${from} → ${to}  ${days(waiting.p50)}`)
  if (mined.rework.length > 0) out('done again within a case:')
  for (const { activity, cases, repetitions } of mined.rework.slice(0, 10))
    out(`  ${String(repetitions).padStart(7)}  ${activity} (in ${cases} cases)`)
  if (!conformance) return
  const { fitness, exact, fittingCases, notOptimal, skipped, unexpected, loose } = conformance
  out(`fitness ${exact ? '' : 'at least '}${fitness.toFixed(4)}; ${fittingCases} cases without deviation`)
  if (!exact) out(`${notOptimal} variants were not aligned within the budget: the figure is a lower bound`)
  for (const { name, cases } of skipped.slice(0, 10)) out(`  left out in ${cases} cases: ${name}`)
  for (const { activity, cases } of unexpected.slice(0, 10))
    out(`  not in the model there, in ${cases} cases: ${activity}`)
  if (loose.length > 0) out(`joins taken more freely than the engine does: ${loose.join(', ')}`)
}
