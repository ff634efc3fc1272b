import type { Browser } from 'playwright-core'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { settledPosition } from '../../platform/audit/index.ts'
import { demoPersonId, readPeople } from '../../platform/identity/index.ts'
import { append } from '../../platform/audit/append.ts'
import { newId } from '../../platform/database/index.ts'
import { performer } from '../../platform/use-case/index.ts'
import { openBrowser, faultsOf } from '../../ui/testing.ts'
import { listEvents } from './index.ts'
import { browse } from './pages/testing.ts'
import { caseBench, type CaseBench, type Visitor } from './testing.ts'

const SERVICE = 'guardianship-incapacitated-adult'
const people = readPeople('country/uz/people.yaml')
const principal = { personId: demoPersonId('sardor'), name: 'sardor', roles: [{ role: 'auditor', body: 'x' }] }
let bench: CaseBench
let auditor: Visitor
let browser: Browser
let filed: { id: string; number: string }
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([caseBench([SERVICE]), openBrowser()])
  auditor = await bench.as('sardor')
  filed = await bench.file(SERVICE)
  await bench.work()
  await settled()
})
afterAll(async () => {
  await browser?.close()
  await bench?.close()
})

/** Nothing is shown behind what may still be committed, be it another test's, in another database of this server. */
const settled = () => settledPosition(bench.instance.database, 60_000)

const ask = (input: Record<string, unknown>) =>
  performer(bench.instance.database, {}, bench.instance.world).perform(listEvents, input as never, {
    principal,
    language: 'en',
    now: bench.clock(),
  })
async function all(input: Record<string, unknown>) {
  const seen: string[] = []
  for (let after: string | undefined; ; ) {
    const { items, next } = await ask({ ...input, ...(after ? { after } : {}) })
    seen.push(...items.map(({ subject, number }) => `${subject} ${number}`))
    if (next === null) return seen
    after = next
  }
}

it('shows every event once, oldest first and newest first, wherever the number of digits of a transaction grows', async () => {
  const { database } = bench.instance
  const subject = newId(bench.clock())
  for (let n = 0; n < 30; n++)
    await database.transaction((tx) =>
      append(tx, { subject, at: bench.clock(), kind: 'test.done', actor: 'system', body: { n } }),
    )
  // transactions from before this server counted as many digits
  await database.query("update audit.event set tx = 7 + (body::jsonb ->> 'n')::int where kind = 'test.done'", [])
  const { rows } = await database.query<{ name: string }>(
    "select subject || ' ' || seq as name from audit.event order by tx, position",
    [],
  )
  const expected = rows.map(({ name }) => name)
  await settled()
  expect(await all({ size: 7 })).toEqual(expected)
  expect(await all({ size: 7, order: 'newest' })).toEqual(expected.toReversed())
  expect(
    (await ask({ size: 1000, after: Buffer.from('["999999999999","0"]').toString('base64url') })).items.length,
  ).toBe(expected.length)
})

it('misses no event and shows none twice, however many stand at one instant in one transaction, page by page', async () => {
  const { database } = bench.instance
  const kind = 'test.many'
  const names: string[] = []
  const at = bench.clock()
  const write = async (events: number) => {
    const subjects = Array.from({ length: Math.ceil(events / 2) }, () => newId(at))
    await database.transaction(async (tx) => {
      for (let n = 0; n < events; n++) {
        const subject = subjects[n % subjects.length]!
        await append(tx, { subject, at, kind, actor: 'system', body: { n } })
        names.push(`${subject} ${Math.floor(n / subjects.length) + 1}`)
      }
    })
  }
  // a transaction is begun before others and ends after them: nothing behind it is shown before it, and then all of it
  const late = await database.dedicated()
  await late.query('begin')
  await late.query('select pg_current_xact_id()')
  await write(3)
  expect(await all({ kind, size: 2 })).toEqual([])
  await late.query('rollback')
  await late.end()
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 7 }),
      async (sizes, size) => {
        for (const events of sizes) await write(events)
        await settled()
        expect(await all({ kind, size })).toEqual(names)
      },
    ),
    { numRuns: 6 },
  )
  for (const size of [1, 2, 7, names.length]) {
    expect(await all({ kind, size })).toEqual(names)
    expect(await all({ kind, size, order: 'newest' })).toEqual(names.toReversed())
  }
})

