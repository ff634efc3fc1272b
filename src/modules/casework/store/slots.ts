import type { Tx } from '../../../platform/database/index.ts'

/**
 * Takes an hour of an office for a case; one case holds one hour there, and leaves the one it held.
 * @returns false when another case has it
 */
export async function takeSlot(tx: Tx, office: string, at: string, caseId: string, now: string): Promise<boolean> {
  await tx.query(
    `with given as (delete from casework.slot where office = $1 and case_id = $2 returning office, at, case_id)
     insert into casework.slot_left (office, at, case_id, left_at) select office, at, case_id, $3 from given where at > $3
     on conflict (office, at, case_id) do update set left_at = excluded.left_at`,
    [office, caseId, now],
  )
  return (
    (
      await tx.query('insert into casework.slot (office, at, case_id) values ($1, $2, $3) on conflict do nothing', [
        office,
        at,
        caseId,
      ])
    ).rowCount === 1
  )
}

/** Instants that are taken, from now on. */
export async function takenSlots(tx: Tx, office: string, from: string): Promise<Set<string>> {
  const rows = (
    await tx.query<{ at: string }>('select at from casework.slot where office = $1 and at >= $2', [office, from])
  ).rows
  return new Set(rows.map((row) => new Date(row.at).toISOString()))
}

/** The last hour that a case holds at one of some offices. */
export async function slotOf(tx: Tx, offices: readonly string[], caseId: string): Promise<string | undefined> {
  const found = await tx.query<{ at: string }>(
    'select at from casework.slot where office = any($1) and case_id = $2 order by at desc limit 1',
    [offices, caseId],
  )
  return found.rows[0]?.at
}

/** Hours of an office that are given within a stretch, in order. */
export async function slotsBetween(
  tx: Tx,
  office: string,
  from: string,
  until: string,
): Promise<{ at: string; caseId: string }[]> {
  const { rows } = await tx.query<{ at: string; caseId: string }>(
    'select at, case_id as "caseId" from casework.slot where office = $1 and at >= $2 and at <= $3 order by at',
    [office, from, until],
  )
  return rows.map(({ at, caseId }) => ({ at: new Date(at).toISOString(), caseId }))
}

/** Gives back the hours of a case that lie ahead. */
export async function freeHours(tx: Tx, caseId: string, now: string): Promise<void> {
  await tx.query(
    `with given as (delete from casework.slot where case_id = $1 and at > $2 returning office, at, case_id)
     insert into casework.slot_left (office, at, case_id, left_at) select office, at, case_id, $2 from given
     on conflict (office, at, case_id) do update set left_at = excluded.left_at`,
    [caseId, now],
  )
}

/**
 * Hours of an office within a stretch that their cases left, in order; not those that a case holds again.
 * @returns with the hour that the case holds there instead, if any
 */
export async function slotsLeft(
  tx: Tx,
  office: string,
  from: string,
  until: string,
): Promise<{ at: string; caseId: string; leftAt: string; instead: string | undefined }[]> {
  const { rows } = await tx.query<{ at: string; caseId: string; leftAt: string; instead: string | null }>(
    `select past.at, past.case_id as "caseId", past.left_at as "leftAt", held.at as instead
     from casework.slot_left past
     left join lateral (
       select at from casework.slot where case_id = past.case_id and office = past.office order by at desc limit 1
     ) held on true
     where past.office = $1 and past.at >= $2 and past.at <= $3 and past.at is distinct from held.at
     order by past.at, past.case_id`,
    [office, from, until],
  )
  return rows.map((row) => ({
    ...row,
    at: new Date(row.at).toISOString(),
    instead: row.instead === null ? undefined : new Date(row.instead).toISOString(),
  }))
}

/** The hour that a case holds last, and at which office. */
export async function slotOfCase(tx: Tx, caseId: string): Promise<{ office: string; at: string } | undefined> {
  return (
    await tx.query<{ office: string; at: string }>(
      'select office, at from casework.slot where case_id = $1 order by at desc limit 1',
      [caseId],
    )
  ).rows[0]
}
