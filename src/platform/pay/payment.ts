export type PaymentState = 'created' | 'pending' | 'paid' | 'refunded' | 'cancelled'

/**
 * What someone owes: `created` until a provider takes it up, then `pending`, `paid`; `refunded` and `cancelled` are
 * final.
 */
export interface Payment {
  id: string
  /** Whole minor units. */
  amount: number
  state: PaymentState
  /** The service has been given: the money is not taken back without our asking. */
  spent: boolean
  /** RFC 3339: we asked the provider for the money to go back. */
  refundAskedAt: string | null
  /** RFC 3339; after it the payment can't be begun. */
  expiresAt: string | null
}

/** The provider's terms: created, performed, cancelled, cancelled after it was performed. */
export type TransactionState = 1 | 2 | -1 | -2

export interface Transaction {
  /** The provider's id: what makes its calls idempotent. */
  id: string
  payment: string
  amount: number
  state: TransactionState
  /** Milliseconds since 1970; 0 = not yet. */
  providerTime: number
  createTime: number
  performTime: number
  cancelTime: number
  /** The provider's code: 4 timeout, 5 refund … */
  reason: number | null
}

/** Milliseconds after which an unfinished transaction is over (the protocol's 12 hours). */
export const TRANSACTION_TIMEOUT = 43_200_000
export const REASON_TIMEOUT = 4
