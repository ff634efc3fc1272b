import type { Languages } from '../../../i18n/index.ts'
import { isOfSystem, OutsideUnavailable, PermanentFailure } from '../../../jobs/index.ts'
import { PAYMENTS } from '../../payment-provider.ts'
import type { ProviderAccess } from './handle-provider-call.ts'

export interface MerchantSettings extends ProviderAccess {
  url: string
  merchant: string
  languages: Languages
}

const TIMEOUT = 8_000

/**
 * The checkout link of the protocol's form: parameters joined by `;`, in base64, as the path.
 * The refund is asked at `POST /refunds` with Basic authorization: that address is the demo provider's own, for local
 * providers
 * refund by their cabinet; an adapter for a contract's interface replaces this function.
 */
export function merchantProvider({ url, merchant, key, login, languages }: MerchantSettings) {
  const base = url.replace(/\/$/, '')
  return {
    checkoutUrl(payment: { id: string; amount: number }, returnTo: string, language: string): string {
      const spoken = languages.sourceOf(language)
      const fields = [
        `m=${merchant}`,
        `ac.payment=${payment.id}`,
        `a=${payment.amount}`,
        `l=${spoken}`,
        `c=${encodeURIComponent(returnTo)}`,
      ]
      return `${base}/${Buffer.from(fields.join(';')).toString('base64url')}`
    },
    async refund(transaction: string, amount: number): Promise<void> {
      const response = await fetch(`${base}/refunds`, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT),
        body: JSON.stringify({ transaction, amount }),
        headers: {
          'content-type': 'application/json',
          authorization: `Basic ${Buffer.from(`${login}:${key}`).toString('base64')}`,
        },
      }).catch((error: Error) => {
        throw new OutsideUnavailable(PAYMENTS, error.name, 'the payment provider does not answer')
      })
      await response.body?.cancel()
      if (isOfSystem(response.status))
        throw new OutsideUnavailable(PAYMENTS, 'failing', `the payment provider answers ${response.status}`)
      if (response.status === 404 || response.status === 409)
        throw new PermanentFailure(`the payment provider refused the refund (${response.status})`)
      if (!response.ok) throw new Error(`the payment provider answered ${response.status}`)
    },
  }
}
