import type { Rights } from '../../platform/rights/index.ts'
import { isBegunBy } from './store/simulations.ts'

/** The table of rights of this room: what is not here is denied. */
export const redesignRights: Rights = {
  /** Asked for this simulation. */
  'who began': async (tx, principal, simulation) =>
    principal.personId !== undefined && (await isBegunBy(tx, simulation, principal.personId)),
}
