import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bodySystem } from '../../../demo/body-system.ts'
import { readCountry } from '../../platform/country/index.ts'
import { demoPersonId, endRole, giveRole } from '../../platform/identity/index.ts'
import { caseBench, type CaseBench } from './testing.ts'

const { exchange: to } = readCountry('country/uz')
const BODY = 'ecology-1726266'
let bench: CaseBench
beforeAll(async () => {
  bench = await caseBench([])
})
afterAll(() => bench?.close())

const pem = (key: KeyObject) => createPublicKey(key).export({ type: 'spki', format: 'pem' }) as string
const newKey = () => generateKeyPairSync('ed25519').privateKey
const asking = (key: KeyObject, client: string) =>
  bodySystem({ client, folder: bench.instance.config.exchangeFolder!, darcha: bench.origin, to, key })
const HEADED = 'khokimiyat-1726266'
/** A certificate of the year 2020. */
const ENDED = `-----BEGIN CERTIFICATE-----
MIHXMIGKAgEBMAUGAytlcDAYMRYwFAYDVQQDDA1lbmRlZC5leGFtcGxlMB4XDTIw
MDEwMTAwMDAwMFoXDTIxMDEwMTAwMDAwMFowGDEWMBQGA1UEAwwNZW5kZWQuZXhh
bXBsZTAqMAUGAytlcAMhAEgsep8wg2r5Ak1rCcZG8s98agqOtGNOXA66KIEk4g9K
MAUGAytlcANBAPNV4D3Euynh55q2Ey1KhfDIagRsF3/LvmQIntSjxwHDFrICB/8z
vny/94UCZ8zBlU/F5bhCsUrtS4NL8/t6GQE=
-----END CERTIFICATE-----`
const letIn = (persona: string, input: object) => bench.api(persona, 'POST', '/exchange/systems', input)
const rightsOf = async (system: string) =>
  (await bench.api('administrator', 'GET', `/exchange/systems/${system}`)).body.rights as { service: string }[]

it('a head gives no system the role of a counter, nor the right to record results, and finds neither on the page', async () => {
  const wanted = { client: 'UZ/GOV/309990925/cases', name: 'System of the head', body: HEADED }
  for (const more of [{ role: 'counter' }, { services: ['listTasks', 'recordResult'] }])
    expect((await letIn('head', { ...wanted, ...more })).status).toBe(403)
  const made = await letIn('head', wanted)
  expect(made.status).toBe(201)
  const { system } = made.body as { system: string }
  expect((await rightsOf(system)).map(({ service }) => service)).toEqual(['listTasks', 'openCase', 'readCase'])
  const give = async (persona: string, service: string) =>
    (await bench.api(persona, 'POST', `/exchange/systems/${system}/rights`, { service })).status
  expect([await give('head', 'recordResult'), await give('head', 'readCase')]).toEqual([403, 201])
  for (const [person, offers] of [
    ['nargiza', false],
    ['aziza', true],
  ] as const) {
    const visitor = await bench.as(person)
    const { text } = await visitor.get('/en/administration/systems')
    expect([person, text.includes('value="counter"'), text.includes('value="recordResult"')]).toEqual([
      person,
      offers,
      offers,
    ])
    const page = await visitor.get(`/en/administration/systems/${system}`)
    expect([person, page.text.includes('value="recordResult"')]).toEqual([person, offers])
    expect(page.text).toContain('value="readCase"')
  }
  const byPage = await (await bench.as('nargiza')).post('/en/administration/systems', {
    name: 'System of the page',
    body: HEADED,
    client: 'UZ/GOV/309990925/page',
    role: 'officer',
    services: 'listTasks',
  })
  expect(byPage.status).toBe(303)
  expect(await give('administrator', 'recordResult')).toBe(201)
})

