import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bodySystem } from '../../../demo/body-system.ts'
import { readCountry } from '../../platform/country/index.ts'
import { demoPersonId } from '../../platform/identity/index.ts'
import { exchangeModule } from '../exchange/index.ts'
import { caseBench, type CaseBench } from './testing.ts'

const SERVICE = 'guardianship-incapacitated-adult'
const { exchange: to } = readCountry('country/uz')
const CLIENT = 'UZ/GOV/309990920/ecology-system'
let bench: CaseBench
let ask: ReturnType<typeof bodySystem>
beforeAll(async () => {
  bench = await caseBench([SERVICE])
  const folder = bench.instance.config.exchangeFolder!
  ask = bodySystem({ client: CLIENT, folder, darcha: bench.origin, to })
})
afterAll(() => bench?.close())

/** An open task of an office, and the demo person whose roles do it. */
async function openTask() {
  const { id } = await bench.file(SERVICE)
  await bench.work()
  const [task] = (
    await bench.instance.database.query<{ wait: number; office: string; role: string; act: string }>(
      "select wait, office, role, act from process.task where case_id = $1 and performer = 'office' order by wait",
      [id],
    )
  ).rows
  const [account] = (
    await bench.instance.database.query<{ person: string }>(
      'select person from identity.role where body = $1 and role = $2 and until is null order by person limit 1',
      [task!.office, task!.role],
    )
  ).rows
  return { id, task: `${id}.${task!.wait}`, office: task!.office, account: account!.person, act: task!.act }
}

it('is refused until an administrator has named the system, whoever signs', async () => {
  await expect(ask('listTasks', { office: 'any' })).rejects.toThrow('Server.ServerProxy.AccessDenied')
  const bare = await fetch(`${bench.origin}/r1/UZ/GOV/309990900/darcha/listTasks`, { method: 'POST', body: '{}' })
  expect(bare.headers.get('x-road-error')).toBe('Client.BadRequest')
  const own = { client: CLIENT, account: demoPersonId('aziza') }
  expect((await bench.api('administrator', 'POST', '/exchange/systems', own)).status).toBe(403)
})

it('lists what waits for its office, records a result once, and has no rights of others', async () => {
  const { id, task, office, account, act } = await openTask()
  const named = await bench.api('administrator', 'POST', '/exchange/systems', { client: CLIENT, account })
  expect(named.status).toBe(201)
  expect((await ask('listMethods', undefined)).answer).toMatchObject({
    service: expect.arrayContaining([expect.objectContaining({ service_code: 'recordResult' })]),
  })
  const listed = await ask('listTasks', { office })
  expect(listed).toMatchObject({
    status: 200,
    answer: { items: expect.arrayContaining([expect.objectContaining({ id: task })]) },
  })
  expect(await ask('listTasks', { office: 'ministry-digital' })).toMatchObject({ status: 403 })
  // a misspelt name is not taken for none
  expect(await ask('listTasks', { ofice: office })).toMatchObject({
    status: 422,
    answer: { fields: expect.arrayContaining(['ofice']) },
  })
  const outcome = { examine: 'ok', opinion: 'agree', inspect: 'fit', decide: 'grant' }[act]!
  // the same question twice on the line: one result, one answer
  const question = '0c3b7b0e-4b4b-4a53-9d0e-2f5a4f6d7e01'
  const happened = act === 'inspect' ? { happenedOn: bench.instance.country.localDate(bench.clock()) } : {}
  const once = await ask('recordResult', { task, outcome, ...happened }, id, question)
  expect(once).toMatchObject({ status: 200, answer: { application: id } })
  expect(await ask('recordResult', { task, outcome, ...happened }, id, question)).toEqual(once)
  // the id of one question is no other's
  await expect(ask('recordResult', { task, outcome: 'refuse' }, id, question)).rejects.toThrow('Replayed')
  expect((await ask('recordResult', { task, outcome, ...happened }, id)).status).toBe(409)
  // both sides of each message stand in our log
  const kept = await bench.instance.database.query<{ direction: string }>(
    'select direction from exchange.message where id = $1 order by direction',
    [question],
  )
  expect(kept.rows.map(({ direction }) => direction)).toContain('answer')
  const opened = await ask('openCase', { service: SERVICE, answers: bench.answersOf(SERVICE) })
  expect(opened.status).toBe(200)
  // told to come again, it is told when, and is answered then though it asks by the same id
  const full =
    'insert into casework.mismatch (person, id, at) select $1, gen_random_uuid(), $2 from generate_series(1, 1000)'
  await bench.instance.database.query(full, [account, bench.clock()])
  const told: (string | undefined)[] = []
  const listen = ({ response }: any) => told.push(response.headers['retry-after'])
  subscribe('http.client.response.finish', listen)
  const again = '0c3b7b0e-4b4b-4a53-9d0e-2f5a4f6d7e03'
  const asked = { service: SERVICE, answers: bench.answersOf(SERVICE) }
  const refused = await ask('openCase', asked, 'none', again)
  unsubscribe('http.client.response.finish', listen)
  expect([refused.status, Number(told.at(-1)) > 80_000]).toEqual([429, true])
  await bench.instance.database.query('delete from casework.mismatch')
  expect((await ask('openCase', asked, 'none', again)).status).toBe(200)
})

