import type { Outcome } from './outcomes.ts'

/** The Portal's own six; what is finer is a fact on the timeline. */
export const STATUSES = ['new', 'in_progress', 'awaiting_payment', 'completed', 'refused', 'annulled'] as const
export type Status = (typeof STATUSES)[number]

/** Those that a model may demand by `darcha:status`; `new` is the beginning, `awaiting_payment` follows from what waits. */
export const MODEL_STATUSES = ['in_progress', 'completed', 'refused', 'annulled'] as const satisfies readonly Status[]

/** From which status a case may go where; a model that demands another is refused at publishing, and stands still at run time. */
export const TRANSITIONS = {
  new: ['in_progress', 'awaiting_payment', 'completed', 'refused', 'annulled'],
  in_progress: ['awaiting_payment', 'completed', 'refused', 'annulled'],
  awaiting_payment: ['in_progress', 'completed', 'refused', 'annulled'],
  // an appeal that overturns a refusal opens the case again
  refused: ['in_progress', 'completed', 'annulled'],
  completed: [],
  annulled: [],
} as const satisfies Record<Status, readonly Status[]>

export const mayFollow = (before: Status, wanted: Status): boolean =>
  wanted === before || (TRANSITIONS[before] as readonly Status[]).includes(wanted)

/** True when nothing can follow for the applicant but reading. */
export const isOver = (status: Status): boolean => status === 'completed' || status === 'annulled'

/** True when the office has said its word; an appeal may open the case again. */
export const isDecided = (status: Status): boolean => status === 'completed' || status === 'refused'

export const mayWithdraw = (status: Status): boolean =>
  status === 'new' || status === 'in_progress' || status === 'awaiting_payment'

/** A refusal that was appealed stays one until the body above has decided. */
export const isAppealed = ({ status, outcome }: { status: Status; outcome: Outcome | null }): boolean =>
  outcome === 'refused' && status === 'in_progress'

/** Outcomes that a model may say (`darcha:outcome`) where it sets a status. */
export const OUTCOMES_OF: Readonly<Record<(typeof MODEL_STATUSES)[number], readonly Outcome[]>> = {
  in_progress: [],
  completed: ['granted', 'granted-in-part'],
  refused: ['refused', 'upheld'],
  annulled: ['terminated', 'lapsed', 'declined'],
}

/**
 * What a status meant in versions whose models said no outcome.
 * @returns undefined where a status decides nothing
 */
export function outcomeOfStatus(status: Status): Outcome | undefined {
  if (status === 'completed') return 'granted'
  if (status === 'refused') return 'refused'
  return status === 'annulled' ? 'terminated' : undefined
}

/** What a step of the process did, as far as it matters for the status. */
export interface StatusStep {
  /** What the model demanded in this step, in order. */
  demanded: readonly string[]
  /** The case was ended from outside. */
  cancelled: boolean
  /** A payment by the applicant is waited for after the step. */
  awaitsPayment: boolean
  /** Somebody, or a machine, has work after the step. */
  works: boolean
}

export type StatusAfter = { status: Status } | { forbidden: { from: Status; to: string } }

/**
 * The status after a step: what the model demanded, in its order; else what follows from what waits.
 * @returns `forbidden` for a demand that no status of the Portal may follow, as a mistake of the model
 */
export function statusAfter(before: Status, step: StatusStep): StatusAfter {
  let status = before
  const demanded = step.cancelled ? ['annulled'] : step.demanded
  for (const said of demanded) {
    // models of other tools write in-progress
    const wanted = said.replaceAll('-', '_')
    if (!isStatus(wanted) || !mayFollow(status, wanted)) return { forbidden: { from: status, to: said } }
    status = wanted
  }
  return { status: demanded.length > 0 ? status : implied(before, step) }
}

const isStatus = (text: string): text is Status => (STATUSES as readonly string[]).includes(text)

/** Nothing was demanded: a payment is waited for, or work goes on. A word that was said stays. */
function implied(before: Status, { awaitsPayment, works }: StatusStep): Status {
  if (!mayWithdraw(before)) return before
  if (awaitsPayment) return 'awaiting_payment'
  return before === 'awaiting_payment' || works ? 'in_progress' : before
}