it('a head gives no key to a machine that may do more than a head gives, and ends any', async () => {
  const wanted = { client: 'UZ/GOV/309990925/keys', name: 'System with a key', body: HEADED }
  const { system } = (await letIn('head', wanted)).body as { system: string }
  const at = `/exchange/systems/${system}`
  const ask = async (persona: string, path: string, body: object) => bench.api(persona, 'POST', `${at}${path}`, body)
  const key = (persona: string) => ask(persona, '/keys', { publicKey: pem(newKey()) })
  const first = await key('head')
  expect(first.status).toBe(201)
  // what an administrator gives later would be that key's too: it ends first, in whatever order they come
  const more = () => ask('administrator', '/rights', { service: 'recordResult' })
  const early = await more()
  expect([early.status, early.body.type]).toEqual([409, 'urn:darcha:problem:exchange.key-of-head'])
  for (const anew of [{ services: ['recordResult'] }, { account: demoPersonId('jasur') }])
    expect((await letIn('administrator', { ...wanted, ...anew })).status).toBe(409)
  const page = await (await bench.as('aziza')).post(`/en/administration/systems/${system}/give-access`, {
    service: 'recordResult',
  })
  expect([page.status, page.text.includes(`a key that a head gave (${first.body.key})`)]).toEqual([409, true])
  const rights = async () =>
    (await bench.api('administrator', 'GET', at)).body.rights.filter(({ state }: any) => state === 'holds')
  expect((await rights()).map(({ service }: any) => service)).not.toContain('recordResult')
  // also one that is planned
  const planned = await ask('head', '/keys', { publicKey: pem(newKey()), since: '2100-01-01', earlierHours: null })
  expect((await ask('head', '/keys/end', { key: first.body.key })).status).toBe(200)
  expect((await more()).status).toBe(409)
  expect((await ask('administrator', '/keys/end', { key: planned.body.key })).status).toBe(200)
  expect((await key('administrator')).status).toBe(201)
  expect((await more()).status).toBe(201)
  const [byHead, byAdministrator] = [await key('head'), await key('administrator')]
  expect([byHead.status, byAdministrator.status]).toEqual([403, 201])
  // nor by letting it in once more
  expect((await letIn('head', { ...wanted, publicKey: pem(newKey()) })).status).toBe(403)
  expect((await ask('head', '/keys/end', { key: byAdministrator.body.key })).status).toBe(200)
  // the right taken back, it is a machine like those a head lets in
  expect((await ask('administrator', '/rights/end', { service: 'recordResult' })).status).toBe(200)
  expect((await key('head')).status).toBe(201)
})

it('who gave a key is judged by what they were then: neither a head who administers now nor an administrator who no longer does', async () => {
  const wanted = { client: 'UZ/GOV/309990925/givers', name: 'System whose givers change', body: HEADED }
  const { system } = (await letIn('head', wanted)).body as { system: string }
  const at = `/exchange/systems/${system}`
  const more = () => bench.api('administrator', 'POST', `${at}/rights`, { service: 'recordResult' })
  const { database } = bench.instance
  const become = (person: string, role: 'give' | 'end') => {
    const held = { person: demoPersonId(person), role: 'administrator', body: HEADED }
    const now = bench.clock()
    return database.transaction<unknown>((tx) =>
      role === 'give' ? giveRole(tx, { ...held, since: now, givenBy: 'system' }) : endRole(tx, held, now),
    )
  }
  const first = await bench.api('head', 'POST', `${at}/keys`, { publicKey: pem(newKey()) })
  expect(first.status).toBe(201)
  await become('nargiza', 'give')
  const early = await more()
  expect([early.status, early.body.type]).toEqual([409, 'urn:darcha:problem:exchange.key-of-head'])
  // what she gives as an administrator is one's
  const second = await bench.api('head', 'POST', `${at}/keys`, { publicKey: pem(newKey()) })
  expect(second.status).toBe(201)
  await become('nargiza', 'end')
  expect((await bench.api('administrator', 'POST', `${at}/keys/end`, { key: first.body.key })).status).toBe(200)
  expect((await more()).status).toBe(201)
})

it('a head takes no address of a member that the exchange knows, before an administrator has said whose it is', async () => {
  const member = 'UZ/GOV/309990926'
  bodySystem({ client: `${member}/known`, folder: bench.instance.config.exchangeFolder!, darcha: bench.origin, to })
  const wanted = { client: `${member}/mine`, name: 'System of the head', body: HEADED }
  const refused = await letIn('head', wanted)
  expect([refused.status, refused.body.type]).toEqual([409, expect.stringContaining('client-taken')])
  expect((await letIn('administrator', { ...wanted, client: `${member}/known` })).status).toBe(201)
  expect((await letIn('head', wanted)).status).toBe(201)
})

it('says of a certificate that has ended that it has ended, when a system is let in and later', async () => {
  const wanted = { client: 'UZ/GOV/309990927/cases', name: 'System with a certificate', body: HEADED }
  const errors = [expect.objectContaining({ path: 'publicKey', code: 'systems.problem.expired' })]
  const refused = await letIn('administrator', { ...wanted, publicKey: ENDED })
  expect([refused.status, refused.body.errors]).toEqual([422, errors])
  const { system } = (await letIn('administrator', wanted)).body as { system: string }
  const later = await bench.api('administrator', 'POST', `/exchange/systems/${system}/keys`, { publicKey: ENDED })
  expect([later.status, later.body.errors]).toEqual([422, errors])
})

