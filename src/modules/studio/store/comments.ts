import type { Tx } from '../../../platform/database/index.ts'

/** Something that was said of an element of a draft's process. */
export interface Comment {
  id: string
  element: string
  revision: number
  by: string
  at: string
  text: string
  /** The first of the thread that it answers; null: it is the first. */
  answers: string | null
  settledBy: string | null
  settledAt: string | null
}

export async function insertComment(
  tx: Tx,
  draft: string,
  comment: Omit<Comment, 'settledBy' | 'settledAt'>,
): Promise<void> {
  await tx.query(
    'insert into studio.comment (id, draft, element, revision, by_person, at, text, answers) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [comment.id, draft, comment.element, comment.revision, comment.by, comment.at, comment.text, comment.answers],
  )
}

/** All that was said of a draft, in the order in which it was. */
export async function listComments(tx: Tx, draft: string): Promise<Comment[]> {
  return (
    await tx.query<Comment>(
      `select id, element, revision, by_person as "by", at, text, answers, settled_by as "settledBy", settled_at as "settledAt"
       from studio.comment where draft = $1 order by at, id`,
      [draft],
    )
  ).rows
}

/** Settles a thread; what was settled before stays as it was. */
export async function settleComment(
  tx: Tx,
  draft: string,
  { comment, by, now }: { comment: string; by: string; now: string },
): Promise<void> {
  await tx.query(
    'update studio.comment set settled_by = $3, settled_at = $4 where draft = $1 and id = $2 and settled_at is null',
    [draft, comment, by, now],
  )
}
