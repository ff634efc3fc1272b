import { digestSql, instantSql, vouch } from '../../../platform/audit/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import type { EvidenceAnswer } from '../model/evidence.ts'

/** Which answer it is: of whom, for which draft or case, from which register, to which question. */
export interface KeptQuestion {
  caseId: string
  subject: string
  register: string
  question: string
}

/** An answer as it was told. */
export type Told = Omit<EvidenceAnswer, 'tookMs' | 'keptAt' | 'message'>

const DIGEST = digestSql('subject', 'answer', 'message', ...['asked_at', 'until'].map(instantSql))

/**
 * Every kept answer as the history of its draft or case vouches for it: it stands in a register's place. Of two people the
 * same is asked in two messages.
 */
export const KEPT_DIGESTS = `select case_id as subject, 'kept ' || register || ' ' || question || ' ' || message as row, ${DIGEST} as digest from exchange.kept_answer`

export async function insertKept(
  tx: Tx,
  { caseId, subject, register, question }: KeptQuestion,
  kept: { answer: Told; message: string; until: string },
  now: string,
): Promise<void> {
  const { rows } = await tx.query<{ digest: string }>(
    `insert into exchange.kept_answer (case_id, subject, register, question, answer, message, asked_at, until) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (case_id, subject, register, question) do update
       set answer = excluded.answer, message = excluded.message, asked_at = excluded.asked_at, until = excluded.until
     returning ${DIGEST} as digest`,
    [caseId, subject, register, question, JSON.stringify(kept.answer), kept.message, now, kept.until],
  )
  await vouch(tx, caseId, `kept ${register} ${question} ${kept.message}`, rows[0]!.digest, { now })
}

/** The answer to a question, within its term. */
export async function findKept(
  tx: Tx,
  { caseId, subject, register, question }: KeptQuestion,
  now: string,
): Promise<{ answer: Told; message: string; askedAt: string } | undefined> {
  const found = await tx.query<{ answer: string; message: string; askedAt: string }>(
    `select answer, message, asked_at as "askedAt" from exchange.kept_answer
     where case_id = $1 and subject = $2 and register = $3 and question = $4 and asked_at <= $5 and until > $5`,
    [caseId, subject, register, question, now],
  )
  return found.rows[0] && { ...found.rows[0], answer: JSON.parse(found.rows[0].answer) as Told }
}

/** Forgets all that was kept for a draft or a case: it is over. @param register only of this one: the person wants it asked no more */
export async function forgetKept(tx: Tx, caseId: string, register?: string): Promise<void> {
  await tx.query('delete from exchange.kept_answer where case_id = $1 and ($2::text is null or register = $2)', [
    caseId,
    register ?? null,
  ])
}

/** Forgets what is past its term. */
export async function forgetKeptBefore(tx: Tx, now: string): Promise<void> {
  await tx.query('delete from exchange.kept_answer where until <= $1', [now])
}
