import type { Database } from '../platform/database/index.ts'

/** Any number, the same in every release. */
const LOCK = 7274_003

/**
 * Takes a home for this instance alone, by a lock in its database, until it lets go or its process ends: two of them
 * would each start providers, tell their own addresses and end the other's database.
 * @returns a function that lets go; undefined when another instance holds it
 */
export async function holdHome(database: Database, home: string): Promise<(() => Promise<void>) | undefined> {
  let letGo = false
  let held = await take(database, home)
  if (!held) return undefined
  const keep = () =>
    held!.once('end', async () => {
      // a database that was killed forgets who holds it: taken again as soon as it is back
      for (held = undefined; !held && !letGo; held = await take(database, home).catch(() => undefined))
        await new Promise((done) => setTimeout(done, 500).unref())
      if (held) keep()
    })
  keep()
  return async () => {
    letGo = true
    await held?.end()
  }
}

async function take(database: Database, home: string) {
  const client = await database.dedicated()
  const found = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as held', [
    LOCK,
    home,
  ])
  if (found.rows[0]!.held) return client
  await client.end()
  return undefined
}
