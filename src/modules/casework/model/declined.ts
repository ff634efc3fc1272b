import { findOutcome } from '../../../kernel/case/index.ts'
import type { Stepped } from '../../process/index.ts'
import type { CaseEvent } from '../store/events.ts'
import type { Pause } from '../store/pauses.ts'

/** Name of a wait among the causes of pauses. */
export const causeOf = (wait: number): string => `task ${wait}`

/**
 * What the applicant was to do last: the last thing that the clock of the office stood still for, for their sake.
 * @param at up to this instant
 * @returns undefined where nothing was asked of them, or the office's clock ran on meanwhile
 */
export const lastAsked = (pauses: readonly Pause[], at: string): Pause | undefined =>
  pauses
    .filter(
      ({ holder, basis, since }) =>
        holder === 'applicant' && basis !== 'decided' && Date.parse(since) <= Date.parse(at),
    )
    .sort((a, b) => Date.parse(b.since) - Date.parse(a.since))[0]

/** Whether a result of what was asked says that it is not wanted. */
const declines = (act: unknown, outcome: unknown): boolean =>
  findOutcome(String(act), String(outcome))?.declines === true

/**
 * Whether the applicant's own word, that they do not want it, ended what they were asked, and not its term.
 * @param events of the case
 * @param event of a step that is being taken, whose own event is not in the history yet
 */
export function isDeclined(
  asked: Pause | undefined,
  events: readonly Pick<CaseEvent, 'at' | 'facts'>[],
  event?: Stepped['event'],
): boolean {
  if (!asked || asked.until === null) return false
  if (event?.type === 'complete' && asked.cause === causeOf(event.wait))
    return declines(asked.basis, (event.result as { outcome?: unknown } | undefined)?.outcome)
  const ended = Date.parse(asked.until)
  return events.some(
    ({ at, facts }) =>
      facts['act'] === asked.basis && Date.parse(at) === ended && declines(asked.basis, facts['outcome']),
  )
}
