import type { Database, Tx } from '../../../platform/database/index.ts'
import type { AnswerStore } from '../../../platform/wire/index.ts'

/** A body's own system: who asks on the wire, and the account whose roles it has here. */
export interface System {
  client: string
  account: string
  namedAt: string
}

/** Names a system, or gives it another account. */
export async function keepSystem(
  tx: Tx,
  { client, account, by }: { client: string; account: string; by: string },
  now: string,
): Promise<void> {
  await tx.query(
    `insert into exchange.system (client, account, named_at, named_by) values ($1, $2, $3, $4)
     on conflict (client) do update set account = excluded.account, named_at = excluded.named_at, named_by = excluded.named_by, ended_at = null`,
    [client, account, now, by],
  )
}

export async function endSystem(tx: Tx, client: string, now: string): Promise<void> {
  await tx.query('update exchange.system set ended_at = $2 where client = $1 and ended_at is null', [client, now])
}

export async function systemsTakingPart(tx: Tx): Promise<System[]> {
  return (
    await tx.query<System>(
      'select client, account, named_at as "namedAt" from exchange.system where ended_at is null order by client',
      [],
    )
  ).rows
}

/** A system that takes part; undefined when none of that name does. */
export async function findSystem(tx: Tx, client: string): Promise<System | undefined> {
  return (
    await tx.query<System>(
      'select client, account, named_at as "namedAt" from exchange.system where client = $1 and ended_at is null',
      [client],
    )
  ).rows[0]
}

/** Answers by question, in our database. */
export const answerStore = (database: Database, clock: () => string): AnswerStore => ({
  async find(client, id) {
    return (
      await database.query<{ digest: string; status: number; body: Buffer }>(
        'select digest, status, body from exchange.given_answer where client = $1 and id = $2',
        [client, id],
      )
    ).rows[0]
  },
  async keep(client, id, { digest, status, body }) {
    await database.query(
      'insert into exchange.given_answer (client, id, digest, status, body, at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing',
      [client, id, digest, status, Buffer.from(body), clock()],
    )
  },
})