it('lets in no system that was ended', async () => {
  expect((await bench.api('administrator', 'POST', '/exchange/systems/end', { client: CLIENT })).status).toBe(200)
  await expect(ask('listTasks', { office: 'any' })).rejects.toThrow('Server.ServerProxy.AccessDenied')
})

const BODY = 'ecology-1726266'
const OWN = 'UZ/GOV/309990921/cases'
const pem = (key: KeyObject) => createPublicKey(key).export({ type: 'spki', format: 'pem' }) as string
const newKey = () => generateKeyPairSync('ed25519').privateKey
const asking = (key: KeyObject, client = OWN) =>
  bodySystem({ client, folder: bench.instance.config.exchangeFolder!, darcha: bench.origin, to, key })

it('is let in with a key and rights of its own; a new key takes the place of the one before; what ends is believed no longer', async () => {
  const [first, second] = [newKey(), newKey()]
  const letIn = await bench.api('administrator', 'POST', '/exchange/systems', {
    client: OWN,
    name: 'System of cases',
    body: BODY,
    services: ['listTasks'],
    publicKey: pem(first),
  })
  expect(letIn.status).toBe(201)
  const { system } = letIn.body as { system: string }
  expect((await asking(first)('listTasks', { office: BODY })).status).toBe(200)
  // its question is proven to others by the key it was given
  const question = '0c3b7b0e-4b4b-4a53-9d0e-2f5a4f6d7e02'
  await asking(first)('listTasks', { office: BODY }, 'none', question)
  const { body: proof } = await bench.api('auditor', 'GET', `/exchange/messages/${question}`)
  const judged = await exchangeModule.verifies.files[0]!.judge(Buffer.from(JSON.stringify(proof)), {
    ask: async () => undefined,
  } as never)
  expect([judged.valid, judged.problems]).toEqual([true, []])
  // it works in its body and nowhere else, and asks what it was let in to
  expect((await asking(first)('listTasks', { office: 'ministry-digital' })).status).toBe(403)
  await expect(asking(first)('readCase', { application: system })).rejects.toThrow('AccessDenied')
  await expect(asking(second)('listTasks', { office: BODY })).rejects.toThrow('InvalidSignatureValue')
  const rights = await bench.api('administrator', 'POST', `/exchange/systems/${system}/rights`, { service: 'readCase' })
  expect(rights.status).toBe(201)
  expect((await asking(first)('readCase', { application: system })).status).toBe(403)
  const keys = `/exchange/systems/${system}/keys`
  for (const publicKey of ['no key', pem(first), newKey().export({ type: 'pkcs8', format: 'pem' })])
    expect((await bench.api('administrator', 'POST', keys, { publicKey })).status).toBeGreaterThan(400)
  const rotated = await bench.api('administrator', 'POST', keys, { publicKey: pem(second) })
  expect(rotated.status).toBe(201)
  for (const key of [first, second]) expect((await asking(key)('listTasks', { office: BODY })).status).toBe(200)
  const shown = async () => (await bench.api('administrator', 'GET', `/exchange/systems/${system}`)).body
  expect((await shown()).keys).toMatchObject([
    { fingerprint: rotated.body.key, state: 'holds', until: null },
    { state: 'holds', until: expect.any(String) },
  ])
  const [, before] = (await shown()).keys as { fingerprint: string }[]
  expect((await bench.api('administrator', 'POST', `${keys}/end`, { key: before!.fingerprint })).status).toBe(200)
  await expect(asking(first)('listTasks', { office: BODY })).rejects.toThrow('InvalidSignatureValue')
  expect((await asking(second)('listTasks', { office: BODY })).status).toBe(200)
  await bench.api('administrator', 'POST', `/exchange/systems/${system}/rights/end`, { service: 'listTasks' })
  await expect(asking(second)('listTasks', { office: BODY })).rejects.toThrow('AccessDenied')
  expect(await shown()).toMatchObject({
    heardAt: expect.any(String),
    rights: [
      { service: 'listTasks', state: 'ended', endedBy: expect.any(String) },
      { service: 'readCase', state: 'holds' },
    ],
    faults: expect.arrayContaining([
      expect.objectContaining({ fault: 'InvalidSignatureValue', service: 'listTasks' }),
      expect.objectContaining({ fault: null, status: 403 }),
    ]),
  })
  const told = await bench.instance.database.query<{ kind: string }>(
    "select kind from audit.history where kind like 'exchange.%' and body like '%' || $1 || '%' order by at",
    [system],
  )
  expect(told.rows.map(({ kind }) => kind)).toEqual([
    'exchange.name-system',
    'exchange.give-access',
    'exchange.give-key',
    'exchange.end-key',
    'exchange.end-access',
  ])
})

