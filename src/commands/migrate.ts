import { projectRoot } from './project-root.ts'
import { readConfig } from '../platform/config/index.ts'
import { exit, type Command } from './command.ts'
import { reachDatabase } from './reach-database.ts'
import { keepMonths } from '../platform/audit/index.ts'
import { systemClock } from '../platform/clock/index.ts'
import { findMigrations, migrate as applyMigrations } from '../platform/database/index.ts'

export const migrate: Command = {
  help: 'Usage: darcha migrate\n\nApplies what is missing, each migration in a transaction of its own. Safe to run again and at once from several places.',
  async run() {
    const reached = await reachDatabase(readConfig(projectRoot), { direct: true })
    try {
      for (const applyMigration of await applyMigrations(reached.database, findMigrations(projectRoot)))
        process.stderr.write(`  ${applyMigration.room}/${applyMigration.name}\n`)
      await keepMonths(reached.database, systemClock())
      process.stderr.write('The schema is the newest.\n')
      return exit.good
    } finally {
      await reached.close()
    }
  },
}
