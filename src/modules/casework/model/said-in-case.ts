import type { Variables } from '../../../kernel/process/index.ts'
import type { CaseEvent } from '../store/events.ts'

/** Grounds that people gave, oldest first: the log tells the order, the variables of a case have none. */
export const givenGrounds = (events: readonly CaseEvent[]): string[] =>
  events.flatMap(({ kind, facts }) =>
    kind === 'casework.complete-task' && typeof facts['reason'] === 'string' ? [facts['reason']] : [],
  )

/** What the officer asked to be corrected: the note of the last examination that sent the case back. */
export function noteToCorrect(variables: Variables): string | undefined {
  const notes = Object.values(variables).filter(
    (value): value is { outcome: string; note?: string } =>
      typeof value === 'object' && value !== null && (value as { outcome?: unknown }).outcome === 'correct',
  )
  return notes.at(-1)?.note
}

/** When something was said last at an element, and in which office. */
export interface LastSaid {
  order: number
  at: string
  office: string | undefined
  act: string | undefined
}

/** By element, in the order of the log. */
export const lastSaid = (events: readonly CaseEvent[]): Record<string, LastSaid> =>
  Object.fromEntries(
    events.flatMap(({ seq, at, facts }) =>
      typeof facts['element'] === 'string'
        ? [
            [
              facts['element'],
              {
                order: seq,
                at,
                office: facts['office'] ? String(facts['office']) : undefined,
                act: facts['act'] ? String(facts['act']) : undefined,
              },
            ],
          ]
        : [],
    ),
  )
