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

/** Holds the reasons of a discussion: answers are put down one after another, each sees those before it. */
export async function lockReasons(tx: Tx, discussion: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('consultation.reasons ' || $1::uuid, 0))", [discussion])
}

/**
 * Reasons that a discussion's answers gave, each that counts as one of its own once, in the order they were first given.
 * @param known hashes whose words are not asked for again: their reason is null
 */
export async function reasonsOf(
  tx: Tx,
  discussion: string,
  known: readonly string[],
): Promise<{ hash: string; reason: string | null }[]> {
  return (
    await tx.query<{ hash: string; reason: string | null }>(
      `select hash, reason from (
         select distinct on (reason_hash) reason_hash as hash, id, case when reason_hash <> all($2::text[]) then reason end as reason
         from consultation.answer where discussion = $1 order by reason_hash, id) t order by id`,
      [discussion, known],
    )
  ).rows
}

export interface AnswerGiven {
  id: string
  outcome: AnswerOutcome
  reason: string
  change: { version: number; unit: string } | null
  owed: string | null
  /** The day by which that is done. */
  owedBy: string | null
  /** That it was done, and where. */
  done: string | null
  /** Whether that is disputed, and not answered yet. */
  disputed: boolean
  by: string
  at: string
  comments: number
}

/** Accepted, and no change of the text is named: an index of its own finds these. */
const OWING = "outcome in ('accepted', 'in-part') and change_version is null"

/** Answers of a discussion, newest first: their ids follow the time. @param owing accepted ones that name no change */
export async function newestAnswers(
  tx: Tx,
  discussion: string,
  size: number,
  { owing = false } = {},
): Promise<AnswerGiven[]> {
  const { rows } = await tx.query<Omit<AnswerGiven, 'change'> & { version: number | null; unit: string | null }>(
    `select id, outcome, reason, change_version as version, change_unit as unit, owed, owed_by::text as "owedBy",
       (select what from consultation.owed_said o where o.discussion = a.discussion and o.answer = a.id) as done,
       exists (select 1 from consultation.owed_said o where o.discussion = a.discussion and o.answer = a.id and o.disputed) as disputed, given_by_name as by, at, comments
     from consultation.answer a where discussion = $1${owing ? ` and ${OWING}` : ''} order by id desc limit $2`,
    [discussion, size],
  )
  return rows.map(({ version, unit, ...row }) => ({
    ...row,
    change: version === null || unit === null ? null : { version, unit },
  }))
}

/** How many comments were accepted and name no change yet, and for how many of these nothing is said of it either. */
export async function countOwing(tx: Tx, discussion: string): Promise<{ owing: number; silent: number }> {
  const { rows } = await tx.query<{ owing: number; silent: number }>(
    `select coalesce(sum(comments), 0)::int as owing, coalesce(sum(comments) filter (where owed is null), 0)::int as silent
     from consultation.answer where discussion = $1 and ${OWING}`,
    [discussion],
  )
  return rows[0]!
}

export interface StandingAnswer {
  outcome: AnswerOutcome
  change: { version: number; unit: string } | null
  owed: string | null
  owedBy: string | null
  /** The oldest text that a comment it was given to was written on. */
  readVersion: number
  at: string
}

/** An answer as it stands; its discussion must be held by whoever adds to it. */
export async function findAnswer(tx: Tx, discussion: string, id: string): Promise<StandingAnswer | undefined> {
  const { rows } = await tx.query<Omit<StandingAnswer, 'change'> & { version: number | null; unit: string | null }>(
    `select outcome, change_version as version, change_unit as unit, owed, owed_by::text as "owedBy", at,
       (select min(c.version) from consultation.comment c where c.discussion = a.discussion and c.answer = a.id) as "readVersion"
     from consultation.answer a where discussion = $1 and id = $2`,
    [discussion, id],
  )
  if (!rows[0]) return undefined
  const { version, unit, ...rest } = rows[0]
  return { ...rest, change: version === null || unit === null ? null : { version, unit } }
}

/** Adds to an answer what it lacked: the change of the text, or what is owed and by which day. */
export async function completeAnswer(
  tx: Tx,
  discussion: string,
  id: string,
  {
    change,
    owed,
  }: { change?: { version: number; unit: string } | undefined; owed?: { what: string; by: string } | undefined },
): Promise<void> {
  await tx.query(
    `update consultation.answer set change_version = coalesce($3, change_version), change_unit = coalesce($4, change_unit),
       owed = coalesce($5, owed), owed_by = coalesce($6, owed_by)
     where discussion = $1 and id = $2`,
    [discussion, id, change?.version ?? null, change?.unit ?? null, owed?.what ?? null, owed?.by ?? null],
  )
}

/** The oldest text that those were written on who are to be answered. */
export async function oldestRead(
  tx: Tx,
  discussion: string,
  { comment, group }: { comment?: string | undefined; group?: string | undefined },
): Promise<number | null> {
  const { rows } = await tx.query<{ version: number | null }>(
    `select min(version) as version from consultation.comment where discussion = $1 and ${group ? 'group_id' : 'id'} = $2 and awaits`,
    [discussion, group ?? comment],
  )
  return rows[0]!.version
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
