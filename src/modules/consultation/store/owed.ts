import type { Tx } from '../../../platform/database/index.ts'

/** What a body owes: it accepted a comment, and the text did not change before the end. */
export interface Owed {
  discussion: string
  title: string
  body: string
  answer: string
  owed: string
  /** The day by which it is done; null where none was said. */
  owedBy: string | null
  comments: number
  by: string
  at: string
  /** Number of the body's last word; null while it said nothing. */
  statement: number | null
  /** Whether that word is disputed: then it is owed as before. */
  disputed: boolean
  /** All that the body said of its being done, the first word first. */
  said: Statement[]
}

/** What a body said: that it was done, or its answer to who disputed that. */
export interface Statement {
  what: string
  by: string
  at: string
  /** The text of a discussion that has the change, and what of it changed. */
  seen: Seen | null
  /** Or an address outside, which nobody has looked up. */
  address: string | null
  /** Who disputes it; without a name where the comment bears none. */
  disputes: { by: string | null; why: string; at: string }[]
}

/** A text of a discussion, or one change in it. */
export interface Seen {
  discussion: string
  version: number
  unit: string | null
}

const OWED = `from consultation.answer a join consultation.discussion d on d.id = a.discussion
  left join lateral (select number, disputed from consultation.owed_said n where n.discussion = a.discussion and n.answer = a.id) o on true
  where a.owed is not null and a.change_version is null`
/** Nobody said that it was done, or somebody disputes it. */
const OPEN = '(o.number is null or o.disputed)'
const TIME = (column: string) => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
const DISPUTES = `(select jsonb_agg(jsonb_build_object('by', p.person_name, 'why', p.why, 'at', ${TIME('p.at')}) order by p.at, p.person)
      from consultation.owed_dispute p where p.discussion = s.discussion and p.answer = s.answer and p.statement = s.number)`
const SAID = `(select jsonb_agg(jsonb_build_object('what', s.what, 'by', s.said_by_name, 'at', ${TIME('s.at')}, 'address', s.address,
      'seen', case when s.seen_version is not null then jsonb_build_object('discussion', s.seen_discussion, 'version', s.seen_version, 'unit', s.seen_unit) end,
      'disputes', coalesce(${DISPUTES}, '[]')) order by s.number)
    from consultation.owed_done s where s.discussion = a.discussion and s.answer = a.id)`
const COLUMNS = `a.discussion, d.title, d.body, a.id as answer, a.owed, a.owed_by::text as "owedBy", a.comments, a.given_by_name as by, a.at,
  o.number as statement, coalesce(o.disputed, false) as disputed, coalesce(${SAID}, '[]') as said`
/** Where no day was said it stands after all that have one. */
const TERM = "coalesce(a.owed_by, date '9999-12-31')"

type ListedOwed = Owed & { term: string; disputedByViewer: boolean }

/**
 * What is owed, what has to be done soonest first; what was done, in the same order.
 * @param done what was done and nobody disputes, or whose dispute was answered; else what is owed
 * @param after term and answer of the last one that was seen
 */
export async function listOwed(
  tx: Tx,
  {
    discussion,
    done,
    viewer,
    after,
    size,
  }: {
    discussion: string | undefined
    done: boolean
    viewer: string | undefined
    after: { term: string; answer: string } | undefined
    size: number
  },
): Promise<ListedOwed[]> {
  return (
    await tx.query<ListedOwed>(
      `select ${COLUMNS}, ${TERM}::text as term,
         exists (select 1 from consultation.owed_dispute p
           where p.discussion = a.discussion and p.answer = a.id and p.statement = o.number and p.person = $6) as "disputedByViewer" ${OWED} and ${OPEN} <> $1 and ($2::uuid is null or a.discussion = $2)
         and ($3::date is null or (${TERM}, a.id) > ($3, $4::uuid)) order by ${TERM}, a.id limit $5`,
      [done, discussion ?? null, after?.term ?? null, after?.answer ?? null, size, viewer ?? null],
    )
  ).rows
}

