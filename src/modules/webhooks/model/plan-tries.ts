import { createHash } from 'node:crypto'

const MINUTE = 60
const HOUR = 60 * MINUTE

/** Seconds from a try to the next one (Standard Webhooks 1.0.0, "Retries"): three days in all. */
const WAITS = [5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR]

/** Longest wait that a receiver may ask for by Retry-After. */
const LONGEST = 24 * HOUR

/**
 * When to try again.
 * @param tries how often it was tried @param of whose tries they are: those of others come at other moments
 * @param asked seconds the receiver asked for
 * @returns RFC 3339; undefined when it was tried for as long as it is
 */
export function nextTry(tries: number, of: string, now: string, asked = 0): string | undefined {
  const wait = WAITS[tries - 1]
  if (wait === undefined) return undefined
  // up to a tenth later, the same for the same try
  const spread = createHash('sha256').update(`${of} ${tries}`).digest().readUInt16BE(0) / 65_535
  const seconds = Math.max(wait, Math.min(asked, LONGEST)) * (1 + spread / 10)
  return new Date(Date.parse(now) + Math.round(seconds * 1000)).toISOString()
}
