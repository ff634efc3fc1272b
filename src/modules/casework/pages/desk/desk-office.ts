import type { PageContext } from '../../../../platform/http/index.ts'
import { general, Refusal } from '../../../../platform/use-case/index.ts'
import { officesOf } from '../../model/roles-held.ts'

/** Offices the person works in, as officer or head. @throws Refusal sign-in-needed, not-allowed */
export function ownOffices({ principal }: PageContext): string[] {
  if (!principal.personId) throw new Refusal(general['sign-in-needed'])
  const offices = officesOf(principal)
  if (offices.length === 0) throw new Refusal(general['not-allowed'])
  return offices
}

/** The office looked at: the one asked for when it is one's own, else the first. */
export const officeOf = (context: PageContext): string => {
  const own = ownOffices(context)
  const asked = context.query.get('office')
  return asked && own.includes(asked) ? asked : own[0]!
}