it('is administered by the head of its body, and by no head of another', async () => {
  const head = async (persona: string, method: string, path: string, body?: object) =>
    (await bench.api(persona, method, path, body)).status
  const office = 'khokimiyat-1726266'
  const client = 'UZ/GOV/309990922/cases'
  const wanted = { client, name: 'System of the head', body: office }
  expect(await head('head-cadastre', 'POST', '/exchange/systems', wanted)).toBe(403)
  expect(await head('officer', 'POST', '/exchange/systems', wanted)).toBe(403)
  // neither an account of somebody, nor the address of a register or of another body's system
  expect(await head('head', 'POST', '/exchange/systems', { ...wanted, account: demoPersonId('dilnoza') })).toBe(403)
  const { address } = bench.instance.country.registers[0]!
  const register = [address.instance, address.memberClass, address.memberCode, 'mine'].join('/')
  for (const taken of [register, OWN, OWN.replace('cases', 'mine')])
    expect(await head('head', 'POST', '/exchange/systems', { ...wanted, client: taken })).toBe(409)
  const made = await bench.api('head', 'POST', '/exchange/systems', { ...wanted, publicKey: pem(newKey()) })
  expect(made.status).toBe(201)
  const { system } = made.body as { system: string }
  const seen = async (persona: string) =>
    ((await bench.api(persona, 'GET', '/exchange/systems')).body.items as { client: string }[]).map(
      (item) => item.client,
    )
  expect(await seen('head')).toEqual([client])
  expect(await seen('head-cadastre')).toEqual([])
  expect(await seen('administrator')).toContain(client)
  for (const [persona, status] of [
    ['head', 201],
    ['head-cadastre', 403],
  ] as const) {
    expect(await head(persona, 'POST', `/exchange/systems/${system}/keys`, { publicKey: pem(newKey()) })).toBe(status)
    const told = { client, address: 'https://system.example/told', events: ['task.opened'] }
    expect(await head(persona, 'POST', '/webhooks', told)).toBe(status)
  }
  const { items } = (await bench.api('head', 'GET', '/webhooks')).body as { items: { id: string }[] }
  expect(items).toHaveLength(1)
  expect((await bench.api('head-cadastre', 'GET', '/webhooks')).body.items).toEqual([])
  expect(await head('head-cadastre', 'POST', `/webhooks/${items[0]!.id}/end`)).toBe(403)
  expect(await head('head', 'POST', `/webhooks/${items[0]!.id}/end`)).toBe(200)
  expect(await head('head-cadastre', 'POST', '/exchange/systems/end', { client })).toBe(403)
  expect(await head('head', 'POST', '/exchange/systems/end', { client })).toBe(200)
})

