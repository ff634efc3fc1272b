import { join, resolve } from 'node:path'
import { archiveCase, findClosedCases, readArchive } from '../modules/process/index.ts'
import { readConfig } from '../platform/config/index.ts'
import { printJson, readArguments, WrongUsage } from './arguments.ts'
import { exit, type Command } from './command.ts'
import { projectRoot } from './project-root.ts'
import { reachRunning } from './reach-running.ts'

const USAGE = 'Usage: darcha archive --closed-before DATE [--folder FOLDER] [--json]\n       darcha archive --read FILE [--json]'

export const archive: Command = {
  summary: 'put closed cases into files, or read one back',
  help: `${USAGE}

Writes each case that was closed before DATE (2026-03-01) to a file of its own with its whole history, drops its live rows and records the file's
hash in the case's chain. Files stand by month in DARCHA_HOME/archive unless --folder says else. --read shows an archived case and proves its chain.`,
  async run(args) {
    const { values, positionals } = readArguments(args, { 'closed-before': { type: 'string' }, folder: { type: 'string' }, read: { type: 'string' } }, USAGE)
    if (positionals.length > 0) throw new WrongUsage(`"${positionals[0]}" is one too many\n${USAGE}`)
    if (values.read !== undefined) return show(values.read, values.json)
    const until = values['closed-before']
    if (until === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(until) || Number.isNaN(Date.parse(until))) throw new WrongUsage(`say until when cases were closed\n${USAGE}`)
    const config = readConfig(projectRoot)
    const folder = resolve(values.folder ?? join(config.home, 'archive'))
    const { database, close } = await reachRunning(config)
    try {
      let cases = 0
      // batch by batch: what is archived is no longer found
      for (let found = await findClosedCases(database, until, 200); found.length > 0; found = await findClosedCases(database, until, 200)) {
        for (const caseId of found) {
          await archiveCase(database, caseId, folder, { now: new Date().toISOString(), actor: 'system' })
          if (++cases % 100 === 0) process.stderr.write(`  ${cases} cases\n`)
        }
      }
      if (values.json) printJson({ cases, folder })
      else process.stderr.write(`${cases} cases in ${folder}\n`)
      return exit.good
    } finally {
      await close()
    }
  },
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
