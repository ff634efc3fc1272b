import type { Country } from '../../country/index.ts'
import type { Foundation } from '../../module/index.ts'
import type { PaymentProtocol } from '../protocol.ts'
import { merchantRpc } from './merchant-rpc/index.ts'

/** A protocol with the settings of a pack read. */
const ready =
  <Settings>({ settings, provider, routes }: PaymentProtocol<Settings>) =>
  (given: unknown) => {
    const read = settings.parse(given)
    return {
      provider: (foundation: Foundation) => provider(foundation, read),
      routes: (foundation: Foundation) => routes(foundation, read),
    }
  }

/** Protocols by the names under which packs choose them. */
const PROTOCOLS = { 'merchant-rpc': ready(merchantRpc) }

/**
 * The protocol that a country's pack chose, with its settings.
 * @returns undefined when no provider is spoken to: fees are paid in cash
 * @throws when it is not spoken here, or its settings are not right
 */
export function protocolOf({ paymentProtocol }: Pick<Country, 'paymentProtocol'>) {
  if (!paymentProtocol) return undefined
  const { name, ...given } = paymentProtocol
  if (!Object.hasOwn(PROTOCOLS, name))
    throw new Error(
      `country.yaml: the payment protocol "${name}" is not spoken here; those that are: ${Object.keys(PROTOCOLS).join(', ')}`,
    )
  return PROTOCOLS[name as keyof typeof PROTOCOLS](given)
}
