import type { Tx } from '../../../platform/database/index.ts'
import type { Files } from '../model/draft.ts'

/** What was saved at once, without its files. */
export interface RevisionLine {
  number: number
  by: string
  at: string
  part: string
  files: string[]
}

export async function insertRevision(
  tx: Tx,
  revision: {
    draft: string
    number: number
    by: string
    at: string
    part: string
    files: Record<string, string | null>
  },
): Promise<void> {
  await tx.query(
    'insert into studio.revision (draft, number, by_person, at, part, files) values ($1, $2, $3, $4, $5, $6)',
    [revision.draft, revision.number, revision.by, revision.at, revision.part, JSON.stringify(revision.files)],
  )
}

/** What was saved, the newest first. */
export async function listRevisions(tx: Tx, draft: string, limit: number): Promise<RevisionLine[]> {
  return (
    await tx.query<RevisionLine>(
      `select number, by_person as "by", at, part, array(select jsonb_object_keys(files) order by 1) as files
       from studio.revision where draft = $1 order by number desc limit $2`,
      [draft, limit],
    )
  ).rows
}

/** Everybody who saved something of a draft. */
export async function authorsOf(tx: Tx, draft: string): Promise<string[]> {
  return (
    await tx.query<{ by: string }>('select distinct by_person as "by" from studio.revision where draft = $1', [draft])
  ).rows.map(({ by }) => by)
}

/** All files as they were after a revision; undefined when there is none of that number. */
export async function filesAt(tx: Tx, draft: string, number: number): Promise<Files | undefined> {
  const { rows } = await tx.query<{ number: number; files: Record<string, string | null> }>(
    'select number, files from studio.revision where draft = $1 and number <= $2 order by number',
    [draft, number],
  )
  if (rows.at(-1)?.number !== number) return undefined
  const all = Object.assign({}, ...rows.map(({ files }) => files)) as Record<string, string | null>
  return Object.fromEntries(Object.entries(all).filter(([, text]) => text !== null)) as Files
}

export interface Review {
  revision: number
  by: string
  at: string
  decision: 'approved' | 'returned'
  note: string
}

export async function insertReview(tx: Tx, draft: string, review: Review): Promise<void> {
  await tx.query(
    'insert into studio.review (draft, revision, by_person, at, decision, note) values ($1, $2, $3, $4, $5, $6)',
    [draft, review.revision, review.by, review.at, review.decision, review.note],
  )
}

/** What others said of it, the newest first. */
export async function listReviews(tx: Tx, draft: string): Promise<Review[]> {
  return (
    await tx.query<Review>(
      'select revision, by_person as "by", at, decision, note from studio.review where draft = $1 order by at desc limit 50',
      [draft],
    )
  ).rows
}
