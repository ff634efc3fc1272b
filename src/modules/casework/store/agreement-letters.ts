import type { Tx } from '../../../platform/database/index.ts'

/** A letter to somebody who is asked to agree, which an office has to print; of whom it is nothing is kept with it. */
export interface AgreementLetter {
  agreement: string
  service: string
  version: number
  until: string
  madeAt: string
  /** When it was printed for the first time. */
  printedAt: string | null
}

/** There is something to say: it waits for an answer, or this letter is about the very answer that stands. */
const TO_SAY = "(a.state = 'asked' or (a.state = 'agreed' and l.made_at = a.answered_at))"

/** One about an agreement that was written down takes the place of one that asked for it, at the same office. */
export async function insertAgreementLetter(
  tx: Tx,
  { agreement, office }: { agreement: string; office: string },
  now: string,
): Promise<void> {
  await tx.query(
    `insert into casework.agreement_letter (agreement, office, made_at) values ($1, $2, $3)
     on conflict (agreement) do update set made_at = excluded.made_at, printed_at = null, printed_by = null`,
    [agreement, office, now],
  )
}

/**
 * Letters of an office that wait to be printed and can still be answered, the oldest first; behind them those that were
 * printed a short while ago, should nothing have come out of it.
 * @param but whoever looks: their own questions are left out
 * @param since how long ago one may have been printed
 */
export async function waitingAgreementLetters(
  tx: Tx,
  { office, but, today, since }: { office: string; but: string; today: string; since: string },
  size = 200,
): Promise<AgreementLetter[]> {
  return (
    await tx.query<AgreementLetter>(
      `select l.agreement, a.service, a.version, a.until::text as until, l.made_at as "madeAt", l.printed_at as "printedAt"
       from casework.agreement_letter l join casework.agreement a on a.id = l.agreement
       where l.office = $1 and (l.printed_at is null or l.printed_at > $5) and a.until >= $2 and ${TO_SAY} and a.asker <> $4
       order by l.printed_at nulls first, l.made_at, l.agreement limit $3`,
      [office, today, size, but, since],
    )
  ).rows
}

export const isAgreementLetterWaiting = async (
  tx: Tx,
  { agreement, office, since }: { agreement: string; office: string; since: string },
): Promise<boolean> =>
  (
    await tx.query(
      `select 1 as yes from casework.agreement_letter l join casework.agreement a on a.id = l.agreement
       where l.agreement = $1 and l.office = $2 and (l.printed_at is null or l.printed_at > $3) and ${TO_SAY}`,
      [agreement, office, since],
    )
  ).rows.length > 0

/** Notes when it was printed for the first time, and who printed it last. */
export async function markAgreementLetterPrinted(
  tx: Tx,
  { agreement, office, by }: { agreement: string; office: string; by: string },
  now: string,
): Promise<void> {
  await tx.query(
    'update casework.agreement_letter set printed_at = coalesce(printed_at, $3), printed_by = $4 where agreement = $1 and office = $2',
    [agreement, office, now, by],
  )
}
