import type { Config } from '../../config/index.ts'
import { OutsideUnavailable, PermanentFailure } from '../../jobs/index.ts'
import { oneLine } from '../message.ts'
import { channel, ReceiverGone } from './channel.ts'

export const TELEGRAM = 'telegram'
/** Milliseconds the Bot API may take. */
const TIMEOUT = 8_000
/** Characters of a message (Bot API, sendMessage: `text`, 1-4096 characters). */
const LONGEST = 4096
/** A line that was sent is at most so long: the rest stands on the page. */
const LINE = 1000

/**
 * Messages by a bot of Telegram (Bot API, sendMessage), as plain text: the subject, and the page to open. What is
 * private stays there: the messenger is somebody else's. No page is looked at for a preview, for one may open only once.
 */
export const telegram = channel({
  name: TELEGRAM,
  system: TELEGRAM,
  receiverMayLeave: true,
  isSet: (config) => config.telegram !== undefined,
  addressOf: (person) => person.chat,
  open: ({ config, origin }) => {
    const bot = telegramBot(config.telegram)
    return {
      async send(message, speech) {
        const said = oneLine(speech.t(`${message.text}.subject`, message.parameters ?? {}), LINE)
        const link = message.link ? `\n\n${new URL(message.link, origin).href}` : ''
        await bot.ask('sendMessage', {
          chat_id: message.to,
          text: `${said.slice(0, LONGEST - link.length)}${link}`,
          link_preview_options: { is_disabled: true },
        })
      },
    }
  },
})

/** A bot as its Bot API is asked. */
export interface TelegramBot {
  /**
   * @returns `result` of the answer, of whatever shape
   * @throws OutsideUnavailable when it is away, does not take our token or wants us to wait; ReceiverGone when the person
   *   blocked the bot or the chat is no more; PermanentFailure when it takes no such message. No error names the chat,
   *   the token or the description, which may hold them
   */
  ask(method: string, parameters: Record<string, unknown>): Promise<unknown>
}

interface Answer {
  ok?: unknown
  result?: unknown
  description?: unknown
  parameters?: { retry_after?: unknown }
}

/** Asks by HTTP; while the other side wants to be left alone, nobody is asked (Bot API, ResponseParameters). */
export function telegramBot(settings: Config['telegram']): TelegramBot {
  let silentUntil = 0
  return {
    async ask(method, parameters) {
      if (!settings) throw new PermanentFailure('no Telegram bot is set: DARCHA_TELEGRAM_TOKEN')
      if (performance.now() < silentUntil)
        throw new OutsideUnavailable(TELEGRAM, 'waiting', 'Telegram wants to be asked later')
      const { status, answer } = await post(`${settings.url}/bot${settings.token}/${method}`, parameters)
      if (status === 200 && answer.ok === true) return answer.result
      const seconds = Number(answer.parameters?.retry_after)
      if (status === 429 && seconds > 0) silentUntil = performance.now() + Math.min(seconds, 3600) * 1000
      throw failureOf(status, typeof answer.description === 'string' ? answer.description : '')
    },
  }
}

async function post(url: string, parameters: Record<string, unknown>): Promise<{ status: number; answer: Answer }> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      body: JSON.stringify(parameters),
      headers: { 'content-type': 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT),
    })
    const text = await response.text()
    return { status: response.status, answer: readAnswer(text) }
  } catch (error) {
    // the message of the error may hold the address, and with it the token
    throw new OutsideUnavailable(TELEGRAM, (error as Error).name, 'Telegram does not answer')
  }
}

/** What is no object of JSON says nothing beside its status: a proxy's page, for instance. */
function readAnswer(text: string): Answer {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null ? (read as Answer) : {}
  } catch {
    return {}
  }
}

/** 403: the person blocked the bot, left, or never began; 400 with these words: there is no such chat (any more). */
const NO_CHAT = /chat not found|user not found|user is deactivated|PEER_ID_INVALID|chat_id is empty/i

function failureOf(status: number, description: string): Error {
  const said = `Telegram answered ${status}`
  if (status === 403 || (status === 400 && NO_CHAT.test(description))) return new ReceiverGone(said)
  // 409: another program reads what is written to the bot; nothing is wrong with what we send
  if (status === 409) return new Error(said)
  if (status === 400 || status === 413) return new PermanentFailure(said)
  // 401 and 404 are about our token, 429 about how much we ask, the rest about the other side or what stands between
  return new OutsideUnavailable(TELEGRAM, String(status), said)
}
