import { join } from 'node:path'
import { memberOf } from '../../../kernel/x-road/index.ts'
import type { Config } from '../../../platform/config/index.ts'
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
      send: httpSender(config.exchangeTls ? tlsIn(config.exchangeTls) : {}),
      clock,
      ...(config.registersUrl ? { fallback: config.registersUrl } : {}),
      ...(config.xRoadUrl ? { securityServer: config.xRoadUrl } : {}),
    })
  }
  return (ask) => (opened ??= open())(ask)
}
