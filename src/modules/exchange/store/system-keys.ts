import type { Tx } from '../../../platform/database/index.ts'
import type { KnownKey } from '../model/judge-keys.ts'

/** A key of a system, with its term and who gave it. */
export interface SystemKey {
  fingerprint: string
  since: string
  until: string | null
  givenAt: string
  givenBy: string
  endedBy: string | null
}

/** @returns false when the key was given before, to whatever system */
export async function insertKey(
  tx: Tx,
  given: KnownKey & { system: string; since: string; until: string | null; by: string },
  now: string,
): Promise<boolean> {
  const written = await tx.query(
    `insert into exchange.system_key (fingerprint, system, key, since, until, given_at, given_by) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (fingerprint) do nothing`,
    [given.fingerprint, given.system, given.key, given.since, given.until, now, given.by],
  )
  return written.rowCount === 1
}

/** Keys of a system, the newest first. */
export async function keysOf(tx: Tx, system: string): Promise<SystemKey[]> {
  return (
    await tx.query<SystemKey>(
      `select fingerprint, since, until, given_at as "givenAt", given_by as "givenBy", ended_by as "endedBy"
       from exchange.system_key where system = $1 order by since desc, fingerprint`,
      [system],
    )
  ).rows
}

/** Every key that was ever given, for whoever verifies the log. */
export async function everyKey(tx: Tx): Promise<KnownKey[]> {
  return (await tx.query<KnownKey>('select fingerprint, key from exchange.system_key', [])).rows
}

/**
 * Ends keys of a system at an instant, where they do not end before.
 * @param end.which one of them; absent: all but `except` that begin no later than `begun`, where these are said
 * @returns how many
 */
export async function endKeys(
  tx: Tx,
  system: string,
  end: { at: string; by: string; which?: string; except?: string; begun?: string },
): Promise<number> {
  const ended = await tx.query(
    `update exchange.system_key set until = greatest(since, $2), ended_by = $3
     where system = $1 and (until is null or until > $2) and ($4::text is null or fingerprint = $4) and fingerprint is distinct from $5
       and ($6::timestamptz is null or since <= $6)`,
    [system, end.at, end.by, end.which ?? null, end.except ?? null, end.begun ?? null],
  )
  return ended.rowCount ?? 0
}
