import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { demoPersonId } from '../../platform/identity/index.ts'
import { claimJobs, runJob } from '../../platform/jobs/index.ts'
import { CLIENT, EVENTS, SERVICE, system, toldBench, type ToldBench } from './testing.ts'

let bench: ToldBench
beforeAll(async () => {
  bench = await toldBench()
})
afterAll(() => bench?.close())
afterEach(() => bench.endAll())

it('tells a system of its own cases, in their order, once each, in messages that it proves, and says so in their history', async () => {
  const { secrets, told, server } = system()
  const { webhook, secret } = await bench.subscribed(await bench.listening(server))
  secrets.push(secret)
  const { id, number } = await bench.file(SERVICE)
  await bench.work()
  expect(told[0]).toMatchObject({ type: 'case.opened', data: { application: id, number, service: SERVICE } })
  expect(told.find(({ type }) => type === 'task.opened')).toMatchObject({
    data: { application: id, number, office: expect.any(String), task: expect.stringContaining(id) },
  })
  // nothing of what is in the case
  const said = JSON.stringify(told)
  expect(said).not.toContain(bench.numberOf('dilnoza'))
  for (const answer of Object.values(bench.answersOf(SERVICE)))
    if (typeof answer === 'string' && answer.length > 10) expect(said).not.toContain(answer)
  expect((await bench.deliveriesOf(webhook)).every(({ state, tries }) => state === 'delivered' && tries === 1)).toBe(
    true,
  )
  const { rows } = await bench.instance.database.query<{ body: object }>(
    "select body from audit.history where subject = $1 and kind = 'webhooks.told'",
    [id],
  )
  expect(rows).toHaveLength(told.length)
})

it('tells nobody of what is not theirs, and withholds what was put down before their roles ended', async () => {
  const { secrets, told, server } = system()
  const { webhook, secret } = await bench.subscribed(await bench.listening(server), demoPersonId('dilnoza'))
  secrets.push(secret)
  await bench.file(SERVICE)
  await bench.work()
  expect(told).toEqual([])
  expect(await bench.deliveriesOf(webhook)).toEqual([])
  // put down while it may, and sent when it may no longer
  await bench.api('administrator', 'POST', '/exchange/systems', { client: CLIENT, account: await bench.officer() })
  await bench.api('administrator', 'POST', `/webhooks/${webhook}/pause`)
  await bench.file(SERVICE)
  await bench.work()
  const waiting = await bench.deliveriesOf(webhook)
  expect(waiting.length).toBeGreaterThan(0)
  await bench.api('administrator', 'POST', '/exchange/systems', { client: CLIENT, account: demoPersonId('dilnoza') })
  await bench.api('administrator', 'POST', `/webhooks/${webhook}/resume`)
  await bench.work()
  expect(told).toEqual([])
  expect((await bench.deliveriesOf(webhook)).map(({ state }) => state)).toEqual(waiting.map(() => 'withheld'))
})

it('tries again later, under the same id and in order, what fails twice; nothing else is sent in vain meanwhile', async () => {
  const { secrets, told, server } = system()
  const ids: unknown[] = []
  const [takes] = server.listeners('request') as RequestListener[]
  const address = await bench.listening(
    createServer((request, response) => {
      ids.push(request.headers['webhook-id'])
      if (ids.length <= 2) response.writeHead(500).end()
      // slow, but it answers
      else setTimeout(() => takes!(request, response), 50)
    }),
  )
  const { webhook, secret } = await bench.subscribed(address)
  secrets.push(secret)
  await bench.file(SERVICE)
  await bench.work()
  expect(ids).toHaveLength(1)
  expect(await bench.stateOf(webhook)).toMatchObject({ state: 'away', tryAt: expect.any(String) })
  // another case comes: it waits for the same moment
  const second = await bench.file(SERVICE)
  await bench.work()
  expect(ids).toHaveLength(1)
  bench.pass(6)
  await bench.work()
  expect(ids).toHaveLength(2)
  bench.pass(400)
  await bench.work()
  expect((await bench.stateOf(webhook)).state).toBe('on')
  bench.pass(400)
  await bench.work()
  const took = await bench.deliveriesOf(webhook)
  expect(took.map(({ state }) => state)).toEqual(took.map(() => 'delivered'))
  expect(new Set(told.map(({ id }) => id)).size).toBe(told.length)
  expect(told).toHaveLength(took.length)
  expect(ids.filter((id) => id === ids[0])).toHaveLength(ids.filter((id) => id === ids[1]).length)
  const types = told.filter(({ data }) => data['application'] === second.id).map(({ type }) => type)
  expect(types[0]).toBe('case.opened')
})

