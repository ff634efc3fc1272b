import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type { Database } from './database.ts'

const FORMAT = 'darcha-backup-1'
/** Rows read and written at once. */
const BATCH = 500

interface TableOf {
  name: string
  columns: string[]
  identity: boolean
}

/** Tables of the product's own schemas with the columns that hold data (generated ones are made again). */
async function tablesOf(database: Pick<Database, 'query'>): Promise<TableOf[]> {
  const found = await database.query<TableOf>(
    `select format('%I.%I', n.nspname, c.relname) as name, array_agg(quote_ident(a.attname) order by a.attnum) as columns, bool_or(a.attidentity <> '') as identity
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public') group by c.oid, n.nspname, c.relname order by n.nspname, c.relname`,
    [],
  )
  return found.rows
}

/**
 * Writes all data of the product into one file of gzipped JSON lines, as one moment of the database: the distribution's
 * tools
 * refuse a newer server, and the embedded one brings none.
 * @returns tables and rows written
 */
export async function backupDatabase(database: Database, file: string): Promise<{ tables: number; rows: number }> {
  const client = await database.dedicated()
  let rows = 0,
    tables = 0
  async function* lines() {
    yield `${JSON.stringify({ format: FORMAT })}\n`
    for (const table of await tablesOf({ query: (text, values) => client.query(text, values) as never })) {
      tables++
      yield `${JSON.stringify({ table: table.name, columns: table.columns })}\n`
      await client.query(
        `declare backup no scroll cursor for select to_jsonb(r)::text as row from (select ${table.columns.join(', ')} from ${table.name}) r`,
      )
      for (;;) {
        const batch = (await client.query<{ row: string }>(`fetch ${BATCH} from backup`)).rows
        if (batch.length === 0) break
        rows += batch.length
        yield batch.map(({ row }) => `${row}\n`).join('')
      }
      await client.query('close backup')
    }
    yield `${JSON.stringify({ end: { tables, rows } })}\n`
  }
  try {
    await client.query('begin transaction isolation level repeatable read read only')
    await pipeline(Readable.from(lines()), createGzip(), createWriteStream(file, { flags: 'wx', mode: 0o600 }))
    await client.query('commit')
  } finally {
    await client.end()
  }
  return { tables, rows }
}

/** A file that is no backup, is cut off, or does not fit this release. */
export class BackupUnreadable extends Error {}

/**
 * Puts a backup into a migrated database: everything in one transaction, over what is there.
 * @throws BackupUnreadable, with nothing changed
 */
export async function restoreDatabase(database: Database, file: string): Promise<{ tables: number; rows: number }> {
  const client = await database.dedicated()
  try {
    const known = new Map(
      (await tablesOf({ query: (text, values) => client.query(text, values) as never })).map((table) => [
        table.name,
        table,
      ]),
    )
    await client.query('begin')
    const done = await load(client, known, file)
    await client.query('commit')
    return done
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    if (error instanceof BackupUnreadable) throw error
    const code = (error as { code?: string }).code ?? ''
    if (error instanceof SyntaxError || code.startsWith('Z_') || code === 'ENOENT')
      throw new BackupUnreadable(`${file} is no backup that can be read (${(error as Error).message})`)
    throw error
  } finally {
    await client.end()
  }
}

type Client = Awaited<ReturnType<Database['dedicated']>>

async function load(
  client: Client,
  known: ReadonlyMap<string, TableOf>,
  file: string,
): Promise<{ tables: number; rows: number }> {
  const unzipped = createGunzip()
  // an error that comes before anybody reads must not be unhandled: reading throws it
  unzipped.on('error', () => undefined)
  pipeline(createReadStream(file), unzipped).catch((error: Error) => {
    unzipped.destroy(error)
  })
  let table: TableOf | undefined,
    columns: string[] = [],
    batch: string[] = []
  let first = true,
    rows = 0,
    tables = 0,
    ended = false
  const flush = async () => {
    if (batch.length === 0 || !table) return
    const list = columns.join(', ')
    await client.query(
      `insert into ${table.name} (${list}) ${table.identity ? 'overriding system value ' : ''}select ${list} from jsonb_populate_recordset(null::${table.name}, $1)`,
      [`[${batch.join(',')}]`],
    )
    batch = []
  }
  // emptied together: tables may point at each other
  await client.query(`truncate ${[...known.keys()].join(', ')}`)
  for await (const line of linesOf(unzipped)) {
    const head =
      first || /^\{"(table|end)":/.test(line)
        ? (JSON.parse(line) as {
            format?: string
            table?: string
            columns?: string[]
            end?: { tables: number; rows: number }
          })
        : undefined
    if (first) {
      if (head?.format !== FORMAT) throw new BackupUnreadable(`${file} is no backup of this product`)
      first = false
    } else if (head?.table) {
      await flush()
      table = known.get(head.table)
      if (!table || !head.columns?.every((column) => table!.columns.includes(column)))
        throw new BackupUnreadable(
          `the backup holds ${head.table}, which this release does not know as it is: restore with the release that wrote it`,
        )
      columns = head.columns
      tables++
    } else if (head?.end) {
      await flush()
      if (head.end.rows !== rows || head.end.tables !== tables)
        throw new BackupUnreadable(`${file} holds ${rows} rows, ${head.end.rows} were written`)
      ended = true
    } else {
      rows++
      if (batch.push(line) >= BATCH) await flush()
    }
  }
  if (!ended) throw new BackupUnreadable(`${file} is cut off`)
  await resetIdentities(client)
  return { tables, rows }
}

/** Lines of a stream; an error of the stream is thrown here, which readline would swallow. */
async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  for await (const chunk of stream) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = parts.pop()!
    yield* parts
  }
  if (rest !== '') yield rest
}

/** Numbers go on after the highest that was put in. */
async function resetIdentities(client: Client): Promise<void> {
  const found = await client.query<{ name: string; column: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name, quote_ident(a.attname) as column from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where a.attnum > 0 and not a.attisdropped and a.atttypid in ('int8'::regtype, 'int4'::regtype) and c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
       and pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) is not null`,
  )
  for (const { name, column } of found.rows)
    await client.query(
      `select setval(pg_get_serial_sequence('${name}', '${column.replaceAll('"', '')}'), greatest(coalesce((select max(${column}) from ${name}), 0), 1))`,
    )
}
