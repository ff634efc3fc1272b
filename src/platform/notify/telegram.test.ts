import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { readConfig } from '../config/index.ts'
import { loadTexts } from '../i18n/index.ts'
import { conventions } from '../i18n/testing.ts'
import { PermanentFailure } from '../jobs/index.ts'
import { ReceiverGone } from './channels/channel.ts'
import { reachedBy } from './channels/index.ts'
import { sender, type Message } from './index.ts'
import { standInBot } from './testing.ts'

const texts = loadTexts('texts', conventions)
const message: Message = {
  channel: 'telegram',
  to: '7700077',
  name: 'Dilnoza Karimova',
  language: 'en',
  text: 'mail.received',
  parameters: { service: '<b>Land</b>', number: '2026-03/000001', date: '25 March' },
  link: '/en/applications/1',
}
let bot: Awaited<ReturnType<typeof standInBot>>
beforeAll(async () => {
  bot = await standInBot()
})
afterAll(() => bot.stop())
beforeEach(() => bot.asked.splice(0))

const open = (telegram = bot.settings as typeof bot.settings | undefined) =>
  sender({ config: { telegram }, texts, readPhone: () => undefined, origin: 'https://portal.example' })
const failureOf = (sending: Promise<void>) =>
  sending.then(
    () => undefined,
    (error: Error) => error,
  )

it('sends the subject and the page to open, as plain text that no preview is made of', async () => {
  await open().send(message, 'x')
  expect(bot.takeSent()).toEqual([
    {
      chat_id: '7700077',
      text: 'Your application has been received: 2026-03/000001\n\nhttps://portal.example/en/applications/1',
      link_preview_options: { is_disabled: true },
    },
  ])
})

it('keeps the link whole, and the text as short as the Bot API takes it', async () => {
  await open().send({ ...message, parameters: { number: 'x'.repeat(9000) }, link: `/en/${'y'.repeat(3500)}` }, 'x')
  const [sent] = bot.takeSent()
  expect(String(sent!['text']).length).toBeLessThanOrEqual(4096)
  expect(sent!['text']).toMatch(/^Your application[^]*\n\nhttps:\/\/portal\.example\/en\/y{3500}$/)
})

const refused = (description: string, parameters?: object) => ({ ok: false, description, parameters })
it.each([
  [403, refused('Forbidden: bot was blocked by the user'), 'gone'],
  [403, refused('Forbidden: user is deactivated'), 'gone'],
  [400, refused('Bad Request: chat not found'), 'gone'],
  [400, refused('Bad Request: message text is empty'), 'permanent'],
  [401, refused('Unauthorized'), 'away'],
  [404, refused('Not Found'), 'away'],
  [429, refused('Too Many Requests: retry after 30', { retry_after: 30 }), 'away'],
  [500, refused('Internal Server Error'), 'away'],
  [502, '<html>Bad Gateway</html>', 'away'],
  [200, 'a page of a hotel', 'away'],
])('an answer of %i (%j) is %s, and no error tells whom it was for', async (status, body, kind) => {
  bot.refuse(status, body)
  const failure = await failureOf(open().send(message, 'x'))
  expect(failure instanceof ReceiverGone).toBe(kind === 'gone')
  expect(failure instanceof PermanentFailure).toBe(kind !== 'away')
  if (kind === 'away') expect(failure).toMatchObject({ name: 'OutsideUnavailable', system: 'telegram' })
  expect(String(failure)).not.toMatch(/7700077|stand-in|blocked|Dilnoza/)
})

it('asks nothing as long as it was told to wait', async () => {
  const sending = open()
  bot.refuse(429, refused('Too Many Requests: retry after 600', { retry_after: 600 }))
  for (const id of ['a', 'b', 'c'])
    expect(await failureOf(sending.send(message, id))).toMatchObject({ name: 'OutsideUnavailable' })
  expect(bot.takeSent()).toHaveLength(1)
})

