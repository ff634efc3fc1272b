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
}

const COLUMNS =
  'id, draft, service, version, body, law, article, step, name, unit, what, finding, opened_at as "openedAt", withdrawn_at as "withdrawnAt", discussion, discussed_at as "discussedAt"'

/** Opens one of a step and a law of a draft; one that was withdrawn is due again, one that is due stays as it is. */
export async function openAmendment(
  tx: Tx,
  item: Omit<Amendment, 'withdrawnAt' | 'discussion' | 'discussedAt'> & { by: string },
): Promise<void> {
  await tx.query(
    `insert into redesign.amendment
       (id, draft, service, version, body, law, article, step, name, unit, what, finding, opened_by, opened_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict (draft, step, law) do update set what = excluded.what, finding = excluded.finding,
       opened_by = excluded.opened_by, opened_at = excluded.opened_at, withdrawn_at = null
     where redesign.amendment.withdrawn_at is not null`,
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
    'update redesign.amendment set discussion = $2 where id = $1 and discussion is null and withdrawn_at is null',
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
