import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readCountry } from '../src/platform/country/index.ts'
import { memberOf } from '../src/kernel/x-road/index.ts'
import {
  asker,
  httpSender,
  membersIn,
  openKey,
  sealer,
  sealJudge,
  type Ask,
  type LogEntry,
} from '../src/platform/wire/index.ts'
import { startDemo, type StartedDemo } from './process/testing.ts'
import { demoPeople } from './process/demo-people.ts'
import { REGISTERS } from './process/register-data.ts'

const country = readCountry('country/uz')
const addressOf = (name: string) => country.registers.find(({ id }) => id === name)!.address
let demo: StartedDemo
beforeAll(async () => {
  demo = await startDemo('registry')
})
afterAll(() => demo.stop())

const clock = () => new Date().toISOString()
const kept: LogEntry[] = []
/** Somebody's door to the exchange; our own subsystem unless said. */
function door(self = country.exchange, key = openKey(join(String(demo.facts['exchange']), 'own')), publishes = true) {
  const members = membersIn(join(String(demo.facts['exchange']), 'members'))
  if (publishes) members.publish(memberOf(self), key)
  return asker({
    self,
    sealer: sealer({ member: memberOf(self), key, clock }),
    judge: sealJudge(members),
    members,
    log: { append: async (entries) => void kept.push(...entries) },
    send: httpSender(),
    clock,
  })
}
const question = (more: Partial<Ask> = {}): Ask => ({
  to: { ...addressOf('population'), service: 'evidence' },
  body: { subject: { number: demoPeople()[0]!.number } },
  issue: 'T-1',
  purpose: 'a test',
  basis: 'law-1',
  ...more,
})
const admin = (settings: object) =>
  fetch(`${demo.url}/admin/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(settings),
  })

it('answers the same about the same person, and nothing about a stranger', async () => {
  const ask = door()
  const first = await ask(question())
  expect(first.body).toMatchObject({ status: 'found', data: { number: demoPeople()[0]!.number } })
  expect(((await ask(question())).body as { data: object }).data).toEqual((first.body as { data: object }).data)
  for (const register of Object.keys(REGISTERS)) {
    const to = { ...addressOf(register), service: 'evidence' }
    expect((await ask(question({ to, body: { subject: { number: '31210632040244' } } }))).body).toMatchObject({
      status: 'missing',
      data: null,
    })
  }
})

it.each(['issue', 'purpose', 'basis'])('asks for %s', async (field) => {
  expect(await door()(question({ [field]: '' }))).toMatchObject({ status: 400, body: { fields: [field] } })
})

it('can be down, and answer otherwise for a test', async () => {
  await admin({ outage: ['population'] })
  await expect(door()(question())).rejects.toMatchObject({ problem: 'failing' })
  expect((await door()(question({ to: { ...addressOf('tax'), service: 'evidence' } }))).status).toBe(200)
  await admin({ outage: [], overrides: { population: { [demoPeople()[0]!.number]: { name: 'Other' } } } })
  expect((await door()(question())).body).toMatchObject({ data: { name: 'Other' } })
  await admin({ overrides: {} })
})

it('lists and describes its services, as X-Road does', async () => {
  const to = (service: string) => ({ ...addressOf('population'), service })
  const ask = door()
  const listed = (await ask(question({ to: to('listMethods'), body: undefined }))).body as { service: object[] }
  expect(listed.service).toMatchObject([{ service_code: 'evidence' }, { service_code: 'persons' }])
  const described = await ask(question({ to: to('getOpenAPI'), body: undefined, rest: '?serviceCode=evidence' }))
  expect(described.body).toMatchObject({ openapi: '3.1.0', paths: { '/': { post: { operationId: 'evidence' } } } })
})

it('refuses who may not ask, who is no member and who signs with a foreign key', async () => {
  const other = { ...country.exchange, memberCode: '309990999', subsystem: 'other' }
  const made = () => generateKeyPairSync('ed25519').privateKey
  await expect(door(other, made(), false)(question())).rejects.toThrow('Server.ServerProxy.UnknownMember')
  await expect(door(other, made())(question())).rejects.toThrow('Server.ServerProxy.AccessDenied')
  await expect(door(country.exchange, made(), false)(question())).rejects.toThrow(
    'Server.ServerProxy.InvalidSignatureValue',
  )
  await expect(door()(question({ to: { ...addressOf('population'), service: 'no-such' } }))).rejects.toThrow(
    'Server.ServerProxy.UnknownService',
  )
  const bare = await fetch(`${demo.url}/r1/UZ/GOV/309990901/population/evidence`, { method: 'POST', body: '{}' })
  expect(bare.headers.get('x-road-error')).toBe('Client.BadRequest')
  expect(await bare.json()).toMatchObject({ type: 'Client.BadRequest', detail: expect.any(String) })
})

it('sends by the thousand what changed since', async () => {
  const to = { ...addressOf('population'), service: 'persons' }
  const page = async (after: number) =>
    (await door()(question({ to, body: { after, limit: 20 } }))).body as {
      rows: { record: string }[]
      next: number
      more: boolean
    }
  const seen: string[] = []
  let at = { next: 0, more: true, rows: [] as { record: string }[] }
  while (at.more) {
    at = await page(at.next)
    seen.push(...at.rows.map((row) => row.record))
  }
  expect(new Set(seen).size).toBe(demoPeople().length)
  const [record] = seen
  const rows = [{ record, number: demoPeople()[0]!.number, facts: { birthDate: '1988-04-18' } }]
  await fetch(`${demo.url}/admin/rows`, {
    method: 'PUT',
    body: JSON.stringify({ register: 'population', feed: 'persons', rows }),
  })
  expect((await page(at.next)).rows).toMatchObject([{ record, facts: { birthDate: '1988-04-18' } }])
})

it('runs each alone as a process with a key and a database of its own: one that is killed takes no other with it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'darcha-exchange-'))
  const alone = (REGISTERS: string) => startDemo('registry', { REGISTERS, EXCHANGE_FOLDER: folder })
  const [population, tax] = await Promise.all([alone('population'), alone('tax')])
  try {
    const members = membersIn(join(folder, 'members'))
    const key = openKey(join(folder, 'own'))
    members.publish(memberOf(country.exchange), key)
    const ask = asker({
      self: country.exchange,
      sealer: sealer({ member: memberOf(country.exchange), key, clock }),
      judge: sealJudge(members),
      members,
      log: { append: async () => undefined },
      send: httpSender(),
      clock,
    })
    const of = (name: string) => ask(question({ to: { ...addressOf(name), service: 'evidence' } }))
    expect([await of('population'), await of('tax')]).toMatchObject([{ status: 200 }, { status: 200 }])
    expect(readdirSync(join(folder, 'registers')).sort()).toEqual(['population', 'tax'])
    expect(population.child.pid).not.toBe(tax.child.pid)
    population.child.kill('SIGKILL')
    await once(population.child, 'exit')
    await expect(of('population')).rejects.toThrow()
    expect(await of('tax')).toMatchObject({ status: 200 })
  } finally {
    await Promise.all([population.stop(), tax.stop()])
    rmSync(folder, { recursive: true, force: true })
  }
})
