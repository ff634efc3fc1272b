import type { Tx } from '../../../platform/database/index.ts'

export const SOURCES = ['paper', 'portal'] as const

/** How a comment came that an official entered. */
export interface Entered {
  source: (typeof SOURCES)[number]
  /** The number of the letter, or which portal. */
  origin: string
  /** The day it came to the body, local to the country. */
  received: string
}

/** Notes of comments that an official entered them, and how they came; one row each. */
export async function insertEntered(
  tx: Tx,
  discussion: string,
  comments: readonly (Pick<Entered, 'received'> & { id: string; tokenHash: Buffer })[],
  { source, origin, by, byName, now }: Omit<Entered, 'received'> & { by: string; byName: string; now: string },
): Promise<void> {
  const ids = comments.map(({ id }) => id)
  await tx.query(
    `insert into consultation.entered (discussion, comment, source, origin, received, entered_by, entered_by_name, at)
     select $1, t.id, $3, $4, t.received, $6, $7, $8 from unnest($2::uuid[], $5::date[]) as t(id, received)`,
    [discussion, ids, source, origin, comments.map(({ received }) => received), by, byName, now],
  )
  // the link on the paper that is handed over stands for the comment, as that of a letter does
  await tx.query(
    `insert into consultation.holder (token_hash, discussion, comment, at)
     select t.hash, $1, t.id, $4 from unnest($2::bytea[], $3::uuid[]) as t(hash, id)`,
    [discussion, comments.map(({ tokenHash }) => tokenHash), ids, now],
  )
}

/** How the comments of a discussion came that officials entered. */
export async function enteredOf(tx: Tx, discussion: string): Promise<ReadonlyMap<string, Entered>> {
  const { rows } = await tx.query<Entered & { comment: string }>(
    'select comment, source, origin, received::text as received from consultation.entered where discussion = $1',
    [discussion],
  )
  return new Map(rows.map(({ comment, ...entered }) => [comment, entered]))
}
