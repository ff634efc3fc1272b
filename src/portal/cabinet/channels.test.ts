import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { caseBench, type CaseBench } from '../../modules/casework/testing.ts'
import { standInBot } from '../../platform/notify/testing.ts'

const SERVICE = 'pension-amount-certificate'
const HERE = '/en/cabinet/channels'
const CHAT = 7_700_077
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let bot: Awaited<ReturnType<typeof standInBot>>
let bench: CaseBench
let dilnoza: Awaited<ReturnType<CaseBench['as']>>
beforeAll(async () => {
  bot = await standInBot()
  bench = await caseBench([SERVICE], { config: { telegram: bot.settings } })
  dilnoza = await bench.as('dilnoza')
})
afterAll(async () => {
  await bench?.close()
  bot?.stop()
})
beforeEach(async () => {
  bot.asked.splice(0)
  bot.refusals.splice(0)
  await rows('delete from contact.way')
  await rows("delete from jobs.job where kind in ('notify.send', 'contact.read-chats')")
})

const rows = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await bench.instance.database.query<Row>(text, values)).rows
/** Presses the button in the cabinet. @returns the code of the link */
const getCode = async (who = dilnoza) =>
  /https:\/\/t\.me\/darcha_demo_bot\?start=([\w-]{43})"/.exec((await who.post(HERE, { do: 'begin' })).text)![1]!
const connect = async () => {
  bot.write(CHAT, `/start ${await getCode()}`)
  await bench.work()
  bot.asked.splice(0)
}
const waiting = () =>
  rows<{ channel: string; to: string }>(
    "select payload ->> 'channel' as channel, payload ->> 'to' as to from jobs.job where kind = 'notify.send'",
  )
const events = async (kind: string) =>
  (await rows<{ count: number }>('select count(*)::int as count from audit.event where kind = $1', [kind]))[0]!.count

it('takes a chat for a person’s only when it brings the code they got in the cabinet, once', async () => {
  const code = await getCode()
  const kept = await rows<{ way: string }>('select way::text from contact.way')
  expect(kept[0]!.way).not.toContain(code)
  bot.write(1, `/start ${code}`, 'group')
  bot.write(2, '/start AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')
  bot.write(3, 'What is this?')
  await bench.work()
  expect(await rows('select chat from contact.way')).toEqual([{ chat: null }])
  expect((await dilnoza.get(HERE)).text).toContain('Your link is good until')

  bot.write(CHAT, `/start ${code}`)
  bot.write(4, `/start ${code}`)
  await rows("update jobs.job set run_at = '2000-01-01' where kind = 'contact.read-chats'")
  await bench.work()
  expect(await rows('select chat, code from contact.way')).toEqual([{ chat: String(CHAT), code: null }])
  expect(bot.unread()).toBe(0)
  expect(bot.takeSent().map(({ chat_id, text }) => [chat_id, text])).toEqual([
    [String(CHAT), expect.stringMatching(/\/cabinet\/channels$/)],
  ])
  expect(await events('contact.chat-begun')).toBe(1)
  // nobody waits for a chat any more, so nothing is read
  expect(await rows("select from jobs.job where kind = 'contact.read-chats'")).toEqual([])
  const page = (await dilnoza.get(HERE)).text
  expect(page).toContain('Connected since')
  expect(page).not.toContain(String(CHAT))
})

it('takes no code that is over, or that a newer one replaced', async () => {
  const [first, second] = [await getCode(), await getCode()]
  bot.write(CHAT, `/start ${first}`)
  await bench.work()
  expect(await rows('select chat from contact.way')).toEqual([{ chat: null }])
  await rows("update contact.way set code_ends_at = '2000-01-01'")
  bot.write(CHAT, `/start ${second}`)
  // somebody else's code waits, so that the chats are read
  await getCode(await bench.as('rustam'))
  await rows("update jobs.job set run_at = '2000-01-01' where kind = 'contact.read-chats'")
  await bench.work()
  expect(bot.unread()).toBe(0)
  expect(await rows('select chat from contact.way')).toEqual([{ chat: null }, { chat: null }])
})

it('tells a person by the channel they chose; who chose none as ever', async () => {
  await connect()
  const before = await bench.file(SERVICE)
  await bench.work()
  expect(bot.takeSent()).toEqual([])
  expect((await waiting()).map(({ channel }) => channel)).toContain('email')
  await rows("delete from jobs.job where kind = 'notify.send'")

  expect((await dilnoza.post(HERE, { channel: 'telegram' })).location).toBe(`${HERE}?done=chosen`)
  const { id, number } = await bench.file(SERVICE)
  await bench.work()
  const sent = bot.takeSent()
  expect(sent.length).toBeGreaterThan(0)
  for (const { chat_id, text } of sent) {
    expect(chat_id).toBe(String(CHAT))
    expect(text).toContain(`/applications/${id}`)
  }
  expect(sent.some(({ text }) => String(text).includes(number))).toBe(true)
  expect(number).not.toBe(before.number)
  expect(await waiting()).toEqual([])
})

it('sends by another way what a blocked bot can’t, and forgets the chat', async () => {
  await connect()
  await dilnoza.post(HERE, { channel: 'telegram' })
  for (let times = 0; times < 9; times++)
    bot.refuse(403, { ok: false, description: 'Forbidden: bot was blocked by the user' })
  await bench.file(SERVICE)
  await bench.work()
  expect(bot.takeSent().length).toBeGreaterThan(0)
  const left = await waiting()
  expect(left.length).toBeGreaterThan(0)
  for (const message of left) expect(message).toEqual({ channel: 'email', to: 'dilnoza@people.example' })
  expect(await rows('select chat, first from contact.way')).toEqual([{ chat: null, first: null }])
  expect(await events('contact.chat-lost')).toBe(1)
  expect((await dilnoza.get(HERE)).text).toContain('Connect Telegram')
})

it('forgets the chat and the choice when the person disconnects', async () => {
  await connect()
  await dilnoza.post(HERE, { channel: 'telegram' })
  const done = await dilnoza.post(HERE, { do: 'remove' })
  expect((await dilnoza.get(done.location!)).text).toContain('The chat is forgotten')
  expect(await rows('select chat, first, code from contact.way')).toEqual([{ chat: null, first: null, code: null }])
})

it('refuses a channel that does not reach the person, and says so', async () => {
  for (const channel of ['telegram', 'sms']) {
    const refused = await dilnoza.post(HERE, { channel })
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('This way does not reach you here')])
  }
  expect((await dilnoza.post(HERE, { channel: 'pigeon' })).status).toBe(422)
  expect(await rows('select from contact.way')).toEqual([])
})
