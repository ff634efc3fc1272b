import type { Tx } from '../database/index.ts'
import { repeating, scheduleRepeating, type JobHandler } from '../jobs/index.ts'

const FORGET = 'identity.forget-expired'

/** Removes what is over. Sessions stay a day longer, so that kept answers find their person. */
export async function forgetExpired(tx: Tx, now: string): Promise<void> {
  await tx.query('delete from identity.login where expires_at < $1', [now])
  await tx.query('delete from identity.kept_form where expires_at < $1', [now])
  await tx.query('delete from identity.bearer where expires_at < $1', [now])
  await tx.query("delete from identity.session where expires_at < $1::timestamptz - interval '1 day'", [now])
}

/** Puts the first hourly clean-up into the outbox; it renews itself. */
export const scheduleForgetting = (tx: Tx, now: string): Promise<void> => scheduleRepeating(tx, FORGET, now)

export const forgetHandler: JobHandler = repeating(FORGET, 3600, {
  finish: (tx, _outcome, now) => forgetExpired(tx, now),
})
