import { PermanentFailure, type JobHandler } from '../jobs/index.ts'
import { REFUND_JOB } from './request-payment.ts'

/** A payment provider as the product needs it; another one stands in by offering the same. */
export interface PaymentProvider {
  /** Where the person pays, then comes back to `returnTo` (a whole address); undefined: at a counter only. */
  checkoutUrl(payment: { id: string; amount: number }, returnTo: string, language: string): string | undefined
  /**
   * Asks for the money back; the provider's own call then changes the payment. Repeating is harmless.
   * @throws OutsideUnavailable when it can't be asked now, PermanentFailure when it refuses
   */
  refund(transaction: string, amount: number): Promise<void>
}

/** The payment provider as an outside system that may be away. */
export const PAYMENTS = 'payments'

/** Job that asks the provider for the money back. */
export const refundHandler = (provider: PaymentProvider): JobHandler => ({
  kind: REFUND_JOB,
  effect: (job, outside) => outside.ask(PAYMENTS, () => provider.refund(job.payload.transaction, job.payload.amount)),
})

/** Where no provider is spoken to. */
export const cashOnly: PaymentProvider = {
  checkoutUrl: () => undefined,
  refund: () => Promise.reject(new PermanentFailure('no payment provider is set')),
}