it('goes on by itself when a system that was down is back, and gives it each message once', async () => {
  const { secrets, told, server } = system()
  const address = await bench.listening(server)
  const { port } = server.address() as AddressInfo
  const { webhook, secret } = await bench.subscribed(address)
  secrets.push(secret)
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
  const filed = [await bench.file(SERVICE), await bench.file(SERVICE)]
  await bench.work()
  for (const seconds of [6, 400]) {
    bench.pass(seconds)
    await bench.work()
  }
  expect(await bench.stateOf(webhook)).toMatchObject({ state: 'away' })
  expect(told).toEqual([])
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  bench.pass(2400)
  await bench.work()
  expect(await bench.stateOf(webhook)).toMatchObject({ state: 'on', waiting: 0, stopped: 0 })
  for (const { id } of filed)
    expect(told.filter(({ data }) => data['application'] === id)[0]).toMatchObject({ type: 'case.opened' })
  expect(new Set(told.map(({ id }) => id)).size).toBe(told.length)
})

it('gives up after three days with an incident; letting it go on sends all that waited', async () => {
  const { secrets, told, server } = system()
  let works = false
  const [takes] = server.listeners('request') as RequestListener[]
  const address = await bench.listening(
    createServer((request, response) => (works ? takes!(request, response) : void response.destroy())),
  )
  const { webhook, secret } = await bench.subscribed(address)
  secrets.push(secret)
  const { id } = await bench.file(SERVICE)
  await bench.work()
  for (let day = 0; day < 12; day++) {
    bench.pass(86_400 * 1.2)
    await bench.work()
  }
  expect(await bench.stateOf(webhook)).toMatchObject({ state: 'silent' })
  const { items } = (await bench.api('administrator', 'GET', '/incidents')).body
  const incident = items.find(({ kind }: { kind: string }) => kind === 'webhooks.resume')
  expect(incident.cause).toContain(CLIENT)
  works = true
  const again = await bench.api('administrator', 'POST', `/incidents/${incident.id}/retry`, { reason: 'It is back' })
  expect(again.status).toBeLessThan(300)
  await bench.work()
  expect((await bench.stateOf(webhook)).state).toBe('on')
  expect(told.some(({ data }) => data['application'] === id)).toBe(true)
})

it('stops one message that is not taken, holds what comes after it of the same case only, and sends it again when asked', async () => {
  const { secrets, told, server } = system()
  const bad = new Set<unknown>()
  const [takes] = server.listeners('request') as RequestListener[]
  const address = await bench.listening(
    createServer((request, response) => {
      // the first message it ever sees is one it can't read; it moved it elsewhere
      if (bad.size === 0) bad.add(request.headers['webhook-id'])
      if (bad.has(request.headers['webhook-id'])) response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end()
      else takes!(request, response)
    }),
  )
  const { webhook, secret } = await bench.subscribed(address)
  secrets.push(secret)
  const first = await bench.file(SERVICE)
  await bench.work()
  const second = await bench.file(SERVICE)
  await bench.work()
  for (let day = 0; day < 12; day++) {
    bench.pass(86_400 * 1.2)
    await bench.work()
  }
  const of = async (application: string) =>
    (await bench.deliveriesOf(webhook)).filter((delivery) => delivery.application === application).reverse()
  const [stopped, ...behind] = await of(first.id)
  expect(stopped).toMatchObject({ id: [...bad][0], state: 'stopped', tries: 10 })
  expect(behind.length).toBeGreaterThan(0)
  expect(behind.every(({ state }) => state === 'behind')).toBe(true)
  expect((await of(second.id)).every(({ state }) => state === 'delivered')).toBe(true)
  bad.clear()
  bad.add('none')
  const path = `/webhooks/${webhook}/deliveries/${stopped!.id}/again`
  expect((await bench.api('administrator', 'POST', path)).status).toBe(202)
  await bench.work()
  expect((await of(first.id)).every(({ state }) => state === 'delivered')).toBe(true)
  expect(told.filter(({ data }) => data['application'] === first.id)[0]).toMatchObject({ id: stopped!.id })
})

