import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import {
  BACKUP_BATCH,
  BACKUP_FORMAT,
  backedUpTables,
  seenMigrations,
  type BackedUp,
  type BackedUpTable,
} from './backup-format.ts'
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
  async function* lines(held: Shape) {
    yield `${JSON.stringify({ format: BACKUP_FORMAT, migrations: held.migrations })}\n`
    for (const { name, columns } of held.tables) {
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
    const held = await beginHeld(query)
    await query("set local timezone = 'UTC'")
    await pipeline(Readable.from(lines(held)), createGzip(), createWriteStream(file, { flags: 'wx', mode: 0o600 }))
    await query('commit')
  } finally {
    await client.end()
  }
  return { tables, rows }
}

interface Shape {
  migrations: string[]
  tables: BackedUpTable[]
}

/**
 * Begins the transaction of a backup with its tables held as they are until its end. One that a migration rewrites, or a
 * restore empties, is empty for whoever looked at the database before (PostgreSQL, 13.6 Caveats), and a backup that
 * began before would be whole by its own count without these rows. Locks come before the first look, so what had begun
 * to change a table is over by then; when that made it another table, all begins anew.
 */
async function beginHeld(query: Tx['query']): Promise<Shape> {
  for (;;) {
    const before = await shapeOf(query)
    await query('begin transaction isolation level repeatable read read only')
    // a backup takes as long as it takes
    await query('set local statement_timeout = 0')
    await query('set local idle_in_transaction_session_timeout = 0')
    await query(`lock table ${before.tables.map((table) => table.name).join(', ')} in access share mode`)
    const held = await shapeOf(query)
    if (JSON.stringify(held) === JSON.stringify(before)) return held
    await query('rollback')
  }
}

const shapeOf = async (query: Tx['query']): Promise<Shape> => ({
  migrations: await seenMigrations(query),
  tables: await backedUpTables(query),
})
