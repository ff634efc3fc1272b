import type { PageContext } from '../../../../platform/http/index.ts'
import { general, Refusal } from '../../../../platform/use-case/index.ts'

/** Offices the person works in, as officer or head. @throws Refusal sign-in-needed, not-allowed */
export function ownOffices({ principal }: PageContext): string[] {
  if (!principal.personId) throw new Refusal(general['sign-in-needed'])
  const offices = [
    ...new Set(
      principal.roles.filter((held) => held.role === 'officer' || held.role === 'head').map((held) => held.body),
    ),
  ]
  if (offices.length === 0) throw new Refusal(general['not-allowed'])
  return offices
}

export const isHead = ({ principal }: PageContext, office: string): boolean =>
  principal.roles.some((held) => held.role === 'head' && held.body === office)

/** The office looked at: the one asked for when it is one's own, else the first. */
export const officeOf = (context: PageContext): string => {
  const own = ownOffices(context)
  const asked = context.query.get('office')
  return asked && own.includes(asked) ? asked : own[0]!
}
