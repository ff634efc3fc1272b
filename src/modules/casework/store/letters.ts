import type { Tx } from '../../../platform/database/index.ts'

/** A letter that an office has to print. */
export interface WaitingLetter {
  application: string
  wait: number
  number: string
  service: string
  name: string
  district: string
  madeAt: string
}

export async function insertLetter(
  tx: Tx,
  letter: { caseId: string; wait: number; office: string; again?: boolean },
  now: string,
): Promise<void> {
  await tx.query(
    'insert into casework.letter (case_id, wait, office, made_at) values ($1, $2, $3, $4) on conflict (case_id, wait) do update set printed_at = null, printed_by = null, made_at = excluded.made_at where $5',
    [letter.caseId, letter.wait, letter.office, now, letter.again ?? false],
  )
}

/** Letters of an office that wait to be printed, the oldest first. */
export async function waitingLetters(tx: Tx, office: string, size = 200): Promise<WaitingLetter[]> {
  return (
    await tx.query<WaitingLetter>(
      `select l.case_id as application, l.wait, a.number, a.service, a.applicant ->> 'name' as name, a.district, l.made_at as "madeAt"
       from casework.letter l join casework.application a on a.case_id = l.case_id
       where l.office = $1 and l.printed_at is null order by l.made_at, l.case_id limit $2`,
      [office, size],
    )
  ).rows
}

/** @returns false when the office has no such letter, or somebody printed it */
export async function markLetterPrinted(
  tx: Tx,
  { caseId, wait, office, by }: { caseId: string; wait: number; office: string; by: string },
  now: string,
): Promise<boolean> {
  return (
    (
      await tx.query(
        'update casework.letter set printed_at = $4, printed_by = $5 where case_id = $1 and wait = $2 and office = $3 and printed_at is null',
        [caseId, wait, office, now, by],
      )
    ).rowCount === 1
  )
}
