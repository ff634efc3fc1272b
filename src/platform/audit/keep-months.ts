import type { Database } from '../database/index.ts'

/** Months that are made ready beside the current one. */
const AHEAD = 3

/**
 * Makes the partitions of the history that are missing: of this month and the next ones, and of what came before its
 * month was made. Writers may
 * be stopped for a moment, so it is done ahead of time, and not at all while something long is under way: the next run
 * tries again.
 * @param now the time, RFC 3339
 */
export async function keepMonths(database: Database, now: string): Promise<void> {
  const { missing } = (
    await database.query<{ missing: boolean }>(
      `select exists (select 1 from audit.event_other) or bool_or(to_regclass('audit.' || to_char(($2::timestamptz at time zone 'UTC') + make_interval(months => n), '"event_"YYYY_MM')) is null) as missing from generate_series(0, $1::int) n`,
      [AHEAD, now],
    )
  ).rows[0]!
  if (!missing) return
  try {
    await database.transaction(async (tx) => {
      await tx.query("set local lock_timeout = '2s'")
      await tx.query('select audit.keep_months($1, $2)', [AHEAD, now])
    })
  } catch (error) {
    if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw error
  }
}

const LOCK_NOT_AVAILABLE = '55P03'
