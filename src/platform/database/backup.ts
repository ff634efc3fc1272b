import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { BACKUP_BATCH, BACKUP_FORMAT, backedUpTables, seenMigrations, type BackedUp } from './backup-format.ts'
import type { Database, Tx } from './database.ts'

/**
 * Writes all data of the product into one file of gzipped JSON lines, as one moment of the database: the distribution's
 * tools refuse a newer server, and the embedded one brings none.
 * @param file must not be there yet
 * @returns tables and rows written
 */
export async function backupDatabase(database: Database, file: string): Promise<BackedUp> {
  const client = await database.dedicated()
  const query = ((text, values) => client.query(text, values)) as Tx['query']
  let rows = 0,
    tables = 0
  async function* lines() {
    yield `${JSON.stringify({ format: BACKUP_FORMAT, migrations: await seenMigrations(query) })}\n`
    for (const { name, columns } of await backedUpTables(query)) {
      tables++
      yield `${JSON.stringify({ table: name, columns })}\n`
      // as text, and not as JSON of the row: a JSON null in a column is another thing than no value
      const texts = columns.map((column) => `${column}::text`).join(', ')
      await query(`declare backup no scroll cursor for select to_jsonb(array[${texts}])::text as row from ${name}`)
      for (;;) {
        const batch = (await query<{ row: string }>(`fetch ${BACKUP_BATCH} from backup`)).rows
        if (batch.length === 0) break
        rows += batch.length
        yield batch.map(({ row }) => `${row}\n`).join('')
      }
      await query('close backup')
    }
    yield `${JSON.stringify({ end: { tables, rows } })}\n`
  }
  try {
    await query('begin transaction isolation level repeatable read read only')
    // a backup takes as long as it takes
    await query('set local statement_timeout = 0')
    await query("set local timezone = 'UTC'")
    await pipeline(Readable.from(lines()), createGzip(), createWriteStream(file, { flags: 'wx', mode: 0o600 }))
    await query('commit')
  } finally {
    await client.end()
  }
  return { tables, rows }
}
