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
}

/**
 * Gives an answer to a comment, or to all of a group, that wait for one; a group must be held by the caller.
 * @returns to how many it was given: none where somebody else was first
 */
export async function giveAnswer(
  tx: Tx,
  item: NewAnswer,
  { comment, group }: { comment?: string | undefined; group?: string | undefined },
): Promise<number> {
  const { rows } = await tx.query<{ comments: number }>(
    `with given as (
       update consultation.comment set answer = $2 where discussion = $1 and ${group ? 'group_id' : 'id'} = $11 and awaits returning 1
     )
     insert into consultation.answer (discussion, id, outcome, reason, reason_hash, change_version, change_unit, given_by, given_by_name, at, comments)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, count(*) from given having count(*) > 0 returning comments`,
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
      group ?? comment,
    ],
  )
  return rows[0]?.comments ?? 0
}

export interface AnswerGiven {
  id: string
  outcome: AnswerOutcome
  reason: string
  change: { version: number; unit: string } | null
  by: string
  at: string
  comments: number
}

/** Answers of a discussion, newest first: their ids follow the time. */
export async function newestAnswers(tx: Tx, discussion: string, size: number): Promise<AnswerGiven[]> {
  const { rows } = await tx.query<Omit<AnswerGiven, 'change'> & { version: number | null; unit: string | null }>(
    `select id, outcome, reason, change_version as version, change_unit as unit, given_by_name as by, at, comments
     from consultation.answer where discussion = $1 order by id desc limit $2`,
    [discussion, size],
  )
  return rows.map(({ version, unit, ...row }) => ({
    ...row,
    change: version === null || unit === null ? null : { version, unit },
  }))
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
