import type { Tx } from '../../../platform/database/index.ts'
import type { CaseSeen, Look } from '../../../platform/use-case/index.ts'
import { firstIdAt } from './looks.ts'

/** One look with all whom it was at: one opening of a list is one look, however many stand in it. */
export interface LookMade {
  id: string
  at: string
  viewer: string
  role: string
  body: string
  what: Look['what']
  /** The cases it was at: none, one, or those of a list. */
  cases: CaseSeen[]
  subjects: string[]
}

const idAt = (instant: string): string => firstIdAt(Date.parse(instant))

/**
 * Looks that officials made from one instant until before another, by their instants.
 * @param most so many, and all that share the last one's instant: whoever goes on behind it passes over none
 */
export const looksMade = async (tx: Tx, from: string, until: string, most: number): Promise<LookMade[]> =>
  (
    await tx.query<LookMade>(
      `select (array_agg(id order by id))[1] as id, at, viewer, role, body, what, array_agg(distinct subject) as subjects,
         coalesce(jsonb_agg(distinct jsonb_build_object('id', case_id, 'number', case_number, 'service', service)) filter (where case_id is not null), '[]') as cases
       from exchange.look where at >= $1 and at < $2 and role <> 'applicant'
       group by at, viewer, role, body, what, detail, case when what = 'list' then null else id end
       order by at fetch first $3 rows with ties`,
      [from, until, most],
    )
  ).rows

/** Whom an official opened one by one within a time, in the order of the looks; what stands in lists is not counted. */
export const openedBy = async (
  tx: Tx,
  viewer: string,
  from: string,
  until: string,
): Promise<{ id: string; subject: string }[]> =>
  (
    await tx.query<{ id: string; subject: string }>(
      `select id, subject from exchange.look where viewer = $1 and id >= $2 and id < $3 and (own_case or what = 'person')
         and what in ('case', 'file', 'document', 'history', 'person', 'message') order by id`,
      [viewer, idAt(from), idAt(until)],
    )
  ).rows

/** Whether an official saw somebody at a case within a time; that a letter was printed to them is no work on it. */
export const sawForCase = async (
  tx: Tx,
  viewer: string,
  subjects: readonly string[],
  from: string,
  until: string,
): Promise<boolean> =>
  (
    await tx.query(
      `select 1 as yes from exchange.look where viewer = $1 and id >= $2 and id < $3 and subject = any($4) and case_id is not null and what <> 'person' limit 1`,
      [viewer, idAt(from), idAt(until), subjects],
    )
  ).rows.length > 0
