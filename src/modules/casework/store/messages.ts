import { vouchRows, type VouchedRow } from '../../../platform/audit/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { returningRow, SAID_ROWS } from './said-rows.ts'

/** A word inside a case: a question of an office, an answer of the applicant, a note. */
export interface CaseMessage {
  id: string
  side: 'office' | 'applicant'
  kind: 'question' | 'answer' | 'note'
  text: string
  office: string | null
  answers: string | null
  sentAt: string
}

export async function messagesOf(tx: Tx, caseId: string): Promise<CaseMessage[]> {
  return (
    await tx.query<CaseMessage>(
      'select id, side, kind, text, office, answers, sent_at as "sentAt" from casework.message where case_id = $1 order by sent_at, id',
      [caseId],
    )
  ).rows
}

/** Questions in several cases that wait for an answer, oldest first. */
export async function questionsIn(
  tx: Tx,
  cases: readonly string[],
): Promise<Pick<CaseMessage & { caseId: string }, 'caseId' | 'id' | 'text' | 'office'>[]> {
  return (
    await tx.query<CaseMessage & { caseId: string }>(
      `select m.case_id as "caseId", m.id, m.text, m.office from casework.message m where m.case_id = any($1) and m.kind = 'question'
       and not exists (select 1 from casework.message a where a.case_id = m.case_id and a.answers = m.id) order by m.sent_at, m.id`,
      [cases],
    )
  ).rows
}

export async function insertMessage(
  tx: Tx,
  caseId: string,
  item: CaseMessage & { author: string | null },
): Promise<void> {
  const { rows } = await tx.query<VouchedRow>(
    `insert into casework.message (case_id, id, side, author, office, kind, text, answers, sent_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) ${returningRow(SAID_ROWS.message)}`,
    [caseId, item.id, item.side, item.author, item.office, item.kind, item.text, item.answers, item.sentAt],
  )
  await vouchRows(tx, caseId, rows, { now: item.sentAt })
}

/** Questions that wait for an answer. */
export const openQuestions = (messages: readonly CaseMessage[]): CaseMessage[] =>
  messages.filter((message) => message.kind === 'question' && !messages.some((other) => other.answers === message.id))

export interface Inquiry {
  id: string
  office: string
  fromOffice: string
  question: string
  askedAt: string
  dueAt: string
  answeredAt: string | null
  answer: string | null
  /** The piece of evidence for which the answer stands; null for a question that officials asked. */
  evidence: string | null
}
const inquiryColumns =
  'id, office, from_office as "fromOffice", question, asked_at as "askedAt", due_at as "dueAt", answered_at as "answeredAt", answer, evidence'

export async function inquiriesOf(tx: Tx, caseId: string): Promise<Inquiry[]> {
  return (
    await tx.query<Inquiry>(`select ${inquiryColumns} from casework.inquiry where case_id = $1 order by asked_at, id`, [
      caseId,
    ])
  ).rows
}

/** What an office was asked and has not answered, due first. */
export async function openInquiries(
  tx: Tx,
  office: string,
): Promise<(Inquiry & { caseId: string; number: string; service: string })[]> {
  return (
    await tx.query<Inquiry & { caseId: string; number: string; service: string }>(
      `select i.case_id as "caseId", a.number, a.service, i.id, i.office, i.from_office as "fromOffice", i.question, i.asked_at as "askedAt", i.due_at as "dueAt", i.answered_at as "answeredAt", i.answer, i.evidence
     from casework.inquiry i join casework.application a on a.case_id = i.case_id where i.office = $1 and i.answered_at is null order by i.due_at, i.case_id, i.id limit 100`,
      [office],
    )
  ).rows
}

export async function insertInquiry(
  tx: Tx,
  caseId: string,
  item: {
    id: string
    office: string
    fromOffice: string
    askedBy: string
    question: string
    askedAt: string
    dueAt: string
  },
): Promise<void> {
  const { rows } = await tx.query<VouchedRow>(
    `insert into casework.inquiry (case_id, id, office, from_office, asked_by, question, asked_at, due_at) values ($1, $2, $3, $4, $5, $6, $7, $8) ${returningRow(SAID_ROWS.inquiry)}`,
    [caseId, item.id, item.office, item.fromOffice, item.askedBy, item.question, item.askedAt, item.dueAt],
  )
  await vouchRows(tx, caseId, rows, { now: item.askedAt })
}

/** Questions to bodies that are open are due when `due` says, counted from when they were asked. */
export async function moveInquiries(
  tx: Tx,
  caseId: string,
  due: (askedAt: string) => string,
  now: string,
): Promise<void> {
  for (const { id, askedAt, dueAt, answeredAt } of await inquiriesOf(tx, caseId)) {
    const again = due(askedAt)
    if (answeredAt !== null || Date.parse(again) === Date.parse(dueAt)) continue
    const { rows } = await tx.query<VouchedRow>(
      `update casework.inquiry set due_at = $3 where case_id = $1 and id = $2 and answered_at is null ${returningRow(SAID_ROWS.inquiry)}`,
      [caseId, id, again],
    )
    await vouchRows(tx, caseId, rows, { now })
  }
}

/** @returns false when it was answered before */
export async function answerInquiry(
  tx: Tx,
  caseId: string,
  id: string,
  answer: { by: string; text: string; at: string; data?: Record<string, unknown> },
): Promise<boolean> {
  const { rows } = await tx.query<VouchedRow>(
    `update casework.inquiry set answered_at = $3, answered_by = $4, answer = $5, data = $6 where case_id = $1 and id = $2 and answered_at is null ${returningRow(SAID_ROWS.inquiry)}`,
    [caseId, id, answer.at, answer.by, answer.text, answer.data ? JSON.stringify(answer.data) : null],
  )
  await vouchRows(tx, caseId, rows, { now: answer.at })
  return rows.length === 1
}
