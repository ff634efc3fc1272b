import type { Principal } from '../../../platform/rights/index.ts'

/** Whether a person administers the systems of every body: in their own right, never for another. */
export const administersAll = ({ roles, system }: Principal): boolean =>
  system === true || roles.some(({ role, lent }) => role === 'administrator' && !lent)

/** Bodies that a person heads in their own right. */
export const headedBy = ({ roles }: Principal): string[] => [
  ...new Set(roles.filter(({ role, lent }) => role === 'head' && !lent).map(({ body }) => body)),
]

/** Bodies whose systems a person sees; undefined: of all. */
export const bodiesSeenBy = (principal: Principal): string[] | undefined =>
  administersAll(principal) || principal.roles.some(({ role }) => role === 'auditor' || role === 'administrator')
    ? undefined
    : headedBy(principal)
