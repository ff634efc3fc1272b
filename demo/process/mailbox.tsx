import { Hono } from 'hono'
import { getRequestListener } from '@hono/node-server'
import type { RequestListener } from 'node:http'
import { SMTPServer } from 'smtp-server'
import type { AddressInfo } from 'node:net'
import { botApi } from './bot-api.tsx'
import { languageLinks, wordsFor } from './demo-words.ts'
import { plainPage } from './plain-page.tsx'
import { readMail, type Letter } from './read-mail.ts'

interface Received extends Letter {
  id: number
  kind: 'mail' | 'sms' | 'telegram'
  receivedAt: string
  envelope: string[]
}

const KEPT = 1000
const BYTES = 5_000_000

/**
 * A mail server that keeps every letter in memory, and the mailbox that shows them; short messages come by `POST /sms
 * {to, text}`, those of a bot by the Bot API of Telegram (`./bot-api.tsx`).
 */
export async function mailbox(
  smtpPort: number,
): Promise<{ listener: RequestListener; smtp: string; stop(): Promise<void> }> {
  const received: Received[] = []
  let last = 0
  const keep = (letter: Letter, kind: Received['kind'], envelope: string[]) => {
    received.push({ ...letter, id: ++last, kind, receivedAt: new Date().toISOString(), envelope })
    if (received.length > KEPT) received.shift()
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: BYTES,
    banner: 'demonstration',
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
      })
      stream.on('end', () => {
        keep(
          readMail(Buffer.concat(chunks)),
          'mail',
          session.envelope.rcptTo.map((sMTPServerAddress) => sMTPServerAddress.address),
        )
        done()
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(smtpPort, '127.0.0.1', resolve)
  })
  return {
    listener: getRequestListener(pages(received, keep).fetch),
    smtp: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((done) => {
        server.close(() => done())
      }),
  }
}

function pages(received: Received[], keep: (letter: Letter, kind: Received['kind'], envelope: string[]) => void): Hono {
  const app = new Hono()
  const speak = (asked: string | undefined, accept: string | undefined) => wordsFor(asked ?? accept)
  const find = (id: string) => received.find((candidate) => String(candidate.id) === id)
  app.use(async (context, next) => {
    await next()
    context.header('cache-control', 'no-store')
    context.header('x-content-type-options', 'nosniff')
    if (!context.res.headers.has('content-security-policy'))
      context.header(
        'content-security-policy',
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      )
  })
  app.get('/messages.json', (context) => {
    const to = context.req.query('to')
    return context.json({ messages: received.filter((candidate) => !to || candidate.envelope.includes(to)) })
  })
  app.delete('/messages', (context) => {
    received.length = 0
    return context.body(null, 204)
  })
  app.post('/sms', async (context) => {
    const given = (await context.req.json().catch(() => ({}))) as { to?: unknown; text?: unknown }
    if (typeof given.to !== 'string' || typeof given.text !== 'string')
      return context.json({ error: 'unreadable' }, 400)
    keep({ from: 'SMS', to: given.to, subject: given.text, text: given.text, html: '', headers: {} }, 'sms', [given.to])
    return context.json({ accepted: true }, 202)
  })
  botApi(app, (chat, text) =>
    keep(
      { from: 'Telegram', to: `Telegram ${chat}`, subject: text.split('\n')[0]!, text, html: '', headers: {} },
      'telegram',
      [chat],
    ),
  )
  app.get('/', async (context) => {
    const { language, words } = speak(context.req.query('language'), context.req.header('accept-language'))
    return context.html(
      plainPage({
        words,
        title: words.mailbox,
        languages: languageLinks(language, (other) => `/?language=${other}`),
        children:
          received.length === 0 ? (
            <p>{words.noMail}</p>
          ) : (
            <table>
              <thead>
                <tr>
                  <th scope="col">{words.received}</th>
                  <th scope="col">{words.to}</th>
                  <th scope="col">{words.subject}</th>
                </tr>
              </thead>
              <tbody>
                {received.toReversed().map((item) => (
                  <tr>
                    <td>{item.receivedAt.slice(0, 19).replace('T', ' ')}</td>
                    <td>{item.to}</td>
                    <td>
                      <a href={`/${item.id}?language=${language}`}>{item.subject || '—'}</a>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          ),
      }),
    )
  })
  app.get('/:id', async (context) => {
    const { language, words } = speak(context.req.query('language'), context.req.header('accept-language'))
    const item = find(context.req.param('id'))
    if (!item)
      return context.html(
        plainPage({
          words,
          title: words.noMail,
          children: (
            <p>
              <a href="/">{words.allMail}</a>
            </p>
          ),
        }),
        404,
      )
    return context.html(
      plainPage({
        words,
        title: item.subject || '—',
        languages: languageLinks(language, (other) => `/${item.id}?language=${other}`),
        children: (
          <>
            <dl>
              <dt>{words.from}</dt>
              <dd>{item.from}</dd>
              <dt>{words.to}</dt>
              <dd>{item.to}</dd>
              <dt>{words.received}</dt>
              <dd>{item.receivedAt}</dd>
            </dl>
            <h2>{words.text}</h2>
            <pre>{linked(item.text)}</pre>
            {item.html ? (
              <>
                <h2>HTML</h2>
                <iframe
                  title="HTML"
                  src={`/${item.id}/html`}
                  sandbox=""
                  style="width:100%;height:24rem;border:1px solid var(--line)"
                ></iframe>
              </>
            ) : null}
            <p>
              <a href={`/?language=${language}`}>{words.allMail}</a>
            </p>
          </>
        ),
      }),
    )
  })
  // another's markup: no script, no form, no request, an origin of its own
  app.get('/:id/html', (context) => {
    const item = find(context.req.param('id'))
    context.header(
      'content-security-policy',
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    )
    return context.html(item?.html ?? '', item ? 200 : 404)
  })
  return app
}

/** Text with its web addresses as links; everything else is escaped as text. */
const linked = (text: string) =>
  text.split(/(https?:\/\/[^\s<>"]+)/).map((part, at) =>
    at % 2 === 1 ? (
      <a href={part} rel="noreferrer">
        {part}
      </a>
    ) : (
      part
    ),
  )
