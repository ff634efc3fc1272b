import { join, resolve } from 'node:path'
import { archiveCase, findClosedCases, readArchive } from '../modules/process/index.ts'
import { KnownDate } from '../kernel/terms/index.ts'
import { readCountry } from '../platform/country/index.ts'
import { sealEvents, settledPosition } from '../platform/audit/index.ts'
import { readConfig } from '../platform/config/index.ts'
import type { Database } from '../platform/database/index.ts'
import { Refusal } from '../platform/use-case/index.ts'
import { printJson, readArguments, WrongUsage } from './arguments.ts'
import { exit, type Command } from './command.ts'
import { projectRoot } from './project-root.ts'
import { reachRunning } from './reach-running.ts'

const USAGE =
  'Usage: darcha archive --closed-before DATE [--folder FOLDER] [--json]\n       darcha archive --read FILE [--json]'

export const archive: Command = {
  help: `${USAGE}

Writes each case that was closed before DATE (2026-03-01) to a file of its own with its whole history, drops its live rows and events and records
the file's hash in the case's chain; pages and exports read the history back from the file. Files stand by
month in DARCHA_HOME/archive, where pages look and which a backup takes along; those of --folder are found only when they are put there. --read
shows an archived case and proves its chain.`,
  async run(args) {
    const { values, positionals } = readArguments(
      args,
      { 'closed-before': { type: 'string' }, folder: { type: 'string' }, read: { type: 'string' } },
      USAGE,
    )
    if (positionals.length > 0) throw new WrongUsage(`"${positionals[0]}" is one too many\n${USAGE}`)
    if (values.read !== undefined) return show(values.read, values.json)
    const until = values['closed-before']
    if (!KnownDate.safeParse(until).success)
      throw new WrongUsage(`say until when cases were closed, by a day of the calendar such as 2026-03-01\n${USAGE}`)
    const config = readConfig(projectRoot)
    const before = readCountry(resolve(projectRoot, 'country', config.country)).beginOf(until!)
    const folder = resolve(values.folder ?? join(config.home, 'archive'))
    const { database, close } = await reachRunning(config)
    try {
      await sealAll(database)
      let [cases, left] = [0, 0]
      // batch by batch: what is archived is no longer found
      for (
        let found = await findClosedCases(database, before, 200, left);
        found.length > 0;
        found = await findClosedCases(database, before, 200, left)
      ) {
        for (const caseId of found) {
          try {
            await archiveCase(database, caseId, folder, { now: new Date().toISOString(), actor: 'system' })
          } catch (error) {
            // something happened to it a moment ago: it is for the next run
            if (!(error instanceof Refusal)) throw error
            left++
            continue
          }
          if (++cases % 100 === 0) process.stderr.write(`  ${cases} cases\n`)
        }
      }
      if (values.json) printJson({ cases, left, folder })
      else
        process.stderr.write(
          `${cases} cases in ${folder}${left > 0 ? `; ${left} that changed a moment ago are left for the next run` : ''}\n`,
        )
      return exit.good
    } finally {
      await close()
    }
  },
}

/** Only what is sealed is dropped. */
async function sealAll(database: Database): Promise<void> {
  const settled = await settledPosition(database)
  for (let more = settled !== undefined; more; )
    more = (await database.transaction((tx) => sealEvents(tx, settled!, new Date().toISOString()))).more
}

async function show(file: string, json: boolean): Promise<number> {
  let read: Awaited<ReturnType<typeof readArchive>>
  try {
    read = await readArchive(file)
  } catch (error) {
    process.stderr.write(`darcha: ${(error as Error).message}\n`)
    return exit.problem
  }
  if (json) printJson(read)
  else {
    process.stdout.write(`case ${read.caseId}, archived ${read.archivedAt}, ${read.events.length} events\n`)
    for (const problem of read.problems) process.stdout.write(`problem: ${problem}\n`)
  }
  return read.problems.length > 0 ? exit.problem : exit.good
}
