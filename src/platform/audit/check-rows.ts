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
 * @param by `row`: a row's name is its own, whoever's history vouches for it
 * @param going `silent`: rows that go when their time is over, and nobody tells; one that is not there is no problem
 */
export async function checkRows(
  database: Database,
  rows: string,
  real: string,
  by: 'subject' | 'row' = 'subject',
  going: 'told' | 'silent' = 'told',
): Promise<{ checked: number; problems: RowProblem[] }> {
  const client = await database.dedicated()
  try {
    const { rows: found } = await client.query(
      `with said as (
         select distinct on (${by === 'row' ? 'r.key' : 'e.subject, r.key'}) e.subject, r.key as row, r.value as digest
         from audit.event e cross join lateral jsonb_each_text(e.body::jsonb -> 'rows') r
         where e.body like '%"rows":{%' and (r.key = $1 or r.key like $1 || ' %')
         order by ${by === 'row' ? 'r.key, e.position' : 'e.subject, r.key, e.seq'} desc
       ), present as (${real}), compared as (
         select coalesce(said.subject::text, present.subject::text, '-') as subject, coalesce(present.row, said.row) as row,
           present.digest as stands, nullif(said.digest, '') as told from present full join said using (${by === 'row' ? 'row' : 'subject, row'})
       )
       select subject, compared.row, stands is null as missing, told is null as added
       from compared where stands is distinct from told${going === 'silent' ? ' and stands is not null' : ''} order by subject, compared.row limit ${LISTED_AT_MOST}`,
      [rows],
    )
    const { rows: counted } = await client.query(`select count(*)::int as n from (${real}) present`, [])
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
