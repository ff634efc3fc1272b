import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EnvironmentFailure } from '../config/environment-failure.ts'
import type { Database, Tx } from './database.ts'
import { compareSchema, refuseNewerSchema } from './fits-schema.ts'

export interface Migration {
  room: string
  name: string
  sql: string
  digest: string
}

/** Platform rooms first, in this order, for modules call their functions; then modules in order of their names. */
const PLATFORM_ORDER = ['database', 'audit', 'jobs', 'use-case', 'identity', 'files', 'pay', 'notify']

/**
 * Finds `migrations/0001_verb-noun.sql` of every room under `src/`.
 * @param root the project's root folder
 */
export function findMigrations(root: string): Migration[] {
  const rooms = [
    ...roomsIn(join(root, 'src', 'platform'))
      .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
      .map((room) => ['platform', room] as const),
    ...roomsIn(join(root, 'src', 'modules'))
      .sort()
      .map((room) => ['modules', room] as const),
  ]
  return rooms.flatMap(([layer, room]) => {
    const folder = join(root, 'src', layer, room, 'migrations')
    if (!existsSync(folder)) return []
    return readdirSync(folder)
      .filter((file) => /^\d{4}_[a-z0-9-]+\.sql$/.test(file))
      .sort()
      .map((file) => {
        const sql = readFileSync(join(folder, file), 'utf8')
        return { room, name: file.replace(/\.sql$/, ''), sql, digest: createHash('sha256').update(sql).digest('hex') }
      })
  })
}

const roomsIn = (folder: string) =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
    : []
const rank = (room: string) => {
  const at = PLATFORM_ORDER.indexOf(room)
  return at < 0 ? PLATFORM_ORDER.length : at
}

/**
 * Brings the database to the newest migration, forward only, each in its own transaction; safe when several start at
 * once.
 * @returns the migrations applied now
 * @throws EnvironmentFailure when a newer release was here, or a migration already applied was changed since
 */
export async function migrate(database: Database, migrations: Migration[]): Promise<Migration[]> {
  await database.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
    await tx.query('create schema if not exists database', [])
    await tx.query(
      'create table if not exists database.migration (room text not null, name text not null, digest text not null, applied_at timestamptz not null default now(), primary key (room, name))',
      [],
    )
  })
  refuseNewerSchema(await compareSchema(database, migrations))
  const applied: Migration[] = []
  for (const migration of migrations) {
    if (await database.transaction((tx) => applyMigration(tx, migration))) applied.push(migration)
  }
  return applied
}

const MIGRATION_LOCK = 7274_001

/** @returns the sentence for a database that is not Darcha's alone, or lacks what PostgreSQL's own package brings */
function ofOtherOwner(error: unknown): EnvironmentFailure | undefined {
  const { code, message } = error as { code?: string; message: string }
  // a schema, table or function of that name is there, and no migration of ours made it
  if (['42P06', '42P07', '42723', '42710'].includes(code ?? ''))
    return new EnvironmentFailure(
      `the database holds something of another product (${message})`,
      'give Darcha a database of its own: create database darcha encoding UTF8 template template0',
    )
  // servers say it in several ways: of what was never put there, and of what was put there in half or for another release
  if (/\bextension\b|could not (access file|load library)|incompatible library/.test(message) && LACKS.has(code ?? ''))
    return new EnvironmentFailure(
      `the database server lacks a part of PostgreSQL (${message})`,
      'install its package of extensions there (postgresql-contrib)',
    )
  return undefined
}

/** Not supported, file missing, no script of this version, a library that can't be loaded (PostgreSQL, appendix A). */
const LACKS: ReadonlySet<string> = new Set(['0A000', '58P01', '22023', 'XX000'])

/** Applies a migration in the transaction that runs, unless it was applied. @returns whether it is now */
export async function applyMigration(tx: Tx, migration: Migration): Promise<boolean> {
  await tx.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
  const before = await tx.query<{ digest: string }>(
    'select digest from database.migration where room = $1 and name = $2',
    [migration.room, migration.name],
  )
  const known = before.rows[0]
  if (known && known.digest !== migration.digest)
    throw new EnvironmentFailure(
      `migration ${migration.room}/${migration.name} was changed after it had been applied`,
      'write a new one, or start the release that applied it',
    )
  if (known) return false
  await tx.query('insert into database.migration (room, name, digest) values ($1, $2, $3)', [
    migration.room,
    migration.name,
    migration.digest,
  ])
  await tx.query(migration.sql).catch((error: unknown) => {
    throw ofOtherOwner(error) ?? error
  })
  return true
}
