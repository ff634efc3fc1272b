import type { StartedDemo } from '../../../demo/process/testing.ts'
import type { Database } from '../../platform/database/index.ts'
import { readCountry } from '../../platform/country/index.ts'
import type { KeptAnswers } from './model/keep-answers.ts'
import { openWire } from './model/open-wire.ts'
import { registerClient, type RegisterClient } from './model/register-client.ts'
import type { Mandate } from './model/require-mandate.ts'
import { messageStore } from './store/messages.ts'

/** The exchange as an instance opens it, over demo registers that run. */
export function testExchange(
  database: Database,
  demo: StartedDemo,
  { timeout, mandate = async () => undefined, kept }: { timeout?: number; mandate?: Mandate; kept?: KeptAnswers } = {},
): RegisterClient {
  const country = readCountry('country/uz')
  const folder = String(demo.facts['exchange'])
  const config = { exchangeFolder: folder, home: folder, registersUrl: undefined, xRoadUrl: undefined }
  return registerClient({
    ask: openWire(config, country, messageStore(database)),
    country,
    mandate,
    ...(kept ? { kept } : {}),
    ...(timeout === undefined ? {} : { timeout }),
  })
}
