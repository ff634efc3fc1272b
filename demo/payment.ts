import { paymentCheckout } from './process/payment-checkout.tsx'
import { runProvider } from './process/run-provider.ts'

// Environment: PORT, MERCHANT_ENDPOINT (the portal's address for calls), MERCHANT_KEY, MERCHANT_ID, RETURN_ORIGIN,
// PATIENCE_MS.
const endpoint = process.env['MERCHANT_ENDPOINT']
const key = process.env['MERCHANT_KEY']
if (!endpoint || !key) {
  process.stderr.write('demo payment: set MERCHANT_ENDPOINT and MERCHANT_KEY\n')
  process.exit(2)
}

await runProvider('payment', () => ({
  listener: paymentCheckout({
    endpoint,
    key,
    merchant: process.env['MERCHANT_ID'] ?? 'darcha',
    returnOrigin: process.env['RETURN_ORIGIN'] ?? new URL(endpoint).origin,
    patience: Number(process.env['PATIENCE_MS'] ?? 200),
  }),
}))
