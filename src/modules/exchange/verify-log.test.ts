import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startDemo, type StartedDemo } from '../../../demo/process/testing.ts'
import { newId, type Tx } from '../../platform/database/index.ts'
import { testDatabase } from '../../platform/database/testing.ts'
import { readCountry } from '../../platform/country/index.ts'
import { membersIn, messageLog, sealJudge, type LogEntry } from '../../platform/wire/index.ts'
import { demoAuthority, type DemoAuthority } from '../../platform/sign/index.ts'
import { performer } from '../../platform/use-case/index.ts'
import { combineRights } from '../../platform/rights/index.ts'
import { claimJobs, runJob } from '../../platform/jobs/index.ts'
import { anchorHandler, scheduleAnchoring } from './model/anchor-log.ts'
import { judgeProof } from './model/judge-proof.ts'
import { verifyLog } from './model/verify-log.ts'
import { exchangeRights } from './rights.ts'
import { exportMessage, recordAccess } from './index.ts'
import { messagesOf, messageStore } from './store/messages.ts'
import { testExchange } from './testing.ts'

const now = '2026-03-02T10:00:00.000Z'
const NUMBER = '41704889990010'
const country = readCountry('country/uz')
const quiet = { info() {}, warn() {}, error() {}, debug() {} }
let test: Awaited<ReturnType<typeof testDatabase>>
let demo: StartedDemo
let last = ''
const told: unknown[] = []
beforeAll(async () => {
  test = await testDatabase()
  demo = await startDemo('registry', { PEOPLE_FILE: 'country/uz/people.yaml' })
  const client = testExchange(test.database, demo)
  const look = () =>
    client.query({ register: 'population', subject: { number: NUMBER }, purpose: 'p', caseNumber: 'c', basis: 'b' })
  await Promise.all(Array.from({ length: 20 }, look))
  for (let times = 0; times < 5; times++) last = (await look()).message
  await test.database.transaction((tx) => scheduleAnchoring(tx, now))
  const events = { tell: async (...given: unknown[]) => void told.push(given[2]) }
  const handler = anchorHandler(test.database, { events: events as never }, () => now, undefined)
  for (const job of await claimJobs(test.database, now, 10)) await runJob(test.database, handler, job, () => now, quiet)
})
afterAll(async () => {
  await demo.stop()
  await test.drop()
})

const judge = () => sealJudge(membersIn(join(String(demo.facts['exchange']), 'members')))
/** Does something to the log, looks at it, and undoes it. */
async function after(change: string, values: unknown[] = []): Promise<string[]> {
  let codes: string[] = []
  await test.database
    .transaction(async (tx: Tx) => {
      await tx.query(change, values)
      codes = (await verifyLog(tx, judge())).problems.map((problem) => problem.code)
      throw new Error('undo')
    })
    .catch((error: Error) => {
      if (error.message !== 'undo') throw error
    })
  return codes
}

it('finds a log good as it was written, fewer batches than calls', async () => {
  const { facts, problems } = await verifyLog(test.database, judge())
  expect(problems).toEqual([])
  expect(facts.exchangeMessages).toBe(50)
  expect(facts.exchangeBatches).toBeLessThan(20)
  expect(facts.exchangeAnchors).toBe(1)
  expect(told).toMatchObject([{ facts: { number: 1, chains: 1 } }])
})

it('finds what was altered, removed and added', async () => {
  expect(await after("update exchange.message set body = 'x' where place = 1 and number = 1")).toContain(
    'exchange-altered',
  )
  expect(await after("update exchange.message set head = head || ' ' where place = 1 and number = 1")).toContain(
    'exchange-altered',
  )
  expect(await after('delete from exchange.message where place = 1 and number = 1')).toContain('exchange-missing')
  expect(await after('delete from exchange.log_batch where number = 2')).toContain('exchange-missing')
  expect(
    await after('delete from exchange.log_batch where number = (select max(number) from exchange.log_batch)'),
  ).toContain('exchange-missing')
  expect(await after("update exchange.log_batch set at = '2020' where number = 1")).toContain('exchange-altered')
  expect(await after("update exchange.anchor set at = '2020'")).toContain('exchange-anchor')
})

