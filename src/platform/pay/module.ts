import { describeModule } from '../module/index.ts'
import { paymentProvider, refundHandler } from './payment-provider.ts'
import { paymentRoutes } from './payment-routes.ts'

/** Money that comes in and goes back through the payment provider. */
export const payModule = describeModule({
  name: 'pay',
  furnishes: ({ config }) => ({
    payments: paymentProvider({
      url: config.paymentProviderUrl ?? 'http://127.0.0.1:9',
      merchant: 'darcha',
      key: config.paymentKey ?? '',
    }),
  }),
  jobs: (_foundation, { payments }) => [refundHandler(payments)],
  routes(app, { config, database, clock }) {
    app.route('/', paymentRoutes({ database, access: { key: config.paymentKey ?? '' }, clock }))
  },
})
