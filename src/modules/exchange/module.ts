import { describeModule } from '../../platform/module/index.ts'
import { registerClient } from './model/register-client.ts'
import { listAccesses } from './use/list-accesses.ts'

/** What other bodies know, asked for and written down. */
export const exchangeModule = describeModule({
  name: 'exchange',
  gives: ['registers'],
  furnishes: ({ config }) => ({ registers: registerClient({ url: config.registersUrl ?? 'http://127.0.0.1:9' }) }),
  useCases: [listAccesses],
})