it('is let in, given a key and ended on its page, which leads to what it is told, and back', async () => {
  const aziza = await bench.as('aziza')
  const page = await aziza.get(`/en/administration/systems?body=${BODY}`)
  expect(page.text).toContain('href="/en/administration/webhooks"')
  expect((await aziza.get('/en/administration/webhooks')).text).toContain('href="/en/administration/systems"')
  const fields = {
    name: 'System of the page',
    body: BODY,
    client: 'UZ/GOV/309990923/page',
    role: 'officer',
    services: 'listTasks',
    publicKey: 'nothing of the kind',
  }
  const refused = await aziza.post('/en/administration/systems', fields)
  expect([refused.status, refused.text.includes('This is no public key')]).toEqual([422, true])
  expect(refused.text).toContain('value="UZ/GOV/309990923/page"')
  const nowhere = await aziza.post('/en/administration/systems', { ...fields, body: 'Yunusobod', publicKey: '' })
  expect([nowhere.status, nowhere.text.includes('No body is called so, or several are')]).toEqual([422, true])
  const key = newKey()
  const called = 'Yunusobod ekologiya'
  const made = await aziza.post('/en/administration/systems', { ...fields, body: called, publicKey: pem(key) })
  expect(made.status).toBe(303)
  const here = made.location!.replace(/\?.*/, '')
  expect((await asking(key, fields.client)('listTasks', { office: BODY })).status).toBe(200)
  expect((await aziza.get(here)).text).toContain('Give it a new key')
  const late = await aziza.post(`${here}/give-access`, {
    service: 'readCase',
    'until.day': '1',
    'until.month': '1',
    'until.year': '2020',
  })
  expect([late.status, late.text.includes('must be today or later')]).toEqual([422, true])
  expect((await aziza.post(`${here}/give-access`, { service: 'readCase' })).location).toContain('done=give-access')
  expect((await aziza.post(`${here}/end`, {})).location).toContain('done=end')
  await expect(asking(key, fields.client)('listTasks', { office: BODY })).rejects.toThrow()
  expect((await aziza.get(`${here}?done=end`)).text).toContain('takes part no longer')
  const nargiza = await (await bench.as('nargiza')).get('/en/desk/team')
  expect(nargiza.text).toContain('/en/administration/systems?body=')
})

