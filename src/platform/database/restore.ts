import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import {
  BACKUP_BATCH,
  BACKUP_FORMAT,
  BackupUnreadable,
  backedUpTables,
  type BackedUp,
  type BackedUpTable,
  type BackupLine,
} from './backup-format.ts'
import type { Database, Tx } from './database.ts'
import type { Migration } from './migrate.ts'
import { applyAll, lackingIn, rebuildWithout } from './older-backup.ts'

/**
 * Puts a backup into a migrated database: everything in one transaction, in the place of what is there. Foreign keys are
 * taken off before and made again after, which proves each for all rows at once, whatever order tables stand in; so are
 * checks that older rows need not keep, which stay as they were. Triggers
 * rest meanwhile: they count and refuse what people do, and rows that come back were counted when they were made.
 * What an older release wrote goes into the schema of that release, which is then brought to this one.
 * @param migrations of this release, all applied; without them a backup has to be of the very schema that is there
 * @param loaded what else has to be set once the rows are in, in the same transaction
 * @throws BackupUnreadable, with nothing changed
 */
export async function restoreDatabase(
  database: Database,
  file: string,
  { migrations = [], loaded }: { migrations?: readonly Migration[]; loaded?: (tx: Tx) => Promise<void> } = {},
): Promise<BackedUp> {
  const client = await database.dedicated()
  const query = ((text, values) => client.query(text, values)) as Tx['query']
  try {
    await query('begin')
    await query('set local statement_timeout = 0')
    await query('set local idle_in_transaction_session_timeout = 0')
    await query("set local timezone = 'UTC'")
    const lacking = await lackingIn(await migrationsIn(file), query, migrations)
    if (lacking.length > 0) await rebuildWithout(lacking, query, migrations)
    const tables = await backedUpTables(query)
    const aside = await constraintsAside(query)
    const guarded = await guardedTables(query)
    for (const { table, name } of aside) await query(`alter table ${table} drop constraint ${name}`)
    for (const table of guarded) await query(`alter table ${table} disable trigger user`)
    await query(`truncate ${tables.map((table) => table.name).join(', ')}`)
    const done = await load(query, new Map(tables.map((table) => [table.name, table])), file)
    for (const { table, name, definition } of aside)
      await query(`alter table ${table} add constraint ${name} ${definition}`)
    for (const table of guarded) await query(`alter table ${table} enable trigger user`)
    await resetIdentities(query)
    await loaded?.({ query })
    // these may write: after the numbers go on where they were
    await applyAll(lacking, query)
    await query('commit')
    return done
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    if (isDamage(error)) throw new BackupUnreadable(`${file} can't be read (${(error as Error).message})`)
    throw error
  } finally {
    await client.end()
  }
}

/** What the file is to blame for: its compression, its letters, its JSON, values and rows no database would have given. */
function isDamage(error: unknown): boolean {
  if (error instanceof BackupUnreadable) return false
  const code = (error as { code?: string }).code ?? ''
  return (
    error instanceof SyntaxError ||
    code === 'ENOENT' ||
    /^(Z_|ERR_ENCODING_)/.test(code) ||
    // SQLSTATE classes: data exception, integrity constraint violation
    /^2[23][0-9A-Z]{3}$/.test(code)
  )
}

/** Tables with triggers of their own. */
async function guardedTables(query: Tx['query']): Promise<string[]> {
  const found = await query<{ name: string }>(
    `select distinct format('%I.%I', n.nspname, c.relname) as name
     from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
     where not t.tgisinternal and t.tgparentid = 0 and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public') order by 1`,
  )
  return found.rows.map((table) => table.name)
}

interface Constraint {
  table: string
  name: string
  definition: string
}

/** Foreign keys, and checks that hold for new rows alone. */
async function constraintsAside(query: Tx['query']): Promise<Constraint[]> {
  const found = await query<Constraint>(
    `select format('%I.%I', n.nspname, c.relname) as table, quote_ident(k.conname) as name, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     where (k.contype = 'f' or k.contype = 'c' and not k.convalidated) and k.conparentid = 0 and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public') order by 1, 2`,
  )
  return found.rows
}

