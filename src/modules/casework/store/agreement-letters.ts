import type { Tx } from '../../../platform/database/index.ts'

/** A letter to somebody who is asked to agree, which an office has to print; of whom it is nothing is kept with it. */
export interface AgreementLetter {
  agreement: string
  service: string
  version: number
  until: string
  madeAt: string
}

export async function insertAgreementLetter(
  tx: Tx,
  { agreement, office }: { agreement: string; office: string },
  now: string,
): Promise<void> {
  await tx.query('insert into casework.agreement_letter (agreement, office, made_at) values ($1, $2, $3)', [
    agreement,
    office,
    now,
  ])
}

/**
 * Letters of an office that wait to be printed and can still be answered, the oldest first.
 * @param but whoever looks: their own questions are left out
 */
export async function waitingAgreementLetters(
  tx: Tx,
  { office, but, today }: { office: string; but: string; today: string },
  size = 200,
): Promise<AgreementLetter[]> {
  return (
    await tx.query<AgreementLetter>(
      `select l.agreement, a.service, a.version, a.until::text as until, l.made_at as "madeAt"
       from casework.agreement_letter l join casework.agreement a on a.id = l.agreement
       where l.office = $1 and l.printed_at is null and a.until >= $2 and a.asker <> $4 order by l.made_at, l.agreement limit $3`,
      [office, today, size, but],
    )
  ).rows
}

export const isAgreementLetterWaiting = async (tx: Tx, agreement: string, office: string): Promise<boolean> =>
  (
    await tx.query(
      'select 1 as yes from casework.agreement_letter where agreement = $1 and office = $2 and printed_at is null',
      [agreement, office],
    )
  ).rows.length > 0

/** @returns false when the office has no such letter, or somebody printed it */
export async function markAgreementLetterPrinted(
  tx: Tx,
  { agreement, office, by }: { agreement: string; office: string; by: string },
  now: string,
): Promise<boolean> {
  return (
    (
      await tx.query(
        'update casework.agreement_letter set printed_at = $3, printed_by = $4 where agreement = $1 and office = $2 and printed_at is null',
        [agreement, office, now, by],
      )
    ).rowCount === 1
  )
}