it('ends when the system says that it wants no more, and writes that down', async () => {
  const address = await bench.listening(createServer((_request, response) => response.writeHead(410).end()))
  const { webhook } = await bench.subscribed(address)
  await bench.file(SERVICE)
  await bench.work()
  expect(await bench.stateOf(webhook)).toMatchObject({ state: 'gone', waiting: 0 })
  const { rows } = await bench.instance.database.query(
    "select body::jsonb->>'why' as why from audit.history where kind = 'webhooks.left' and body like '%' || $1 || '%'",
    [webhook],
  )
  expect(rows).toEqual([{ why: 'gone' }])
  expect((await bench.api('administrator', 'POST', `/webhooks/${webhook}/test`)).status).toBe(410)
})

it('signs with the old secret beside the new one while it changes, and shows a secret once', async () => {
  const { secrets, told, server } = system()
  const { webhook, secret } = await bench.subscribed(await bench.listening(server))
  secrets.push(secret)
  const test = () => bench.api('administrator', 'POST', `/webhooks/${webhook}/test`)
  await test()
  const rotated = (await bench.api('administrator', 'POST', `/webhooks/${webhook}/secret`)).body
  await test()
  await bench.work()
  // the receiver still has the old one only
  expect(told.map(({ type }) => type)).toEqual(['test', 'test'])
  bench.pass(86_401)
  await test()
  await bench.work()
  expect(told).toHaveLength(2)
  secrets.splice(0, 1, rotated.secret)
  await bench.api('administrator', 'POST', `/webhooks/${webhook}/resume`)
  bench.pass(10)
  await bench.work()
  expect(told).toHaveLength(3)
  const { rows } = await bench.instance.database.query(
    "select string_agg(t::text, '') as all from webhooks.subscription t",
    [],
  )
  expect(JSON.stringify(rows)).not.toContain(rotated.secret.slice(6, 20))
})

it('refuses addresses inside the network, systems nobody let in, and whoever is no administrator', async () => {
  await bench.api('administrator', 'POST', '/exchange/systems', { client: CLIENT, account: await bench.officer() })
  const ask = (persona: string, body: object) =>
    bench.api(persona, 'POST', '/webhooks', { client: CLIENT, events: EVENTS, ...body })
  for (const address of ['https://169.254.169.254/', 'http://system.example/', 'https://10.0.0.1/x'])
    expect((await ask('administrator', { address })).status).toBe(422)
  expect((await ask('administrator', { address: 'https://a.example/', client: 'UZ/GOV/1/x' })).status).toBe(422)
  expect((await ask('officer', { address: 'https://a.example/' })).status).toBe(403)
})

it('is steered on its page: named, tried, paused and ended by an administrator, who sees what became of each message', async () => {
  const { secrets, told, server } = system()
  const address = await bench.listening(server)
  await bench.api('administrator', 'POST', '/exchange/systems', { client: CLIENT, account: await bench.officer() })
  const administrator = await bench.as('aziza')
  const page = await administrator.get('/en/administration/webhooks')
  expect(page.text).toContain(CLIENT)
  const key = /name="key" value="([^"]+)"/.exec(page.text)![1]!
  const fields: [string, string][] = [
    ['key', key],
    ['client', CLIENT],
    ['address', address],
    ['events', 'task.opened'],
  ]
  const made = await administrator.post('/en/administration/webhooks', fields)
  expect(made.status).toBe(200)
  secrets.push(/whsec_[A-Za-z0-9+/=]+/.exec(made.text)![0])
  const again = await administrator.post('/en/administration/webhooks', fields)
  expect(again.text).not.toContain('whsec_')
  expect(again.text).toContain('The secret was shown before')
  const here = /\/en\/administration\/webhooks\/[0-9a-f-]{36}/.exec(made.text)![0]
  expect((await administrator.post(`${here}/test`, {})).location).toContain('done=test')
  await bench.work()
  expect(told.map(({ type }) => type)).toEqual(['test'])
  const shown = await administrator.get(here)
  expect(shown.text).toContain('taken')
  expect(shown.text).toContain(told[0]!.id)
  const wrong = await administrator.post(here, { address: 'https://10.0.0.1/', events: 'task.opened' })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('Nothing may be sent to this address')
  expect((await administrator.post(`${here}/pause`, {})).location).toContain('done=pause')
  expect((await administrator.get(here)).text).toContain('Go on')
  expect((await administrator.post(`${here}/end`, {})).location).toContain('done=end')
})

