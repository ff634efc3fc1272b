import type { Principal, Rights } from '../../platform/rights/index.ts'
import { isAuthor } from './store/hidings.ts'
import { answeredTo } from './store/owed.ts'
import { findBodyOf } from './store/discussions.ts'

/** Roles that speak for a body about its own acts. */
const SPEAKS = ['lawyer', 'head', 'officer']

/** Bodies for which a person may open a discussion. */
export const bodiesOf = (principal: Principal): string[] => [
  ...new Set(principal.roles.filter(({ role }) => role === 'lawyer').map(({ body }) => body)),
]

/** Bodies for which a person speaks: answers comments, and decides appeals. */
export const speaksFor = (principal: Principal): string[] => [
  ...new Set(principal.roles.filter(({ role }) => SPEAKS.includes(role)).map(({ body }) => body)),
]

/** Whether a person looks at what bodies do, whatever body it is. */
export const audits = (principal: Principal): boolean => principal.roles.some(({ role }) => role === 'auditor')

/** Whether a role speaks for its body. */
export const speaks = (role: string): boolean => SPEAKS.includes(role)

/** The table of rights of this room: what is not here is denied. */
export const consultationRights: Rights = {
  /** Opens discussions of this body's acts. */
  lawyer: async (_tx, principal, body) => bodiesOf(principal).includes(body),
  /** Answers for the body whose act is discussed. */
  answerer: async (tx, principal, discussion) => {
    const body = await findBodyOf(tx, discussion)
    return body !== undefined && speaksFor(principal).includes(body)
  },
  /** Whose comment it is. */
  author: async (tx, principal, comment) =>
    principal.personId !== undefined && (await isAuthor(tx, comment, principal.personId)),
  /** Says that what was owed was not done: whoever audits, or whose comment it was answered to. */
  disputer: async (tx, principal, answer) =>
    audits(principal) ||
    (principal.personId !== undefined && (await answeredTo(tx, principal.personId, [answer])).has(answer)),
  /** Publishes its texts and closes it. */
  publisher: async (tx, principal, discussion) => {
    const body = await findBodyOf(tx, discussion)
    return body !== undefined && bodiesOf(principal).includes(body)
  },
}
