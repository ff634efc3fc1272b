import type { Columns } from '../../../kernel/mining/index.ts'
import type { Tx } from '../../../platform/database/index.ts'

/** What columns are called; one that was not named is known by its heading. */
type NamedColumns = { [Part in keyof Columns]?: string | undefined }

export async function saveColumns(
  tx: Tx,
  item: { person: string; heading: string; bodies: readonly string[]; columns: NamedColumns; at: string },
): Promise<void> {
  await tx.query(
    `insert into redesign.log_columns (person, heading, bodies, columns, at) values ($1, $2, $3, $4, $5)
     on conflict (person, heading) do update set bodies = excluded.bodies, columns = excluded.columns, at = excluded.at`,
    [item.person, item.heading, item.bodies, JSON.stringify(item.columns), item.at],
  )
}

/** What the person said of this heading, else what somebody of their bodies said last. */
export async function findColumns(
  tx: Tx,
  { person, heading, bodies }: { person: string; heading: string; bodies: readonly string[] },
): Promise<NamedColumns | undefined> {
  return (
    await tx.query<{ columns: NamedColumns }>(
      `select columns from redesign.log_columns where heading = $2 and (person = $1 or bodies && $3::text[])
       order by person = $1 desc, at desc limit 1`,
      [person, heading, bodies],
    )
  ).rows[0]?.columns
}
