import { join, resolve } from 'node:path'
import { goOnBehindSeals, keepMonths } from '../platform/audit/index.ts'
import { systemClock } from '../platform/clock/index.ts'
import { readConfig } from '../platform/config/index.ts'
import {
  BackupUnreadable,
  findMigrations,
  migrate,
  othersOfProduct,
  restoreDatabase,
} from '../platform/database/index.ts'
import { printJson, readArguments, WrongUsage } from './arguments.ts'
import { checkBackup, DATA, restoreFiles, settleFiles } from './backup-folder.ts'
import { exit, type Command } from './command.ts'
import { projectRoot } from './project-root.ts'
import { reachDatabase } from './reach-database.ts'

const USAGE = 'Usage: darcha restore FOLDER --replace [--json]'

export const restore: Command = {
  help: `${USAGE}

Puts what \`darcha backup\` wrote into the instance of DARCHA_HOME (or DATABASE_URL), in the place of what is there: everything or nothing.
What an older release wrote is brought to this one. The folder is proven first. End the instance before: one that runs is left alone. --replace says that the data there now may go.`,
  async run(args) {
    const { values, positionals } = readArguments(args, { replace: { type: 'boolean', default: false } }, USAGE)
    if (positionals.length !== 1) throw new WrongUsage(`name one folder\n${USAGE}`)
    const folder = resolve(positionals[0]!)
    if (!values.replace) throw new WrongUsage('restore takes the place of all data of this instance: say --replace')
    const config = readConfig(projectRoot)
    try {
      const files = await checkBackup(folder)
      const reached = await reachDatabase(config, { direct: true })
      try {
        if ((await othersOfProduct(reached.database)) > 0)
          throw new BackupUnreadable('the instance runs: end its web servers and workers, then restore')
        const migrations = findMigrations(projectRoot)
        await migrate(reached.database, migrations)
        await restoreFiles(folder, config.home, files)
        const done = await restoreDatabase(reached.database, join(folder, DATA), {
          migrations,
          loaded: goOnBehindSeals,
        })
        await settleFiles(folder, config.home, files)
        await keepMonths(reached.database, systemClock())
        if (values.json) printJson({ ...done, files: files.length })
        else process.stderr.write(`${done.rows} rows of ${done.tables} tables and ${files.length} files are back\n`)
        return exit.good
      } finally {
        await reached.close()
      }
    } catch (error) {
      if (!(error instanceof BackupUnreadable)) throw error
      process.stderr.write(`darcha: ${error.message}; nothing was changed\n`)
      return exit.problem
    }
  },
}
