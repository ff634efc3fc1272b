import { z } from 'zod'
import { printedText } from '../text/index.ts'
import { KnownDate, KnownInstant } from '../terms/index.ts'
import type { Json, Variables } from '../process/index.ts'
import { findAct, findOutcome, type ResultPart } from './acts.ts'

/** Longest note; what a person reads at a desk. */
const NOTE = 4_000

/** What a person gives in a task, by whatever way. */
export const TaskResult = z.object({
  outcome: z.string().max(40),
  /** Id of a ground for refusal in the passport: never free text alone. */
  reason: z.string().max(80).optional(),
  /** Stands in the decision. */
  note: printedText(z.string().max(NOTE)).optional(),
  /** RFC 3339, for an appointment. */
  at: KnownInstant.optional(),
  /** The day on which it took place, local to the country: of an inspection. */
  happenedOn: KnownDate.optional(),
  /** Which line of what is offered is wrong. */
  line: z.string().max(80).optional(),
  /** Local day until which an offer is put off. */
  until: KnownDate.optional(),
})
export type TaskResult = z.output<typeof TaskResult>

export type ResultFault =
  | { part: 'outcome' | ResultPart; code: 'wrong-outcome' | 'reason-needed' | 'note-needed' }
  | { part: 'reason'; code: 'no-reason' }
  | { part: TakenPart; code: 'not-taken' }
type TakenPart = 'at' | 'happenedOn' | 'line' | 'until'

/**
 * Looks at what a person gave in a task.
 * @param grounds ids of the passport's grounds for refusal
 * @returns what is wrong; nothing when the result can be taken
 */
export function resultFaults(act: string, given: TaskResult, grounds: readonly string[]): ResultFault[] {
  const outcome = findOutcome(act, given.outcome)
  if (!outcome) return [{ part: 'outcome', code: 'wrong-outcome' }]
  const faults: ResultFault[] = []
  const mayReason = outcome.needs?.includes('reason') || outcome.mayReason
  // what nobody would read is not passed over: whoever gave it meant something by it
  if (given.reason && !mayReason) faults.push({ part: 'reason', code: 'no-reason' })
  const asked = outcome.needs?.includes('reason') || (outcome.mayReason && given.reason)
  if (asked && !grounds.includes(given.reason ?? '')) faults.push({ part: 'reason', code: 'reason-needed' })
  if (outcome.needs?.includes('note') && !given.note?.trim()) faults.push({ part: 'note', code: 'note-needed' })
  for (const part of ['at', 'line', 'until'] as const)
    if (given[part] !== undefined && !outcome.takes?.includes(part)) faults.push({ part, code: 'not-taken' })
  if (given.happenedOn !== undefined && !findAct(act)?.happens) faults.push({ part: 'happenedOn', code: 'not-taken' })
  return faults
}

/** Variables that every case begins with: no result of a task or a rule. */
export const BASE_VARIABLES = [
  'answers',
  'applicant',
  'representative',
  'service',
  'channel',
  'filedOn',
  'district',
  'reference',
  'evidence',
  'fee',
  'event',
  'appealGrounds',
  'loopCounter',
] as const

/**
 * The ground that holds: the last one a person gave, else one that a rule found.
 * @param given grounds that people gave, oldest first
 */
export function groundOf(given: readonly string[], variables: Variables): string | undefined {
  return given.at(-1) ?? groundsByRules(variables).at(-1)
}

const groundsByRules = (variables: Variables): string[] =>
  Object.entries(variables).flatMap(([name, value]: [string, Json]) =>
    !(BASE_VARIABLES as readonly string[]).includes(name) &&
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    typeof value['reason'] === 'string'
      ? [value['reason']]
      : [],
  )

/** Outcomes of an act in the order of the screen; none for an act that is not known. */
export const outcomesOf = (act: string): string[] => Object.keys(findAct(act)?.outcomes ?? {})
