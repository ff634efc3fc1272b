import type { Tx } from '../../../platform/database/index.ts'
import { holdWriting } from './looked.ts'

/** A row of a feed, its date, group and end picked out by what the country pack says of the feed. */
export interface KnownRow {
  record: string
  number: string
  date: string | null
  group: string
  ended: string | null
  facts: Record<string, unknown>
}

/** How far a feed was read; 0: not at all. */
export const markOf = async (tx: Tx, feed: string): Promise<number> =>
  Number(
    (await tx.query<{ next: string }>('select next from proactive.mark where feed = $1', [feed])).rows[0]?.next ?? 0,
  )

/**
 * Keeps a page of a feed and how far it reaches, by one statement each. What came twice, late or in another order changes
 * nothing: a row that is the same is not written again, and a mark never goes back but by `readAnew`, whose beginning no
 * page that was asked for before takes away.
 */
export async function keepPage(
  tx: Tx,
  {
    feed,
    rows,
    after,
    next,
    message,
    now,
  }: { feed: string; rows: readonly KnownRow[]; after: number; next: number; message: string; now: string },
): Promise<void> {
  await holdWriting(tx)
  const column = <Value>(of: (row: KnownRow) => Value) => rows.map(of)
  await tx.query(
    `insert into proactive.known as kept (feed, record, number, date, grouping, ended, facts, changed_at)
     select $1, sent.record, sent.number, sent.date, sent.grouping, sent.ended, sent.facts, $2
     from unnest($3::text[], $4::text[], $5::date[], $6::text[], $7::date[], $8::jsonb[]) as sent (record, number, date, grouping, ended, facts)
     on conflict (feed, record) do update set number = excluded.number, date = excluded.date, grouping = excluded.grouping,
       ended = excluded.ended, facts = excluded.facts, changed_at = excluded.changed_at, changed = default
     where (kept.number, kept.date, kept.grouping, kept.ended, kept.facts)
       is distinct from (excluded.number, excluded.date, excluded.grouping, excluded.ended, excluded.facts)`,
    [
      feed,
      now,
      column((row) => row.record),
      column((row) => row.number),
      column((row) => row.date),
      column((row) => row.group),
      column((row) => row.ended),
      column((row) => JSON.stringify(row.facts)),
    ],
  )
  await tx.query(
    `insert into proactive.mark as kept (feed, next, read_at, message) values ($1, $2, $3, $4)
     on conflict (feed) do update set next = case when kept.next < $5 then kept.next else greatest(kept.next, excluded.next) end,
       read_at = excluded.read_at, message = excluded.message,
       problem = case when kept.problem = 'behind' then kept.problem end,
       problem_since = case when kept.problem = 'behind' then kept.problem_since end`,
    [feed, next, now, message, after],
  )
}

/** Numbers of its changes are lower than before: some changes may not have been told. It stays so until it is read anew. */
export const BEHIND = 'behind'

/** Writes why a feed could not be read, or what is wrong with it; since when stays as long as it is the same. */
export async function markFeedTrouble(tx: Tx, feed: string, problem: string, now: string): Promise<void> {
  await tx.query(
    `insert into proactive.mark as kept (feed, next, problem, problem_since) values ($1, 0, $2, $3)
     on conflict (feed) do update set problem = excluded.problem,
       problem_since = case when kept.problem = excluded.problem then kept.problem_since else excluded.problem_since end
     where kept.problem is distinct from 'behind'`,
    [feed, problem.slice(0, 200), now],
  )
}

/** Lets a feed be read from its beginning. */
export async function readAnew(tx: Tx, feed: string): Promise<void> {
  await tx.query('update proactive.mark set next = 0, problem = null, problem_since = null where feed = $1', [feed])
}

/** Whether a feed was read, from its end on and without trouble, since an instant. */
export const feedReadSince = async (tx: Tx, feed: string, since: string): Promise<boolean> =>
  (
    await tx.query('select 1 from proactive.mark where feed = $1 and read_at >= $2 and problem is distinct from $3', [
      feed,
      since,
      BEHIND,
    ])
  ).rows.length > 0

/** How a feed stands. */
export interface FeedState {
  feed: string
  readAt: string | null
  problem: string | null
  problemSince: string | null
}

/** All feeds that were tried. */
export const feedStates = async (tx: Tx): Promise<FeedState[]> =>
  (
    await tx.query<FeedState>(
      'select feed, read_at as "readAt", problem, problem_since as "problemSince" from proactive.mark order by feed',
    )
  ).rows
