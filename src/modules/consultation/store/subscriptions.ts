import type { Tx } from '../../../platform/database/index.ts'

/** Somebody who is written to. */
export interface Subscription {
  id: string
  /** Null: every discussion that opens. */
  discussion: string | null
  email: string
  language: string
  secret: string
  confirmedAt: string | null
}

const columns = 'id, discussion, email, language, secret, confirmed_at as "confirmedAt"'

/**
 * Notes that somebody wants letters; asked again it is the same one.
 * @returns it as it stands, and whether a letter may ask its address: once a day, so that no stranger fills a letter
 *   box; undefined when the puzzle with this number was used before
 */
export async function insertSubscription(
  tx: Tx,
  item: Omit<Subscription, 'confirmedAt'> & { nonce: string; at: string },
): Promise<(Subscription & { asks: boolean }) | undefined> {
  const { rows } = await tx.query<Subscription & { asks: boolean }>(
    `insert into consultation.subscription as s (id, discussion, email, language, secret, at, nonce)
     select $1, $2, $3, $4, $5, $6, $7 where not exists (select from consultation.subscription where nonce = $7)
     on conflict (discussion, email) do update set language = excluded.language, nonce = excluded.nonce,
       at = case when s.at < excluded.at - interval '1 day' then excluded.at else s.at end
     returning ${columns}, confirmed_at is null and at = $6 as asks`,
    [item.id, item.discussion, item.email, item.language, item.secret, item.at, item.nonce],
  )
  return rows[0]
}

export async function findSubscription(tx: Tx, secret: string): Promise<Subscription | undefined> {
  return (await tx.query<Subscription>(`select ${columns} from consultation.subscription where secret = $1`, [secret]))
    .rows[0]
}

/** @returns false when there is none with this secret */
export async function confirmSubscription(tx: Tx, secret: string, now: string): Promise<boolean> {
  const done = await tx.query(
    'update consultation.subscription set confirmed_at = coalesce(confirmed_at, $2) where secret = $1',
    [secret, now],
  )
  return done.rowCount === 1
}

export async function removeSubscription(tx: Tx, secret: string): Promise<void> {
  await tx.query('delete from consultation.subscription where secret = $1', [secret])
}

/** How many letters to an address wait for their answer, and when the first was asked for. */
export async function countUnconfirmed(tx: Tx, email: string): Promise<{ count: number; first: string | null }> {
  const { rows } = await tx.query<{ count: number; first: string | null }>(
    'select count(*)::int as count, min(at) as first from consultation.subscription where email = $1 and confirmed_at is null',
    [email],
  )
  return rows[0]!
}

/** What nobody confirmed since before an instant is forgotten. */
export async function forgetUnconfirmed(tx: Tx, before: string): Promise<void> {
  await tx.query('delete from consultation.subscription where confirmed_at is null and at < $1', [before])
}

/** Those who are told of a discussion, or, for null, of every one that opens; in order of their ids. */
export async function subscribersOf(
  tx: Tx,
  discussion: string | null,
  after: string | undefined,
  limit: number,
): Promise<Subscription[]> {
  return (
    await tx.query<Subscription>(
      `select ${columns} from consultation.subscription
       where discussion is not distinct from $1 and confirmed_at is not null and ($2::uuid is null or id > $2) order by id limit $3`,
      [discussion, after ?? null, limit],
    )
  ).rows
}
