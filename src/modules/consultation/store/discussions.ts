import type { Tx } from '../../../platform/database/index.ts'
import type { RecordFormat } from '../model/record.ts'

/** A line of what a regulation costs each year (Standard Cost Model): price × frequency × population. */
export interface Cost {
  what: string
  /** Whole minor units a time: wages and expenses. */
  price: number
  /** Times a year. */
  frequency: number
  /** Businesses concerned. */
  population: number
}

export interface Discussion {
  id: string
  body: string
  kind: 'draft' | 'review'
  title: string
  language: string
  note: string
  costs: Cost[]
  /** The draft amendment of a re-engineered service that it was made of. */
  amendment: string | null
  openedAt: string
  until: string
  version: number
  state: 'open' | 'closed'
  closedAt: string | null
  root: string | null
  /** Format of the sealed record; what it will be is decided at the end. */
  recordFormat: RecordFormat
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export async function insertDiscussion(
  tx: Tx,
  item: Omit<Discussion, 'version' | 'state' | 'closedAt' | 'root' | 'recordFormat'> & { openedBy: string },
): Promise<void> {
  await tx.query(
    `insert into consultation.discussion (id, body, kind, title, language, note, costs, opened_at, until, opened_by, amendment)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      item.id,
      item.body,
      item.kind,
      item.title,
      item.language,
      item.note,
      JSON.stringify(item.costs),
      item.openedAt,
      item.until,
      item.openedBy,
      item.amendment,
    ],
  )
}

/** Whose act is discussed. */
export async function findBodyOf(tx: Tx, id: string): Promise<string | undefined> {
  if (!UUID.test(id)) return undefined
  return (await tx.query<{ body: string }>('select body from consultation.discussion where id = $1', [id])).rows[0]
    ?.body
}

const columns =
  'id, body, kind, title, language, note, costs, amendment, opened_at as "openedAt", until, version, state, closed_at as "closedAt", root, record_format as "recordFormat"'

export async function findDiscussion(tx: Tx, id: string): Promise<Discussion | undefined> {
  return (await tx.query<Discussion>(`select ${columns} from consultation.discussion where id = $1`, [id])).rows[0]
}

/** Holds a discussion to the end of the transaction: its texts, groups and end stand in a line. */
export async function lockDiscussion(tx: Tx, id: string): Promise<Discussion | undefined> {
  return (
    await tx.query<Discussion>(`select ${columns} from consultation.discussion where id = $1 for no key update`, [id])
  ).rows[0]
}

export interface Counted {
  comments: number
  waiting: number
}

/** How many comments there are and how many wait for their answer: read from 32 rows, however many there are. */
export async function countComments(tx: Tx, id: string): Promise<Counted> {
  const { rows } = await tx.query<Counted>(
    'select coalesce(sum(comments), 0)::int as comments, coalesce(sum(awaiting), 0)::int as waiting from consultation.shard where discussion = $1',
    [id],
  )
  return rows[0]!
}

export type ListedDiscussion = Discussion & Counted

/** Discussions by state, those that end soonest first; closed ones newest first. */
export async function listDiscussions(
  tx: Tx,
  state: 'open' | 'closed',
  after: { until: string; id: string } | undefined,
  size: number,
): Promise<ListedDiscussion[]> {
  const [direction, than] = state === 'open' ? ['asc', '>'] : ['desc', '<']
  return (
    await tx.query<ListedDiscussion>(
      `select ${columns}, s.comments, s.waiting from consultation.discussion d
       cross join lateral (select sum(comments)::int as comments, sum(awaiting)::int as waiting from consultation.shard where discussion = d.id) s
       where state = $1 and ($2::timestamptz is null or (until, id) ${than} ($2, $3)) order by until ${direction}, id ${direction} limit $4`,
      [state, after?.until ?? null, after?.id ?? null, size],
    )
  ).rows
}

/** Sets the number of the text that is discussed from now on. */
export async function setVersion(tx: Tx, id: string, version: number): Promise<void> {
  await tx.query('update consultation.discussion set version = $2 where id = $1', [id, version])
}

/** Holds the counters: no comment comes, and none is answered, until the transaction ends. */
export async function lockCounters(tx: Tx, id: string): Promise<void> {
  await tx.query('select number from consultation.shard where discussion = $1 order by number for update', [id])
}

/**
 * Holds the text of now: no comment comes until the transaction ends, and those that came are there. The trigger that
 * counts comments shares this lock.
 */
export async function lockText(tx: Tx, id: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('consultation.text ' || $1::uuid, 0))", [id])
}

/** Shares the text of now with others who comment, as the trigger that counts comments does: who publishes waits. */
export async function shareText(tx: Tx, id: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock_shared(hashtextextended('consultation.text ' || $1::uuid, 0))", [id])
}

/** Closes; the tables refuse it while a comment lacks an answer, an accepted one its change, or the term runs. */
export async function closeDiscussion(
  tx: Tx,
  id: string,
  { by, root, now }: { by: string; root: string; now: string },
): Promise<void> {
  await tx.query(
    "update consultation.discussion set state = 'closed', closed_at = $2, closed_by = $3, root = $4, record_format = 2 where id = $1",
    [id, now, by, root],
  )
}

/** Share answered and accepted, and how fast, of each body: what the public sees of it. */
export interface BodyFigures {
  body: string
  discussions: number
  open: number
  comments: number
  waiting: number
  accepted: number
  answered: number
  /** Median days from comment to answer; null while nothing was answered. */
  days: number | null
}

export async function figuresByBody(tx: Tx): Promise<BodyFigures[]> {
  return (
    await tx.query<BodyFigures>(
      `select d.body, count(distinct d.id)::int as discussions, count(distinct d.id) filter (where d.state = 'open')::int as open,
         count(c.id)::int as comments, count(c.id) filter (where c.awaits)::int as waiting, count(a.id)::int as answered,
         count(a.id) filter (where a.outcome in ('accepted', 'in-part'))::int as accepted,
         percentile_cont(0.5) within group (order by extract(epoch from a.at - c.at) / 86400)::float8 as days
       from consultation.discussion d
       left join consultation.comment c on c.discussion = d.id and c.confirmed_at is not null
       left join consultation.answer a on a.discussion = c.discussion and a.id = c.answer
       group by d.body order by count(c.id) desc, d.body`,
      [],
    )
  ).rows
}
