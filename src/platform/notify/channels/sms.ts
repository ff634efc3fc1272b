import { isOfSystem, OutsideUnavailable, PermanentFailure } from '../../jobs/index.ts'
import { checkedPhone, oneLine } from '../message.ts'
import { channel } from './channel.ts'

const SMS = 'sms'
const TIMEOUT = 8_000

/**
 * Short messages: `{id, to, text}` as JSON is posted to a gateway (`DARCHA_SMS_URL`), the demo mailbox's way and a base
 * for operators that take the like.
 */
export const sms = channel({
  name: 'sms',
  system: SMS,
  isSet: (config) => config.smsUrl !== undefined,
  addressOf: (person) => person.phone,
  open: ({ config, readPhone, origin }) => ({
    async send(message, speech) {
      if (!config.smsUrl) throw new PermanentFailure('no SMS gateway is set')
      const said = oneLine(speech.t(`${message.text}.subject`, message.parameters ?? {}))
      const text = message.linkInShort && message.link ? `${said} ${new URL(message.link, origin).href}` : said
      await post(config.smsUrl, { id: message.id, to: checkedPhone(message.to, readPhone), text })
    },
  }),
})

async function post(url: string, message: { id: string; to: string; text: string }): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'error',
    body: JSON.stringify(message),
    headers: { 'content-type': 'application/json' },
    signal: AbortSignal.timeout(TIMEOUT),
  }).catch((error: Error) => {
    throw new OutsideUnavailable(SMS, error.name, 'the SMS gateway does not answer')
  })
  await response.body?.cancel()
  if (isOfSystem(response.status))
    throw new OutsideUnavailable(SMS, 'failing', `the SMS gateway answers ${response.status}`)
  if (!response.ok) throw new Error(`the SMS gateway answered ${response.status}`)
}
