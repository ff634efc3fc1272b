import type { Principal, Rights } from '../../platform/rights/index.ts'
import { findBodyOf } from './store/drafts.ts'

/** Bodies whose services a person designs. */
export const designsFor = (principal: Principal): string[] => [
  ...new Set(
    principal.roles.filter(({ role }) => role === 'designer' || role === 'methodologist').map(({ body }) => body),
  ),
]

/** Whether a person helps every body with its services. */
export const helpsAll = (principal: Principal): boolean => principal.roles.some(({ role }) => role === 'methodologist')

/** The table of rights of this room: what is not here is denied. */
export const studioRights: Rights = {
  /** Begins drafts for this body. */
  'designer for': async (_tx, principal, body) => designsFor(principal).includes(body),
  /** Edits, checks, reviews and publishes a draft: a designer of its body, or a methodologist. */
  editor: async (tx, principal, draft) => {
    const body = await findBodyOf(tx, draft)
    return body !== undefined && (helpsAll(principal) || designsFor(principal).includes(body))
  },
}
