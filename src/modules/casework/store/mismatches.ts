import { newId, type Database, type Tx } from '../../../platform/database/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import { refusal } from '../model/application.ts'

const DAY_SECONDS = 86_400

/**
 * Counts a question about another person as a mismatch before it is asked, so that questions at the same time are each
 * counted; what did match is taken back by `takeBackMismatch`.
 * @param most mismatches of an account in a day
 * @returns id of the count @throws Refusal too-many-mismatches, with the seconds to wait
 */
export async function countMismatch(database: Database, person: string, now: string, most: number): Promise<string> {
  return database.transaction(async (tx) => {
    await tx.query("select pg_advisory_xact_lock(hashtextextended('casework.mismatch ' || $1, 0))", [person])
    const counted = (
      await tx.query<{ count: number; first: string | null }>(
        'select count(*)::int as count, min(at) as first from casework.mismatch where person = $1 and at > $2::timestamptz - make_interval(secs => $3)',
        [person, now, DAY_SECONDS],
      )
    ).rows[0]!
    if (counted.count >= most) {
      const over = Date.parse(counted.first!) + DAY_SECONDS * 1000 - Date.parse(now)
      throw new Refusal(refusal['too-many-mismatches'], { retryAfter: Math.max(1, Math.ceil(over / 1000)) })
    }
    const id = newId(now)
    await tx.query('insert into casework.mismatch (person, id, at) values ($1, $2, $3)', [person, id, now])
    return id
  })
}

export async function takeBackMismatch(tx: Tx, person: string, id: string): Promise<void> {
  await tx.query('delete from casework.mismatch where person = $1 and id = $2', [person, id])
}
