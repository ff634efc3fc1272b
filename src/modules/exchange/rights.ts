import type { Rights } from '../../platform/rights/index.ts'
import { wasLookedAtBy } from './store/accesses.ts'

/** Who may see a message of the exchange beside auditors: whom it was about. */
export const exchangeRights: Rights = {
  'looked at': async (tx, principal, id) => {
    const subject = principal.actingFor?.number ?? principal.number
    return subject !== undefined && wasLookedAtBy(tx, subject, id)
  },
}
