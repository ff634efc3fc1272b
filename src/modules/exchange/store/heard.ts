import type { Tx } from '../../../platform/database/index.ts'

/** What went wrong with a question that came in a system's name. */
export interface Fault {
  /** X-Road-Id of the question. */
  message: string
  at: string
  service: string
  /** The wire's own name of what was wrong; empty where the service refused. */
  problem: string
  /** Status and body of what the service answered. */
  head: string
  body: string | null
}

const IS_FAULT = `(problem <> '' or (part = 'sent' and direction = 'answer' and head not like '2%'))`

/** When each system was last heard from, proven to be it, and how much went wrong since an instant, a hundred at most. */
export async function heardFrom(
  tx: Tx,
  clients: readonly string[],
  since: string,
): Promise<Map<string, { at: string | null; faults: number }>> {
  const { rows } = await tx.query<{ client: string; at: string | null; faults: number }>(
    `select client,
       (select m.at from exchange.message m where m.client = asked.client and part = 'received' and direction = 'request' and problem = ''
        order by m.at desc limit 1) as at,
       (select count(*)::int from (select from exchange.message m where m.client = asked.client and m.at > $2 and ${IS_FAULT} limit 100) wrong) as faults
     from unnest($1::text[]) as asked (client)`,
    [clients, since],
  )
  return new Map(rows.map(({ client, at, faults }) => [client, { at, faults }]))
}

/** What went wrong last, the newest first. */
export async function faultsOfSystem(tx: Tx, client: string, most: number): Promise<Fault[]> {
  return (
    await tx.query<Fault>(
      `select id as message, at, service, problem, split_part(head, E'\\n', 1) as head,
         case when problem = '' and length(body) < 10000 then convert_from(body, 'UTF8') end as body
       from exchange.message where client = $1 and ${IS_FAULT} order by at desc limit $2`,
      [client, most],
    )
  ).rows
}
