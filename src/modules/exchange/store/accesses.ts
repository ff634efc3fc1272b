import { digestSql, instantSql, vouch } from '../../../platform/audit/index.ts'
import { newId, type Tx } from '../../../platform/database/index.ts'
import type { EvidenceAnswer, EvidenceRequest } from '../model/evidence.ts'
import { firstIdAt } from './looks.ts'

/** What of a look must not change unseen. */
export const ACCESS_DIGEST = digestSql(
  'subject',
  'register',
  'evidence',
  'purpose',
  'basis',
  'case_id',
  'case_number',
  'own_case',
  'body',
  'actor',
  'status',
  // what was read of an answer that was kept says since when; of others it stands as it always did
  `case when attributes is not null then jsonb_build_array(source, extract(epoch from kept_at), surplus, attributes)
     when surplus is not null then jsonb_build_array(source, extract(epoch from kept_at), surplus)
     when kept_at is null then to_jsonb(source) else jsonb_build_array(source, extract(epoch from kept_at)) end`,
  ...['at', 'as_of'].map(instantSql),
)

/** What came of a look: an answer, or none to a question of one's own. */
type Looked = Pick<EvidenceAnswer, 'tookMs' | 'keptAt' | 'surplus'> & {
  status: EvidenceAnswer['status'] | 'unavailable'
  source: string | null
  asOf: string | null
  message: string | null
}

/** Writes who looked at whom and why; the fact that nothing was found is a look too. */
export async function recordAccess(tx: Tx, request: EvidenceRequest, answer: Looked, now: string): Promise<void> {
  const id = newId(now)
  const { rows } = await tx.query<{ digest: string }>(
    `insert into exchange.access (subject, id, at, register, evidence, purpose, basis, case_id, case_number, own_case, body, actor, status, source, as_of, took_ms, message, kept_at, surplus, attributes)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) returning ${ACCESS_DIGEST} as digest`,
    [
      request.subject.number,
      id,
      now,
      request.register,
      request.evidence ?? null,
      request.purpose,
      request.basis,
      request.caseId,
      request.caseNumber,
      request.ownCase,
      request.requestedBy.body,
      request.requestedBy.actor,
      answer.status,
      answer.source,
      answer.asOf,
      answer.tookMs,
      answer.message,
      answer.keptAt ?? null,
      answer.surplus ?? null,
      request.attributes ?? null,
    ],
  )
  await vouch(tx, request.caseId, `access ${id}`, rows[0]!.digest, { now, actor: request.requestedBy.actor })
}

export interface Access {
  id: string
  at: string
  register: string
  evidence: string | null
  /** No more was asked than these; null: all that the register tells of the evidence, or of oneself. */
  attributes: string[] | null
  purpose: string
  basis: string
  body: string
  actor: string
  status: 'found' | 'missing' | 'unavailable'
  /** When the answer was asked that was looked at; null: for this look. */
  keptAt: string | null
  /** Attributes that the register told beyond what was asked, and that were cut off; null: none. */
  surplus: number | null
  caseId: string | null
  caseNumber: string | null
}

/** Looks at one subject, newest first, by keyset. Another person's case stays unnamed. */
export async function accessesOf(tx: Tx, subject: string, after: string | undefined, most: number): Promise<Access[]> {
  return (
    await tx.query<Access>(
      `select id, at, register, evidence, attributes, purpose, basis, body, actor, status, kept_at as "keptAt", surplus, case when own_case then case_id end as "caseId", case when own_case then case_number end as "caseNumber"
     from exchange.access where subject = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
      [subject, after ?? null, most],
    )
  ).rows
}

/** A look as an auditor sees it: whose case it was for, and the message that proves it. */
export interface AccessFound extends Access {
  subject: string
  message: string | null
}

/** Looks at one subject or for one case, newest first, by keyset. */
export async function accessesFor(
  tx: Tx,
  asked: { subject: string } | { case: string },
  after: string | undefined,
  most: number,
): Promise<AccessFound[]> {
  const [where, value] = 'subject' in asked ? ['subject = $1', asked.subject] : ['case_id = $1::uuid', asked.case]
  return (
    await tx.query<AccessFound>(
      `select subject, id, at, register, evidence, attributes, purpose, basis, body, actor, status, kept_at as "keptAt", surplus, case_id as "caseId", case_number as "caseNumber", message
       from exchange.access where ${where} and ($2::uuid is null or id < $2) order by id desc limit $3`,
      [value, after ?? null, most],
    )
  ).rows
}

/** What was asked of registers for a purpose since an instant, newest first. */
export interface OwnAsked {
  register: string
  at: string
  status: 'found' | 'missing' | 'unavailable'
  asOf: string | null
  source: string | null
  message: string | null
}

/** Looks at one subject for one purpose since an instant, newest first; also those that no answer came to. */
export async function askedFor(tx: Tx, subject: string, purpose: string, since: string): Promise<OwnAsked[]> {
  return (
    await tx.query<OwnAsked>(
      `select register, at, status, as_of as "asOf", source, message
       from exchange.access where subject = $1 and id >= $2 and purpose = $3 order by id desc`,
      [subject, firstIdAt(Date.parse(since)), purpose],
    )
  ).rows
}

/** The look at one subject for one purpose that a message was. */
export async function lookOf(
  tx: Tx,
  subject: string,
  purpose: string,
  message: string,
): Promise<{ register: string; at: string } | undefined> {
  return (
    await tx.query<{ register: string; at: string }>(
      'select register, at from exchange.access where message = $1 and subject = $2 and purpose = $3 limit 1',
      [message, subject, purpose],
    )
  ).rows[0]
}

/** Whether a message of the exchange was a look at this person or organisation. */
export const wasLookedAtBy = async (tx: Tx, subject: string, message: string): Promise<boolean> =>
  (await tx.query('select 1 from exchange.access where message = $1 and subject = $2 limit 1', [message, subject])).rows
    .length > 0

/** Whom an exchanged message was about. */
export async function subjectsOf(tx: Tx, message: string): Promise<{ subject: string }[]> {
  return (
    await tx.query<{ subject: string }>('select distinct subject from exchange.access where message = $1', [message])
  ).rows
}

/** A look at somebody that was made for a case. */
export interface Asked {
  evidence: string | null
  subject: string
  at: string
}

/** Whom registers were asked about for a case, with each piece of evidence and when. */
export async function subjectsAsked(tx: Tx, caseId: string): Promise<Asked[]> {
  return (
    await tx.query<Asked>(
      'select evidence, subject, at from exchange.access where case_id = $1 and evidence is not null',
      [caseId],
    )
  ).rows
}
