import type { Tx } from '../../../platform/database/index.ts'
import type { AnswerOutcome } from '../model/outcomes.ts'

export interface NewAnswer {
  discussion: string
  id: string
  outcome: AnswerOutcome
  reason: string
  reasonHash: string
  change: { version: number; unit: string } | undefined
  by: string
  byName: string
  at: string
  /** To how many comments it is given. */
  comments: number
}

export async function insertAnswer(tx: Tx, item: NewAnswer): Promise<void> {
  await tx.query(
    `insert into consultation.answer (discussion, id, outcome, reason, reason_hash, change_version, change_unit, given_by, given_by_name, at, comments)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      item.discussion,
      item.id,
      item.outcome,
      item.reason,
      item.reasonHash,
      item.change?.version ?? null,
      item.change?.unit ?? null,
      item.by,
      item.byName,
      item.at,
      item.comments,
    ],
  )
}

/** How many comments got which answer. */
export async function countOutcomes(
  tx: Tx,
  discussion: string,
): Promise<{ outcome: AnswerOutcome; comments: number }[]> {
  return (
    await tx.query<{ outcome: AnswerOutcome; comments: number }>(
      `select a.outcome, count(*)::int as comments from consultation.comment c
       join consultation.answer a on a.discussion = c.discussion and a.id = c.answer
       where c.discussion = $1 and c.answer is not null group by a.outcome order by comments desc, a.outcome`,
      [discussion],
    )
  ).rows
}

/** Who got an answer and can be written to, some at a time, each with one comment that it was given to. */
export async function answeredAuthors(
  tx: Tx,
  discussion: string,
  answer: string,
  after: string | undefined,
  size: number,
): Promise<{ author: string; comment: string }[]> {
  return (
    await tx.query<{ author: string; comment: string }>(
      `select distinct on (author) author, id as comment from consultation.comment
       where discussion = $1 and answer = $2 and author is not null and ($3::uuid is null or author > $3) order by author, id limit $4`,
      [discussion, answer, after ?? null, size],
    )
  ).rows
}
