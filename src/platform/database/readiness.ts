import { setTimeout as wait } from 'node:timers/promises'
import type { Database, Tx } from './database.ts'
import { troubleOf, type Trouble } from './trouble.ts'

/** Milliseconds the database gets to answer who asks whether it can serve. */
const PATIENCE = 3000
/** Milliseconds for which a full disk is believed: a look at the database does not show it. */
const BELIEVED = 30_000

/** Refuses as a change would be: with the connection, which may be read-only longer than the database is. */
async function refuseReadOnly(tx: Tx): Promise<void> {
  const { rows } = await tx.query<{ closed: boolean }>(
    "select pg_is_in_recovery() or current_setting('transaction_read_only')::boolean as closed",
    [],
  )
  if (rows[0]!.closed) throw Object.assign(new Error('it takes no changes'), { code: '25006' })
}

/** @returns why the database can't serve now; undefined when it can */
export async function whyNotReady(database: Database): Promise<Trouble | undefined> {
  const giveUp = new AbortController()
  try {
    await Promise.race([
      database.transaction(refuseReadOnly),
      wait(PATIENCE, undefined, { signal: giveUp.signal }).then((): never => {
        throw Object.assign(new Error('no answer in three seconds'), { code: '08006' })
      }),
    ])
    const { lastTrouble } = database
    return lastTrouble && lastTrouble.kind === 'no-room' && performance.now() - lastTrouble.at < BELIEVED
      ? lastTrouble
      : undefined
  } catch (error) {
    return troubleOf(error) ?? { kind: 'away', said: (error as Error).message, retryAfter: 5 }
  } finally {
    giveUp.abort()
  }
}
