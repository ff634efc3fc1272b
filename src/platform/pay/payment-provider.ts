import { OutsideUnavailable, PermanentFailure, type JobHandler } from '../jobs/index.ts'
import { REFUND_JOB } from './request-payment.ts'

/** A payment provider as the product needs it; another one stands in by offering the same. */
export interface PaymentProvider {
  /** Where the person pays, then comes back to `returnTo` (a whole address). */
  checkoutUrl(payment: { id: string; amount: number }, returnTo: string, language: string): string
  /**
   * Asks for the money back; the provider's own call then changes the payment. Repeating is harmless.
   * @throws OutsideUnavailable when it can't be asked now, PermanentFailure when it refuses
   */
  refund(transaction: string, amount: number): Promise<void>
}

export interface PaymentProviderSettings {
  url: string
  merchant: string
  key: string
}

const TIMEOUT = 8_000

/** The payment provider as an outside system that may be away. */
const PAYMENTS = 'payments'

/**
 * The checkout link of Payme's form: parameters joined by `;`, in base64, as the path (developer.help.paycom.uz,
 * "Инициализация платежей").
 * The refund is asked at `POST /refunds` with Basic authorization: that address is the demo provider's own, for local
 * providers
 * refund by their cabinet; an adapter for a contract's interface replaces this function.
 */
export function paymentProvider({ url, merchant, key }: PaymentProviderSettings): PaymentProvider {
  const base = url.replace(/\/$/, '')
  return {
    checkoutUrl(payment, returnTo, language) {
      const spoken = language.startsWith('uz') ? 'uz' : language
      const fields = [
        `m=${merchant}`,
        `ac.payment=${payment.id}`,
        `a=${payment.amount}`,
        `l=${spoken}`,
        `c=${encodeURIComponent(returnTo)}`,
      ]
      return `${base}/${Buffer.from(fields.join(';')).toString('base64url')}`
    },
    async refund(transaction, amount) {
      const response = await fetch(`${base}/refunds`, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT),
        body: JSON.stringify({ transaction, amount }),
        headers: {
          'content-type': 'application/json',
          authorization: `Basic ${Buffer.from(`Paycom:${key}`).toString('base64')}`,
        },
      }).catch((error: Error) => {
        throw new OutsideUnavailable(PAYMENTS, error.name, 'the payment provider does not answer')
      })
      await response.body?.cancel()
      if (response.status >= 500)
        throw new OutsideUnavailable(PAYMENTS, 'failing', `the payment provider answers ${response.status}`)
      if (response.status === 404 || response.status === 409)
        throw new PermanentFailure(`the payment provider refused the refund (${response.status})`)
      if (!response.ok) throw new Error(`the payment provider answered ${response.status}`)
    },
  }
}

/** Job that asks the provider for the money back. */
export const refundHandler = (provider: PaymentProvider): JobHandler => ({
  kind: REFUND_JOB,
  effect: (job, outside) => outside.ask(PAYMENTS, () => provider.refund(job.payload.transaction, job.payload.amount)),
})
