import { findOutcome } from './acts.ts'

/** What somebody said of the case in a task. */
export interface Said {
  element: string
  act: string
  outcome: string
  /** Ground they named. */
  ground?: string | null | undefined
}

/** Letters that a written reason has at least: a word or two explain nothing. `problem.against-what-was-said` names it. */
const WRITTEN_REASON = 20

export const isWrittenReason = (note: string | undefined): boolean => (note?.trim().length ?? 0) >= WRITTEN_REASON

/** What in the case speaks against a ground for refusal. */
export interface Contradiction {
  /** Tasks in which somebody found for the applicant. */
  agreed: string[]
  /** Rules worked it out and did not find the ground. */
  rules: boolean
}

/**
 * Whether a refusal goes against what rules, registers and bodies said: then it needs a reason in words that the person
 * reads. A ground is borne out by a rule that found it, or by somebody who found against the applicant on it or on no
 * ground in particular; the passport may say it more narrowly.
 * @param said last word of each task
 * @param found grounds that rules found; undefined when no rule has run
 * @param shown what the passport's own expression says; undefined when it has none
 * @returns undefined when nothing speaks against it
 */
export function contradictionOf(
  ground: string,
  {
    said,
    found,
    shown,
  }: { said: readonly Said[]; found: ReadonlySet<string> | undefined; shown?: boolean | undefined },
): Contradiction | undefined {
  const held = (side: 'for' | 'against') => said.filter(({ act, outcome }) => findOutcome(act, outcome)?.finds === side)
  const against = held('against').filter((word) => !word.ground || word.ground === ground)
  if (shown ?? (found?.has(ground) === true || against.length > 0)) return undefined
  const agreed = held('for').map(({ element }) => element)
  const rules = found !== undefined && !found.has(ground)
  // nobody said anything yet: the office's own finding contradicts nothing
  if (shown === undefined && agreed.length === 0 && held('against').length === 0 && !rules) return undefined
  return { agreed, rules }
}
