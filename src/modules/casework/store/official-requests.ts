import { vouchRows, type VouchedRow } from '../../../platform/audit/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { returningRow, SAID_ROWS } from './said-rows.ts'

/** A piece of evidence that a register owes a case, and nobody was asked for instead. */
export interface Owed {
  caseId: string
  evidence: string
  register: string
  /** Since when the register is silent. */
  since: string
  owner: string
  district: string
}

/** What registers owe to open cases since before an instant, oldest first. */
export const owedEvidence = async (tx: Tx, before: string, most: number): Promise<Owed[]> =>
  (
    await tx.query<Owed>(
      `select evidence.case_id as "caseId", evidence.evidence, evidence.register, evidence.fetched_at as since, application.owner, application.district
       from casework.evidence join casework.application on application.case_id = evidence.case_id
       where evidence.status = 'unavailable' and evidence.fetched_at <= $1 and application.closed_at is null
         and not exists (select 1 from casework.inquiry where inquiry.case_id = evidence.case_id and inquiry.evidence = evidence.evidence)
       order by evidence.fetched_at limit $2`,
      [before, most],
    )
  ).rows

/**
 * Open cases that wait for a keeper's answer, and whose register's turn it is to be asked again: each time that a whole
 * number of periods has passed since it first said nothing, for as long as two looks are apart.
 * @param every seconds of a period @param looks seconds between two looks
 */
export const askedInWriting = async (
  tx: Tx,
  now: string,
  { every, looks }: { every: number; looks: number },
  most: number,
): Promise<string[]> =>
  (
    await tx.query<{ caseId: string }>(
      `select inquiry.case_id as "caseId"
       from casework.evidence join casework.inquiry on inquiry.case_id = evidence.case_id and inquiry.evidence = evidence.evidence
         join casework.application on application.case_id = evidence.case_id
       where evidence.status = 'unavailable' and inquiry.answered_at is null and application.closed_at is null
         and evidence.fetched_at <= $1::timestamptz - make_interval(secs => $2::int)
         and extract(epoch from $1::timestamptz - evidence.fetched_at)::bigint % $2::int < $3::int * 2
       group by inquiry.case_id order by min(evidence.fetched_at) limit $4`,
      [now, every, looks, most],
    )
  ).rows.map(({ caseId }) => caseId)

/** What nobody has to answer any more, because the register itself told it. @param said what stands as the answer */
export async function settleOfficialRequest(
  tx: Tx,
  caseId: string,
  { evidence, said, now }: { evidence: string; said: string; now: string },
): Promise<void> {
  const { rows } = await tx.query<VouchedRow>(
    `update casework.inquiry set answered_at = $3, answer = $4 where case_id = $1 and evidence = $2 and answered_at is null ${returningRow(SAID_ROWS.inquiry)}`,
    [caseId, evidence, now, said],
  )
  await vouchRows(tx, caseId, rows, { now })
}

/** Writes an official request; one that is there already stays the only one. */
export async function insertOfficialRequest(
  tx: Tx,
  request: {
    caseId: string
    id: string
    office: string
    fromOffice: string
    question: string
    evidence: string
    askedAt: string
    dueAt: string
  },
): Promise<boolean> {
  const { rows } = await tx.query<VouchedRow>(
    `insert into casework.inquiry (case_id, id, office, from_office, question, evidence, asked_at, due_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (case_id, evidence) where evidence is not null do nothing ${returningRow(SAID_ROWS.inquiry)}`,
    [
      request.caseId,
      request.id,
      request.office,
      request.fromOffice,
      request.question,
      request.evidence,
      request.askedAt,
      request.dueAt,
    ],
  )
  await vouchRows(tx, request.caseId, rows, { now: request.askedAt })
  return rows.length === 1
}

/** What an official wrote in a register's place. */
export interface OfficialAnswer {
  evidence: string
  office: string
  answer: string
  /** The facts; none of them: not shown; null: words alone, as older releases took them. */
  data: Record<string, any> | null
  answeredAt: string
}

/** Official answers of a case, by evidence: they stand for what the register could not say. */
export const officialAnswers = async (tx: Tx, caseId: string): Promise<OfficialAnswer[]> =>
  (
    await tx.query<OfficialAnswer>(
      `select evidence, office, answer, data, answered_at as "answeredAt" from casework.inquiry
       where case_id = $1 and evidence is not null and answered_at is not null`,
      [caseId],
    )
  ).rows
