import type { PageContext } from '../../../../platform/http/index.ts'
import { general, Refusal } from '../../../../platform/use-case/index.ts'

/** Counters the operator works at. @throws Refusal sign-in-needed, not-allowed */
export function ownCounters({ principal }: PageContext): string[] {
  if (!principal.personId) throw new Refusal(general['sign-in-needed'])
  const offices = principal.roles.filter((held) => held.role === 'counter').map((held) => held.body)
  if (offices.length === 0) throw new Refusal(general['not-allowed'])
  return offices
}

/** The counter one sits at: the one asked for when it is one's own, else the first. */
export const counterOf = (context: PageContext, asked = context.query.get('office')): string => {
  const own = ownCounters(context)
  return asked && own.includes(asked) ? asked : own[0]!
}
