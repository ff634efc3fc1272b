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
  /** That it was done, where, who says so and when. */
  done: string | null
  doneBy: string | null
  doneAt: string | null
  /** The text of a discussion that has the change, and what of it changed. */
  seen: Seen | null
  /** Or an address outside, which nobody has looked up. */
  address: string | null
  disputes: { by: string; why: string; at: string }[]
}

/** A text of a discussion, or one change in it. */
export interface Seen {
  discussion: string
  version: number
  unit: string | null
}

const OWED = `from consultation.answer a join consultation.discussion d on d.id = a.discussion
  left join consultation.owed_done o on o.discussion = a.discussion and o.answer = a.id
  where a.owed is not null and a.change_version is null`
const COLUMNS = `a.discussion, d.title, d.body, a.id as answer, a.owed, a.owed_by::text as "owedBy", a.comments, a.given_by_name as by, a.at,
  o.what as done, o.said_by_name as "doneBy", o.at as "doneAt", o.address,
  case when o.seen_version is not null then jsonb_build_object('discussion', o.seen_discussion, 'version', o.seen_version, 'unit', o.seen_unit) end as seen,
  coalesce((select jsonb_agg(jsonb_build_object('by', p.person_name, 'why', p.why, 'at', to_char(p.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by p.at, p.person)
    from consultation.owed_dispute p where p.discussion = a.discussion and p.answer = a.id), '[]') as disputes`
/** Where no day was said it stands after all that have one. */
const TERM = "coalesce(a.owed_by, date '9999-12-31')"

/**
 * What is owed, what has to be done soonest first; what was done, in the same order.
 * @param viewer `disputed` is whether this person said that it was not done
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
): Promise<(Owed & { term: string; disputed: boolean })[]> {
  return (
    await tx.query<Owed & { term: string; disputed: boolean }>(
      `select ${COLUMNS}, ${TERM}::text as term,
         exists (select 1 from consultation.owed_dispute p where p.discussion = a.discussion and p.answer = a.id and p.person = $6) as disputed ${OWED} and (o.answer is not null) = $1 and ($2::uuid is null or a.discussion = $2)
         and ($3::date is null or (${TERM}, a.id) > ($3, $4::uuid)) order by ${TERM}, a.id limit $5`,
      [done, discussion ?? null, after?.term ?? null, after?.answer ?? null, size, viewer ?? null],
    )
  ).rows
}

/** Notes that what an answer owed was done. @returns false when nothing is owed, or it was noted before */
export async function insertDone(
  tx: Tx,
  item: {
    discussion: string
    answer: string
    what: string
    seen: Seen | undefined
    address: string | undefined
    by: string
    byName: string
    now: string
  },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into consultation.owed_done (discussion, answer, what, said_by, said_by_name, at, seen_discussion, seen_version, seen_unit, address)
     select a.discussion, a.id, $3, $4, $5, $6, $7, $8, $9, $10 from consultation.answer a
     where a.discussion = $1 and a.id = $2 and a.owed is not null and a.change_version is null on conflict do nothing`,
    [
      item.discussion,
      item.answer,
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

/** Notes that somebody says it was not done. @returns false when nobody said that it was, or they said so before */
export async function insertDispute(
  tx: Tx,
  item: { discussion: string; answer: string; person: string; name: string; why: string; now: string },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into consultation.owed_dispute (discussion, answer, person, person_name, why, at)
     select o.discussion, o.answer, $3, $4, $5, $6 from consultation.owed_done o
     where o.discussion = $1 and o.answer = $2 on conflict do nothing`,
    [item.discussion, item.answer, item.person, item.name, item.why, item.now],
  )
  return rowCount === 1
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
    `select d.body, count(*)::int as owed, count(*) filter (where a.owed_by < $1)::int as over ${OWED} and o.answer is null group by d.body`,
    [today],
  )
  return new Map(rows.map(({ body, ...counted }) => [body, counted]))
}
