import { isFavourable, isRefusal } from '../../../kernel/case/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { enqueue, moveJobs } from '../../../platform/jobs/index.ts'
import { paymentsOfCase, requestPayment } from '../../../platform/pay/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { draftOutcomes } from '../../documents/index.ts'
import type { Followed, Stepped } from '../../process/index.ts'
import { getApplication, updateApplication } from '../store/applications.ts'
import { closePause, openPause } from '../store/pauses.ts'
import type { Application } from './application.ts'
import { feeOwed } from './events.ts'

/** Kind of the job that signs and issues what was prepared. */
const ISSUES = 'process.result.sign'
/** Far behind every term: what is not paid for is issued when it is. */
const NOT_YET = '2150-01-01T00:00:00.000Z'
/** The act that is asked for again. */
const PAY = 'pay'
/** Name among the causes of pauses of the time in which a fee is owed that was paid and taken back. */
const OWED = 'fee-owed'

/**
 * Whether a case was decided and may be decided otherwise: its appeal can be filed, is being looked at, or was won. Money
 * ends no such case: what was decided stands to be looked at by the body above, whoever holds the fee.
 */
export const isContested = ({ outcome, closedAt }: Pick<Application, 'outcome' | 'closedAt'>): boolean =>
  closedAt === null && outcome !== null && (isRefusal(outcome) || outcome === 'overturned')

/** After a step that comes to the signing of a document: it waits for a fee that was taken back. */
export async function holdUnpaid(tx: Tx, stepped: Stepped, world: Pick<World, 'events'>): Promise<Followed> {
  const { caseId, step, now } = stepped
  return step.opened.some(({ attributes }) => attributes['job'] === 'result.sign')
    ? holdUntilPaid(tx, caseId, world, now)
    : {}
}

/**
 * Holds a document in the applicant's favour that is about to be issued while its fee is owed, and asks for the fee
 * again. Nothing is given for nothing, and nothing that was won is lost: it is issued when it is paid for.
 */
export async function holdUntilPaid(
  tx: Tx,
  caseId: string,
  world: Pick<World, 'events'>,
  now: string,
): Promise<Followed> {
  const payments = await paymentsOfCase(tx, caseId)
  const undone = payments.findLast(({ state, refundAskedAt }) => state === 'refunded' && refundAskedAt === null)
  if (!undone || payments.some(({ state }) => state === 'paid')) return {}
  const draft = (await draftOutcomes(tx, [caseId])).get(caseId)
  if (!draft || !isFavourable(draft.outcome) || !(await moveJobs(tx, caseId, ISSUES, NOT_YET))) return {}
  const { service } = await getApplication(tx, caseId)
  const { amount, purpose, tells } = undone
  await requestPayment(
    tx,
    { caseId, reason: `again after ${undone.id}`, amount, purpose, tells, context: { again: true } },
    now,
  )
  await openPause(tx, caseId, { cause: OWED, basis: 'pay', holder: 'applicant', since: now })
  await updateApplication(tx, caseId, { status: 'awaiting_payment' }, now)
  await world.events.tell(tx, feeOwed, { subject: caseId, at: now, actor: 'system', facts: { amount } })
  await enqueue(
    tx,
    {
      kind: 'casework.tell-applicant',
      caseId,
      payload: { text: `act.${PAY}` },
      key: `tell ${caseId} again after ${undone.id}`,
      lane: service,
    },
    now,
  )
  return { status: 'awaiting_payment' }
}

/** The fee was paid again: what waits for it is issued. @returns false where nothing waits for it any more */
export async function issuePaid(tx: Tx, caseId: string, now: string): Promise<boolean> {
  if ((await getApplication(tx, caseId)).closedAt !== null) return false
  await closePause(tx, caseId, OWED, now)
  await updateApplication(tx, caseId, { status: 'in_progress' }, now)
  await moveJobs(tx, caseId, ISSUES, now)
  return true
}
