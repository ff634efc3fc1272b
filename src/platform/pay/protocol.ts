import type { Hono } from 'hono'
import type { z } from 'zod'
import type { Foundation } from '../module/index.ts'
import type { PaymentProvider } from './payment-provider.ts'

/** How payment providers of some country speak: one folder of `protocols/` each; a country's pack chooses. */
export interface PaymentProtocol<Settings = unknown> {
  /** What the pack says beside the protocol's name. */
  settings: z.ZodType<Settings>
  provider(foundation: Foundation, settings: Settings): PaymentProvider
  /** What the provider calls. */
  routes(foundation: Foundation, settings: Settings): Hono
}
