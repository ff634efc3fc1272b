import type { Principal, Rights } from '../../platform/rights/index.ts'
import { readCode } from '../../kernel/values/index.ts'
import { isReadable, type Owner } from './store/results.ts'

/** A person for oneself, or for the organisation acted for. */
export const ownerOf = (principal: Principal): Owner =>
  principal.actingFor ? { organisation: principal.actingFor.number } : { person: principal.personId! }

/** The table of rights of this room: what is not here is denied. */
export const documentsRights: Rights = {
  /** Whose document it is, and the officers and heads of the office that issued it. */
  'reader of the document': async (tx, principal, typed, now) => {
    const code = readCode(typed)
    if (!code || !principal.personId) return false
    const offices = principal.roles
      .filter((held) => held.role === 'officer' || held.role === 'head')
      .map((held) => held.body)
    return isReadable(tx, code, { owner: ownerOf(principal), offices }, now)
  },
}
