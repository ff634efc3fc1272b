import { createHash, randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { tmpdir } from 'node:os'
import { findMigrations, migrate, openDatabase, startEmbedded, type Database } from './index.ts'

/** The project's root: tests are started from it. */
export const projectRoot = resolve(process.cwd())

/**
 * A migrated database for one test file, on a real PostgreSQL: cloned from a template that is made once for each set of
 * migrations.
 * The embedded server of the tests is kept running between runs and adopted; fsync is off there, for tests only.
 * @returns the database and a function that drops it
 */
export async function testDatabase(): Promise<{ database: Database; url: string; drop(): Promise<void> }> {
  const admin = openDatabase({ url: await serverUrl(), connections: 2 })
  try {
    const migrations = findMigrations(projectRoot)
    const template = `tpl_${createHash('sha256')
      .update(migrations.map((migration) => migration.digest).join())
      .digest('hex')
      .slice(0, 16)}`
    await makeTemplate(admin, template, migrations)
    const name = `test_${randomBytes(8).toString('hex')}`
    await admin.query(`create database ${name} template ${template} strategy wal_log`)
    const url = withDatabase(admin.url, name)
    const database = openDatabase({ url })
    return {
      database,
      url,
      async drop() {
        await database.close()
        const again = openDatabase({ url: admin.url, connections: 1 })
        await again.query(`drop database if exists ${name} with (force)`)
        await again.close()
      },
    }
  } finally {
    await admin.close()
  }
}

/** `DARCHA_TEST_DATABASE_URL` (any PostgreSQL 15 or newer) or the embedded server in the temp folder. */
async function serverUrl(): Promise<string> {
  const given = process.env.DARCHA_TEST_DATABASE_URL
  if (given) return given
  const home = join(tmpdir(), `darcha-test-${createHash('sha256').update(projectRoot).digest('hex').slice(0, 12)}`)
  const server = await startEmbedded(home, [
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'max_connections=300',
  ])
  return server.url
}

async function makeTemplate(
  admin: Database,
  template: string,
  migrations: ReturnType<typeof findMigrations>,
): Promise<void> {
  const holder = await admin.dedicated()
  try {
    await holder.query('select pg_advisory_lock(7274002)')
    const found = await holder.query('select 1 from pg_database where datname = $1', [template])
    if (found.rows.length > 0) return
    const draft = `${template}_${randomBytes(3).toString('hex')}`
    await holder.query(`create database ${draft}`)
    const database = openDatabase({ url: withDatabase(admin.url, draft), connections: 1 })
    try {
      await migrate(database, migrations)
    } finally {
      await database.close()
    }
    await holder.query(`alter database ${draft} rename to ${template}`)
  } finally {
    await holder.end()
  }
}

/** The same server, another database. */
export function withDatabase(url: string, name: string): string {
  return url.replace(/\/[^/?]*(\?|$)/, `/${name}$1`)
}
