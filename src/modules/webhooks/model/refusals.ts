import { refusals } from '../../../platform/use-case/index.ts'

/** All that this room says no to, beside what every room does. */
export const refusal = refusals('webhooks', {
  /** No system of that name takes part. */
  'unknown-system': 422,
  /** Nothing may be sent to that address. */
  'forbidden-address': 422,
  /** The subscription has ended. */
  ended: 410,
  /** The message was taken, or is under way. */
  'not-stopped': 409,
})
