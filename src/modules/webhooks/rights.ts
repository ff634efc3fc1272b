import type { Rights } from '../../platform/rights/index.ts'
import { headsSystem } from '../exchange/index.ts'
import { findSubscription } from './store/subscriptions.ts'

const isId = (id: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)

/** Who administers what a system is told beside administrators: the head of its body. */
export const webhookRights: Rights = {
  'head of the told system': async (tx, principal, id) => {
    if (!isId(id) || principal.roles.every(({ role }) => role !== 'head')) return false
    const subscription = await findSubscription(tx, id)
    return subscription !== undefined && headsSystem(tx, principal, subscription.client)
  },
}