async function load(query: Tx['query'], known: ReadonlyMap<string, BackedUpTable>, file: string): Promise<BackedUp> {
  let into = (_rows: readonly string[]): Promise<unknown> => {
    throw new BackupUnreadable(`${file} holds rows of no table`)
  }
  let batch: string[] = []
  let first = true,
    rows = 0,
    tables = 0,
    ended = false
  const flush = async () => {
    if (batch.length > 0) await into(batch)
    batch = []
  }
  for await (const line of linesOf(file)) {
    if (ended) throw new BackupUnreadable(`${file} goes on after its end`)
    if (first) {
      first = false
      continue
    }
    if (line.startsWith('[')) {
      rows++
      if (batch.push(line) >= BACKUP_BATCH) await flush()
      continue
    }
    const head = headIn(line, file)
    await flush()
    if (head.table !== undefined) {
      into = inserter(query, known.get(head.table), head)
      tables++
    } else if (head.end?.rows === rows && head.end.tables === tables) ended = true
    else throw new BackupUnreadable(`${file} holds ${rows} rows, ${head.end?.rows} were written`)
  }
  if (!ended) throw new BackupUnreadable(`${file} is cut off`)
  return { tables, rows }
}

/** A line that is no row. */
function headIn(line: string, file: string): BackupLine {
  const head: unknown = JSON.parse(line)
  const { migrations = [], columns = [] } = (head ?? {}) as Record<string, unknown>
  if (typeof head !== 'object' || head === null || !isListOfTexts(migrations) || !isListOfTexts(columns))
    throw new BackupUnreadable(`${file} holds a line that says nothing`)
  return head
}

const isListOfTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')

/** The migrations that a backup names in its first line. @throws BackupUnreadable when it is none of this format */
async function migrationsIn(file: string): Promise<readonly string[]> {
  for await (const line of linesOf(file)) {
    const { format, migrations = [] } = headIn(line, file)
    if (format === BACKUP_FORMAT) return migrations
    break
  }
  throw new BackupUnreadable(`${file} is no backup of this release`)
}

/** Puts rows, each a JSON list of texts, into a table. */
function inserter(query: Tx['query'], table: BackedUpTable | undefined, { table: name, columns = [] }: BackupLine) {
  if (!table || columns.length !== table.columns.length || columns.some((column) => !table.columns.includes(column)))
    throw new BackupUnreadable(
      `the backup holds ${name}, which this release does not know as it is: restore with the release that wrote it`,
    )
  const values = columns.map((column, at) => `(r->>${at})::${table.types[table.columns.indexOf(column)]}`)
  const text = `insert into ${table.name} (${columns.join(', ')}) ${table.identity ? 'overriding system value ' : ''}select ${values.join(', ')} from jsonb_array_elements($1::jsonb) r`
  return (rows: readonly string[]) => query(text, [`[${rows.join(',')}]`])
}

/** Lines of a gzipped file; an error of the stream is thrown here, which readline would swallow. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const unzipped = createGunzip()
  // an error that comes before anybody reads must not be unhandled: reading throws it
  unzipped.on('error', () => undefined)
  pipeline(createReadStream(file), unzipped).catch((error: Error) => {
    unzipped.destroy(error)
  })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  for await (const chunk of unzipped as AsyncIterable<Buffer>) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = parts.pop()!
    yield* parts
  }
  if (rest !== '') yield rest
}

/** Numbers go on after the highest that was put in. */
async function resetIdentities(query: Tx['query']): Promise<void> {
  const found = await query<{ name: string; column: string; sequence: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name, quote_ident(a.attname) as column, pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) as sequence
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where a.attnum > 0 and not a.attisdropped and a.atttypid in ('int8'::regtype, 'int4'::regtype) and c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
       and pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) is not null`,
  )
  for (const { name, column, sequence } of found.rows)
    await query(`select setval($1, greatest(coalesce((select max(${column}) from ${name}), 0), 1))`, [sequence])
}
