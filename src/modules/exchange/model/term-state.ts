type TermState = 'holds' | 'later' | 'ended'

/**
 * Whether a term holds at an instant. Instants are compared as such: the database leaves out zeros at the end of a
 * fraction, so that as text `01.3Z` would stand behind `01.310Z`.
 */
export function termState({ since, until }: { since: string; until: string | null }, now: string): TermState {
  if (until !== null && Date.parse(until) <= Date.parse(now)) return 'ended'
  return Date.parse(since) > Date.parse(now) ? 'later' : 'holds'
}

/** Whether a term holds or is to hold: what was ended before it began never does. */
export const willHold = ({ since, until }: { since: string; until: string | null }, now: string): boolean =>
  until === null || Date.parse(until) > Math.max(Date.parse(now), Date.parse(since))
