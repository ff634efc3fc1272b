import { describeModule } from '../module/index.ts'
import { reachedBy } from './channels/index.ts'
import { sender, sendHandler } from './send-message.ts'

/** Letters and short messages to people. */
export const notifyModule = describeModule({
  name: 'notify',
  needs: ['ways'],
  gives: ['reachedBy'],
  furnishes: ({ config }) => ({ reachedBy: (person) => reachedBy(config, person) }),
  jobs({ config, texts, country, origin }, { ways }, closing) {
    const sending = sender({ config, texts, readPhone: country.readPhone, origin })
    closing(() => sending.close())
    return [sendHandler(sending, ways.forget)]
  },
})
