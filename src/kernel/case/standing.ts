import { isRefusal, type Outcome } from './outcomes.ts'
import type { Status } from './statuses.ts'

/** How a case stands, in one word: what was decided; while nothing is, its status. */
export type Standing =
  | { by: 'status'; status: Status }
  | { by: 'outcome'; outcome: Outcome }
  /** It was refused, and the body above has not decided the appeal yet. */
  | { by: 'appeal' }

/**
 * What a list says of a case: the outcome as soon as there is one, since a status tells neither a grant in part from a
 * grant nor a withdrawal from a lapse. What waits for the applicant after an appeal goes before the appeal's outcome.
 */
export function standingOf({ status, outcome }: { status: Status; outcome: Outcome | null }): Standing {
  if (outcome === null || status === 'awaiting_payment') return { by: 'status', status }
  if (isRefusal(outcome) && status === 'in_progress') return { by: 'appeal' }
  return { by: 'outcome', outcome }
}

/** Key of the text that says it. */
export function standingKey(standing: Standing): string {
  if (standing.by === 'status') return `casework.status.${standing.status}`
  return standing.by === 'appeal' ? 'casework.outcome.appealed' : `casework.outcome.${standing.outcome}`
}
