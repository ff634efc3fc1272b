/** A role always belongs to a body: nobody is an officer as such. */
export interface Role {
  role: string
  body: string
  /** Held only as a substitute: it gives no roles and is not handed on. */
  lent?: true
}

/** Who acts: a signed-in person (for oneself or for an organisation), the system, or nobody known. */
export interface Principal {
  /** Undefined: not signed in. */
  personId?: string
  name?: string
  /** The name in the letters of the page they look at; what is recorded is `name`. */
  called?: string
  /** National number of the person; never written to a log. */
  number?: string
  roles: Role[]
  /** The organisation the person acts for now, with proven right to. */
  actingFor?: { number: string; name: string }
  /** The session of a page, and when its person last showed who they are; absent for programs. */
  sessionId?: string
  authenticatedAt?: string
  /** True for the worker's own steps. */
  system?: boolean
}

export const nobody: Principal = { roles: [] }
export const system: Principal = { roles: [], system: true }

/** Who an Idempotency-Key belongs to: a person in their own name and in an organisation's are two. */
export const clientOf = (principal: Principal): string =>
  `${actorOf(principal)}${principal.actingFor ? ` for ${principal.actingFor.number}` : ''}`

/** What the audit writes as actor: an opaque id, never a name or number. */
export function actorOf(principal: Principal): string {
  if (principal.system) return 'system'
  return principal.personId ? `person:${principal.personId}` : 'anonymous'
}
