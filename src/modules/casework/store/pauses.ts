import type { Tx } from '../../../platform/database/index.ts'

/** A time in which the statutory clock stands still. `holder` says who holds it: `applicant`, a body's id, `court` … */
export interface Pause {
  number: number
  cause: string
  basis: string
  holder: string
  since: string
  until: string | null
}

export async function pausesOf(tx: Tx, caseId: string): Promise<Pause[]> {
  return (
    await tx.query<Pause>(
      'select number, cause, basis, holder, since, until from casework.pause where case_id = $1 order by number',
      [caseId],
    )
  ).rows
}

/** Pauses of several cases that last still, the oldest first. */
export async function pausesNow(tx: Tx, cases: readonly string[]): Promise<(Pause & { caseId: string })[]> {
  return (
    await tx.query<Pause & { caseId: string }>(
      `select case_id as "caseId", number, cause, basis, holder, since, until from casework.pause
       where case_id = any($1) and until is null order by since, case_id, number`,
      [cases],
    )
  ).rows
}

/** Stops the clock for a cause; a second pause for the same open cause changes nothing. */
export async function openPause(
  tx: Tx,
  caseId: string,
  pause: { cause: string; basis: string; holder: string; since: string },
): Promise<void> {
  await tx.query(
    `insert into casework.pause (case_id, number, cause, basis, holder, since)
     select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5 from casework.pause where case_id = $1
     having not exists (select 1 from casework.pause where case_id = $1 and cause = $2 and until is null)`,
    [caseId, pause.cause, pause.basis, pause.holder, pause.since],
  )
}

export async function closePause(tx: Tx, caseId: string, cause: string, until: string): Promise<void> {
  await tx.query('update casework.pause set until = $3 where case_id = $1 and cause = $2 and until is null', [
    caseId,
    cause,
    until,
  ])
}
