import type { Tx } from '../../../platform/database/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import { nextDueDelivery } from '../store/deliveries.ts'
import { changeSubscription, type Subscription } from '../store/subscriptions.ts'

export const DELIVER_JOB = 'webhooks.deliver'
/** Messages to systems take turns with all else as one service does. */
export const LANE = 'webhooks'

/** Lets the job of the next turn send at an instant; jobs of turns before it then do nothing. */
async function wakeAt(tx: Tx, { id, turn }: Pick<Subscription, 'id' | 'turn'>, at: string, now: string): Promise<void> {
  await changeSubscription(tx, id, { turn: turn + 1, nextAt: at, sending: false })
  await enqueue(
    tx,
    { kind: DELIVER_JOB, payload: { webhook: id, turn: turn + 1 }, runAt: at < now ? now : at, lane: LANE },
    now,
  )
}

/**
 * Sees that what waits for a locked subscription is sent: at once, or when it is to be tried. While a job is sending,
 * that one sees what came meanwhile.
 */
export async function wake(tx: Tx, subscription: Subscription, now: string): Promise<void> {
  if (subscription.pausedAt || subscription.endedAt || subscription.sending) return
  const at = subscription.awaySince && subscription.tryAt && subscription.tryAt > now ? subscription.tryAt : now
  if (subscription.nextAt !== null && subscription.nextAt <= at) return
  await wakeAt(tx, subscription, at, now)
}

/** Ends the turn of a locked subscription: the next one is when something is due, or none. */
export async function endTurn(tx: Tx, subscription: Subscription, now: string): Promise<void> {
  const next = subscription.pausedAt || subscription.endedAt ? undefined : await nextDueDelivery(tx, subscription.id)
  if (next === undefined) return changeSubscription(tx, subscription.id, { sending: false, nextAt: null })
  const at = subscription.awaySince && subscription.tryAt && subscription.tryAt > next ? subscription.tryAt : next
  await wakeAt(tx, subscription, at, now)
}
