import { findOutcome, type Said } from '../../../kernel/case/index.ts'
import type { Json, Variables } from '../../../kernel/process/index.ts'
import type { CaseEvent } from '../store/events.ts'

/** What an office said in a task: an opinion, an inspection. */
export interface Opinion extends Said {
  office: string
  ground: string | null
  note: string | null
  at: string
}

/**
 * The last word of each task in which somebody found for the applicant or against them, oldest first.
 * @param events of the case, oldest first
 * @param variables of the case: they hold the notes; empty where the case is archived
 */
export function opinionsIn(events: readonly CaseEvent[], variables: Variables): Opinion[] {
  const last = new Map<string, Opinion>()
  for (const { kind, at, facts } of events) {
    if (kind !== 'casework.complete-task') continue
    const [element, act, outcome] = [facts['element'], facts['act'], facts['outcome']].map(String) as [
      string,
      string,
      string,
    ]
    if (!findOutcome(act, outcome)?.finds) continue
    last.delete(element)
    last.set(element, {
      element,
      act,
      outcome,
      at,
      office: String(facts['office'] ?? ''),
      ground: typeof facts['reason'] === 'string' ? facts['reason'] : null,
      note: noteOf(variables[element], outcome),
    })
  }
  return [...last.values()]
}

/** The note of a task's result, when that is the result which was said. */
function noteOf(result: Json | undefined, outcome: string): string | null {
  if (typeof result !== 'object' || result === null || Array.isArray(result)) return null
  return result['outcome'] === outcome && typeof result['note'] === 'string' ? result['note'].trim() || null : null
}
