import { z } from 'zod'
import { Refusal } from '../../../platform/use-case/index.ts'
import { refusal } from './application.ts'

/** What a person does in a task; each has its screen and the shape of its result (docs/handbook/service-format.md). */
export const ACTS = {
  examine: ['ok', 'correct'],
  opinion: ['agree', 'object'],
  inspect: ['fit', 'unfit'],
  decide: ['grant', 'refuse'],
  sign: ['sign', 'return'],
  appeal: ['uphold', 'overturn'],
  correct: ['corrected'],
  'choose-slot': ['chosen'],
  confirm: ['confirmed', 'declined'],
  pay: ['paid'],
} as const satisfies Record<string, readonly string[]>

export type ActName = keyof typeof ACTS

/** Outcomes that say no to the applicant or undo another's work: they need a ground or a note. */
const NEEDS_REASON: readonly string[] = ['refuse']
const NEEDS_NOTE: readonly string[] = ['return', 'object', 'unfit', 'correct', 'overturn']

export const taskResult = z.object({
  outcome: z.string().max(40),
  /** Id of a ground for refusal in the passport: never free text alone. */
  reason: z.string().max(80).optional(),
  note: z.string().max(4000).optional(),
  /** RFC 3339, for an appointment. */
  at: z.iso.datetime({ offset: true }).optional(),
})
export type TaskResult = z.output<typeof taskResult>

/**
 * Checks what a person gave against the act.
 * @param grounds ids of the passport's grounds for refusal
 * @throws Refusal wrong-outcome, reason-needed or return-needs-note
 */
export function checkResult(act: string, given: TaskResult, grounds: readonly string[]): TaskResult {
  const outcomes: readonly string[] = act in ACTS ? ACTS[act as ActName] : []
  if (!outcomes.includes(given.outcome))
    throw new Refusal(refusal['wrong-outcome'], { problems: [{ path: 'outcome', text: 'casework.problem.outcome' }] })
  if (NEEDS_REASON.includes(given.outcome) && !grounds.includes(given.reason ?? ''))
    throw new Refusal(refusal['reason-needed'], { problems: [{ path: 'reason', text: 'casework.problem.reason' }] })
  if (NEEDS_NOTE.includes(given.outcome) && !given.note?.trim())
    throw new Refusal(refusal['return-needs-note'], { problems: [{ path: 'note', text: 'casework.problem.note' }] })
  return given
}
