import type { Principal, Rights } from '../../platform/rights/index.ts'
import { isAuthor } from './store/hidings.ts'
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
  /** Publishes its texts and closes it. */
  publisher: async (tx, principal, discussion) => {
    const body = await findBodyOf(tx, discussion)
    return body !== undefined && bodiesOf(principal).includes(body)
  },
}
