import { BackupUnreadable, seenMigrations } from './backup-format.ts'
import type { Tx } from './database.ts'
import { applyMigration, type Migration } from './migrate.ts'

/**
 * What a backup's schema lacks of this release's, to be applied once its rows are in; nothing when they are the same.
 * @param there migrations that the backup names
 * @param migrations of this release, all of which the database has seen; without them a backup has to be of its very schema
 * @throws BackupUnreadable when a release wrote it that is no older one of this
 */
export async function lackingIn(
  there: readonly string[],
  query: Tx['query'],
  migrations: readonly Migration[],
): Promise<Migration[]> {
  const here = await seenMigrations(query)
  const unknown = there.find((migration) => !here.includes(migration))
  const lacking = migrations.filter(({ room, name, digest }) => !there.includes(`${room}/${name} ${digest}`))
  const other = unknown ?? (lacking.length > 0 ? undefined : here.find((migration) => !there.includes(migration)))
  if (other === undefined) return lacking
  throw new BackupUnreadable(
    `the backup was written by another release (the schema differs by ${other.split(' ')[0]}): restore it with the release that wrote it, then bring that to this one`,
  )
}

/**
 * Makes the schema anew as an older release left it: the rooms' schemas are dropped with all that is in them, and that
 * release's migrations applied. Rights that somebody gave to others there go with them.
 */
export async function rebuildWithout(
  lacking: readonly Migration[],
  query: Tx['query'],
  migrations: readonly Migration[],
): Promise<void> {
  const schemas = new Set(migrations.map(({ room }) => room.replaceAll('-', '_')))
  schemas.delete('database')
  await query(`drop schema if exists ${[...schemas].join(', ')} cascade`)
  await query('delete from database.migration')
  await applyAll(
    migrations.filter((migration) => !lacking.includes(migration)),
    query,
  )
}

/** Applies migrations in the transaction that runs; what one leaves for the commit is proven at once, as it was then. */
export async function applyAll(migrations: readonly Migration[], query: Tx['query']): Promise<void> {
  for (const migration of migrations) {
    await applyMigration({ query }, migration)
    await query('set constraints all immediate')
    await query('set constraints all deferred')
  }
}