it('finds by person, case, body, official, kind and time', async () => {
  const applicant = people.find(({ id }) => demoPersonId(id) === filedBy)!
  const kinds = async (input: Record<string, unknown>) =>
    new Set((await ask({ size: 1000, ...input })).items.map(({ kind }) => kind))
  const subjects = async (input: Record<string, unknown>) =>
    new Set((await ask({ size: 1000, ...input })).items.map(({ subject }) => subject))
  expect(await subjects({ person: applicant.number })).toContain(filed.id)
  expect(await subjects({ case: filed.number })).toEqual(new Set([filed.id]))
  expect(await subjects({ official: demoPersonId('jasur') })).toEqual(new Set())
  expect(await kinds({ official: 'system' })).not.toContain('casework.submit-application')
  expect(await kinds({ kind: 'casework.submit-application' })).toEqual(new Set(['casework.submit-application']))
  const { owner } = (
    await bench.instance.database.query<{ owner: string }>(
      'select owner from casework.application where case_id = $1',
      [filed.id],
    )
  ).rows[0]!
  expect(await subjects({ body: owner })).toContain(filed.id)
  expect(await subjects({ body: 'nowhere' })).toEqual(new Set())
  const today = bench.instance.country.localDate(bench.clock())
  expect(await subjects({ from: today, until: today })).toContain(filed.id)
  expect(await subjects({ until: '2020-01-01' })).toEqual(new Set())
  for (const unknown of [{ person: '12345' }, { case: '2026-99-999999' }, { official: 'nobody' }])
    expect((await ask(unknown)).items).toEqual([])
})

let filedBy = ''
beforeAll(async () => {
  filedBy = (
    await bench.instance.database.query<{ person: string }>(
      'select person from casework.application where case_id = $1',
      [filed.id],
    )
  ).rows[0]!.person
})

it('tells each event in words with a link; a date that is none is answered with a sentence', async () => {
  const page = await auditor.get(`/en/administration/log?case=${filed.number}`)
  expect(page.status).toBe(200)
  expect(page.text).toContain('An application was filed')
  expect(page.text).toContain(`/en/administration/cases/${filed.id}`)
  for (const date of [
    'from.day=30&from.month=2&from.year=2026',
    'from=0001-01-01',
    'until=9999-12-31',
    'from=20266-01-01',
  ]) {
    const answer = await auditor.get(`/en/administration/log?${date}`)
    expect([date, answer.status, answer.text.includes('ds-error')]).toEqual([date, 422, true])
  }
  expect((await (await bench.as('jasur')).get('/en/administration/log')).status).toBe(403)
})

it('gives all that was found as a table that no spreadsheet runs', async () => {
  const { database } = bench.instance
  const person = demoPersonId('dilnoza')
  await database.query('update identity.person set name = $1 where id = $2', ['=HYPERLINK("x")', person])
  const answer = await auditor.get(`/en/administration/log.csv?person=${person}`)
  expect([answer.status, answer.type]).toEqual([200, 'text/csv; charset=utf-8'])
  expect(answer.text).toContain(`"'=HYPERLINK(""x"")"`)
  expect(answer.text).not.toContain(',"=HYPERLINK')
  expect(answer.text.trim().split('\r\n').length).toBeGreaterThan(2)
  // what is downloaded runs nothing, whatever somebody put into it; a page leads its forms nowhere else
  const { name, value } = await bench.cookie('sardor')
  const policyOf = async (path: string) =>
    (await fetch(`${bench.origin}${path}`, { headers: { cookie: `${name}=${value}` } })).headers.get(
      'content-security-policy',
    )
  for (const path of [`/en/administration/log.csv?person=${person}`, `/cases/${filed.id}/history.xes`])
    expect([path, await policyOf(path)]).toEqual([path, "default-src 'none'; sandbox"])
  expect(await policyOf('/en/administration/log')).toMatch(/form-action 'self'/)
})

it('has words for every kind of event that the product declares', async () => {
  const { MODULES } = await import('../../commands/modules.ts')
  const { config, texts } = bench.instance
  const declared = MODULES.flatMap((module) => [
    ...module
      .useCases(config)
      .filter(({ kind }) => kind === 'does')
      .map(({ name }) => name),
    ...module.events.map(({ kind }) => kind),
  ])
  for (const language of ['uz', 'ru', 'en'])
    expect([language, declared.filter((kind) => !texts.has(language as never, `log.of.${kind}`))]).toEqual([
      language,
      [],
    ])
})

it('looks right narrow and wide in two languages', async () => {
  for (const [width, language] of [
    [320, 'uz'],
    [1280, 'ru'],
  ] as const) {
    const page = await browse(bench, browser, 'sardor', { width })
    await page.goto(`/${language}/administration/log?case=${filed.number}`)
    expect(await faultsOf(page)).toEqual([])
    if (process.env['SHOTS'])
      await page.screenshot({ path: `${process.env['SHOTS']}/log-${width}.png`, fullPage: true })
    await page.context().close()
  }
})
