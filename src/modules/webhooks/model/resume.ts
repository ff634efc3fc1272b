import type { Tx } from '../../../platform/database/index.ts'
import type { JobHandler } from '../../../platform/jobs/index.ts'
import { sendOnceMore } from '../store/deliveries.ts'
import { changeSubscription, lockSubscription } from '../store/subscriptions.ts'
import { wake } from './turns.ts'

export const RESUME_JOB = 'webhooks.resume'

/** Lets a subscription go on that was paused, or waits for its next try. @returns false when it has ended */
export async function resume(tx: Tx, webhook: string, now: string): Promise<boolean> {
  const subscription = await lockSubscription(tx, webhook)
  if (!subscription || subscription.endedAt) return false
  await changeSubscription(tx, webhook, {
    pausedAt: null,
    pausedBecause: null,
    awaySince: null,
    awayTries: 0,
    tryAt: null,
    problem: null,
    // what stands in the queue for it is of a turn that is over
    nextAt: null,
  })
  await wake(tx, (await lockSubscription(tx, webhook))!, now)
  return true
}

/** Sends a message at once, whatever became of it. @returns false when there is none, or it may not be */
export async function sendAgain(tx: Tx, webhook: string, delivery: string, now: string): Promise<boolean> {
  const subscription = await lockSubscription(tx, webhook)
  if (!subscription || subscription.endedAt || !(await sendOnceMore(tx, webhook, delivery, now))) return false
  // whoever presses wants to see what becomes of it, however long the system has been away
  await changeSubscription(tx, webhook, { tryAt: null })
  await wake(tx, { ...subscription, tryAt: null }, now)
  return true
}

/** What pressing "again" on an incident does: the job stands stopped until somebody does. */
export const resumeHandler = (): JobHandler => ({
  kind: RESUME_JOB,
  async finish(tx, job, _outcome, now) {
    const { webhook, delivery } = job.payload as { webhook: string; delivery?: string }
    if (delivery) await sendAgain(tx, webhook, delivery, now)
    else await resume(tx, webhook, now)
  },
})
