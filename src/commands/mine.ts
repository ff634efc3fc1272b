import { measureLog, type Mined } from '../kernel/mining/index.ts'
import { printJson, readArguments, WrongUsage } from './arguments.ts'
import { exit, type Command } from './command.ts'
import { readLogFile, tellBrokenLog } from './read-log.ts'

const usage =
  'Usage: darcha mine LOG.xes[.gz]|LOG.csv[.gz] [--case COLUMN] [--activity COLUMN] [--time COLUMN] [--resource COLUMN] [--variants N] [--json]'

/** `darcha mine`: what an event log tells of how a service goes. */
export const mine: Command = {
  summary: 'count what an event log tells: variants, what follows what, times, rework',
  help: `${usage}

Reads a log of events in XES or CSV, part by part, and counts cases, events, activities and variants, what directly follows what with
the times between, first and last activities, how long cases take, what is done again, and hand-overs between people.
The activity is the event's concept:name; events of every lifecycle value count, in the order of the file. Times are in seconds.

  --case, --activity, --time, --resource COLUMN   of a CSV file: headings; default: those that other tools write
  --variants N                                    how many of the commonest variants to tell; default: 20
  --json                                          one JSON document on stdout

Exit code 0 when the log was read, 1 when it is broken.`,
  async run(args) {
    const { values, positionals } = readArguments(
      args,
      {
        case: { type: 'string' },
        activity: { type: 'string' },
        time: { type: 'string' },
        resource: { type: 'string' },
        variants: { type: 'string', default: '20' },
      },
      usage,
    )
    const [path] = positionals
    if (path === undefined || positionals.length > 1) throw new WrongUsage(`name one log\n${usage}`)
    const variants = Number(values.variants)
    if (!Number.isInteger(variants) || variants < 0)
      throw new WrongUsage(`--variants needs a whole number from 0\n${usage}`)
    const { json, case: caseColumn, activity, time, resource } = values
    const columns = {
      ...(caseColumn === undefined ? {} : { case: caseColumn }),
      ...(activity === undefined ? {} : { activity }),
      ...(time === undefined ? {} : { time }),
      ...(resource === undefined ? {} : { resource }),
    }
    try {
      const mined = measureLog(await readLogFile(path, columns), variants)
      if (json) printJson(mined)
      else print(mined)
      return exit.good
    } catch (error) {
      return tellBrokenLog(path, error, json)
    }
  },
}

function print(mined: Mined): void {
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
}
