import { describeModule } from '../module/index.ts'
import { checkRows } from '../audit/index.ts'
import { PAYMENT_DIGEST } from './payments.ts'
import { cashOnly, refundHandler } from './payment-provider.ts'
import { protocolOf } from './protocols/index.ts'

/** Money that comes in and goes back through the payment provider, by the protocol that the country's pack chose. */
export const payModule = describeModule({
  name: 'pay',
  gives: ['payments'],
  furnishes(foundation) {
    const chosen = protocolOf(foundation.country)
    return { payments: chosen ? chosen.provider(foundation) : cashOnly }
  },
  verifies: {
    records: [
      {
        name: 'payments',
        async check(database) {
          const { checked, problems } = await checkRows(
            database,
            'payment',
            `select id as subject, 'payment' as row, ${PAYMENT_DIGEST} as digest from pay.payment`,
          )
          return { facts: { payments: checked }, problems }
        },
      },
    ],
  },
  jobs: (_foundation, { payments }) => [refundHandler(payments)],
  routes(app, foundation) {
    const chosen = protocolOf(foundation.country)
    if (chosen) app.route('/', chosen.routes(foundation))
  },
})