it('judges the time stamps of anchors: made for another, by another, or altered', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'darcha-stamps-'))
  const clock = () => now
  const [authority, impostor] = await Promise.all(
    ['ca', 'impostor'].map((name) => demoAuthority(join(folder, name), { clock })),
  )
  const trust = { roots: [authority!.root], crl: [await authority!.revocationList()], now }
  const stamp = async (by: DemoAuthority, hash: Uint8Array) =>
    Buffer.from(await (await by.timeStamper()).stamp(createHash('sha256').update(hash).digest()))
  const anchor = (await test.database.query<{ hash: Buffer }>('select hash from exchange.anchor')).rows[0]!
  const found = async (token: Buffer): Promise<string[]> => {
    await test.database.query('update exchange.anchor set token = $1', [token])
    const { facts, problems } = await verifyLog(test.database, judge(), trust)
    expect(facts.exchangeStamps).toBe(1)
    return [...new Set(problems.map(({ code }) => code))]
  }
  const good = await stamp(authority!, anchor.hash)
  expect(await found(good)).toEqual([])
  expect(await found(await stamp(authority!, Buffer.from('another')))).toEqual(['exchange-stamp'])
  expect(await found(await stamp(impostor!, anchor.hash))).toEqual(['exchange-stamp'])
  expect(await found(Buffer.concat([good.subarray(0, -4), Buffer.from('wrong'.slice(0, 4))]))).toEqual([
    'exchange-stamp',
  ])
  await test.database.query('update exchange.anchor set token = null')
  rmSync(folder, { recursive: true, force: true })
})

it('goes on, whole, after a batch that was written while its answer was lost', async () => {
  const store = messageStore(test.database)
  let cut = true
  const log = messageLog(
    {
      async keep(batch) {
        await store.keep(batch)
        if (cut) throw new Error('Connection terminated unexpectedly')
      },
    },
    () => now,
  )
  const entry = (id: string): LogEntry => ({
    part: 'sent',
    direction: 'request',
    id,
    at: now,
    client: 'c',
    service: 's',
    issue: 'i',
    head: 'h',
    seal: '',
    body: new Uint8Array(),
    problem: 'unreachable',
  })
  await expect(log.append([entry('lost')])).rejects.toThrow('terminated')
  cut = false
  await log.append([entry('first')])
  await log.append([entry('second')])
  const { problems } = await verifyLog(test.database, judge())
  expect(problems).toEqual([])
  const kept = await Promise.all(['lost', 'first', 'second'].map((id) => messagesOf(test.database, id)))
  expect(kept.map((messages) => messages.length)).toEqual([1, 1, 1])
  expect(kept[2]![0]!.writer).toBe(kept[1]![0]!.writer)
})

it('still proves what was said when a body was forgotten', async () => {
  expect(await after('update exchange.message set body = null')).toEqual([])
})

it('exports question and answer, which prove themselves', async () => {
  const request = {
    register: 'population',
    subject: { number: NUMBER },
    purpose: 'p',
    caseId: newId(now),
    caseNumber: 'c',
    basis: 'b',
    ownCase: true,
    requestedBy: { body: 'portal', actor: 'system' },
  }
  const answer = { status: 'found' as const, data: {}, source: 's', asOf: now, tookMs: 1, message: last }
  await test.database.transaction((tx) => recordAccess(tx, request, answer, now))
  const members = membersIn(join(String(demo.facts['exchange']), 'members'))
  const exchangeKeys = () =>
    Object.fromEntries(
      members.list().map(({ member, key }) => [member, key.export({ type: 'spki', format: 'der' }).toString('base64')]),
    )
  const performing = performer(test.database, combineRights(exchangeRights), { country, exchangeKeys } as never)
  const whoever = (number: string) =>
    performing.perform(
      exportMessage,
      { message: last },
      { principal: { personId: newId(now), number, roles: [] }, language: 'en', now },
    )
  const proof = await whoever(NUMBER)
  expect(judgeProof(proof)).toMatchObject({
    valid: true,
    problems: [],
    facts: { service: expect.stringContaining('population') },
  })
  await expect(whoever('30211799990026')).rejects.toMatchObject({ kind: { status: 403 } })
  const [first] = proof.batches
  const forged = structuredClone(proof)
  forged.batches[0]!.messages.find((message) => message.direction === 'answer')!.body =
    Buffer.from('{"status":"missing"}').toString('base64')
  expect(judgeProof(forged).problems.map((problem) => problem.code)).toContain('altered')
  expect(judgeProof({ ...proof, batches: [{ ...first!, messages: first!.messages.slice(0, 1) }] }).valid).toBe(false)
})
