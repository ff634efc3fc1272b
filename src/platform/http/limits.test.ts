import { describe, expect, it } from 'vitest'
import { loadTexts } from '../i18n/index.ts'
import { conventions } from '../i18n/testing.ts'
import { general, Refusal } from '../use-case/index.ts'
import { connect } from 'node:net'
import { answerPost, createApp, listenerOf, openServer, page, readBody } from './index.ts'
import type { AppParts } from './app.ts'

const quiet = { info() {}, warn() {}, error() {}, debug() {} }

/** A portal of two pages, one of which says 503; who asks stands in a header. */
function portal(limits: { requestsPerMinute: number; accountRequestsPerMinute: number }) {
  const who = async (request: Request) => {
    const personId = request.headers.get('x-person')
    return { roles: [], ...(personId ? { personId } : {}) }
  }
  const app = createApp({
    database: {} as never,
    performer: {} as never,
    world: {} as never,
    useCases: [],
    texts: loadTexts('texts', conventions),
    origin: 'http://localhost',
    version: '0',
    limits: { body: 1000, ...limits },
    formTargets: ['https://id.example'],
    log: quiet,
    clock: () => '2026-03-02T10:00:00.000Z',
    session: who,
    bearer: who,
    frame: (_context, view) => `<title>${view.title}</title>`,
    failure: (_context, refusal) => ({ title: refusal?.kind.code ?? 'failure', body: '' }),
    pages: [
      page('GET /', async () => ({ title: 'home', body: '' })),
      page('POST /', async () => ({ title: 'done', body: '' })),
      page('GET /again', async () => ({ title: 'again', body: '', status: 429 })),
      page('POST /again', (context) =>
        answerPost(context, {
          form: 'guess',
          async does() {
            throw new Refusal(general['too-many-requests'], { retryAfter: 7200 })
          },
          mends: () => true,
          again: ({ status }) => ({ title: 'again', body: '', status }),
        }),
      ),
      page('POST /only-sent', async () => ({ title: 'sent', body: '' })),
      page('GET /away', async () => {
        throw new Refusal(general.unavailable)
      }),
    ],
  })
  return (method: string, address: string, person?: string, path = '/en') =>
    app.request(`http://localhost${path}`, {
      method,
      headers: {
        origin: 'http://localhost',
        'x-darcha-peer': address,
        'content-type': 'application/x-www-form-urlencoded',
        ...(person ? { 'x-person': person } : {}),
      },
    })
}

describe('limits', () => {
  it('counts changes of an address, not what is only read, and says when to come again', async () => {
    const ask = portal({ requestsPerMinute: 3, accountRequestsPerMinute: 100 })
    const statuses = []
    for (let n = 0; n < 5; n++) statuses.push((await ask('POST', '203.0.113.1')).status)
    expect(statuses).toEqual([200, 200, 200, 429, 429])
    const over = await ask('POST', '203.0.113.1')
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(Number(over.headers.get('retry-after'))).toBeLessThanOrEqual(60)
    expect((await ask('GET', '203.0.113.1')).status).toBe(200)
    expect((await ask('POST', '203.0.113.2')).status).toBe(200)
  })

  it('counts changes of an account from wherever they come', async () => {
    const ask = portal({ requestsPerMinute: 100, accountRequestsPerMinute: 3 })
    const statuses = []
    for (let n = 0; n < 5; n++) statuses.push((await ask('POST', `203.0.113.${n}`, 'anna')).status)
    expect(statuses).toEqual([200, 200, 200, 429, 429])
    expect((await ask('POST', '203.0.113.1', 'boris')).status).toBe(200)
    expect((await ask('GET', '203.0.113.1', 'anna')).status).toBe(200)
  })

  it('counts a line of IPv6 as one', async () => {
    const ask = portal({ requestsPerMinute: 2, accountRequestsPerMinute: 100 })
    const statuses = []
    for (let n = 1; n < 5; n++) statuses.push((await ask('POST', `2001:db8:1:2::${n}`)).status)
    expect(statuses).toEqual([200, 200, 429, 429])
  })
})

it('says when to come again with a 503, as a page and as a problem', async () => {
  const ask = portal({ requestsPerMinute: 1, accountRequestsPerMinute: 1 })
  const away = await ask('GET', '203.0.113.1', undefined, '/en/away')
  expect([away.status, Number(away.headers.get('retry-after')) > 0]).toEqual([503, true])
  const again = await ask('GET', '203.0.113.1', undefined, '/en/again')
  expect([again.status, Number(again.headers.get('retry-after')) > 0]).toEqual([429, true])
  const posted = await ask('POST', '203.0.113.8', undefined, '/en/again')
  expect([posted.status, posted.headers.get('retry-after')]).toEqual([429, '7200'])
  await ask('POST', '203.0.113.9', undefined, '/api/v1/x')
  const problem = await ask('POST', '203.0.113.9', undefined, '/api/v1/x')
  expect([problem.status, Number(problem.headers.get('retry-after')) > 0]).toEqual([429, true])
})

