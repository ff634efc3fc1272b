import type { Tx } from '../database/index.ts'

export interface AuditEvent {
  subject: string
  /** RFC 3339. */
  at: string
  kind: string
  /** `person:<id>`, `system`, `anonymous`. */
  actor: string
  body: unknown
}

/**
 * Adds an event to its subject's chain, in the caller's transaction; sent at once.
 * @returns nothing to wait for but the transaction itself: the hash is computed in the database
 */
export function append(tx: Tx, event: AuditEvent): Promise<void> {
  return tx
    .query('select audit.append($1, $2, $3, $4, $5)', [
      event.subject,
      event.at,
      event.kind,
      event.actor,
      JSON.stringify(event.body),
    ])
    .then(() => undefined)
}
