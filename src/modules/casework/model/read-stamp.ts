import { Refusal } from '../../../platform/use-case/index.ts'
import { refusal } from './application.ts'

/** A paper that lay longer than this is asked about: more often the stamp is mistyped. Limits of ours, not of a law. */
const ASKED_AFTER_DAYS = 30
/** What is older was received before there was anything to enter it into. */
const OLDEST_YEARS = 10
const DAY = 86_400_000

/**
 * When a paper was received, as its stamp says: never in the future, never before our time, and a long time ago only
 * when the operator says that it is so.
 * @returns RFC 3339 in UTC
 * @throws Refusal received-in-future, received-too-early or received-long-ago
 */
export function readStamp(given: string, { now, sure }: { now: string; sure: boolean }): string {
  const receivedAt = new Date(given).toISOString()
  const refused = (kind: 'received-in-future' | 'received-too-early' | 'received-long-ago') =>
    new Refusal(refusal[kind], { problems: [{ path: 'receivedAt', text: `casework.problem.${kind}` }] })
  if (receivedAt > now) throw refused('received-in-future')
  const age = Date.parse(now) - Date.parse(receivedAt)
  if (age > OLDEST_YEARS * 365 * DAY) throw refused('received-too-early')
  if (age > ASKED_AFTER_DAYS * DAY && !sure) throw refused('received-long-ago')
  return receivedAt
}
