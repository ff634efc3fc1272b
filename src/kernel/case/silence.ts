import { ACTS, findAct, findOutcome } from './acts.ts'

/** What it means by law when the office says nothing within its term. */
export const SILENCE = ['consent', 'refusal', 'none'] as const
export type Silence = (typeof SILENCE)[number]

/** A case that may be decided by silence. */
export interface Undecided {
  means: Silence
  /** What was decided last; an overturned refusal leaves the case undecided again. */
  outcome: string | null
  over: boolean
  dueAt: string | null
  /** Somebody else holds the clock: the office can't be late. */
  stands: boolean
}

/** Whether silence speaks now: the term is over, nobody else holds the clock, and nothing was decided. */
export function silenceSpeaks({ means, outcome, over, dueAt, stands }: Undecided, now: string): boolean {
  return (
    means !== 'none' &&
    !over &&
    (outcome === null || outcome === 'overturned') &&
    dueAt !== null &&
    !stands &&
    // an act at the last instant is in time
    Date.parse(now) > Date.parse(dueAt)
  )
}

/**
 * What stands for the result of an office's open task where silence decides: nobody finds, decides or signs, but the
 * process goes the way the law gives it.
 * @returns undefined for acts that silence does not stand for: an appeal is decided by somebody, the applicant's own acts
 *   by the applicant
 */
export function silentOutcome(act: string, means: Silence): string | undefined {
  const found = findAct(act)
  if (found?.performer !== 'office' || means === 'none') return undefined
  const outcomes = Object.keys(ACTS[act as keyof typeof ACTS].outcomes)
  if (outcomes.some((outcome) => findOutcome(act, outcome)?.decides)) return undefined
  const against = outcomes.find((outcome) => findOutcome(act, outcome)?.proposes === 'refused')
  return means === 'refusal' && against ? against : outcomes[0]
}
