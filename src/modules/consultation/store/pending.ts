import type { Tx } from '../../../platform/database/index.ts'

/** A comment that waits for the answer to a letter. */
export interface Pending {
  discussion: string
  email: string
  name: string
  /** As it was sent: what it says and is about. */
  comment: {
    version: number
    unit?: string
    passage?: string
    from?: number
    words: string
    proposal?: string
    named: boolean
    business?: string
  }
  language: string
  at: string
  /** The comment it became. */
  became: string | null
}

/** The key that puzzles are signed with. */
export async function puzzleKey(tx: Tx): Promise<Buffer> {
  return (await tx.query<{ key: Buffer }>('select key from consultation.puzzle_key', [])).rows[0]!.key
}

/** @returns false when the puzzle with this number was used before */
export async function insertPending(
  tx: Tx,
  item: Omit<Pending, 'became'> & { tokenHash: Buffer; nonce: string; expiresAt: string },
): Promise<boolean> {
  const done = await tx.query(
    `insert into consultation.pending (token_hash, discussion, email, name, comment, language, at, expires_at, nonce)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (nonce) do nothing`,
    [
      item.tokenHash,
      item.discussion,
      item.email,
      item.name,
      JSON.stringify(item.comment),
      item.language,
      item.at,
      item.expiresAt,
      item.nonce,
    ],
  )
  return done.rowCount === 1
}

/** How many letters to an address wait for their answer, and when the first of them is too old for one. */
export async function countPending(
  tx: Tx,
  email: string,
  now: string,
): Promise<{ count: number; ends: string | null }> {
  const { rows } = await tx.query<{ count: number; ends: string | null }>(
    'select count(*)::int as count, min(expires_at) as ends from consultation.pending where email = $1 and expires_at > $2 and became is null',
    [email, now],
  )
  return rows[0]!
}

/** How many comments of a discussion were sent in time and wait for their authors to open the letter. */
export async function countLettersOut(tx: Tx, discussion: string, now: string): Promise<number> {
  const { rows } = await tx.query<{ n: number }>(
    'select count(*)::int as n from consultation.pending where discussion = $1 and expires_at > $2 and became is null',
    [discussion, now],
  )
  return rows[0]!.n
}

/** What a letter's link stands for; undefined when it is over or made up. @param held until the end of the transaction */
export async function findPending(
  tx: Tx,
  tokenHash: Buffer,
  now: string,
  { held = false } = {},
): Promise<Pending | undefined> {
  return (
    await tx.query<Pending>(
      `select discussion, email, name, comment, language, at, became from consultation.pending
       where token_hash = $1 and expires_at > $2${held ? ' for update' : ''}`,
      [tokenHash, now],
    )
  ).rows[0]
}

export async function settlePending(tx: Tx, tokenHash: Buffer, comment: string): Promise<void> {
  await tx.query('update consultation.pending set became = $2 where token_hash = $1', [tokenHash, comment])
}

/** What was not confirmed in time, or was long ago, is forgotten. */
export async function forgetPending(tx: Tx, now: string): Promise<void> {
  await tx.query('delete from consultation.pending where expires_at <= $1', [now])
}

/** Who writes from this address: always the same id. @param id for one that is new */
export async function correspondentOf(
  tx: Tx,
  who: { id: string; email: string; name: string; language: string },
): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into consultation.correspondent as c (id, email, name, language) values ($1, $2, $3, $4)
     on conflict (email) do update set name = excluded.name, language = excluded.language returning id`,
    [who.id, who.email, who.name, who.language],
  )
  return rows[0]!.id
}

/** Those of these authors who wrote from an e-mail address, without an account. */
export async function correspondents(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, { email: string; name: string; language: string }>> {
  const { rows } = await tx.query<{ id: string; email: string; name: string; language: string }>(
    'select id, email, name, language from consultation.correspondent where id = any($1)',
    [ids],
  )
  return new Map(rows.map(({ id, ...who }) => [id, who]))
}
