import { isFavourable, isRefusal } from '../../../kernel/case/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { enqueue, hasJob, parkJob, unparkJobs, type Job, type JobHandler } from '../../../platform/jobs/index.ts'
import {
  moveExpiry,
  paymentsOfCase,
  requestPayment,
  TRANSACTION_TIMEOUT,
  type StoredPayment,
} from '../../../platform/pay/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { draftOutcomes } from '../../documents/index.ts'
import { lockCase, suspendedAmong, type Followed, type Stepped } from '../../process/index.ts'
import { getApplication, updateApplication } from '../store/applications.ts'
import { closePause, openPause } from '../store/pauses.ts'
import type { Application } from './application.ts'
import { feeOwed } from './events.ts'
import { FEE_UNPAID } from './record-outcome.ts'

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
export async function holdUnpaid(
  tx: Tx,
  stepped: Stepped,
  world: Pick<World, 'country' | 'events'>,
): Promise<Followed> {
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
 * until then. Nothing is given for nothing, and nothing that was won is lost before the term of the fee is: it is issued when it is paid for.
 */
export async function holdUntilPaid(
  tx: Tx,
  caseId: string,
  world: Pick<World, 'country' | 'events'>,
  now: string,
): Promise<Followed> {
  const held = (await hasJob(tx, caseId, ISSUES)) && (await owed(tx, caseId))
  if (!held) return {}
  const { undone, payments } = held
  const { service } = await getApplication(tx, caseId)
  const { amount, purpose, tells } = undone
  const reason = `again after ${undone.id}`
  const asked = payments.some((each) => each.reason === reason && each.state === 'created')
  const term = world.country.procedure.fee?.again
  const until = term && world.country.dueAt(term, now)
  const asks = { caseId, reason, amount, purpose, tells, context: { again: true } }
  const { id } = await requestPayment(tx, { ...asks, ...(until ? { expiresAt: until } : {}) }, now)
  await openPause(tx, caseId, { cause: OWED, basis: 'pay', holder: 'applicant', since: now })
  await updateApplication(tx, caseId, { status: 'awaiting_payment' }, now)
  if (asked) return { status: 'awaiting_payment' }
  if (until) await planLapse(tx, { caseId, service, payment: id, until }, now)
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

/** Kind of the job that ends a case whose fee was not paid again in time. */
const LAPSE_JOB = 'casework.fee-lapses'

const planLapse = (
  tx: Tx,
  { caseId, service, payment, until }: { caseId: string; service: string; payment: string; until: string },
  now: string,
) =>
  enqueue(
    tx,
    {
      kind: LAPSE_JOB,
      caseId,
      payload: { payment },
      // what is paid at the last instant is in time
      runAt: new Date(Date.parse(until) + 1).toISOString(),
      key: `fee lapses ${payment} ${Date.parse(until)}`,
      lane: service,
    },
    now,
  )

/**
 * The term in which a fee was to be paid again is over, and with it the time of what the provider had taken up by then:
 * the case lapses as one does that was never paid for. A day off that was decided meanwhile has moved the term.
 */
export const feeLapses = (world: Pick<World, 'engine'>): JobHandler => ({
  kind: LAPSE_JOB,
  async finish(tx, job, _outcome, now) {
    await lapseUnpaid(tx, job, (job.payload as { payment: string }).payment, world, now)
  },
})

/**
 * Ends a case whose fee was not paid again in time, once that can't be paid any more: at the end of the term, or later at
 * once when the provider lets go what it had taken up.
 * @param job puts itself aside while the case stands still
 */
export async function lapseUnpaid(
  tx: Tx,
  job: Job,
  payment: string,
  world: Pick<World, 'engine'>,
  now: string,
): Promise<void> {
  const caseId = job.caseId as string
  await lockCase(tx, caseId)
  const asked = (await paymentsOfCase(tx, caseId)).find(({ id }) => id === payment)
  const { closedAt, service } = await getApplication(tx, caseId)
  if (!asked || asked.expiresAt === null || closedAt !== null) return
  if (asked.state !== 'created' && asked.state !== 'pending') return
  // what the provider took up within the term is paid while its transaction lives; after the term none is begun
  const held = asked.state === 'pending' ? TRANSACTION_TIMEOUT : 0
  const until = new Date(Date.parse(asked.expiresAt) + held).toISOString()
  if (Date.parse(until) >= Date.parse(now)) return void (await planLapse(tx, { caseId, service, payment, until }, now))
  // what stands still is ended by no term: it ends when the case goes on
  if ((await suspendedAmong(tx, [caseId])).length > 0) return parkJob(tx, job)
  await world.engine.send(tx, caseId, { type: 'cancel', reason: FEE_UNPAID }, { now, actor: 'system' })
}

/**
 * Days of the calendar changed: the term of a fee that is asked for again is counted anew, from when it was asked for.
 * @returns until when it could be paid and can be paid now, where that moved
 */
export async function moveOwed(
  tx: Tx,
  { caseId, service }: Pick<Application, 'caseId' | 'service'>,
  { country }: Pick<World, 'country'>,
  now: string,
): Promise<{ from: string; to: string } | undefined> {
  const term = country.procedure.fee?.again
  if (!term) return undefined
  for (const { id: payment, state, context, expiresAt, madeAt } of await paymentsOfCase(tx, caseId)) {
    const again = (context as { again?: true } | null)?.again ?? false
    if (!again || (state !== 'created' && state !== 'pending') || expiresAt === null) continue
    const until = country.dueAt(term, madeAt)
    if (Date.parse(until) === Date.parse(expiresAt)) return undefined
    await moveExpiry(tx, caseId, { from: expiresAt, to: until, now })
    await planLapse(tx, { caseId, service, payment, until }, now)
    return { from: expiresAt, to: until }
  }
  return undefined
}

/** The fee was paid again: what waits for it is issued. @returns false where nothing waits for it any more */
export async function issuePaid(tx: Tx, caseId: string, now: string): Promise<boolean> {
  // a job that found the fee owed has put itself aside before this goes on
  await lockCase(tx, caseId)
  if ((await getApplication(tx, caseId)).closedAt !== null) return false
  // taken back before this was heard of, in whatever order the two are told: what waits goes on waiting
  if (await isUnpaid(tx, caseId)) return true
  await closePause(tx, caseId, OWED, now)
  await updateApplication(tx, caseId, { status: 'in_progress' }, now)
  await unparkJobs(tx, [caseId], now)
  return true
}