it('answers whatever comes in words, and never by a failure of ours', async () => {
  const key = newKey()
  const client = 'UZ/GOV/309990924/careless'
  const letIn = { client, name: 'A careless system', body: BODY, publicKey: pem(key) }
  expect((await bench.api('administrator', 'POST', '/exchange/systems', letIn)).status).toBe(201)
  const careless = asking(key, client)
  const said = async (...question: Parameters<typeof careless>) => {
    try {
      const { status } = await careless(...question)
      return status
    } catch (error) {
      return (error as Error).message
    }
  }
  // bodies of every kind: refused as wrong input, and nothing of them is stored
  for (const body of [
    undefined,
    null,
    [],
    'text',
    7,
    { office: '\u0000' },
    { office: '\ud800' },
    { office: {} },
    { office: 'x'.repeat(10_000) },
  ])
    expect([body, await said('listTasks', body)]).toEqual([
      body,
      expect.toSatisfy((status) => [403, 422].includes(status)),
    ])
  for (const service of ['\u0000', "'; drop table x", '__proto__', 'x'.repeat(5_000)])
    expect([service, await said('openCase', { service, answers: {} })]).toEqual([
      service,
      expect.toSatisfy((status) => [403, 404, 422].includes(status)),
    ])
  expect(await said('recordResult', { task: '../..', outcome: 'ok' })).toEqual(
    expect.toSatisfy((status) => [403, 404, 422].includes(status)),
  )
  for (const service of ['constructor', '__proto__', 'no-such'])
    expect(await said(service, {})).toContain('UnknownService')
  // a case and ids that no log can hold
  expect(await said('listTasks', { office: BODY }, 'a\u0000b')).toBe(400)
  for (const id of ['x'.repeat(5_000), 'with blanks'])
    expect(await said('listTasks', { office: BODY }, 'none', id)).toContain('Client.BadRequest')
  const bare = (path: string, headers: Record<string, string>, body = '{}') =>
    fetch(`${bench.origin}/r1/UZ/GOV/309990900/darcha/${path}`, { method: 'POST', body, headers })
  // of what nobody has proven to have sent only the beginning is kept
  await bare('listTasks', { 'x-road-client': 'UZ/GOV/1/x' }, JSON.stringify('x'.repeat(500_000)))
  const kept = await bench.instance.database.query<{ most: number }>(
    "select max(octet_length(body)) as most from exchange.message where client = 'UZ/GOV/1/x'",
    [],
  )
  expect(kept.rows).toEqual([{ most: 2_000 }])
  for (const [path, headers, fault] of [
    ['listTasks', {}, 'Client.BadRequest'],
    ['listTasks', { 'x-road-client': '%' }, 'Client.BadRequest'],
    ['listTasks', { 'x-road-client': `UZ/GOV/1/${'x'.repeat(3_000)}` }, 'Client.BadRequest'],
    ['listTasks', { 'x-road-client': 'UZ/GOV/1/x' }, 'Server.ServerProxy.InvalidSignatureValue'],
    ['listTasks', { 'x-road-client': client, 'darcha-seal': 'v=1' }, 'Server.ServerProxy.InvalidSignatureValue'],
    ['getOpenAPI?serviceCode=constructor', {}, 'Client.BadRequest'],
  ] as const) {
    const answer = await bare(path, headers)
    const { type, message } = (await answer.json()) as { type: string; message: string }
    expect([path, headers, type, message.length > 10]).toEqual([path, headers, fault, true])
    expect(message).not.toBe('the service failed')
  }
  for (const path of ['/r1', '/r1/', '/r1/UZ', '/r1/%', '/r1/UZ/GOV/1/x/y', '/r1/UZ/GOV/309990900/darcha'])
    expect([path, (await fetch(`${bench.origin}${path}`)).status]).toEqual([path, 404])
  // each stands in the log under the name of what was wrong
  const { rows } = await bench.instance.database.query<{ problem: string }>(
    "select distinct problem from exchange.message where part = 'received' and problem <> ''",
  )
  expect(rows.map(({ problem }) => problem)).not.toContain('Server.ServerProxy.ServiceFailed')
  // the interface's own doors
  for (const [method, path, body] of [
    ['GET', '/exchange/systems/x'],
    ['GET', '/exchange/systems/%00'],
    ['GET', '/exchange/registers/%00/services/%00'],
    ['GET', '/exchange/messages/x'],
    ['POST', '/exchange/systems', { client: '\u0000', body: '\u0000' }],
    ['POST', '/exchange/systems', { client: 'UZ/GOV/1/x', body: 'no-such', publicKey: 'x'.repeat(20_000) }],
    ['POST', '/exchange/systems/end', { client: 7 }],
    ['POST', '/webhooks', { client: '\u0000', address: 'https://[', events: ['none'] }],
    ['GET', '/webhooks/x/deliveries?before=x'],
  ] as const) {
    const { status, body: told } = await bench.api('administrator', method, path, body)
    expect([method, path, status >= 400 && status < 500, typeof told.title]).toEqual([method, path, true, 'string'])
  }
  for (const path of ['systems/x', 'systems/%00', 'systems?body=%00', 'webhooks/x', 'webhooks?client=%00'])
    expect([path, (await (await bench.as('aziza')).get(`/en/administration/${path}`)).status]).toEqual([
      path,
      expect.toSatisfy((status) => status < 500),
    ])
})
