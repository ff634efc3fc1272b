import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { EnvironmentFailure, type Config } from '../platform/config/index.ts'
import { openDatabase, type Database } from '../platform/database/index.ts'
import { readRunning } from './instance.ts'
import { reachDatabase } from './reach-database.ts'

/**
 * The database of the instance that runs, else of the one that stands in DARCHA_HOME, started for this.
 * @throws EnvironmentFailure when there is no instance
 */
export async function reachRunning(config: Config): Promise<{ database: Database; close(): Promise<void> }> {
  if (!config.databaseUrl && !existsSync(join(config.home, 'pg')))
    throw new EnvironmentFailure(
      'there is no instance here',
      'run `npm start` first, or set DATABASE_URL or DARCHA_HOME',
    )
  const url = config.databaseUrl ? undefined : readRunning(config.home)?.databaseUrl
  if (url) {
    const database = openDatabase({ url, connections: 2 })
    try {
      await database.query('select 1 as one', [])
      return { database, close: () => database.close() }
    } catch {
      await database.close()
    }
  }
  return reachDatabase(config, { direct: true })
}
