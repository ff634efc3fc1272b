import { accessDenied } from '../audit/index.ts'
import type { Database } from '../database/index.ts'
import { recordEvent } from '../events/record-event.ts'
import { actorOf, type Principal } from '../rights/index.ts'

/** Denials of one account that one process records in an hour. */
export const DENIALS_AN_HOUR = 100
const HOUR = 3_600_000

/**
 * Records denied accesses, each in a transaction of its own. Of one account no more than a number an hour, so that
 * whoever tries every door does not fill the record; the last of them says that more followed.
 * @param nobody the subject of what belongs to no person
 */
export function denialRecorder(
  database: Database,
  nobody: string,
): (useCase: string, circumstances: { principal: Principal; now: string }) => Promise<void> {
  let begun = -Infinity
  let counts = new Map<string, number>()
  return async (useCase, { principal, now }) => {
    if (performance.now() - begun > HOUR) {
      begun = performance.now()
      counts = new Map()
    }
    const actor = actorOf(principal)
    const count = (counts.get(actor) ?? 0) + 1
    counts.set(actor, count)
    if (count > DENIALS_AN_HOUR) return
    await database.transaction((tx) =>
      recordEvent(tx, accessDenied, {
        subject: principal.personId ?? nobody,
        at: now,
        actor,
        facts: { useCase, ...(count === DENIALS_AN_HOUR ? { moreFollowed: true } : {}) },
      }),
    )
  }
}
