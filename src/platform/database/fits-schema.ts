import { EnvironmentFailure } from '../config/environment-failure.ts'
import type { Database } from './database.ts'
import type { Migration } from './migrate.ts'

export interface SchemaDifference {
  /** Migrations of this release that the database has not seen. */
  missing: string[]
  /** Migrations the database has seen and this release does not know: a newer one was here. */
  unknown: string[]
}

/** Compares what the database has seen with what this release brings. Changes nothing. */
export async function compareSchema(database: Database, migrations: readonly Migration[]): Promise<SchemaDifference> {
  const names = migrations.map(({ room, name }) => `${room}/${name}`)
  const found = await database
    .query<{ name: string }>("select room || '/' || name as name from database.migration order by 1", [])
    .catch((error: { code?: string }) => {
      // neither the schema nor the table is there: nothing was ever migrated
      if (error.code === '42P01' || error.code === '3F000') return { rows: [] }
      throw error
    })
  const seen = found.rows.map((row) => row.name)
  return {
    missing: names.filter((name) => !seen.includes(name)),
    unknown: seen.filter((name) => !names.includes(name)),
  }
}

/** @throws EnvironmentFailure when a newer release was here: this one would not understand what that one wrote */
export function refuseNewerSchema({ unknown }: SchemaDifference): void {
  if (unknown.length > 0)
    throw new EnvironmentFailure(
      `the database was made by a newer release (this one does not know ${unknown.at(-1)})`,
      'start that release, or restore a backup of this one',
    )
}

/** @throws EnvironmentFailure unless the database is at this release's schema */
export async function requireSchema(database: Database, migrations: readonly Migration[]): Promise<void> {
  const difference = await compareSchema(database, migrations)
  refuseNewerSchema(difference)
  if (difference.missing.length > 0)
    throw new EnvironmentFailure(
      `the database lacks ${difference.missing.length} migrations of this release (the first is ${difference.missing[0]})`,
      'run `npx darcha migrate`, then start again',
    )
}
