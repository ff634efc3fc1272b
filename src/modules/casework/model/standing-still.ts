import type { CaseEvent } from '../store/events.ts'

/** A case that an administrator made stand still: since when and why; without these where its whole service does. */
export interface StandingStill {
  since: string | null
  reason: string | null
}

/** What was said when a case was made to stand still, from its events. */
export function standingStill(events: readonly Pick<CaseEvent, 'kind' | 'at' | 'facts'>[]): StandingStill {
  const last = events.findLast(({ kind }) => kind === 'process.suspend-case' || kind === 'process.resume-case')
  if (last?.kind !== 'process.suspend-case') return { since: null, reason: null }
  return { since: last.at, reason: typeof last.facts['reason'] === 'string' ? last.facts['reason'] : null }
}
