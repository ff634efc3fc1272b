import { newId, type Tx } from '../database/index.ts'
import { enqueue } from '../jobs/index.ts'
import {
  findPayment,
  findPerformed,
  lockPayment,
  paymentsOfCase,
  savePayment,
  takeReceipt,
  type StoredPayment,
  RETURNING,
  vouchPayments,
} from './payments.ts'
import { readReceipt } from './read-receipt.ts'
import { tell } from './tell.ts'

export interface PaymentRequest {
  caseId: string
  /** What it is for within the case; the same reason asked again answers the same payment. */
  reason: string
  /** Whole minor units, above 0. */
  amount: number
  /** What the payer reads. */
  purpose: string
  /** Kind of job that is told each change: payload `{payment, state, amount, reference, context}`. */
  tells: string
  /** Given back to that job: which task waits for it. */
  context?: unknown
  /** RFC 3339. */
  expiresAt?: string
}

/**
 * Asks for a payment. Asking again for the same reason of a case gives the living one, so that a step may be repeated.
 * @throws when the amount is not a whole number of minor units above 0, or differs from the living payment's
 */
export async function requestPayment(tx: Tx, request: PaymentRequest, now: string): Promise<StoredPayment> {
  if (!Number.isSafeInteger(request.amount) || request.amount <= 0)
    throw new Error(`a payment of ${request.amount} minor units`)
  const made = await tx.query<{ id: string; digest: string }>(
    `insert into pay.payment (id, case_id, reason, amount, purpose, state, tells, context, expires_at, made_at, changed_at)
     values ($1, $2, $3, $4, $5, 'created', $6, $7, $8, $9, $9) on conflict (case_id, reason) where state <> 'cancelled' do nothing ${RETURNING}`,
    [
      newId(now),
      request.caseId,
      request.reason,
      request.amount,
      request.purpose,
      request.tells,
      JSON.stringify(request.context ?? null),
      request.expiresAt ?? null,
      now,
    ],
  )
  await vouchPayments(tx, made.rows, now)
  const living = (await paymentsOfCase(tx, request.caseId)).find(
    (storedPayment) => storedPayment.reason === request.reason && storedPayment.state !== 'cancelled',
  )!
  if (living.amount !== request.amount)
    throw new Error(`case ${request.caseId} already asks ${living.amount} for ${request.reason}, not ${request.amount}`)
  return living
}

/** Kind of the job that asks the provider for the money back. */
export const REFUND_JOB = 'pay.refund'

/**
 * Gives money back: an unpaid payment is closed at once; for a paid one the provider is asked by a job and the payment
 * becomes `refunded` when the provider says so. Repeating changes nothing.
 * @returns the payment as it stands, or undefined when there is none
 */
export async function refund(tx: Tx, id: string, now: string): Promise<StoredPayment | undefined> {
  const payment = await lockPayment(tx, id)
  if (!payment || payment.state === 'cancelled' || payment.state === 'refunded' || payment.refundAskedAt) return payment
  const changed: StoredPayment =
    payment.state === 'paid' ? { ...payment, refundAskedAt: now } : { ...payment, state: 'cancelled' }
  await savePayment(tx, changed, now)
  if (changed.state === 'cancelled') await tell(tx, changed, undefined, now)
  else {
    const performed = await findPerformed(tx, id)
    if (performed)
      await enqueue(
        tx,
        {
          kind: REFUND_JOB,
          caseId: payment.caseId,
          payload: { payment: id, transaction: performed.id, amount: payment.amount },
          key: `${REFUND_JOB} ${id}`,
        },
        now,
      )
    else {
      // paid in cash: no provider holds it, so the counter gives it back and this only records it
      const refunded: StoredPayment = { ...changed, state: 'refunded' }
      await savePayment(tx, refunded, now)
      await tell(tx, refunded, undefined, now)
      return refunded
    }
  }
  return changed
}

/** The service has been given: from now on the provider can't take the money back by itself. */
export async function markSpent(tx: Tx, id: string, now: string): Promise<void> {
  const payment = await lockPayment(tx, id)
  if (payment?.state === 'paid' && !payment.spent) await savePayment(tx, { ...payment, spent: true }, now)
}

/**
 * Paid in cash at a counter, with the cash desk's receipt number, which pays one fee only.
 * @returns `over` when it can no longer be paid, `receipt-used` when another payment has the receipt
 */
export async function payInCash(
  tx: Tx,
  id: string,
  receipt: string,
  now: string,
): Promise<'paid' | 'over' | 'receipt-used'> {
  const payment = await lockPayment(tx, id)
  if (payment?.state !== 'created') return 'over'
  if (!(await takeReceipt(tx, id, readReceipt(receipt), now))) return 'receipt-used'
  const paid: StoredPayment = { ...payment, state: 'paid' }
  await savePayment(tx, paid, now)
  await tell(tx, paid, receipt, now)
  return 'paid'
}

export { findPayment }
