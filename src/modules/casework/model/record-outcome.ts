import {
  findOutcome,
  isFavourable,
  isOutcome,
  isRefusal,
  outcomeOfStatus,
  type Outcome,
  type Status,
  type TaskResult,
} from '../../../kernel/case/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { OVERTURNED, resultsOfCase, withdrawResult } from '../../documents/index.ts'
import type { Stepped } from '../../process/index.ts'
import { decisionsOf, makeDecision, proposeDecision, signDecision } from '../store/decisions.ts'
import { eventsOf } from '../store/events.ts'
import { pausesOf } from '../store/pauses.ts'
import { isDeclined, lastAsked } from './declined.ts'
import { decided } from './events.ts'
import { lastReason } from './last-reason.ts'
import type { Application } from './application.ts'

/** Why a case is ended whose payment the provider took back. */
export const PAYMENT_UNDONE = 'payment-undone'
/** Why a case is ended whose fee, taken back, was not paid again within its term. */
export const FEE_UNPAID = 'fee-unpaid'
/** Why a case is ended whose applicant takes the appeal back: what was refused stays refused. */
export const APPEAL_WITHDRAWN = 'appeal-withdrawn'

/** Whether a step ends an appeal that its applicant took back. */
export const withdrawsAppeal = ({ event }: Pick<Stepped, 'event'>): boolean =>
  event.type === 'cancel' && event.reason === APPEAL_WITHDRAWN

/**
 * Makes a decision and tells that it is made: to the history, and to whoever listens, whichever way it came about.
 * @param actor whose act it is
 */
export async function decide(
  tx: Tx,
  { events }: Pick<World, 'events'>,
  caseId: string,
  { actor, ...made }: Parameters<typeof makeDecision>[2] & { actor: string },
): Promise<void> {
  await makeDecision(tx, caseId, made)
  await events.tell(tx, decided, { subject: caseId, at: made.now, actor, facts: { outcome: made.outcome } })
}

/**
 * Writes down what a person's act decides or proposes, and who signs it, before the process goes on: what follows in the
 * same step makes it.
 * @returns the outcome that is in force at once; undefined when somebody is still to sign, or the act decides nothing
 */
export async function recordAct(
  tx: Tx,
  caseId: string,
  task: { act: string; office: string; role: string },
  { result, person, actor, now }: { result: TaskResult; person: string | null; actor: string; now: string },
  world: Pick<World, 'events'>,
): Promise<Outcome | undefined> {
  const outcome = findOutcome(task.act, result.outcome)
  const said = outcome?.decides ?? outcome?.proposes
  if (said)
    await proposeDecision(tx, caseId, {
      outcome: said,
      ground: result.reason ?? null,
      note: result.note?.trim() || null,
      office: task.office,
      decidedBy: person,
      proposedAt: now,
    })
  // what is in force by itself is signed by whoever decides it
  if ((outcome?.signs || outcome?.decides) && person) await signDecision(tx, caseId, { by: person, as: task.role, now })
  if (!outcome?.decides) return undefined
  await decide(tx, world, caseId, {
    outcome: outcome.decides,
    ground: null,
    office: task.office,
    decidedBy: person,
    actor,
    now,
  })
  return outcome.decides
}

/**
 * The outcome that a step of the process brings: what the model says where it sets the status; of a case that was ended
 * from outside, that it was withdrawn. It is written down as a decision and as an event of the case.
 * @returns undefined when the step decides nothing
 */
export async function recordOutcome(
  tx: Tx,
  stepped: Stepped,
  application: Pick<Application, 'owner' | 'outcome'>,
  status: Status,
  { events }: Pick<World, 'events'>,
): Promise<Outcome | undefined> {
  // the refusal was decided, and nothing new is
  if (withdrawsAppeal(stepped)) return undefined
  const { caseId, step, event, variables, now } = stepped
  const said = step.outcomes.at(-1)
  const changed = step.statuses.length > 0
  const came =
    event.type === 'cancel'
      ? // what is not paid for any more was not given up by the applicant
        event.reason === 'terminated' || event.reason === PAYMENT_UNDONE
        ? 'terminated'
        : event.reason === FEE_UNPAID
          ? 'lapsed'
          : 'withdrawn'
      : isOutcome(said)
        ? said
        : // versions published before models said outcomes
          changed
          ? outcomeOfStatus(status)
          : undefined
  // one end of a model may be both: what was not done in time lapsed, and what the applicant did not want was declined
  const outcome = came === 'lapsed' && (await wasDeclined(tx, stepped)) ? 'declined' : came
  // the end behind a refusal repeats it: the time to appeal is over, nothing new was decided
  if (outcome === undefined || outcome === application.outcome) return undefined
  const last = (await decisionsOf(tx, caseId)).findLast((decision) => decision.madeAt !== null)
  // what an appeal wins is decided by whoever decided it; that something was not done in time, or given up, is nobody's
  const above = last?.outcome === 'overturned' && isFavourable(outcome) ? last : undefined
  await decide(tx, { events }, caseId, {
    outcome,
    ground: outcome === 'refused' ? ((await lastReason(tx, caseId, variables)) ?? null) : null,
    office: above?.office ?? application.owner,
    decidedBy: above?.decidedBy ?? null,
    actor: 'system',
    now,
  })
  // nothing takes the place of what was overturned where the case ends without a document
  if (application.outcome === 'overturned' && !isFavourable(outcome) && !isRefusal(outcome))
    for (const result of await resultsOfCase(tx, caseId))
      if (result.status === 'valid' && isRefusal(result.outcome))
        await withdrawResult(tx, events, { code: result.code, reason: OVERTURNED, actor: 'system', now })
  return outcome
}

/** Whether what the applicant was asked last ended by their own word, in this step or before it. */
async function wasDeclined(tx: Tx, { caseId, event, now }: Stepped): Promise<boolean> {
  if (event.type === 'cancel') return false
  const [pauses, events] = await Promise.all([pausesOf(tx, caseId), eventsOf(tx, caseId)])
  return isDeclined(lastAsked(pauses, now), events, event)
}
