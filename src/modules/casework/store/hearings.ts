import type { Hearing } from '../../../kernel/case/index.ts'
import { vouchRows, type VouchedRow } from '../../../platform/audit/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { returningRow, SAID_ROWS } from './said-rows.ts'

/** A hearing as it is kept. */
export interface CaseHearing extends Hearing {
  number: number
  /** Number of the task in which the refusal is considered. */
  wait: number
  /** What the person was told, in the officer's words. */
  facts: string
  office: string
  answer: string | null
}

const columns =
  'number, wait, ground, facts, office, opened_at as "openedAt", until, answer, answered_at as "answeredAt", ended_at as "endedAt"'

/** All hearings of a case, oldest first. */
export async function hearingsOf(tx: Tx, caseId: string): Promise<CaseHearing[]> {
  return (
    await tx.query<CaseHearing>(`select ${columns} from casework.hearing where case_id = $1 order by number`, [caseId])
  ).rows
}

/** Hearings of several cases in which nothing was answered or decided yet. */
export async function hearingsIn(tx: Tx, cases: readonly string[]): Promise<(CaseHearing & { caseId: string })[]> {
  if (cases.length === 0) return []
  return (
    await tx.query<CaseHearing & { caseId: string }>(
      `select case_id as "caseId", ${columns} from casework.hearing
       where case_id = any($1) and answered_at is null and ended_at is null order by until, case_id`,
      [cases],
    )
  ).rows
}

/** The last hearing of each of several cases: which of them wait for the person, and which were answered. */
export async function lastHearings(
  tx: Tx,
  cases: readonly string[],
): Promise<(Omit<Hearing, 'ground'> & { caseId: string })[]> {
  if (cases.length === 0) return []
  return (
    await tx.query<Omit<Hearing, 'ground'> & { caseId: string }>(
      `select distinct on (case_id) case_id as "caseId", opened_at as "openedAt", until, answered_at as "answeredAt", ended_at as "endedAt"
       from casework.hearing where case_id = any($1) order by case_id, number desc`,
      [cases],
    )
  ).rows
}

export async function insertHearing(
  tx: Tx,
  caseId: string,
  item: Omit<CaseHearing, 'answer' | 'answeredAt' | 'endedAt'> & { openedBy: string | null },
): Promise<void> {
  const { rows } = await tx.query<VouchedRow>(
    `insert into casework.hearing (case_id, number, wait, ground, facts, office, opened_by, opened_at, until)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) ${returningRow(SAID_ROWS.hearing)}`,
    [caseId, item.number, item.wait, item.ground, item.facts, item.office, item.openedBy, item.openedAt, item.until],
  )
  await vouchRows(tx, caseId, rows, { now: item.openedAt })
}

export async function answerHearing(
  tx: Tx,
  caseId: string,
  number: number,
  answer: { text: string; by: string | null; at: string },
): Promise<void> {
  const { rows } = await tx.query<VouchedRow>(
    `update casework.hearing set answer = $3, answered_by = $4, answered_at = $5 where case_id = $1 and number = $2 ${returningRow(SAID_ROWS.hearing)}`,
    [caseId, number, answer.text, answer.by, answer.at],
  )
  await vouchRows(tx, caseId, rows, { now: answer.at })
}

/** Ends what is still open: it was decided otherwise. @returns numbers of the hearings that were open */
export async function endHearings(tx: Tx, caseId: string, now: string): Promise<number[]> {
  const { rows } = await tx.query<VouchedRow & { number: number }>(
    `update casework.hearing set ended_at = $2
     where case_id = $1 and answered_at is null and ended_at is null and until >= $2 ${returningRow(SAID_ROWS.hearing)}, number`,
    [caseId, now],
  )
  await vouchRows(tx, caseId, rows, { now })
  return rows.map(({ number }) => number)
}
