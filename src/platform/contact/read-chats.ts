import { z } from 'zod'
import type { Database, Tx } from '../database/index.ts'
import { recordEvent } from '../events/index.ts'
import { hashOf } from '../identity/index.ts'
import { enqueue, type JobHandler, type NewJob } from '../jobs/index.ts'
import { queueMessage, TELEGRAM, type TelegramBot } from '../notify/index.ts'
import type { World } from '../use-case/index.ts'
import { chatBegun } from './events.ts'
import { isChatAwaited, mayEndReading, takeChat } from './store.ts'

const READ_CHATS = 'contact.read-chats'
/** Seconds between two looks while a code waits. */
const EVERY = 3
/** Updates of one answer (Bot API, getUpdates: 100 at most). */
const AT_ONCE = 100
/** Answers that are read in one look: who writes to the bot without end keeps no job busy without end. */
const ROUNDS = 20
/** Its words stand under `mail`. */
const GREETING = 'chat-begun'

/** Looks into the bot's chats as long as a code waits; there is one reader at a time. */
export const readingJob: NewJob = { kind: READ_CHATS, key: READ_CHATS }

/** Of what is written to the bot only this is read (Bot API, Update); everything else is passed over unread. */
const Started = z.object({
  message: z.object({
    chat: z.object({ id: z.int(), type: z.literal('private') }),
    text: z.string().regex(/^\/start [\w-]{1,64}$/),
  }),
})
const Updates = z.array(z.looseObject({ update_id: z.int() }))

export interface ReadingParts {
  database: Database
  world: Pick<World, 'people'>
  bot: TelegramBot
  clock: () => string
}

/**
 * Asks the bot what was written to it: no address of ours need be open to the world. What was read is taken in a
 * transaction before the other side is told so by the next question; read twice, a code is used up.
 */
export const readChats = ({ database, world, bot, clock }: ReadingParts): JobHandler => ({
  kind: READ_CHATS,
  async effect(_job, outside) {
    if (!(await isChatAwaited(database, clock()))) return
    const ask = async (offset?: number) =>
      Updates.parse(
        await outside.ask(TELEGRAM, () =>
          bot.ask('getUpdates', {
            limit: AT_ONCE,
            timeout: 0,
            allowed_updates: ['message'],
            ...(offset === undefined ? {} : { offset }),
          }),
        ),
      )
    let updates = await ask()
    for (let round = 0; updates.length > 0 && round < ROUNDS; round++) {
      const now = clock()
      await database.transaction((tx) => take(tx, world, updates, now))
      updates = await ask(updates.at(-1)!.update_id + 1)
    }
  },
  async finish(tx, _job, _outcome, now) {
    const goesOn = !(await mayEndReading(tx)) || (await isChatAwaited(tx, now))
    const runAt = new Date(Date.parse(now) + EVERY * 1000).toISOString()
    if (goesOn) await enqueue(tx, { ...readingJob, runAt }, now)
  },
})

async function take(tx: Tx, { people }: Pick<World, 'people'>, updates: z.output<typeof Updates>, now: string) {
  for (const update of updates) {
    const read = Started.safeParse(update)
    if (!read.success) continue
    const { chat, text } = read.data.message
    const person = await takeChat(tx, hashOf(text.slice('/start '.length)), String(chat.id), now)
    if (person === undefined) continue
    await recordEvent(tx, chatBegun, {
      subject: person,
      at: now,
      actor: `person:${person}`,
      facts: { channel: TELEGRAM },
    })
    const { language, name } = await people.get(tx, person)
    await queueMessage(
      tx,
      {
        channel: TELEGRAM,
        to: String(chat.id),
        name,
        language,
        text: `mail.${GREETING}`,
        link: `/${language}/cabinet/channels`,
      },
      now,
    )
  }
}
