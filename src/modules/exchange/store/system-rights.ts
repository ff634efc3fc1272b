import type { Tx } from '../../../platform/database/index.ts'

/** A service that a system may ask, with its term and who gave the right. */
export interface SystemRight {
  service: string
  since: string
  until: string | null
  givenBy: string
  endedBy: string | null
}

export async function insertRights(
  tx: Tx,
  given: { system: string; services: readonly string[]; since: string; until: string | null; by: string },
): Promise<void> {
  await tx.query(
    `insert into exchange.system_right (system, service, since, until, given_by) select $1, service, $3, $4, $5 from unnest($2::text[]) as service
     on conflict (system, service, since) do update set until = excluded.until, given_by = excluded.given_by, ended_by = null`,
    [given.system, given.services, given.since, given.until, given.by],
  )
}

/**
 * Ends rights of a system that hold or are to hold, at an instant.
 * @param ended.service that one; absent: all of them @returns how many
 */
export async function endRights(
  tx: Tx,
  ended: { system: string; service?: string; by: string },
  at: string,
): Promise<number> {
  const { rowCount } = await tx.query(
    `update exchange.system_right set until = greatest(since, $3), ended_by = $4
     where system = $1 and ($2::text is null or service = $2) and (until is null or until > $3)`,
    [ended.system, ended.service ?? null, at, ended.by],
  )
  return rowCount ?? 0
}

/** Rights of a system, by service, the newest first. */
export async function rightsOf(tx: Tx, system: string): Promise<SystemRight[]> {
  return (
    await tx.query<SystemRight>(
      `select service, since, until, given_by as "givenBy", ended_by as "endedBy"
       from exchange.system_right where system = $1 order by service, since desc`,
      [system],
    )
  ).rows
}