it('goes on by what it has until what is planned begins, and what was planned stays planned', async () => {
  const [now, next, planned] = [newKey(), newKey(), newKey()]
  const client = 'UZ/GOV/309990928/cases'
  const given = { client, name: 'System with plans', body: BODY, services: ['listTasks'], publicKey: pem(now) }
  const { system } = (await letIn('administrator', given)).body as { system: string }
  const give = (what: string, input: object) =>
    bench.api('administrator', 'POST', `/exchange/systems/${system}/${what}`, input)
  const right = await give('rights', { service: 'listTasks', since: '2100-01-01' })
  expect(right.status).toBe(201)
  const begins = expect.stringContaining(right.body.since.slice(0, 19))
  expect(await rightsOf(system)).toMatchObject([
    { state: 'later', since: begins, until: null },
    { state: 'holds', until: begins },
  ])
  expect((await asking(now, client)('listTasks', { office: BODY })).status).toBe(200)
  const later = await give('keys', { publicKey: pem(planned), since: '2100-01-01', earlierHours: null })
  expect(later.status).toBe(201)
  expect((await give('keys', { publicKey: pem(next), earlierHours: 0 })).status).toBe(201)
  const { keys } = (await bench.api('administrator', 'GET', `/exchange/systems/${system}`)).body
  expect(keys).toMatchObject([
    { fingerprint: later.body.key, state: 'later', until: null },
    { state: 'holds', until: null },
    { state: 'ended' },
  ])
})

/** Asks one after another while something is held, each when the one before waits; then lets go. @returns their states */
async function whileHeld(held: string, ...asks: (() => Promise<{ status: number }>)[]): Promise<number[]> {
  const { database } = bench.instance
  const asked: Promise<{ status: number }>[] = []
  const waiting = async () =>
    (
      await database.query<{ waits: number }>(
        "select count(*)::int as waits from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      )
    ).rows[0]!.waits
  await database.transaction(async (tx) => {
    await tx.query(held)
    for (const ask of asks) {
      asked.push(ask())
      await expect.poll(waiting, { timeout: 20_000 }).toBe(asked.length)
    }
  })
  return (await Promise.all(asked)).map(({ status }) => status)
}

it('of two heads who name an address at once the first has it, and no key of the other is believed', async () => {
  const client = 'UZ/GOV/309990929/cases'
  const [first, second] = [newKey(), newKey()]
  const name = (persona: string, body: string, key: KeyObject) => () =>
    letIn(persona, { client, name: 'System of two', body, publicKey: pem(key) })
  expect(
    await whileHeld(
      'lock table exchange.system_right in exclusive mode',
      name('head', HEADED, first),
      name('head-cadastre', 'cadastre-1726266', second),
    ),
  ).toEqual([201, 409])
  expect((await asking(first, client)('listTasks', { office: HEADED })).status).toBe(200)
  await expect(asking(second, client)('listTasks', { office: HEADED })).rejects.toThrow('InvalidSignatureValue')
})

it('ends with a system also the key that is being given it', async () => {
  const client = 'UZ/GOV/309990930/cases'
  const [first, second] = [newKey(), newKey()]
  const wanted = { client, name: 'System that ends', body: BODY, services: ['listTasks'] }
  const { system } = (await letIn('administrator', { ...wanted, publicKey: pem(first) })).body as { system: string }
  const keys = `/exchange/systems/${system}/keys`
  expect(
    await whileHeld(
      `select from exchange.system_key where system = '${system}' for update`,
      () => bench.api('administrator', 'POST', keys, { publicKey: pem(second) }),
      () => bench.api('administrator', 'POST', '/exchange/systems/end', { client }),
    ),
  ).toEqual([201, 200])
  expect((await letIn('administrator', wanted)).status).toBe(201)
  await expect(asking(second, client)('listTasks', { office: BODY })).rejects.toThrow('InvalidSignatureValue')
})

it('the account that a system speaks by is nobody’s colleague, and administrators see that it is a system’s', async () => {
  const wanted = { client: 'UZ/GOV/309990931/cases', name: 'Aaron’s helper', body: HEADED }
  const { system } = (await letIn('administrator', wanted)).body as { system: string }
  const { rows } = await bench.instance.database.query<{ account: string }>(
    'select account from exchange.system where id = $1',
    [system],
  )
  const { account } = rows[0]!
  const team = (await bench.api('head', 'GET', `/offices/${HEADED}/team`)).body.people as { person: string }[]
  expect(team.length).toBeGreaterThan(1)
  expect(team.map(({ person }) => person)).not.toContain(account)
  const standIn = { person: demoPersonId('nargiza'), substitute: account, until: '2026-12-20' }
  expect((await bench.api('head', 'POST', `/offices/${HEADED}/substitutes`, standIn)).status).toBe(422)
  const head = await bench.as('nargiza')
  expect((await head.get('/en/desk/team')).text).not.toContain('helper')
  const holders = (await bench.api('administrator', 'GET', `/bodies/${HEADED}/roles`)).body.items as {
    person: string
    machine: boolean
  }[]
  expect(holders.filter(({ machine }) => machine).map(({ person }) => person)).toContain(account)
  expect(holders.filter(({ machine }) => !machine).map(({ person }) => person)).toEqual(
    expect.arrayContaining(team.map(({ person }) => person)),
  )
  expect((await (await bench.as('aziza')).get(`/en/administration/bodies/${HEADED}`)).text).toMatch(
    /Aaron.s helper · System/,
  )
})
