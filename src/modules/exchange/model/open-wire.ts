import { join } from 'node:path'
import { memberOf } from '../../../kernel/x-road/index.ts'
import { EnvironmentFailure, type Config } from '../../../platform/config/index.ts'
import type { Country } from '../../../platform/country/index.ts'
import {
  asker,
  httpSender,
  membersIn,
  messageLog,
  openKey,
  sealer,
  sealJudge,
  tlsIn,
  type AskService,
  type LogStore,
} from '../../../platform/wire/index.ts'

/** Where our key and what is known of the members lie. */
export const exchangeFolder = (config: Pick<Config, 'exchangeFolder' | 'home'>): string =>
  config.exchangeFolder ?? join(config.home, 'exchange')

/**
 * Our side of the exchange: our key, whom we know, our log. Opened at the first question, so that commands which ask
 * nobody write no key.
 * @param clock the machine's time: signatures are about real moments, whatever day the instance believes it is
 */
export function openWire(
  config: Pick<Config, 'exchangeFolder' | 'home' | 'registersUrl' | 'xRoadUrl'> & Partial<Pick<Config, 'exchangeTls'>>,
  country: Pick<Country, 'exchange'>,
  store: LogStore,
  clock: () => string = () => new Date().toISOString(),
): AskService {
  // what is set wrong is told when the instance starts, and not by the first case
  const tls = config.exchangeTls ? tlsIn(config.exchangeTls) : {}
  const securityServer = config.xRoadUrl === undefined ? undefined : addressOf(config.xRoadUrl)
  let opened: AskService | undefined
  const open = (): AskService => {
    const self = country.exchange
    const folder = exchangeFolder(config)
    const key = openKey(join(folder, 'own'))
    const members = membersIn(join(folder, 'members'))
    members.publish(memberOf(self), key)
    return asker({
      self,
      sealer: sealer({ member: memberOf(self), key, clock }),
      judge: sealJudge(members),
      members,
      log: messageLog(store, clock),
      // a Security Server may speak 1.2 alone (X-Road UG-SYSPAR, client-tls-protocols)
      send: httpSender(securityServer ? { ...tls, minVersion: 'TLSv1.2' } : tls),
      clock,
      ...(config.registersUrl ? { fallback: config.registersUrl } : {}),
      ...(securityServer ? { securityServer } : {}),
    })
  }
  return (ask) => (opened ??= open())(ask)
}

/** @throws EnvironmentFailure when it is no address that questions can be sent to */
function addressOf(given: string): string {
  const url = URL.parse(given)
  if (url && ['https:', 'http:'].includes(url.protocol) && url.search === '' && url.hash === '' && url.username === '')
    return given
  throw new EnvironmentFailure(
    `DARCHA_X_ROAD_URL is no address of a Security Server (${given})`,
    'give it as https://NAME:PORT, and whom to believe there in DARCHA_EXCHANGE_TLS',
  )
}
