import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { goOnBehindSeals, keepMonths } from '../platform/audit/index.ts'
import { systemClock } from '../platform/clock/index.ts'
import {
  backupDatabase,
  BackupUnreadable,
  findMigrations,
  migrate,
  restoreDatabase,
} from '../platform/database/index.ts'
import { readConfig } from '../platform/config/index.ts'
import { printJson, readArguments, WrongUsage } from './arguments.ts'
import { exit, type Command } from './command.ts'
import { projectRoot } from './project-root.ts'
import { reachDatabase } from './reach-database.ts'
import { reachRunning } from './reach-running.ts'

/**
 * What belongs to an instance beside its database: uploaded and issued files, archived cases (nothing else holds their
 * events), the demo authority, its secrets.
 */
const KEPT = ['files', 'archive', 'ca', 'secrets.json']
/** On their way: they come and go while they are copied, and what is lost of them is sent or written again. */
const PASSING = /^(incoming|unfinished)$|\.part$/
const DATA = 'database.jsonl.gz'

function copyKept(from: string, to: string): void {
  for (const name of KEPT)
    if (existsSync(join(from, name)))
      cpSync(join(from, name), join(to, name), { recursive: true, filter: (path) => !PASSING.test(basename(path)) })
}

export const backup: Command = {
  summary: 'write all data of the instance into a folder',
  help: `Usage: darcha backup FOLDER [--json]

Writes the database as one moment in time, the files, archived cases, certificates and secrets into a new folder. The instance may go on running.
The folder holds everything there is to know of people: keep it as you keep the instance.`,
  async run(args) {
    const { values, positionals } = readArguments(args, {}, 'Usage: darcha backup FOLDER')
    const folder = oneFolder(positionals, 'backup')
    if (existsSync(folder) && readdirSync(folder).length > 0)
      throw new WrongUsage(`${folder} is not empty: a backup goes into a new folder`)
    const config = readConfig(projectRoot)
    const { database, close } = await reachRunning(config)
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const done = await backupDatabase(database, join(folder, DATA))
      // after the database: a file that came meanwhile is one too many, never one too few
      copyKept(config.home, folder)
      if (values.json) printJson({ folder, ...done })
      else process.stderr.write(`${done.rows} rows of ${done.tables} tables in ${folder}\n`)
      return exit.good
    } finally {
      await close()
    }
  },
}

export const restore: Command = {
  summary: "put a backup in the place of the instance's data",
  help: `Usage: darcha restore FOLDER --replace [--json]

Puts what \`darcha backup\` wrote into the instance of DARCHA_HOME (or DATABASE_URL), in the place of what is there: everything or nothing.
End the instance first. --replace says that the data there now may go.`,
  async run(args) {
    const { values, positionals } = readArguments(
      args,
      { replace: { type: 'boolean', default: false } },
      'Usage: darcha restore FOLDER --replace',
    )
    const folder = oneFolder(positionals, 'restore')
    if (!values.replace) throw new WrongUsage('restore takes the place of all data of this instance: say --replace')
    const config = readConfig(projectRoot)
    const reached = await reachDatabase(config)
    try {
      await migrate(reached.database, findMigrations(projectRoot))
      const done = await restoreDatabase(reached.database, join(folder, DATA))
      await goOnBehindSeals(reached.database)
      await keepMonths(reached.database, systemClock())
      copyKept(folder, config.home)
      if (values.json) printJson(done)
      else process.stderr.write(`${done.rows} rows of ${done.tables} tables are back\n`)
      return exit.good
    } catch (error) {
      if (!(error instanceof BackupUnreadable)) throw error
      process.stderr.write(`darcha: ${error.message}; nothing was changed\n`)
      return exit.problem
    } finally {
      await reached.close()
    }
  },
}

function oneFolder(positionals: string[], command: string): string {
  if (positionals.length !== 1) throw new WrongUsage(`name one folder\nUsage: darcha ${command} FOLDER`)
  return resolve(positionals[0]!)
}
