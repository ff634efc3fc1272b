import type { Tx } from '../../../platform/database/index.ts'
import type { EventBus } from '../../../platform/events/index.ts'
import { general, Refusal, refusals } from '../../../platform/use-case/index.ts'
import { findResult, saveWithdrawal } from '../store/results.ts'
import { withdrawn } from './events.ts'
import { readCode } from '../../../kernel/values/index.ts'

/** All that this room can refuse. */
export const refusal = refusals('documents', { 'not-in-force': 409 })

/** Why a document was withdrawn whose place another one of the same case took. */
export const SUPERSEDED = 'superseded'
/** Why a refusal was withdrawn that an appeal overturned, where no other document came. */
export const OVERTURNED = 'overturned'

export interface Withdrawal {
  code: string
  /** Why, in a sentence with its legal basis; shown to whoever checks the code. */
  reason: string
  /** `person:<id>` or `system`. */
  actor: string
  now: string
}

/**
 * Takes a result out of force: whoever checks its code reads that it is withdrawn, since when and why.
 * @throws Refusal not-found or not-in-force
 */
export async function withdrawResult(
  tx: Tx,
  events: Pick<EventBus, 'tell'>,
  { code, reason, actor, now }: Withdrawal,
): Promise<void> {
  const found = await findResult(tx, readCode(code) ?? '')
  if (!found || found.status === 'draft') throw new Refusal(general['not-found'])
  const row = await saveWithdrawal(tx, found.caseId, found.code, reason, now)
  if (row === undefined) throw new Refusal(refusal['not-in-force'])
  await events.tell(tx, withdrawn, {
    subject: found.caseId,
    at: now,
    actor,
    facts: { code: found.code, reason },
    rows: { [`result ${found.code}`]: row },
  })
}