it('sends a message again under the same id when the process dies between sending it and writing that down', async () => {
  const { secrets, told, server } = system()
  const ids: unknown[] = []
  const [takes] = server.listeners('request') as RequestListener[]
  const address = await bench.listening(
    createServer((request, response) => {
      ids.push(request.headers['webhook-id'])
      takes!(request, response)
    }),
  )
  const { webhook, secret } = await bench.subscribed(address)
  secrets.push(secret)
  await bench.api('administrator', 'POST', `/webhooks/${webhook}/test`)
  const { database, handlers } = bench.instance
  const worker = await handlers()
  const job = (await claimJobs(database, bench.clock(), 20)).find(({ kind }) => kind === 'webhooks.deliver')!
  const handler = worker.handlers.find(({ kind }) => kind === job.kind)!
  // all that a process does before it is killed: the message has arrived, and nothing says so
  const outside = { ask: (_system: string, question: () => Promise<unknown>) => question() }
  await handler.effect!(job, outside as never)
  expect(ids).toHaveLength(1)
  expect((await bench.deliveriesOf(webhook))[0]).toMatchObject({ state: 'waiting', tries: 0 })
  // while the dead one's lease lasts nobody takes it; then another process does
  await bench.work()
  expect(ids).toHaveLength(1)
  bench.pass(60)
  await bench.work()
  expect(ids).toEqual([ids[0], ids[0]])
  // the receiver did it once; the dead process, were it to wake, writes nothing
  expect(told).toHaveLength(1)
  await runJob(database, { ...handler, effect: async () => ({ tried: [] }) }, job, bench.clock, silent as never)
  expect(await bench.deliveriesOf(webhook)).toMatchObject([{ id: ids[0], state: 'delivered', tries: 1 }])
  await worker.close()
})
const silent = { info() {}, warn() {}, error() {}, debug() {} }

it('keeps the order of each case and sends nothing twice when two workers send at once', async () => {
  const { secrets, told, server } = system()
  const ids: string[] = []
  const flying = new Map<string, number>()
  let together = 0
  let atOnce = 0
  const [takes] = server.listeners('request') as RequestListener[]
  const address = await bench.listening(
    createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const { data } = JSON.parse(Buffer.concat(chunks).toString()) as { data: { application: string } }
        ids.push(String(request.headers['webhook-id']))
        const now = (flying.get(data.application) ?? 0) + 1
        flying.set(data.application, now)
        if (now > 1) together++
        atOnce = Math.max(
          atOnce,
          [...flying.values()].reduce((sum, count) => sum + count, 0),
        )
        // long enough for the other worker to look for work meanwhile
        setTimeout(() => {
          flying.set(data.application, flying.get(data.application)! - 1)
          const again = Object.assign(Readable.from(chunks), { headers: request.headers, method: request.method })
          takes!(again as never, response)
        }, 20)
      })
    }),
  )
  const { webhook, secret } = await bench.subscribed(address)
  secrets.push(secret)
  await bench.api('administrator', 'POST', `/webhooks/${webhook}/pause`)
  const filed = []
  for (let count = 0; count < 6; count++) filed.push(await bench.file(SERVICE))
  await bench.work()
  await bench.api('administrator', 'POST', `/webhooks/${webhook}/resume`)
  const queued = (await bench.deliveriesOf(webhook)).reverse()
  expect(queued.length).toBeGreaterThan(8)
  const { database, handlers } = bench.instance
  const workers = [await handlers(), await handlers()]
  const works = async ({ handlers: known }: (typeof workers)[number]) => {
    for (let round = 0; round < 2000 && ids.length < queued.length; round++) {
      const jobs = await claimJobs(database, bench.clock(), 5)
      await Promise.all(
        jobs.map((job) =>
          runJob(
            database,
            known.find(({ kind }) => kind === job.kind),
            job,
            bench.clock,
            silent as never,
          ),
        ),
      )
    }
  }
  await Promise.all(workers.map(works))
  await bench.work()
  for (const worker of workers) await worker.close()
  expect([together, ids.length, new Set(ids).size]).toEqual([0, queued.length, queued.length])
  // cases go side by side; each in its own order
  expect(atOnce).toBeGreaterThan(1)
  for (const { id } of filed)
    expect(told.filter(({ data }) => data['application'] === id).map((message) => message.id)).toEqual(
      queued.filter(({ application }) => application === id).map((message) => message.id),
    )
})
