import type { Database } from './database.ts'

/** What every connection of the product calls itself (`application_name`), so that they are told from other people's. */
export const PRODUCT = 'darcha'

/** How many connections other processes of the product (web servers, workers, commands) hold to the same database. */
export async function othersOfProduct(database: Database): Promise<number> {
  const found = await database.query<{ n: number }>(
    "select count(*)::int as n from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and application_name like $1 and application_name <> $2",
    [`${PRODUCT}%`, database.name],
  )
  return found.rows[0]!.n
}
