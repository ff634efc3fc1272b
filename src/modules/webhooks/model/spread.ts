import type { Database, Tx } from '../../../platform/database/index.ts'
import { newId } from '../../../platform/database/index.ts'
import type { JobHandler } from '../../../platform/jobs/index.ts'
import type { Principal } from '../../../platform/rights/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { caseworkRights } from '../../casework/index.ts'
import { findSystem } from '../../exchange/index.ts'
import { findInstance } from '../../process/index.ts'
import { insertDelivery } from '../store/deliveries.ts'
import { lockUnspread, markSpread, officeOfTask, type StoredEvent } from '../store/events.ts'
import { lockSubscription, wanting, type Subscription } from '../store/subscriptions.ts'
import { KINDS } from './kinds.ts'
import { wake } from './turns.ts'

export const SPREAD_JOB = 'webhooks.spread'

/** The account that a system speaks by, with the roles it has now; undefined when it takes part no longer. */
export async function principalOf(
  database: Database,
  { principals }: Pick<World, 'principals'>,
  client: string,
): Promise<Principal | undefined> {
  const system = await findSystem(database, client)
  return system && principals.account(system.account)
}

/** Whether a system may know of it: work of its own office, and else what its roles may read. */
export async function mayKnow(
  tx: Tx,
  principal: Principal,
  { subject, office }: Pick<StoredEvent, 'subject' | 'office'>,
  now: string,
): Promise<boolean> {
  return office === null
    ? caseworkRights['officer']!(tx, principal, subject, now)
    : caseworkRights['member']!(tx, principal, office, now)
}

/** Gives what happened to a case to the systems that want it and may know of it, in the order in which it happened. */
export function spreadHandler(database: Database, world: Pick<World, 'principals'>): JobHandler {
  return {
    kind: SPREAD_JOB,
    async effect() {
      const told: { subscription: Subscription; principal: Principal }[] = []
      for (const subscription of await wanting(database, KINDS)) {
        const principal = await principalOf(database, world, subscription.client)
        if (principal) told.push({ subscription, principal })
      }
      return told
    },
    async finish(tx, job, outcome, now) {
      const told = outcome as { subscription: Subscription; principal: Principal }[]
      const subject = job.caseId!
      const facts = (await findInstance(tx, subject))?.facts
      const given = new Set<string>()
      for (const event of await lockUnspread(tx, subject)) {
        const office =
          event.kind === 'task.ended'
            ? ((await officeOfTask(tx, subject, String(event.data['task']))) ?? null)
            : event.office
        const data = {
          application: subject,
          ...(facts ? { number: facts.label, service: facts.service } : {}),
          ...event.data,
        }
        await markSpread(tx, { id: event.id, office, data }, now)
        // a task of the applicant, or one that began before anybody wanted to know
        if (event.kind === 'task.ended' && office === null) continue
        for (const { subscription, principal } of told) {
          if (!subscription.kinds.includes(event.kind) || !(await mayKnow(tx, principal, { subject, office }, now)))
            continue
          const delivery = { id: newId(now), subscription: subscription.id, event: event.id, subject }
          await insertDelivery(tx, delivery, now)
          given.add(subscription.id)
        }
      }
      // locked one after another in one order, so that two of these never wait for each other
      for (const id of [...given].sort()) {
        const locked = await lockSubscription(tx, id)
        if (locked) await wake(tx, locked, now)
      }
    },
  }
}
