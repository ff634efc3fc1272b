import { describeModule } from '../module/index.ts'
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
  jobs: (_foundation, { payments }) => [refundHandler(payments)],
  routes(app, foundation) {
    const chosen = protocolOf(foundation.country)
    if (chosen) app.route('/', chosen.routes(foundation))
  },
})
