import type { PageContext } from '../../../../platform/http/index.ts'
import { general, Refusal } from '../../../../platform/use-case/index.ts'
import { countersOf } from '../../model/roles-held.ts'

/** Counters the operator works at. @throws Refusal sign-in-needed, not-allowed */
export function ownCounters({ principal }: PageContext): string[] {
  if (!principal.personId) throw new Refusal(general['sign-in-needed'])
  const offices = countersOf(principal)
  if (offices.length === 0) throw new Refusal(general['not-allowed'])
  return offices
}

/** The counter one sits at: the one asked for when it is one's own, else the first. */
export const counterOf = (context: PageContext, asked = context.query.get('office')): string => {
  const own = ownCounters(context)
  return asked && own.includes(asked) ? asked : own[0]!
}
