import type { PaymentProvider } from './payment-provider.ts'

declare module '../use-case/use-case.ts' {
  interface World {
    payments: PaymentProvider
  }
}
export type {}