/**
 * The last word of a body on what an answer owed, held to the end of the transaction: a dispute and the answer to one
 * stand in a line.
 * @returns undefined when there is no such answer; `number` is null while nothing was said
 */
export async function holdSaid(
  tx: Tx,
  discussion: string,
  answer: string,
): Promise<{ number: number | null; disputed: boolean } | undefined> {
  const { rowCount } = await tx.query(
    'select 1 from consultation.answer where discussion = $1 and id = $2 for no key update',
    [discussion, answer],
  )
  if (rowCount === 0) return undefined
  const { rows } = await tx.query<{ number: number; disputed: boolean }>(
    'select number, disputed from consultation.owed_said where discussion = $1 and answer = $2',
    [discussion, answer],
  )
  return rows[0] ?? { number: null, disputed: false }
}

/**
 * Notes that what an answer owed was done, or what the body answers to who disputed that.
 * @param item `number` 0 is the first word; another answers a dispute of the one before, which the keys demand
 * @returns false when nothing is owed
 */
export async function insertDone(
  tx: Tx,
  item: {
    discussion: string
    answer: string
    number: number
    what: string
    seen: Seen | undefined
    address: string | undefined
    by: string
    byName: string
    now: string
  },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into consultation.owed_done (discussion, answer, number, answers_person, what, said_by, said_by_name, at, seen_discussion, seen_version, seen_unit, address)
     select a.discussion, a.id, $3,
       (select person from consultation.owed_dispute p where p.discussion = a.discussion and p.answer = a.id and p.statement = $3 - 1 order by at, person limit 1),
       $4, $5, $6, $7, $8, $9, $10, $11 from consultation.answer a
     where a.discussion = $1 and a.id = $2 and a.owed is not null and a.change_version is null on conflict do nothing`,
    [
      item.discussion,
      item.answer,
      item.number,
      item.what,
      item.by,
      item.byName,
      item.now,
      item.seen?.discussion ?? null,
      item.seen?.version ?? null,
      item.seen?.unit ?? null,
      item.address ?? null,
    ],
  )
  return rowCount === 1
}

/** Notes that somebody disputes a word of a body. @returns false when they did before */
export async function insertDispute(
  tx: Tx,
  item: {
    discussion: string
    answer: string
    statement: number
    person: string
    name: string | null
    why: string
    now: string
  },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into consultation.owed_dispute (discussion, answer, statement, person, person_name, why, at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [item.discussion, item.answer, item.statement, item.person, item.name, item.why, item.now],
  )
  return rowCount === 1
}

/** The word of a body on an answer that a person has not disputed yet. @returns its number; undefined for none */
export async function disputableBy(
  tx: Tx,
  discussion: string,
  answer: string,
  person: string,
): Promise<number | undefined> {
  const { rows } = await tx.query<{ number: number }>(
    `select number from consultation.owed_said n where discussion = $1 and answer = $2 and not exists (
       select 1 from consultation.owed_dispute p
       where p.discussion = n.discussion and p.answer = n.answer and p.statement = n.number and p.person = $3)`,
    [discussion, answer, person],
  )
  return rows[0]?.number
}

/** Which of these answers were given to comments of a person. */
export async function answeredTo(tx: Tx, person: string, answers: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ answer: string }>(
    'select distinct answer from consultation.comment where author = $1 and answer::text = any($2)',
    [person, answers],
  )
  return new Set(rows.map(({ answer }) => answer))
}

/** How much each body still owes, and how much of it is over its term. @param today the country's date */
export async function owedByBody(tx: Tx, today: string): Promise<ReadonlyMap<string, { owed: number; over: number }>> {
  const { rows } = await tx.query<{ body: string; owed: number; over: number }>(
    `select d.body, count(*)::int as owed, count(*) filter (where a.owed_by < $1)::int as over ${OWED} and ${OPEN} group by d.body`,
    [today],
  )
  return new Map(rows.map(({ body, ...counted }) => [body, counted]))
}
