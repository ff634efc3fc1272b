import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startDemo, type StartedDemo } from '../../../demo/process/testing.ts'
import { checkRows } from '../../platform/audit/index.ts'
import { readCountry } from '../../platform/country/index.ts'
import { newId } from '../../platform/database/index.ts'
import { testDatabase } from '../../platform/database/testing.ts'
import { readPeople } from '../../platform/identity/index.ts'
import { claimJobs, enqueue, PermanentFailure, runJob, type JobHandler } from '../../platform/jobs/index.ts'
import { combineRights, type Principal } from '../../platform/rights/index.ts'
import { performer } from '../../platform/use-case/index.ts'
import {
  fetchEvidence,
  forgetKept,
  KEPT_DIGESTS,
  listAccesses,
  recordAccess,
  RegisterUnavailable,
  type EvidenceAnswer,
  type EvidenceRequest,
} from './index.ts'
import { keptAnswers } from './model/keep-answers.ts'
import { forgetKeptBefore } from './store/kept-answers.ts'
import { testExchange } from './testing.ts'

const now = '2026-03-02T10:00:00.000Z'
const log = { info() {}, warn() {}, error() {}, debug() {} }
const people = readPeople('country/uz/people.yaml')
const number = (id: string) => people.find((person) => person.id === id)!.number
const request = (more: Partial<EvidenceRequest> = {}): EvidenceRequest => ({
  register: 'population',
  evidence: 'ward-passport',
  subject: { number: number('dilnoza') },
  purpose: 'Guardianship',
  caseId: newId(now),
  caseNumber: '2026-03/000001',
  basis: 'law-364',
  ownCase: true,
  requestedBy: { body: 'khokimiyat-1726266', actor: 'system' },
  ...more,
})
const principal = (id: string, more: Partial<Principal> = {}): Principal => ({
  personId: newId(now),
  number: number(id),
  roles: [],
  ...more,
})

let test: Awaited<ReturnType<typeof testDatabase>>
let demo: StartedDemo
beforeAll(async () => {
  test = await testDatabase()
  demo = await startDemo('registry', { PEOPLE_FILE: 'country/uz/people.yaml' })
})
afterAll(async () => {
  await demo.stop()
  await test.drop()
})
beforeEach(async () => {
  await test.database.query('delete from exchange.access', [])
  await settings({ latency: 0, outage: [], overrides: {} })
})

