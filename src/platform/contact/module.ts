import { recordEvent } from '../events/index.ts'
import { describeModule } from '../module/index.ts'
import { channelsSet, TELEGRAM, telegramBot } from '../notify/index.ts'
import { chatBegun, chatLost } from './events.ts'
import { readChats } from './read-chats.ts'
import { forgetChat, waysOf } from './store.ts'
import { chooseFirst, listWays, makeChatCode, removeChat } from './use/ways.ts'

const USE_CASES = [listWays, chooseFirst, makeChatCode, removeChat]
const ASKS: Record<string, object> = { [chooseFirst.name]: { channel: null } }

/** How a person wants to be told: the channel they chose, and their chat with the bot. */
export const contactModule = describeModule({
  name: 'contact',
  about: 'By which channel a person is told of what happens, and the chats that they began for it.',
  needs: ['people', 'reachedBy'],
  gives: ['ways'],
  furnishes: ({ config, database, clock }) => ({
    ways: {
      channels: channelsSet(config),
      chatLink: (code) =>
        config.telegram && `${config.telegram.chat ?? `https://t.me/${config.telegram.bot}`}?start=${code}`,
      of: waysOf,
      async forget(channel, to) {
        if (channel !== TELEGRAM) return
        const now = clock()
        await database.transaction(async (tx) => {
          for (const person of await forgetChat(tx, to))
            await recordEvent(tx, chatLost, { subject: person, at: now, actor: 'system', facts: { channel } })
        })
      },
    },
  }),
  useCases: USE_CASES,
  matrix: USE_CASES.map(({ name }) => ({
    useCase: name,
    may: 'signed in' as const,
    asks: () => ({ ...ASKS[name] }),
  })),
  events: [chatBegun, chatLost],
  jobs: ({ config, database, clock }, world) => [
    readChats({ database, world, bot: telegramBot(config.telegram), clock }),
  ],
})
