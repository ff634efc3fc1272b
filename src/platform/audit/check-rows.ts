import type { Database } from '../database/index.ts'

export interface RowProblem {
  code: 'row-altered' | 'row-missing' | 'row-added'
  message: string
}

const LISTED_AT_MOST = 1_000

/**
 * Compares rows with what their subjects' histories last said of them.
 * @param rows kind of row, as `vouch` was told: the first word of its name
 * @param real SQL that gives `subject` (uuid), `row` (text) and `digest` of the rows that there are
 */
export async function checkRows(
  database: Database,
  rows: string,
  real: string,
): Promise<{ checked: number; problems: RowProblem[] }> {
  const client = await database.dedicated()
  try {
    const { rows: found } = await client.query(
      `with said as (
         select distinct on (e.subject, r.key) e.subject, r.key as row, r.value as digest
         from audit.event e cross join lateral jsonb_each_text(e.body::jsonb -> 'rows') r
         where e.body like '%"rows":{%' and (r.key = $1 or r.key like $1 || ' %')
         order by e.subject, r.key, e.seq desc
       ), real as (${real}), compared as (
         select coalesce(real.subject, said.subject) as subject, coalesce(real.row, said.row) as row,
           real.digest as is, nullif(said.digest, '') as was from real full join said using (subject, row)
       )
       select subject, row, is is null as missing, was is null as added, count(*) over () as total
       from compared where is is distinct from was order by subject, row limit ${LISTED_AT_MOST}`,
      [rows],
    )
    const { rows: counted } = await client.query(`select count(*)::int as n from (${real}) real`, [])
    return {
      checked: (counted[0] as { n: number }).n,
      problems: (found as { subject: string; row: string; missing: boolean; added: boolean }[]).map(
        ({ subject, row, missing, added }) =>
          missing
            ? { code: 'row-missing', message: `${row} of ${subject} is gone, and nothing in its history says so` }
            : added
              ? { code: 'row-added', message: `${row} of ${subject} was added: its history knows nothing of it` }
              : { code: 'row-altered', message: `${row} of ${subject} is not as its history last said` },
      ),
    }
  } finally {
    await client.end()
  }
}
