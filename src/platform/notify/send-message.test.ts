import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startDemo, type StartedDemo } from '../../../demo/process/testing.ts'
import { testDatabase } from '../database/testing.ts'
import { readCountry } from '../country/index.ts'
import { loadTexts } from '../i18n/index.ts'
import { conventions, languages } from '../i18n/testing.ts'
import { claimJobs, OutsideUnavailable, PermanentFailure, runJob } from '../jobs/index.ts'
import { reachedBy } from './channels/index.ts'
import { checkedEmail, queueMessage, sender, sendHandler, type Message, type Sender } from './index.ts'
import { oneLine } from './message.ts'

const country = readCountry('country/uz')
const texts = loadTexts('texts', conventions)
const log = { info() {}, warn() {}, error() {}, debug() {} }
const now = () => '2026-03-02T10:00:00.000Z'
const message: Message = {
  channel: 'email',
  to: 'dilnoza@people.example',
  name: 'Dilnoza Karimova',
  language: 'uz',
  text: 'mail.received',
  parameters: { service: 'Yer uchastkasi «A & B» <b>', number: '2026-03/000001', date: '25-mart' },
  link: '/uz/cabinet',
}
let test: Awaited<ReturnType<typeof testDatabase>>
let demo: StartedDemo
let sending: Sender
const settings = (smtpUrl: string | undefined = String(demo.facts['smtp'])) => ({
  config: { smtpUrl, mailFrom: 'Darcha <no-reply@darcha.example>', smsUrl: `${demo.url}/sms` },
  texts,
  readPhone: country.readPhone,
  origin: 'https://portal.example',
})

beforeAll(async () => {
  test = await testDatabase()
  demo = await startDemo('mail')
  sending = sender(settings())
})
afterAll(async () => {
  sending.close()
  await demo.stop()
  await test.drop()
})
/** A line of its own each time: the mailbox may just have closed one that was silent for long. */
const ownLine = { headers: { connection: 'close' } }
beforeEach(async () => {
  await fetch(`${demo.url}/messages`, { method: 'DELETE', ...ownLine })
  await test.database.query('delete from jobs.job', [])
})

interface Kept {
  id: number
  from: string
  to: string
  subject: string
  text: string
  html: string
  kind: string
  envelope: string[]
  headers: Record<string, string>
}
const received = async (): Promise<Kept[]> =>
  ((await (await fetch(`${demo.url}/messages.json`, ownLine)).json()) as { messages: Kept[] }).messages

it.each(languages.ids)('writes in %s, as text and HTML with the same words', async (language) => {
  await sending.send({ ...message, language }, 'x')
  const [letter] = await received()
  const speech = texts.in(language)
  expect(letter!.subject).toBe(speech.t('mail.received.subject', message.parameters!))
  expect(letter!.text).toContain(speech.t('mail.footer'))
  expect(letter!.text).toContain('https://portal.example/uz/cabinet')
  expect(letter!.html).toContain(`<html lang="${speech.html}">`)
  expect(letter!.html).toContain('«A &amp; B» &lt;b&gt;')
  expect(letter!.from).toBe('Darcha <no-reply@darcha.example>')
  expect(letter!.headers['auto-submitted']).toBe('auto-generated')
})

it('goes out when the transaction commits, and only then', async () => {
  await expect(
    test.database.transaction(async (tx) => {
      await queueMessage(tx, message, now())
      throw new Error('no')
    }),
  ).rejects.toThrow()
  await test.database.transaction((tx) => queueMessage(tx, message, now(), { key: 'tell 1' }))
  await test.database.transaction((tx) => queueMessage(tx, message, now(), { key: 'tell 1' }))
  const jobs = await claimJobs(test.database, now(), 10)
  for (const job of jobs) await runJob(test.database, sendHandler(sending), job, now, log)
  const letters = await received()
  expect(letters.map((letter) => letter.envelope)).toEqual([['dilnoza@people.example']])
  expect(letters[0]!.headers['message-id']).toBe(`<message-${jobs[0]!.id}@portal.example>`)
})

it('lets no line break begin a header or a receiver of its own', async () => {
  await sending.send(
    {
      ...message,
      name: 'X\r\nBcc: victim@people.example',
      parameters: { ...message.parameters, number: '1\r\nBcc: victim@people.example\r\n\r\nbody' },
    },
    'y\r\nX-Evil: 1',
  )
  const [letter, ...more] = await received()
  expect(more).toEqual([])
  expect(letter!.envelope).toEqual(['dilnoza@people.example'])
  expect(Object.keys(letter!.headers)).not.toContain('bcc')
  expect(Object.keys(letter!.headers)).not.toContain('x-evil')
  for (const to of [
    'a@b.example, c@d.example',
    'a@b.example\r\nBcc: c@d.example',
    'A <a@b.example>',
    'a@',
    '@b',
    'a b@c.example',
    'a@b.example\n',
    '',
  ]) {
    await expect(sending.send({ ...message, to }, 'z')).rejects.toBeInstanceOf(PermanentFailure)
  }
})

it('keeps any text on one line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      expect(oneLine(text)).not.toMatch(/[\r\n\u2028\u2029\0]/)
    }),
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii', maxLength: 60 }), (text) => {
      try {
        expect(checkedEmail(text)).toMatch(/^[^\s,;<>]+@[^\s,;<>@]+$/)
      } catch (error) {
        expect(error).toBeInstanceOf(PermanentFailure)
      }
    }),
  )
})

