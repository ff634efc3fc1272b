import { createHash } from 'node:crypto'
import type { Tx } from '../../../platform/database/index.ts'

/** The mark of a case whose registers have answered. */
const ASKED = ''

const markOf = (caseId: string, number: string): string =>
  createHash('sha256').update(`${caseId}:${number}`).digest('hex')

/** Keeps whom registers show as relatives of a case's applicant, as marks. */
export async function keepKin(tx: Tx, caseId: string, numbers: readonly string[]): Promise<void> {
  await tx.query(
    'insert into casework.kin (case_id, mark) select $1, unnest($2::text[]) on conflict (case_id, mark) do nothing',
    [caseId, [ASKED, ...new Set(numbers.map((number) => markOf(caseId, number)))]],
  )
}

/** Whether registers have said who the applicant's relatives are. */
export const isKinKnown = async (tx: Tx, caseId: string): Promise<boolean> =>
  (await tx.query('select 1 as yes from casework.kin where case_id = $1 and mark = $2', [caseId, ASKED])).rows.length >
  0

/** Whether a person is a relative of the applicant, as far as registers have said. */
export const isKin = async (tx: Tx, caseId: string, number: string): Promise<boolean> =>
  (
    await tx.query('select 1 as yes from casework.kin where case_id = $1 and mark = $2', [
      caseId,
      markOf(caseId, number),
    ])
  ).rows.length > 0

/** That of several cases whose applicant a person is a relative of, as far as registers have said. */
export const kinAmong = async (tx: Tx, cases: readonly string[], number: string): Promise<string | undefined> =>
  (
    await tx.query<{ id: string }>(
      `select k.case_id as id from casework.kin k join unnest($1::uuid[], $2::text[]) as asked (case_id, mark)
         on k.case_id = asked.case_id and k.mark = asked.mark order by k.case_id limit 1`,
      [cases, cases.map((id) => markOf(id, number))],
    )
  ).rows[0]?.id
