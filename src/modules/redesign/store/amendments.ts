import type { Finding } from '../../../kernel/diagnosis/index.ts'
import type { Tx } from '../../../platform/database/index.ts'

/** Words of law that a draft of a service leaves behind. */
export interface Amendment {
  id: string
  draft: string
  service: string
  version: number
  body: string
  law: string
  article: string | null
  step: string
  name: string
  unit: string
  what: 'removed' | 'moved to another body'
  finding: Pick<Finding, 'rule' | 'values' | 'evidence'> | null
  openedAt: string
  withdrawnAt: string | null
  discussion: string | null
  discussedAt: string | null
  /** What a lawyer said in the end: the law was changed, or need not be. */
  settled: 'adopted' | 'not-needed' | null
  /** Which act changed it, or why it need not be changed. */
  settledWords: string | null
  /** The local day from which the changed law is in force. */
  inForce: string | null
}

const COLUMNS =
  'id, draft, service, version, body, law, article, step, name, unit, what, finding, opened_at as "openedAt", withdrawn_at as "withdrawnAt", discussion, discussed_at as "discussedAt", settled, settled_words as "settledWords", in_force as "inForce"'

/**
 * Opens one of a step and a law of a draft; one that was withdrawn is due again, one that is due stays as it is. What a
 * lawyer said of it stands only as long as the same became of the step: a step that first moved and then went is another
 * question.
 */
export async function openAmendment(
  tx: Tx,
  item: Omit<Amendment, 'withdrawnAt' | 'discussion' | 'discussedAt' | 'settled' | 'settledWords' | 'inForce'> & {
    by: string
  },
): Promise<void> {
  await tx.query(
    `insert into redesign.amendment
       (id, draft, service, version, body, law, article, step, name, unit, what, finding, opened_by, opened_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict (draft, step, law) do update set what = excluded.what, finding = excluded.finding,
       opened_by = case when redesign.amendment.what = excluded.what and redesign.amendment.settled is not null
         then redesign.amendment.opened_by else excluded.opened_by end,
       opened_at = excluded.opened_at, withdrawn_at = null,
       settled = case when redesign.amendment.what = excluded.what then redesign.amendment.settled end,
       settled_words = case when redesign.amendment.what = excluded.what then redesign.amendment.settled_words end,
       in_force = case when redesign.amendment.what = excluded.what then redesign.amendment.in_force end,
       settled_by = case when redesign.amendment.what = excluded.what then redesign.amendment.settled_by end,
       settled_at = case when redesign.amendment.what = excluded.what then redesign.amendment.settled_at end
     where redesign.amendment.withdrawn_at is not null or redesign.amendment.what <> excluded.what`,
    [
      item.id,
      item.draft,
      item.service,
      item.version,
      item.body,
      item.law,
      item.article,
      item.step,
      item.name,
      item.unit,
      item.what,
      item.finding === null ? null : JSON.stringify(item.finding),
      item.by,
      item.openedAt,
    ],
  )
}

/** Those of a draft that are not withdrawn. */
export async function openOf(tx: Tx, draft: string): Promise<Pick<Amendment, 'id' | 'step' | 'unit'>[]> {
  return (
    await tx.query<Pick<Amendment, 'id' | 'step' | 'unit'>>(
      'select id, step, unit from redesign.amendment where draft = $1 and withdrawn_at is null',
      [draft],
    )
  ).rows
}

export async function withdraw(tx: Tx, ids: readonly string[], now: string): Promise<void> {
  await tx.query(
    'update redesign.amendment set withdrawn_at = $2 where id = any($1::uuid[]) and withdrawn_at is null',
    [ids, now],
  )
}

/** The newest first. @param draft only those of this one */
export async function findAmendments(tx: Tx, draft: string | undefined, limit: number): Promise<Amendment[]> {
  return (
    await tx.query<Amendment>(
      `select ${COLUMNS} from redesign.amendment where $1::uuid is null or draft = $1 order by opened_at desc, id limit $2`,
      [draft ?? null, limit],
    )
  ).rows
}

export async function findAmendment(tx: Tx, id: string): Promise<Amendment | undefined> {
  return (await tx.query<Amendment>(`select ${COLUMNS} from redesign.amendment where id = $1`, [id])).rows[0]
}

/** @returns false when there is none that still waits for its draft act */
export async function joinDiscussion(tx: Tx, id: string, discussion: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    'update redesign.amendment set discussion = $2 where id = $1 and discussion is null and withdrawn_at is null and settled is null',
    [id, discussion],
  )
  return rowCount === 1
}

export async function setDiscussed(tx: Tx, discussion: string, at: string): Promise<void> {
  await tx.query('update redesign.amendment set discussed_at = $2 where discussion = $1 and discussed_at is null', [
    discussion,
    at,
  ])
}

/**
 * What a lawyer says of it in the end; once.
 * @returns false when it is withdrawn or settled already
 */
export async function setSettled(
  tx: Tx,
  id: string,
  {
    settled,
    words,
    inForce,
    by,
    now,
  }: { settled: string; words: string; inForce: string | null; by: string; now: string },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    'update redesign.amendment set settled = $2, settled_words = $3, in_force = $4, settled_by = $5, settled_at = $6 where id = $1 and settled is null and withdrawn_at is null',
    [id, settled, words, inForce, by, now],
  )
  return rowCount === 1
}

/** Who opened it; held to the end of the transaction. */
export async function lockAmendment(
  tx: Tx,
  id: string,
): Promise<
  (Pick<Amendment, 'withdrawnAt' | 'discussion' | 'discussedAt' | 'settled'> & { openedBy: string }) | undefined
> {
  return (
    await tx.query<Pick<Amendment, 'withdrawnAt' | 'discussion' | 'discussedAt' | 'settled'> & { openedBy: string }>(
      'select withdrawn_at as "withdrawnAt", discussion, discussed_at as "discussedAt", settled, opened_by as "openedBy" from redesign.amendment where id = $1 for update',
      [id],
    )
  ).rows[0]
}

/** How many of a draft still keep it from going live on a day: not settled, or of a law that is not in force yet. */
export async function countHolding(
  tx: Tx,
  draft: string,
  today: string,
): Promise<{ open: number; from: string | null }> {
  return (
    await tx.query<{ open: number; from: string | null }>(
      `select (count(*) filter (where settled is null))::int as open, max(in_force) filter (where in_force > $2)::text as from
       from redesign.amendment where draft = $1 and withdrawn_at is null`,
      [draft, today],
    )
  ).rows[0]!
}

/** The draft goes live: a constraint of the table refuses it as long as one of them holds it up. */
export async function setPublished(tx: Tx, draft: string, today: string): Promise<void> {
  await tx.query('update redesign.amendment set published_on = $2 where draft = $1 and withdrawn_at is null', [
    draft,
    today,
  ])
}
