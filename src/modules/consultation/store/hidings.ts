import type { Tx } from '../../../platform/database/index.ts'

export interface Hiding {
  comment: string
  reason: string
  hiddenBy: string
  hiddenAt: string
  appeal: string | null
  decision: 'upheld' | 'lifted' | null
  decisionReason: string | null
}

const columns = `comment, reason, hidden_by as "hiddenBy", hidden_at as "hiddenAt", appeal, decision, decision_reason as "decisionReason"`

/** Hides a comment. @returns false when it was hidden before: an appeal that was lifted is not overruled */
export async function insertHiding(
  tx: Tx,
  item: { discussion: string; comment: string; reason: string; by: string; now: string },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    'insert into consultation.hiding (discussion, comment, reason, hidden_by, hidden_at) values ($1, $2, $3, $4, $5) on conflict do nothing',
    [item.discussion, item.comment, item.reason, item.by, item.now],
  )
  return rowCount === 1
}

/** Shows or hides the words of a comment. */
export async function setHidden(tx: Tx, discussion: string, comment: string, reason: string | null): Promise<void> {
  await tx.query('update consultation.comment set hidden_reason = $3 where discussion = $1 and id = $2', [
    discussion,
    comment,
    reason,
  ])
}

export async function lockHiding(tx: Tx, discussion: string, comment: string): Promise<Hiding | undefined> {
  return (
    await tx.query<Hiding>(
      `select ${columns} from consultation.hiding where discussion = $1 and comment = $2 for update`,
      [discussion, comment],
    )
  ).rows[0]
}

/** How a comment was hidden, as its author is told. */
export async function findHiding(
  tx: Tx,
  discussion: string,
  comment: string,
): Promise<Omit<Hiding, 'comment'> | undefined> {
  return (
    await tx.query<Omit<Hiding, 'comment'>>(
      `select reason, hidden_by as "hiddenBy", hidden_at as "hiddenAt", appeal, decision, decision_reason as "decisionReason"
       from consultation.hiding where discussion = $1 and comment = $2`,
      [discussion, comment],
    )
  ).rows[0]
}

export async function setAppeal(
  tx: Tx,
  discussion: string,
  comment: string,
  appeal: string,
  now: string,
): Promise<void> {
  await tx.query(
    'update consultation.hiding set appeal = $3, appealed_at = $4 where discussion = $1 and comment = $2',
    [discussion, comment, appeal, now],
  )
}

export async function decideAppeal(
  tx: Tx,
  discussion: string,
  comment: string,
  decided: { decision: 'upheld' | 'lifted'; reason: string; by: string; now: string },
): Promise<void> {
  await tx.query(
    'update consultation.hiding set decision = $3, decision_reason = $4, decided_by = $5, decided_at = $6 where discussion = $1 and comment = $2',
    [discussion, comment, decided.decision, decided.reason, decided.by, decided.now],
  )
}

export interface OpenAppeal extends Hiding {
  discussion: string
  title: string
  body: string
  author: string | null
  words: string
}

const APPEALS = `select ${columns.replaceAll('comment,', 'h.comment,')}, h.discussion, d.title, d.body, c.author, c.words
  from consultation.hiding h join consultation.discussion d on d.id = h.discussion
  join consultation.comment c on c.discussion = h.discussion and c.id = h.comment
  where h.appeal is not null and h.decision is null`

/** Appeals of a discussion that wait, with the words they are about, the oldest first: for those who decide. */
export async function openAppeals(tx: Tx, discussion: string): Promise<OpenAppeal[]> {
  return (
    await tx.query<OpenAppeal>(`${APPEALS} and h.discussion = $1 order by h.appealed_at, h.comment limit 50`, [
      discussion,
    ])
  ).rows
}

/** Appeals that wait in discussions of other bodies than these, the oldest first. */
export async function appealsElsewhere(tx: Tx, bodies: readonly string[]): Promise<OpenAppeal[]> {
  return (
    await tx.query<OpenAppeal>(`${APPEALS} and d.body <> all($1) order by h.appealed_at, h.comment limit 1000`, [
      bodies,
    ])
  ).rows
}

/** What hidden comments say that wait for their answer, newest first: for those who answer them. */
export async function hiddenWaiting(
  tx: Tx,
  discussion: string,
  after: string | undefined,
  size: number,
): Promise<{ comment: string; words: string; proposal: string | null }[]> {
  return (
    await tx.query<{ comment: string; words: string; proposal: string | null }>(
      `select c.id as comment, c.words, c.proposal from consultation.hiding h
       join consultation.comment c on c.discussion = h.discussion and c.id = h.comment
       where h.discussion = $1 and c.hidden_reason is not null and c.awaits and ($2::uuid is null or c.id < $2)
       order by c.id desc limit $3`,
      [discussion, after ?? null, size],
    )
  ).rows
}

/** Whose comment it is. */
export async function isAuthor(tx: Tx, comment: string, person: string): Promise<boolean> {
  return (
    (await tx.query('select 1 from consultation.comment where author = $1 and id::text = $2', [person, comment])).rows
      .length > 0
  )
}
