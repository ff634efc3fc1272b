import type { Config } from '../platform/config/index.ts'
import { EnvironmentFailure } from '../platform/config/index.ts'
import { openDatabase, startEmbedded, type Database } from '../platform/database/index.ts'

/** The database in the instance's own name, so that several instances can share a server. */
const DATABASE_NAME = 'darcha'

export interface Reached {
  database: Database
  url: string
  embedded: boolean
  /** Starts the embedded server again whenever it dies; nothing where the database is someone else's. */
  keep(): void
  close(): Promise<void>
}

/**
 * Opens `DATABASE_URL`, or starts (or adopts) the embedded server of this home.
 * @throws EnvironmentFailure when it does not answer or is older than 15
 */
export async function reachDatabase(config: Config): Promise<Reached> {
  const options = { connections: config.connections, named: config.namedStatements }
  if (config.databaseUrl) {
    const database = openDatabase({ url: config.databaseUrl, ...options })
    await checkVersion(database)
    return { database, url: config.databaseUrl, embedded: false, keep() {}, close: () => database.close() }
  }
  const server = await startEmbedded(config.home, ['max_connections=100', 'shared_buffers=64MB'])
  const url = await ensureDatabase(server.url)
  const database = openDatabase({ url, ...options })
  return {
    database,
    url,
    embedded: true,
    keep: server.keep,
    async close() {
      await database.close()
      await server.stop()
    },
  }
}

async function ensureDatabase(serverUrl: string): Promise<string> {
  const admin = openDatabase({ url: serverUrl, connections: 1 })
  try {
    const found = await admin.query('select 1 as yes from pg_database where datname = $1', [DATABASE_NAME])
    // two first starts at once: the second finds it made
    if (found.rows.length === 0)
      await admin.query(`create database ${DATABASE_NAME}`).catch((error: { code?: string }) => {
        if (error.code !== '42P04' && error.code !== '23505') throw error
      })
  } finally {
    await admin.close()
  }
  return serverUrl.replace('/postgres?', `/${DATABASE_NAME}?`)
}

async function checkVersion(database: Database): Promise<void> {
  try {
    const found = await database.query<{ version: number }>(
      "select current_setting('server_version_num')::int as version",
      [],
    )
    if (found.rows[0]!.version >= 150000) return
  } catch (error) {
    await database.close()
    throw new EnvironmentFailure(`the database does not answer (${(error as Error).message})`, 'check DATABASE_URL')
  }
  await database.close()
  throw new EnvironmentFailure('the database is older than PostgreSQL 15', 'use a newer one or leave DATABASE_URL out')
}
