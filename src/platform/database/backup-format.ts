import type { Tx } from './database.ts'

/** First line of a backup. Rows are lists of texts, one for each column, as PostgreSQL itself writes and reads them. */
export const BACKUP_FORMAT = 'darcha-backup-2'
/** Rows read and written at once. */
export const BACKUP_BATCH = 500

/** A file that is no backup, is cut off, or does not fit this release. */
export class BackupUnreadable extends Error {}

export interface BackedUp {
  tables: number
  rows: number
}

/** What stands in a line that is no row. */
export interface BackupLine {
  format?: string
  /** Migrations the data belong to, as `room/name digest`. */
  migrations?: string[]
  table?: string
  columns?: string[]
  end?: BackedUp
}

export interface BackedUpTable {
  name: string
  columns: string[]
  types: string[]
  identity: boolean
}

/** Which migrations a database has seen: belongs to the schema, not to the data. */
const MIGRATIONS = 'database.migration'

/** Tables of the product's own schemas with the columns that hold data (generated ones are made again). */
export async function backedUpTables(query: Tx['query']): Promise<BackedUpTable[]> {
  const found = await query<BackedUpTable>(
    `select format('%I.%I', n.nspname, c.relname) as name, array_agg(quote_ident(a.attname) order by a.attnum) as columns,
       array_agg(format_type(a.atttypid, a.atttypmod) order by a.attnum) as types, bool_or(a.attidentity <> '') as identity
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public')
     group by c.oid, n.nspname, c.relname order by n.nspname, c.relname`,
    [],
  )
  return found.rows.filter((table) => table.name !== MIGRATIONS)
}

/** The migrations a database has seen, as a backup names them. */
export async function seenMigrations(query: Tx['query']): Promise<string[]> {
  const found = await query<{ line: string }>(
    `select room || '/' || name || ' ' || digest as line from ${MIGRATIONS} order by room, name`,
    [],
  )
  return found.rows.map((row) => row.line)
}
