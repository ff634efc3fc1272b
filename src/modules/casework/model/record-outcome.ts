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
 * Writes down what a person's act decides or proposes, and who signs it, before the process goes on: what follows in the
 * same step makes it.
 * @returns the outcome that is in force at once; undefined when somebody is still to sign, or the act decides nothing
 */
export async function recordAct(
  tx: Tx,
  caseId: string,
  task: { act: string; office: string; role: string },
  { result, person, now }: { result: TaskResult; person: string | null; now: string },
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
  await makeDecision(tx, caseId, {
    outcome: outcome.decides,
    ground: null,
    office: task.office,
    decidedBy: person,
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
  const outcome =
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
  // the end behind a refusal repeats it: the time to appeal is over, nothing new was decided
  if (outcome === undefined || outcome === application.outcome) return undefined
  const last = (await decisionsOf(tx, caseId)).findLast((decision) => decision.madeAt !== null)
  // what an appeal wins is decided by whoever decided it; that something was not done in time, or given up, is nobody's
  const above = last?.outcome === 'overturned' && isFavourable(outcome) ? last : undefined
  await makeDecision(tx, caseId, {
    outcome,
    ground: outcome === 'refused' ? ((await lastReason(tx, caseId, variables)) ?? null) : null,
    office: above?.office ?? application.owner,
    decidedBy: above?.decidedBy ?? null,
    now,
  })
  await events.tell(tx, decided, { subject: caseId, at: now, actor: 'system', facts: { outcome } })
  // nothing takes the place of what was overturned where the case ends without a document
  if (application.outcome === 'overturned' && !isFavourable(outcome) && !isRefusal(outcome))
    for (const result of await resultsOfCase(tx, caseId))
      if (result.status === 'valid' && isRefusal(result.outcome))
        await withdrawResult(tx, events, { code: result.code, reason: OVERTURNED, actor: 'system', now })
  return outcome
}