it('lets forms lead to this site, and to where people sign out and pay, and nowhere else', async () => {
  const policy = (await portal({ requestsPerMinute: 1, accountRequestsPerMinute: 1 })('GET', 'x')).headers.get(
    'content-security-policy',
  )
  expect(policy).toMatch(/form-action 'self' https:\/\/id\.example(;|$)/)
  expect(policy).not.toContain('*')
})

describe('a method that an address does not take', () => {
  const ask = portal({ requestsPerMinute: 1000, accountRequestsPerMinute: 1000 })
  const told = async (method: string, path: string) => {
    const answer = await ask(method, '192.0.2.9', undefined, path)
    return [answer.status, answer.headers.get('allow'), await answer.text()]
  }

  it('is told from an address that leads nowhere, and what it takes', async () => {
    expect(await told('DELETE', '/en/away')).toEqual([405, 'GET, HEAD', '<title>errors.wrong-method</title>'])
    expect(await told('PUT', '/en/again')).toEqual([405, 'GET, HEAD, POST', '<title>errors.wrong-method</title>'])
    expect(await told('PUT', '/en/nowhere')).toEqual([404, null, '<title>errors.not-found</title>'])
    // what only a form sends to
    expect(await told('GET', '/en/only-sent')).toEqual([405, 'POST', '<title>errors.wrong-method</title>'])
    expect(await told('OPTIONS', '/en/again')).toEqual([204, 'GET, HEAD, POST', ''])
    expect(await told('HEAD', '/en/again')).toEqual([429, null, ''])
  })

  it('is told to programs as a problem, with what their address takes', async () => {
    const [status, allow, body] = await told('DELETE', '/api/openapi.json')
    expect([status, allow, JSON.parse(body as string).type]).toEqual([
      405,
      'GET, HEAD',
      'urn:darcha:problem:errors.wrong-method',
    ])
    expect((await told('DELETE', '/api/v1/nowhere')).slice(0, 2)).toEqual([404, null])
  })
})

describe('what is sent', () => {
  it('is refused when it is packed: nobody unpacks it', async () => {
    const sent = (encoding: string) =>
      readBody(
        new Request('http://localhost', { method: 'POST', body: 'abc', headers: { 'content-encoding': encoding } }),
        10,
      )
    for (const encoding of ['gzip', ' BR', 'gzip, identity', 'no-such'])
      await expect(sent(encoding)).rejects.toMatchObject({ kind: general['wrong-media-type'] })
    expect(Buffer.from(await sent('identity')).toString()).toBe('abc')
  })

  it('is no failure when whoever sends it goes away half-way', async () => {
    const said: string[] = []
    const app = createApp({
      ...({} as AppParts),
      texts: loadTexts('texts', conventions),
      origin: 'http://localhost',
      limits: { body: 1000, requestsPerMinute: 1000 },
      log: { ...quiet, error: (_facts: unknown, message: string) => void said.push(message) } as never,
      clock: () => '2026-03-02T10:00:00.000Z',
      session: async () => ({ roles: [] }),
      bearer: async () => ({ roles: [] }),
      frame: (_context, view) => view.title,
      failure: (_context, refusal) => ({ title: refusal?.kind.code ?? 'failure', body: '' }),
      useCases: [],
      pages: [
        page('POST /form', async (context) => {
          await context.form()
          return { title: 'done', body: '' }
        }),
      ],
    })
    const server = await openServer({ host: '127.0.0.1', port: 0 })
    const failed = new Promise<Response>((done) =>
      server.answerBy(
        listenerOf(async (request) => {
          const answer = await app.fetch(request)
          done(answer.clone())
          return answer
        }),
      ),
    )
    const socket = connect(server.port, '127.0.0.1')
    socket.write(
      'POST /en/form HTTP/1.1\r\nhost: localhost\r\norigin: http://localhost\r\ncontent-type: application/x-www-form-urlencoded\r\ntransfer-encoding: chunked\r\n\r\n5\r\na=bcd\r\n',
      () => socket.destroy(),
    )
    expect((await failed).status).toBe(400)
    expect(said).toEqual([])
    await server.stop()
  })
})
