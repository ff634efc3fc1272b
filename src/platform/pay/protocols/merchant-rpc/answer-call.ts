import { REASON_TIMEOUT, TRANSACTION_TIMEOUT, type Payment, type Transaction } from '../../payment.ts'
import type { ProviderErrorName } from './provider-errors.ts'

/** One call of the provider about one payment. */
export type ProviderCall =
  | { method: 'CheckPerformTransaction'; amount: number }
  | { method: 'CreateTransaction'; id: string; time: number; amount: number }
  | { method: 'PerformTransaction'; id: string }
  | { method: 'CancelTransaction'; id: string; reason: number | null }
  | { method: 'CheckTransaction'; id: string }

/** What is known when a call comes, read under a lock of the payment. */
export interface Known {
  payment: Payment | undefined
  /** The transaction the call names. */
  transaction: Transaction | undefined
  /** Another transaction of the payment that is created or performed. */
  other: Transaction | undefined
}

export interface Answered {
  /** `allow`, or the transaction as it stands now. */
  allow?: true
  error?: ProviderErrorName
  /** As it stands after the call. */
  payment?: Payment
  transaction?: Transaction
}

/**
 * The state machine of a payment at the provider's hand. Pure: the same call on the same state
 * answers the same,
 * and a repeated call changes nothing more.
 * @param now milliseconds since 1970
 */
export function answerCall(call: ProviderCall, known: Known, now: number): Answered {
  switch (call.method) {
    case 'CheckPerformTransaction': {
      const error = whyNotPayable(known, call.amount, now)
      return error ? { error } : { allow: true }
    }
    case 'CreateTransaction':
      return create(call, known, now)
    case 'PerformTransaction':
      return perform(known, now)
    case 'CancelTransaction':
      return cancel(known, call.reason, now)
    case 'CheckTransaction':
      return known.transaction ? { transaction: known.transaction } : { error: 'transaction' }
  }
}

function whyNotPayable({ payment, other }: Known, amount: number, now: number): ProviderErrorName | undefined {
  if (!payment) return 'account'
  if (payment.state === 'paid') return 'paid'
  if (payment.state === 'refunded' || payment.state === 'cancelled') return 'closed'
  if (payment.amount !== amount) return 'amount'
  if (other && !isTimedOut(other, now)) return 'busy'
  if (payment.expiresAt !== null && Date.parse(payment.expiresAt) <= now) return 'closed'
  return undefined
}

const isTimedOut = (transaction: Transaction, now: number) =>
  transaction.state === 1 && now - transaction.createTime >= TRANSACTION_TIMEOUT

function create(call: Extract<ProviderCall, { method: 'CreateTransaction' }>, known: Known, now: number): Answered {
  const { payment, transaction } = known
  if (transaction) {
    if (transaction.amount !== call.amount) return { error: 'amount' }
    if (transaction.state !== 1 || !payment || transaction.payment !== payment.id || payment.state !== 'pending')
      return { error: 'impossible' }
    return isTimedOut(transaction, now) ? timeOut(payment, transaction, now) : { transaction }
  }
  const error = whyNotPayable(known, call.amount, now)
  if (error || !payment) return { error: error ?? 'account' }
  if (now - call.time >= TRANSACTION_TIMEOUT) return { error: 'impossible' }
  return {
    payment: { ...payment, state: 'pending' },
    transaction: {
      id: call.id,
      payment: payment.id,
      amount: call.amount,
      state: 1,
      providerTime: call.time,
      createTime: now,
      performTime: 0,
      cancelTime: 0,
      reason: null,
    },
  }
}

function perform({ payment, transaction }: Known, now: number): Answered {
  if (!payment || !transaction) return { error: 'transaction' }
  if (transaction.state === 2) return { transaction }
  // withdrawn by us meanwhile: money must not move for nothing
  if (transaction.state !== 1 || payment.state !== 'pending') return { error: 'impossible' }
  if (isTimedOut(transaction, now)) return timeOut(payment, transaction, now)
  return { payment: { ...payment, state: 'paid' }, transaction: { ...transaction, state: 2, performTime: now } }
}

function cancel({ payment, transaction }: Known, reason: number | null, now: number): Answered {
  if (!payment || !transaction) return { error: 'transaction' }
  if (transaction.state === 1)
    return { payment: reopened(payment), transaction: { ...transaction, state: -1, cancelTime: now, reason } }
  if (transaction.state === 2) {
    if (payment.spent && payment.refundAskedAt === null) return { error: 'spent' }
    return {
      payment: { ...payment, state: 'refunded' },
      transaction: { ...transaction, state: -2, cancelTime: now, reason },
    }
  }
  return { transaction }
}

/** The transaction is over and the person may try again; the call itself is refused. */
function timeOut(payment: Payment, transaction: Transaction, now: number): Answered {
  return {
    error: 'impossible',
    payment: reopened(payment),
    transaction: { ...transaction, state: -1, cancelTime: now, reason: REASON_TIMEOUT },
  }
}

const reopened = (payment: Payment): Payment =>
  payment.state === 'pending' ? { ...payment, state: 'created' } : payment
