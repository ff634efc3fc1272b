import type { Tx } from '../database/index.ts'

/**
 * After a restore: positions go on behind the last seal. A seal also covers numbers that were given out and never used,
 * which
 * the highest event that was put back knows nothing of: what got such a number would never be sealed, and look as if it
 * had been slipped in.
 */
export async function goOnBehindSeals(database: Pick<Tx, 'query'>): Promise<void> {
  await database.query(
    "select setval('audit.position', sealed.last) from (select max(until_position) - 1 as last from audit.seal) sealed, audit.position p where sealed.last > p.last_value",
    [],
  )
}
