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
}

const OWED = `from consultation.answer a join consultation.discussion d on d.id = a.discussion
  left join consultation.owed_done o on o.discussion = a.discussion and o.answer = a.id
  where a.owed is not null and a.change_version is null`
const COLUMNS = `a.discussion, d.title, d.body, a.id as answer, a.owed, a.owed_by::text as "owedBy", a.comments, a.given_by_name as by, a.at,
  o.what as done, o.said_by_name as "doneBy", o.at as "doneAt"`
/** Where no day was said it stands after all that have one. */
const TERM = "coalesce(a.owed_by, date '9999-12-31')"

/**
 * What is owed, what has to be done soonest first; what was done, in the same order.
 * @param after term and answer of the last one that was seen
 */
export async function listOwed(
  tx: Tx,
  {
    discussion,
    done,
    after,
    size,
  }: {
    discussion: string | undefined
    done: boolean
    after: { term: string; answer: string } | undefined
    size: number
  },
): Promise<(Owed & { term: string })[]> {
  return (
    await tx.query<Owed & { term: string }>(
      `select ${COLUMNS}, ${TERM}::text as term ${OWED} and (o.answer is not null) = $1 and ($2::uuid is null or a.discussion = $2)
         and ($3::date is null or (${TERM}, a.id) > ($3, $4::uuid)) order by ${TERM}, a.id limit $5`,
      [done, discussion ?? null, after?.term ?? null, after?.answer ?? null, size],
    )
  ).rows
}

/** Notes that what an answer owed was done. @returns false when nothing is owed, or it was noted before */
export async function insertDone(
  tx: Tx,
  item: { discussion: string; answer: string; what: string; by: string; byName: string; now: string },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into consultation.owed_done (discussion, answer, what, said_by, said_by_name, at)
     select a.discussion, a.id, $3, $4, $5, $6 from consultation.answer a
     where a.discussion = $1 and a.id = $2 and a.owed is not null and a.change_version is null on conflict do nothing`,
    [item.discussion, item.answer, item.what, item.by, item.byName, item.now],
  )
  return rowCount === 1
}

/** How much each body still owes, and how much of it is over its term. @param today the country's date */
export async function owedByBody(tx: Tx, today: string): Promise<ReadonlyMap<string, { owed: number; over: number }>> {
  const { rows } = await tx.query<{ body: string; owed: number; over: number }>(
    `select d.body, count(*)::int as owed, count(*) filter (where a.owed_by < $1)::int as over ${OWED} and o.answer is null group by d.body`,
    [today],
  )
  return new Map(rows.map(({ body, ...counted }) => [body, counted]))
}