it('sends a short message by the gateway', async () => {
  await sending.send({ ...message, channel: 'sms', to: '+998 90 000 00 01' }, 's1')
  expect(await received()).toMatchObject([
    { kind: 'sms', to: '+998900000001', text: texts.in('uz').t('mail.received.subject', message.parameters!) },
  ])
  await expect(sending.send({ ...message, channel: 'sms', to: 'abc' }, 's2')).rejects.toBeInstanceOf(PermanentFailure)
})

it('tries again when the server is away, and not when there is nothing to try', async () => {
  const away = sender(settings('smtp://127.0.0.1:9'))
  const failure = await away.send(message, 'x').catch((error: Error) => error)
  expect(failure).toBeInstanceOf(OutsideUnavailable)
  expect(String(failure)).not.toContain('dilnoza@people.example')
  await expect(sender({ ...settings(), config: {} }).send(message, 'x')).rejects.toBeInstanceOf(PermanentFailure)
  await expect(sending.send({ ...message, text: 'mail.no-such' }, 'x')).rejects.toThrow('no text')
})

it.each([
  ['accepts and never says a word', undefined],
  ['greets that it is shutting down', '421 mail.example closing\r\n'],
  ['does not let us in', '554 no service for you\r\n'],
])(
  'takes a mail server that %s for away, soon',
  async (_, greeting) => {
    const sockets = new Set<Socket>()
    const server = createServer((socket) => {
      sockets.add(socket.on('error', () => undefined))
      if (greeting) socket.write(greeting)
    })
    await new Promise<void>((go) => server.listen(0, '127.0.0.1', go))
    const silent = sender(settings(`smtp://127.0.0.1:${(server.address() as AddressInfo).port}`))
    const begun = performance.now()
    await expect(silent.send(message, 'x')).rejects.toMatchObject({ name: 'OutsideUnavailable', system: 'mail' })
    expect(performance.now() - begun).toBeLessThan(8_000)
    for (const socket of sockets) socket.destroy()
    server.close()
  },
  15_000,
)

it.each([
  ['does not take our address', { 'MAIL FROM': '553 5.7.1 sender address rejected' }, 'OutsideUnavailable'],
  ['wants a login', { 'RCPT TO': '530 5.7.0 authentication required' }, 'OutsideUnavailable'],
  ['knows no such receiver', { 'RCPT TO': '550 5.1.1 no such user' }, 'Error'],
  ['finds the letter too large', { 'MAIL FROM': '552 5.3.4 too large' }, 'Error'],
])('a mail server that %s: letters wait only for what is about all of them', async (_, refuses, name) => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).write('220 mail.example\r\n')
    socket.on('data', (said) => {
      const refused = Object.entries(refuses).find(([command]) => String(said).startsWith(command))
      socket.write(`${refused?.[1] ?? '250 well'}\r\n`)
    })
  })
  await new Promise<void>((go) => server.listen(0, '127.0.0.1', go))
  const strict = sender(settings(`smtp://127.0.0.1:${(server.address() as AddressInfo).port}`))
  const failure = await strict.send(message, 'x').catch((error: Error) => error)
  expect(failure).toMatchObject({ name })
  expect(failure instanceof PermanentFailure).toBe(name === 'Error')
  strict.close()
  server.close()
})

it('waits for a gateway that does not take our key, or not so much at once', async () => {
  for (const status of [401, 403, 429]) {
    const gateway = createHttpServer((_, response) => response.writeHead(status).end())
    await new Promise<void>((go) => gateway.listen(0, '127.0.0.1', go))
    const smsUrl = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`
    const strict = sender({ ...settings(), config: { ...settings().config, smsUrl } })
    const failure = strict.send({ ...message, channel: 'sms', to: '+998 90 000 00 01' }, 's')
    await expect(failure).rejects.toMatchObject({ name: 'OutsideUnavailable', system: 'sms' })
    gateway.closeAllConnections()
    gateway.close()
  }
})

it('shows letters in a mailbox that runs nothing of them', async () => {
  await sending.send({ ...message, name: '<script>alert(1)</script>' }, 'x')
  const [letter] = await received()
  const page = await (await fetch(`${demo.url}/${letter!.id}?language=ru`)).text()
  expect(page).toContain('Это демонстрация')
  expect(page).not.toContain('<script')
  expect(page).toContain('<a href="https://portal.example/uz/cabinet"')
  const html = await fetch(`${demo.url}/${letter!.id}/html`)
  expect(html.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/)
  expect(await (await fetch(`${demo.url}/?language=en`)).text()).toContain(`href="/${letter!.id}?language=en"`)
  expect((await fetch(`${demo.url}/999999`)).status).toBe(404)
})

it('reaches a person by the first channel that is set up and that has an address of theirs', () => {
  const [email, phone, smsUrl] = ['a@people.example', '+998900000001', 'http://127.0.0.1:9']
  expect(reachedBy({ smsUrl }, { email, phone })).toEqual({ channel: 'email', to: email })
  expect(reachedBy({ smsUrl }, { email: '', phone })).toEqual({ channel: 'sms', to: phone })
  expect(reachedBy({}, { email: null, phone })).toBeUndefined()
  expect(reachedBy({ smsUrl }, {})).toBeUndefined()
})
