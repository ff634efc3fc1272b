import type { Tx } from '../../platform/database/index.ts'
import type { Principal, Rights } from '../../platform/rights/index.ts'
import { headedBy } from './model/administered.ts'
import { wasLookedAtBy } from './store/accesses.ts'
import { knownSystem } from './store/systems.ts'

/** Whether a person heads the body of a system, by its id or by what it is called on the wire. */
export async function headsSystem(tx: Tx, principal: Principal, named: string): Promise<boolean> {
  const bodies = headedBy(principal)
  if (bodies.length === 0) return false
  const body = (await knownSystem(tx, named))?.body
  return body !== null && body !== undefined && bodies.includes(body)
}

/**
 * Who may see a message of the exchange beside auditors: whom it was about. Who administers systems beside
 * administrators: the heads of their bodies, in their own right.
 */
export const exchangeRights: Rights = {
  'looked at': async (tx, principal, id) => {
    const subject = principal.actingFor?.number ?? principal.number
    return subject !== undefined && wasLookedAtBy(tx, subject, id)
  },
  'body head': async (_tx, principal, body) => headedBy(principal).includes(body),
  'head of the system': headsSystem,
}
