import type { Tx } from '../database/index.ts'

/** What of a demonstration stands in a database. */
export interface DemoTraces {
  people: number
  /** Some of their names. */
  names: string[]
  tokens: number
  sessions: number
}

/** Made-up people, with what they could speak by; undefined where there are none. */
export async function findDemoTraces(tx: Tx): Promise<DemoTraces | undefined> {
  const { rows } = await tx.query<DemoTraces>(
    `select (select count(*)::int from identity.person where demo) as people,
       (select coalesce(json_agg(name), '[]') from (select name from identity.person where demo order by persona nulls last, id limit 3) n) as names,
       (select count(*)::int from identity.bearer b join identity.person p on p.id = b.person where p.demo) as tokens,
       (select count(*)::int from identity.session s join identity.person p on p.id = s.person where p.demo) as sessions`,
    [],
  )
  return rows[0] && rows[0].people > 0 ? rows[0] : undefined
}
