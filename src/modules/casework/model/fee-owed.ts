import { isFavourable, isRefusal } from '../../../kernel/case/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { enqueue, hasJob, unparkJobs } from '../../../platform/jobs/index.ts'
import { paymentsOfCase, requestPayment, type StoredPayment } from '../../../platform/pay/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { draftOutcomes } from '../../documents/index.ts'
import { lockCase, type Followed, type Stepped } from '../../process/index.ts'
import { getApplication, updateApplication } from '../store/applications.ts'
import { closePause, openPause } from '../store/pauses.ts'
import type { Application } from './application.ts'
import { feeOwed } from './events.ts'

/** Kind of the job that signs and issues what was prepared. */
const ISSUES = 'process.result.sign'
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
 * What was paid for a document in the applicant's favour that is about to be issued, and taken back by the provider.
 * @returns it and all payments of the case; undefined where nothing is owed: it was paid again, or what is issued is no favour
 */
async function owed(
  tx: Tx,
  caseId: string,
): Promise<{ undone: StoredPayment; payments: readonly StoredPayment[] } | undefined> {
  const payments = await paymentsOfCase(tx, caseId)
  const undone = payments.findLast(({ state, refundAskedAt }) => state === 'refunded' && refundAskedAt === null)
  if (!undone || payments.some(({ state }) => state === 'paid')) return undefined
  const draft = (await draftOutcomes(tx, [caseId])).get(caseId)
  return draft && isFavourable(draft.outcome) ? { undone, payments } : undefined
}

/** Whether a document is not issued now, whoever lets its job run: its fee is owed. Asked under the case's lock. */
export const isUnpaid = async (tx: Tx, caseId: string): Promise<boolean> => (await owed(tx, caseId)) !== undefined

/**
 * Asks for the fee again while a document in the applicant's favour is about to be issued; its job puts itself aside
 * until then. Nothing is given for nothing, and nothing that was won is lost: it is issued when it is paid for.
 */
export async function holdUntilPaid(
  tx: Tx,
  caseId: string,
  world: Pick<World, 'events'>,
  now: string,
): Promise<Followed> {
  const held = (await hasJob(tx, caseId, ISSUES)) && (await owed(tx, caseId))
  if (!held) return {}
  const { undone, payments } = held
  const { service } = await getApplication(tx, caseId)
  const { amount, purpose, tells } = undone
  const reason = `again after ${undone.id}`
  const asked = payments.some((each) => each.reason === reason && each.state === 'created')
  await requestPayment(tx, { caseId, reason, amount, purpose, tells, context: { again: true } }, now)
  await openPause(tx, caseId, { cause: OWED, basis: 'pay', holder: 'applicant', since: now })
  await updateApplication(tx, caseId, { status: 'awaiting_payment' }, now)
  if (asked) return { status: 'awaiting_payment' }
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
  // a job that found the fee owed has put itself aside before this goes on
  await lockCase(tx, caseId)
  if ((await getApplication(tx, caseId)).closedAt !== null) return false
  await closePause(tx, caseId, OWED, now)
  await updateApplication(tx, caseId, { status: 'in_progress' }, now)
  await unparkJobs(tx, [caseId], now)
  return true
}
