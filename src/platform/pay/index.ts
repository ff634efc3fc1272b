import './world.ts'
export { requestPayment, refund, markSpent, payInCash, findPayment, type PaymentRequest } from './request-payment.ts'
export { paymentsOfCase, type StoredPayment } from './payments.ts'
export { handleProviderCall, type ProviderAccess, type RpcAnswer } from './handle-provider-call.ts'
export {
  paymentProvider,
  refundHandler,
  type PaymentProvider,
  type PaymentProviderSettings,
} from './payment-provider.ts'
export { paymentRoutes, PROVIDER_CALLS } from './payment-routes.ts'
export type { Payment, PaymentState } from './payment.ts'
export { payModule } from './module.ts'