it('is away when nobody answers, and says no word of the token', async () => {
  const failure = await failureOf(open({ ...bot.settings, url: 'http://127.0.0.1:9' }).send(message, 'x'))
  expect(failure).toMatchObject({ name: 'OutsideUnavailable', system: 'telegram' })
  expect(`${failure} ${failure!.stack} ${String(failure!.cause)}`).not.toContain(bot.settings.token)
  expect(
    await failureOf(
      sender({ config: {}, texts, readPhone: () => undefined, origin: 'https://portal.example' }).send(message, 'x'),
    ),
  ).toBeInstanceOf(PermanentFailure)
})

it('tells a person first by the channel they chose, and by the usual one where that does not reach them', () => {
  const [email, phone, chat] = ['a@people.example', '+998900000001', '77']
  const config = { smsUrl: 'http://127.0.0.1:9', telegram: bot.settings }
  const mail = { channel: 'email', to: email }
  expect(reachedBy(config, { email, phone, chat })).toEqual(mail)
  expect(reachedBy(config, { email, phone, first: 'sms' })).toEqual({ channel: 'sms', to: phone })
  expect(reachedBy(config, { email, phone, chat, first: 'telegram' })).toEqual({
    channel: 'telegram',
    to: chat,
    otherwise: mail,
  })
  expect(reachedBy(config, { chat })).toEqual({ channel: 'telegram', to: chat })
  expect(reachedBy(config, { email, first: 'telegram' })).toEqual(mail)
  expect(reachedBy({}, { email, phone, chat, first: 'telegram' })).toEqual(mail)
})

it('is off unless set, and refuses a setting that can have no effect or would give the token away', () => {
  const read = (settings: Record<string, string>) => readConfig('/nowhere', settings).telegram
  const both = { DARCHA_TELEGRAM_TOKEN: bot.settings.token, DARCHA_TELEGRAM_BOT: '@darcha_demo_bot' }
  expect(read({})).toBeUndefined()
  expect(read(both)).toEqual({
    ...bot.settings,
    url: 'https://api.telegram.org',
    chat: 'https://t.me/darcha_demo_bot',
  })
  expect(read({ ...both, DARCHA_TELEGRAM_URL: 'https://bots.example/api/' })?.url).toBe('https://bots.example/api')
  expect(read({ ...both, DARCHA_TELEGRAM_URL: 'http://127.0.0.1:8081' })?.url).toBe('http://127.0.0.1:8081')
  expect(read({ ...both, DARCHA_TELEGRAM_CHAT: 'http://127.0.0.1:3003/chat' })?.chat).toBe('http://127.0.0.1:3003/chat')
  for (const page of ['javascript:alert(1)', 'https://t.me/x?start=', 't.me/x'])
    expect(() => read({ ...both, DARCHA_TELEGRAM_CHAT: page })).toThrow('DARCHA_TELEGRAM_CHAT is no address')
  for (const name of ['DARCHA_TELEGRAM_TOKEN', 'DARCHA_TELEGRAM_BOT', 'DARCHA_TELEGRAM_URL'])
    expect(() => read({ [name]: 'https://bots.example' })).toThrow(`${name} has no effect without`)
  for (const url of ['http://bots.example', 'bots.example', 'https://a:b@bots.example', 'https://bots.example/?x=1'])
    expect(() => read({ ...both, DARCHA_TELEGRAM_URL: url })).toThrow('DARCHA_TELEGRAM_URL is no address')
  const mistyped = { ...both, DARCHA_TELEGRAM_TOKEN: 'a-secret-that-is-no-token' }
  expect(() => read(mistyped)).toThrow('DARCHA_TELEGRAM_TOKEN is no token')
  expect(() => read(mistyped)).not.toThrow('a-secret')
  expect(() => read({ ...both, DARCHA_TELEGRAM_BOT: 'https://t.me/x' })).toThrow('DARCHA_TELEGRAM_BOT')
})
