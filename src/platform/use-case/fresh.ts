import type { Principal } from '../rights/index.ts'
import { general, Refusal } from './refusal.ts'

/** Seconds for which a sign-in is fresh enough to sign and to give roles. */
const FRESH_SECONDS = 1800

/**
 * Asks that whoever signs or gives roles has just shown who they are: an open desk is no signature. Programs speak by a
 * token of their own, no session.
 * @throws Refusal sign-in-again; a page keeps what was posted until the person is back
 */
export function requireFresh({ authenticatedAt, sessionId }: Principal, now: string): void {
  if (sessionId === undefined) return
  if (authenticatedAt === undefined || Date.parse(now) - Date.parse(authenticatedAt) > FRESH_SECONDS * 1000)
    throw new Refusal(general['sign-in-again'])
}
