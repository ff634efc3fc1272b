import type { Tx } from '../database/index.ts'
import type { Principal } from './principal.ts'

/**
 * Answers whether `principal` stands in a relation (applicant, officer, reader …) to the thing with this id.
 * A thing that does not exist answers false, so that a guessed id and a foreign one look alike.
 * `now` is the time of the request (RFC 3339): a right may begin and end.
 */
export type Relation = (tx: Tx, principal: Principal, id: string, now: string) => Promise<boolean>

/**
 * The one table of rights: name of the relation → how it is decided. Rooms add theirs; a name given twice is an error.
 */
export type Rights = Readonly<Record<string, Relation>>

/** Puts the rooms' tables together. */
export function combineRights(...tables: Rights[]): Rights {
  const all: Record<string, Relation> = {}
  for (const table of tables) {
    for (const [name, relation] of Object.entries(table)) {
      if (all[name]) throw new Error(`the relation "${name}" is declared twice`)
      all[name] = relation
    }
  }
  return all
}

/**
 * The words of a use case's `may`: `anyone`, `signed in`, `role administrator` (in any body), `own role
 * administrator` (not lent by another), `<relation> of <input
 * field>`.
 */
export type May<Field extends string> =
  | 'anyone'
  | 'signed in'
  | `role ${string}`
  | `own role ${string}`
  | `${string} of ${Field}`

/**
 * Denied unless a rule allows.
 * @param input the parsed input, whose field the rule names
 * @param now the time the right is asked for, RFC 3339
 */
export async function allowed(
  rights: Rights,
  tx: Tx,
  rules: readonly string[],
  principal: Principal,
  input: Record<string, unknown>,
  now: string,
): Promise<boolean> {
  for (const rule of rules) {
    if (await allows(rights, tx, rule, principal, input, now)) return true
  }
  return false
}

async function allows(
  rights: Rights,
  tx: Tx,
  rule: string,
  principal: Principal,
  input: Record<string, unknown>,
  now: string,
): Promise<boolean> {
  if (rule === 'anyone' || principal.system) return true
  if (!principal.personId) return false
  if (rule === 'signed in') return true
  if (rule.startsWith('role ')) return principal.roles.some((held) => held.role === rule.slice(5))
  if (rule.startsWith('own role ')) return principal.roles.some((held) => held.role === rule.slice(9) && !held.lent)
  // the field stands last: a relation may be called `head of the task`
  const at = rule.lastIndexOf(' of ')
  const [relation, field] = [rule.slice(0, at), rule.slice(at + 4)]
  const decide = rights[relation]
  if (!decide) throw new Error(`no rule decides the relation "${relation}"`)
  const id = input[field]
  return typeof id === 'string' && decide(tx, principal, id, now)
}
