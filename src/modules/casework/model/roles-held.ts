import type { Principal } from '../../../platform/rights/index.ts'

const bodiesWhere = (principal: Principal, ...roles: string[]): string[] => [
  ...new Set(principal.roles.filter((held) => roles.includes(held.role)).map((held) => held.body)),
]

/** Offices that a person works in, as officer or head. */
export const officesOf = (principal: Principal): string[] => bodiesWhere(principal, 'officer', 'head')

/** Counters that a person sits at. */
export const countersOf = (principal: Principal): string[] => bodiesWhere(principal, 'counter')

/** Whether a person works in an office, as officer or head. */
export const worksIn = (principal: Principal, office: string): boolean => officesOf(principal).includes(office)

/** Whether a person heads an office. */
export const heads = (principal: Principal, office: string): boolean => bodiesWhere(principal, 'head').includes(office)

/** Whether a person sits at a counter. */
export const sitsAt = (principal: Principal, office: string): boolean => countersOf(principal).includes(office)

/** Whether a person's roles are those that a task of an office is for; a head does what an officer does. */
export const performs = (principal: Principal, { office, role }: { office: string; role: string }): boolean =>
  bodiesWhere(principal, role, ...(role === 'officer' ? ['head'] : [])).includes(office)