const settings = (given: object) =>
  fetch(`${demo.url}/admin/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(given),
  })
const list = (who: Principal, input: object = {}) =>
  performer(test.database, combineRights(), {}).perform(listAccesses, input, {
    principal: who,
    language: 'en',
    now,
  })
const why = (asked: Promise<unknown>) =>
  asked.then(
    () => 'answered',
    (error: Error) => (error instanceof RegisterUnavailable ? error.why : error.name),
  )

it('finds what a register holds, and says when it holds nothing', async () => {
  const client = testExchange(test.database, demo)
  const found = await fetchEvidence(client, request())
  expect(found).toMatchObject({
    status: 'found',
    data: { number: number('dilnoza'), sex: 'female' },
    source: expect.stringMatching(/^№ [0-9a-f]+$/),
    message: expect.stringMatching(/^[0-9a-f-]{36}$/),
  })
  expect(found.tookMs).toBeGreaterThanOrEqual(0)
  expect(
    await fetchEvidence(client, request({ register: 'medical-expertise', subject: { number: number('dilnoza') } })),
  ).toMatchObject({ status: 'missing', data: null })
})

it('tells no more than what was asked for', async () => {
  const { data } = await fetchEvidence(testExchange(test.database, demo), request({ attributes: ['birthDate'] }))
  expect(data).toEqual({ birthDate: '1988-04-17' })
})

it('tells an outage, a slow register and a refused question apart', async () => {
  await settings({ outage: ['population'] })
  expect(await why(fetchEvidence(testExchange(test.database, demo), request()))).toBe('failing')
  await settings({ outage: [], latency: 500 })
  expect(await why(fetchEvidence(testExchange(test.database, demo, { timeout: 50 }), request()))).toBe('timeout')
  await settings({ latency: 0 })
  await expect(fetchEvidence(testExchange(test.database, demo), request({ basis: '' }))).rejects.toBeInstanceOf(
    PermanentFailure,
  )
  await expect(
    fetchEvidence(testExchange(test.database, demo), request({ register: 'no-such' })),
  ).rejects.toBeInstanceOf(PermanentFailure)
})

it('answers a repeated look as before, and refuses its number for another question', async () => {
  const client = testExchange(test.database, demo)
  const look = randomUUID()
  const first = await client.query(request({ look }))
  await settings({ overrides: { population: { [number('dilnoza')]: { name: 'Other' } } } })
  expect(await client.query(request({ look }))).toEqual(first)
  await expect(client.query(request({ look, subject: { number: number('sanjar') } }))).rejects.toThrow('Replayed')
})

it('leaves a record exactly when the answer is used, over an outage too', async () => {
  const client = testExchange(test.database, demo)
  const asked = request()
  const handler: JobHandler = {
    kind: 'test.fetch',
    effect: () => fetchEvidence(client, asked),
    finish: (tx, _job, outcome, at) => recordAccess(tx, asked, outcome as EvidenceAnswer, at),
  }
  await test.database.transaction((tx) => enqueue(tx, { kind: 'test.fetch' }, now))
  await settings({ outage: ['all'] })
  const [first] = await claimJobs(test.database, now, 1)
  await runJob(test.database, handler, first!, () => now, log)
  expect((await list(principal('dilnoza'))).items).toEqual([])
  await settings({ outage: [] })
  const [second] = await claimJobs(test.database, '2026-03-02T10:00:05.000Z', 1)
  await runJob(test.database, handler, second!, () => now, log)
  expect((await list(principal('dilnoza'))).items).toMatchObject([
    {
      register: 'population',
      purpose: 'Guardianship',
      basis: 'law-364',
      body: 'khokimiyat-1726266',
      status: 'found',
      caseNumber: '2026-03/000001',
    },
  ])
})

const answer: EvidenceAnswer = { status: 'found', data: {}, source: 's', asOf: now, tookMs: 1, message: 'm' }

it('shows each their own looks only, and no number of another’s case', async () => {
  await test.database.transaction(async (tx) => {
    await recordAccess(tx, request(), answer, now)
    await recordAccess(tx, request({ subject: { number: number('sanjar') }, ownCase: false }), answer, now)
    await recordAccess(tx, request({ subject: { number: '309990017' } }), answer, now)
  })
  expect((await list(principal('dilnoza'))).items).toHaveLength(1)
  expect((await list(principal('sanjar'))).items).toMatchObject([
    { caseId: null, caseNumber: null, purpose: 'Guardianship' },
  ])
  expect((await list(principal('rustam'))).items).toEqual([])
  expect((await list(principal('rustam', { actingFor: { number: '309990017', name: 'Bahor' } }))).items).toHaveLength(1)
  expect((await list({ personId: newId(now), roles: [] })).items).toEqual([])
  await expect(list({ roles: [] })).rejects.toMatchObject({ kind: { status: 401 } })
  expect(JSON.stringify(await list(principal('dilnoza')))).not.toContain(number('dilnoza'))
})

it('pages through looks, newest first, without loss', async () => {
  for (let n = 0; n < 7; n++)
    await test.database.transaction((tx) =>
      recordAccess(tx, request({ purpose: `look ${n}` }), answer, `2026-03-02T10:00:0${n}.000Z`),
    )
  const seen: string[] = []
  let after: string | undefined
  do {
    const page = await list(principal('dilnoza'), { limit: 3, ...(after ? { after } : {}) })
    seen.push(...page.items.map((item) => item.purpose))
    after = page.next ?? undefined
  } while (after)
  expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `look ${n}`))
})

const keeping = (at: () => string) => {
  const country = readCountry('country/uz')
  return testExchange(test.database, demo, { kept: keptAnswers(test.database, country, at) })
}
const asksOnWire = async (message: string) =>
  (
    await test.database.query<{ count: number }>(
      "select count(*)::int as count from exchange.message where part = 'sent' and direction = 'request' and ($1 = '' or id = $1)",
      [message],
    )
  ).rows[0]!.count

it('asks once within the term that a register’s service allows, for the same person, case and purpose; each reading is a look', async () => {
  let at = now
  const client = keeping(() => at)
  const first = request({ register: 'cadastre', evidence: 'housing' })
  const answer = await fetchEvidence(client, first)
  expect(answer.keptAt).toBeUndefined()
  const asked = await asksOnWire('')
  at = '2026-03-02T20:00:00.000Z'
  const again = await fetchEvidence(client, first)
  expect(again).toMatchObject({
    status: answer.status,
    data: answer.data,
    source: answer.source,
    message: answer.message,
  })
  expect([await asksOnWire(''), Date.parse(again.keptAt!)]).toEqual([asked, Date.parse(now)])
  for (const [looked, when] of [
    [answer, now],
    [again, at],
  ] as const)
    await test.database.transaction((tx) => recordAccess(tx, first, looked, when))
  const { items } = await list(principal('dilnoza'))
  expect(items.map(({ keptAt }) => keptAt && Date.parse(keptAt))).toEqual([Date.parse(now), null])
  // another service, legal basis, person, case or question is asked anew
  const others = [
    { purpose: 'tree-felling-permit' },
    { basis: 'law-1' },
    { subject: { number: number('farhod') } },
    { caseId: newId(now) },
    { evidence: 'land' },
    { attributes: ['objects'] },
  ]
  for (const [place, other] of others.entries()) {
    expect((await fetchEvidence(client, { ...first, ...other })).keptAt, JSON.stringify(other)).toBeUndefined()
    expect(await asksOnWire('')).toBe(asked + place + 1)
  }
  // past its term, and of a register that allows none
  at = '2026-03-03T10:00:00.000Z'
  expect((await fetchEvidence(client, first)).keptAt).toBeUndefined()
  const strict = request({ register: 'population' })
  for (let look = 0; look < 2; look++) expect((await fetchEvidence(client, strict)).keptAt).toBeUndefined()
})

it('keeps nothing of a case that is over, nor past its term, and reads nothing kept for whoever may not ask', async () => {
  let at = now
  const client = keeping(() => at)
  const kept = async () =>
    (
      await test.database.query<{ caseId: string }>('select case_id as "caseId" from exchange.kept_answer', [])
    ).rows.map(({ caseId }) => caseId)
  const [over, other] = [request({ register: 'cadastre' }), request({ register: 'cadastre' })]
  for (const asked of [over, other]) await fetchEvidence(client, asked)
  expect(await kept()).toEqual(expect.arrayContaining([over.caseId, other.caseId]))
  await test.database.transaction((tx) => forgetKept(tx, over.caseId))
  expect(await kept()).not.toContain(over.caseId)
  expect((await fetchEvidence(client, over)).keptAt).toBeUndefined()
  const refusing = testExchange(test.database, demo, {
    kept: keptAnswers(test.database, readCountry('country/uz'), () => at),
    mandate: async () => {
      throw new PermanentFailure('not allowed to ask')
    },
  })
  await expect(fetchEvidence(refusing, other)).rejects.toThrow('not allowed to ask')
  at = '2026-03-05T10:00:00.000Z'
  await forgetKeptBefore(test.database, at)
  expect(await kept()).toEqual([])
})

it('finds an answer that somebody put in a register’s place, and misses none that went by itself', async () => {
  const asked = request({ register: 'cadastre', evidence: 'housing' })
  await fetchEvidence(
    keeping(() => now),
    asked,
  )
  const mine = 'where case_id = $1'
  const change = (text: string) => test.database.query(`${text} ${mine}`, [asked.caseId])
  const found = async () =>
    (await checkRows(test.database, 'kept', KEPT_DIGESTS, 'subject', 'silent')).problems
      .filter(({ message }) => message.includes(asked.caseId))
      .map(({ code }) => code)
  expect(await found()).toEqual([])
  for (const [doing, undoing] of [
    ["answer = answer || ' '", 'answer = rtrim(answer)'],
    ["until = until + interval '1 year'", "until = until - interval '1 year'"],
    ["asked_at = asked_at + interval '1 day'", "asked_at = asked_at - interval '1 day'"],
    ["message = message || '!'", "message = rtrim(message, '!')"],
    ["subject = subject || '1'", 'subject = left(subject, -1)'],
  ] as const) {
    await change(`update exchange.kept_answer set ${doing}`)
    // the message is part of the row's name: another one is another row
    expect([doing, ...(await found())]).toEqual([doing, doing.startsWith('message') ? 'row-added' : 'row-altered'])
    await change(`update exchange.kept_answer set ${undoing}`)
    expect([undoing, ...(await found())]).toEqual([undoing])
  }
  await change("update exchange.kept_answer set register = 'tax'")
  expect(await found()).toEqual(['row-added'])
  await change('delete from exchange.kept_answer')
  expect(await found()).toEqual([])
})
