import { afterAll, beforeAll, expect, it } from 'vitest'
import { composeWeb } from '../../commands/compose-web.ts'
import { issueToken } from '../../platform/identity/index.ts'
import { openBrowser, faultsOf } from '../../ui/testing.ts'
import { browse } from './pages/testing.ts'
import { caseBench, type CaseBench } from './testing.ts'

const SERVICE = 'guardianship-incapacitated-adult'

let bench: CaseBench
let application: { id: string; number: string }
let api: (who: string, path: string) => Promise<{ status: number; body: any }>
const count = async () =>
  Number(
    (await bench.instance.database.query<{ count: string }>('select count(*) as count from exchange.look', [])).rows[0]!
      .count,
  )
beforeAll(async () => {
  bench = await caseBench([SERVICE])
  const app = composeWeb(bench.instance, bench.origin)
  api = async (who, path) => {
    const { token } = (await bench.instance.database.transaction((tx) => issueToken(tx, who, bench.clock())))!
    const answer = await app.request(`${bench.origin}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } })
    return { status: answer.status, body: await answer.json() }
  }
  application = await bench.file(SERVICE, { operator: 'malika' })
  await bench.work()
})
afterAll(() => bench?.close())

it('records nothing where people look at their own', async () => {
  const citizen = await bench.as('dilnoza')
  for (const path of [`/en/applications/${application.id}`, '/en/cabinet', '/en/cabinet/data'])
    expect([path, (await citizen.get(path)).status]).toEqual([path, 200])
  expect(await count()).toBe(0)
})

it('keeps one line for one opening, however many pages read it, and tells the person in plain words', async () => {
  const officer = await bench.as('jasur')
  for (let n = 0; n < 3; n++) expect((await officer.get(`/en/desk/cases/${application.id}`)).status).toBe(200)
  const rows = (
    await bench.instance.database.query<{ what: string; own: boolean }>(
      'select what, own_case as own from exchange.look order by own_case desc',
      [],
    )
  ).rows
  // once for the applicant, and once for each of whom registers were asked
  expect(rows.filter((row) => row.own)).toEqual([{ what: 'case', own: true }])
  expect(rows.length).toBeGreaterThan(1)
  const { items } = (await api('citizen', '/me/looks')).body
  expect(items).toMatchObject([
    { role: 'officer', body: 'khokimiyat-1726266', caseNumber: application.number, looks: [{ what: 'case' }] },
  ])
  expect(JSON.stringify(items)).not.toContain('Jasur')
  const page = (await (await bench.as('dilnoza')).get('/en/cabinet/data')).text
  for (const told of [application.number, 'Officer', 'Your application with what registers said'])
    expect(page).toContain(told)
  // what was asked of registers at one time is one line, which says of each what for
  expect(page).toMatch(/<summary>[^<]*\d+ questions to registers/)
  expect(page).toContain('Psychiatric clinic certificate')
})

it('tells a ward that an official looked, but not at whose application', async () => {
  const { rows } = await bench.instance.database.query<{ subject: string; number: string | null }>(
    'select subject, case when own_case then case_number end as number from exchange.look where not own_case',
    [],
  )
  expect(rows.every((row) => row.number === null)).toBe(true)
})

it('finds looks for the auditor, which is a look too', async () => {
  const number = '41704889990010'
  const found = await api('auditor', `/looks?number=${number}`)
  expect(found.status).toBe(200)
  expect(found.body.items).toMatchObject([{ what: 'case', role: 'officer', caseNumber: application.number }])
  expect((await api('auditor', '/looks')).status).toBe(422)
  expect((await api('administrator', `/looks?number=${number}`)).status).toBe(403)
  expect((await api('citizen', '/me/looks')).body.items[0]).toMatchObject({
    role: 'auditor',
    looks: [{ what: 'looks' }],
  })
})

it('stands in the history of the person, which is sealed', async () => {
  const { rows } = await bench.instance.database.query<{ kind: string; body: string }>(
    "select kind, body from audit.event where kind = 'exchange.looked' order by at",
    [],
  )
  expect(rows.map((row) => JSON.parse(row.body).what)).toEqual(['case', 'looks'])
})

it('shows who looked, narrow and wide', async () => {
  const browser = await openBrowser()
  try {
    const { token } = (await bench.instance.database.transaction((tx) => issueToken(tx, 'counter', bench.clock())))!
    await composeWeb(bench.instance, bench.origin).request(`${bench.origin}/api/v1/counter/find`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ office: 'service-centre-1726266', query: '41704889990010' }),
    })
    const counter = await bench.as('malika')
    expect((await counter.get(`/en/counter/applications/${application.id}`)).status).toBe(200)
    for (const [width, language] of [
      [320, 'uz'],
      [1280, 'ru'],
    ] as const) {
      const page = await browse(bench, browser, 'dilnoza', { width })
      await page.goto(`${bench.origin}/${language}/cabinet/data`)
      for (const more of await page.locator('details.more').all()) await more.click()
      if (process.env['SHOTS'])
        await page.screenshot({ path: `${process.env['SHOTS']}/looks-${width}.png`, fullPage: true })
      expect(await faultsOf(page)).toEqual([])
      await page.context().close()
    }
  } finally {
    await browser.close()
  }
}, 60_000)

it('tells each who stands in a list of work that it was shown: one event a list, one line a day', async () => {
  const events = async () =>
    (
      await bench.instance.database.query<{ body: string }>(
        `select body from audit.event where kind = 'exchange.looked' and body like '%"what":"list"%'`,
        [],
      )
    ).rows.map(({ body }) => JSON.parse(body))
  const other = await bench.file(SERVICE, { person: 'rustam' })
  await bench.work()
  const office = 'health-1726266'
  for (let n = 0; n < 3; n++) expect((await api('officer-health', `/tasks?office=${office}`)).status).toBe(200)
  expect(await events()).toMatchObject([{ what: 'list', role: 'officer', office, detail: 'worklist', lines: 2 }])
  // each person reads of their own case, and of no other
  const mine = (await api('citizen', '/me/looks')).body.items.filter((item: any) => item.looks[0].what === 'list')
  expect(mine).toMatchObject([
    { role: 'officer', body: office, caseNumber: application.number, looks: [{ detail: 'worklist' }] },
  ])
  expect(JSON.stringify(mine)).not.toContain(other.number)
  expect((await (await bench.as('dilnoza')).get('/en/cabinet/data')).text).toContain('Your line in a list of work')
  // and the auditor finds it by the case
  const found = (await api('auditor', `/looks?case=${other.id}`)).body.items
  expect(found).toMatchObject([{ what: 'list', body: office, caseNumber: other.number }])
})
