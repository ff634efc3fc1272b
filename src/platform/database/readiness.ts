import { setTimeout as wait } from 'node:timers/promises'
import type { Database, Tx } from './database.ts'
import { troubleOf, type Trouble } from './trouble.ts'

/** Milliseconds the database gets to answer who asks whether it can serve. */
const PATIENCE = 3000
/** Milliseconds for which a full disk is believed: a look at the database does not show it. */
const BELIEVED = 30_000

const TAKES_NO_CHANGES = "select pg_is_in_recovery() or current_setting('transaction_read_only')::boolean as closed"

const isClosed = async (tx: Tx): Promise<boolean> =>
  (await tx.query<{ closed: boolean }>(TAKES_NO_CHANGES, [])).rows[0]!.closed

/** @throws as a change would, when the database takes none */
async function requireChanges(database: Database): Promise<void> {
  if (!(await isClosed(database))) return
  // a connection may be read-only for longer than the database is: a transaction that fails so gives it up
  await database.transaction(async (tx) => {
    if (await isClosed(tx)) throw Object.assign(new Error('it takes no changes'), { code: '25006' })
  })
}

/** @returns why the database can't serve now; undefined when it can */
export async function whyNotReady(database: Database): Promise<Trouble | undefined> {
  const giveUp = new AbortController()
  try {
    await Promise.race([
      requireChanges(database),
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
