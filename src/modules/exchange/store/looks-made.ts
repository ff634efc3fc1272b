import type { Tx } from '../../../platform/database/index.ts'
import type { Look } from '../../../platform/use-case/index.ts'
import { firstIdAt } from './looks.ts'

/** One look with all whom it was at. */
export interface LookMade {
  id: string
  at: string
  viewer: string
  role: string
  body: string
  what: Look['what']
  /** Absent where it was at no case, or at several. */
  caseId: string | null
  caseNumber: string | null
  service: string | null
  subjects: string[]
}

const idAt = (instant: string): string => firstIdAt(Date.parse(instant))

/** Looks that officials made from one instant until before another, in their order. */
export const looksMade = async (tx: Tx, from: string, until: string, most: number): Promise<LookMade[]> =>
  (
    await tx.query<LookMade>(
      `select id, min(at) as at, viewer, role, body, what,
         case when count(distinct case_id) = 1 then min(case_id::text) end as "caseId",
         case when count(distinct case_id) = 1 then min(case_number) end as "caseNumber",
         case when count(distinct case_id) = 1 then min(service) end as service, array_agg(distinct subject) as subjects
       from exchange.look where at >= $1 and at < $2 and role <> 'applicant' group by id, viewer, role, body, what order by min(at), id limit $3`,
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
      `select id, subject from exchange.look where viewer = $1 and id >= $2 and id < $3 and own_case
         and what in ('case', 'file', 'document', 'history', 'person', 'message') order by id`,
      [viewer, idAt(from), idAt(until)],
    )
  ).rows

/** Whether an official saw somebody for a case within a time. */
export const sawForCase = async (
  tx: Tx,
  viewer: string,
  subjects: readonly string[],
  from: string,
  until: string,
): Promise<boolean> =>
  (
    await tx.query(
      `select 1 as yes from exchange.look where viewer = $1 and id >= $2 and id < $3 and subject = any($4) and case_id is not null limit 1`,
      [viewer, idAt(from), idAt(until), subjects],
    )
  ).rows.length > 0
