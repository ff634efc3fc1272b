import type { Principal } from '../../../platform/rights/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import type { Application } from './application.ts'
import { officesOf } from './roles-held.ts'

/**
 * The office in whose name an officer speaks in a case: the one asked for, else the owner when they work there, else
 * their own.
 * @throws Refusal not-allowed when they do not work in it
 */
export function officeSpeaking(principal: Principal, application: Pick<Application, 'owner'>, asked?: string): string {
  const own = officesOf(principal)
  const office = asked ?? (own.includes(application.owner) ? application.owner : own[0])
  if (!office || !own.includes(office)) throw new Refusal(general['not-allowed'])
  return office
}
