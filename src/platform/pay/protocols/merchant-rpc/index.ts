import { z } from 'zod'
import type { Foundation } from '../../../module/index.ts'
import type { PaymentProtocol } from '../../protocol.ts'
import { merchantProvider } from './merchant-provider.ts'
import { merchantRoutes } from './merchant-routes.ts'
import type { SaidError } from './provider-errors.ts'

const Settings = z.strictObject({
  /** Name under which the provider calls and is called. */
  login: z.string().min(1),
})
type Settings = z.output<typeof Settings>

/**
 * The merchant protocol over JSON-RPC: the provider asks whether a payment can be made, creates, performs and cancels
 * transactions; the person pays at its checkout.
 */
export const merchantRpc: PaymentProtocol<Settings> = {
  settings: Settings,
  provider: ({ config, country }, { login }) =>
    merchantProvider({
      url: config.paymentProviderUrl ?? 'http://127.0.0.1:9',
      merchant: 'darcha',
      key: config.paymentKey ?? '',
      login,
      languages: country.languages,
    }),
  routes: ({ config, database, clock, texts }, { login }) =>
    merchantRoutes({ database, clock, access: { key: config.paymentKey ?? '', login }, say: errorsOf(texts) }),
}

const errorsOf =
  (texts: Foundation['texts']): SaidError =>
  (name) =>
    Object.fromEntries(
      texts.conventions.languages.written.map((language) => [language, texts.in(language).t(`pay.error.${name}`)]),
    )
