import { settledPosition } from '../../platform/audit/index.ts'
import { newId } from '../../platform/database/index.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { composeWeb } from '../../commands/compose-web.ts'
import { demoPersonId, issueToken, readPeople } from '../../platform/identity/index.ts'
import type { Look } from '../../platform/use-case/index.ts'
import { openBrowser, faultsOf } from '../../ui/testing.ts'
import { crossing, withoutFilers } from './model/judge-look.ts'
import { judgeLooks } from './model/judge-looks.ts'
import { keepKin } from './store/kin.ts'
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
  // in the log it is no look at whoever opened the list
  await settledPosition(bench.instance.database, 60_000)
  const log = (await (await bench.as('sardor')).get('/en/administration/log?kind=exchange.looked')).text
  expect(log).toContain('A list was opened: 2 lines')
})

const [office, counter] = ['khokimiyat-1726266', 'service-centre-1726266']
const seen = (person: string) => ({ number: bench.numberOf(person) })
const ofCase = (): Look => ({
  what: 'case',
  people: [seen('dilnoza')],
  case: { id: application.id, number: application.number, service: SERVICE },
})
const looks = (person: string, role: string, body: string, now: string, given: Look[]) =>
  bench.instance.world.recordLooks(given, {
    principal: { personId: demoPersonId(person), number: bench.numberOf(person), roles: [{ role, body }] },
    now,
  })
const judge = (now: string, most?: number) =>
  bench.instance.database.transaction((tx) =>
    judgeLooks(bench.instance.world, most).finish!(tx, {} as never, undefined as never, now),
  )
const found = async (query: string) => (await api('auditor', `/unusual-looks?${query}`)).body.items

it('lists unusual looks for the auditor with why, those nobody examined first, and lets them be examined once', async () => {
  const people = readPeople('country/uz/people.yaml')
  const at = (time: string) => `2026-12-03T${time}:00.000Z`
  const ofDay = (query = '') => found(`from=2026-12-03${query}`)
  // in working time, for a case, of nobody near: nothing about it is unusual
  await looks('jasur', 'officer', office, at('05:00'), [ofCase()])
  await looks('jasur', 'officer', office, at('17:30'), [ofCase()])
  await looks('malika', 'counter', counter, at('05:10'), [{ what: 'person', people: [seen('rustam')] }])
  await looks('malika', 'counter', counter, at('05:20'), [{ what: 'person', people: [seen('dilnoza')] }])
  await looks('malika', 'counter', counter, at('05:25'), [ofCase()])
  await bench.instance.database.transaction((tx) => keepKin(tx, application.id, [bench.numberOf('nargiza')]))
  await looks('nargiza', 'head', office, at('06:00'), [ofCase()])
  for (const [nth, { number }] of people.slice(0, 45).entries())
    await looks('aziza', 'administrator', office, at(`07:${String(nth).padStart(2, '0')}`), [
      { what: 'document', people: [{ number }] },
    ])
  await judge(at('05:30'))
  await judge(at('20:00'))
  await judge(at('21:00'))

  expect((await ofDay()).map(({ name, reasons }: any) => [name.split(' ')[0], reasons])).toEqual([
    [expect.any(String), ['off-hours']],
    [expect.any(String), ['many']],
    [expect.any(String), ['relative']],
    [expect.any(String), ['no-case']],
  ])
  expect(await ofDay('&reason=many')).toMatchObject([{ official: demoPersonId('aziza'), people: 44 }])
  expect(await ofDay('&reason=relative')).toMatchObject([
    { official: demoPersonId('nargiza'), role: 'head', body: office, caseNumber: application.number },
  ])
  expect(await ofDay(`&official=${demoPersonId('malika')}`)).toMatchObject([{ reasons: ['no-case'], caseId: null }])
  expect(await ofDay('&until=2026-12-02')).toEqual([])

  const auditor = await bench.as('sardor')
  const page = async (query = '') => (await auditor.get(`/en/administration/looks${query}`)).text
  const list = await page()
  for (const words of ['Outside working hours', 'A relative’s case', 'No application', '44 persons on one day'])
    expect(list, words).toContain(words)
  expect(list).toContain(
    `/en/administration/log?official=${demoPersonId('jasur')}&amp;from=2026-12-03&amp;until=2026-12-03`,
  )
  const [first] = await ofDay()
  // a note that is refused stands at its own row with what was wrong, and the filters stay
  const narrowed = '/en/administration/looks?from=2026-12-03'
  expect(list).not.toContain('field-error')
  const refused = await auditor.post(narrowed, { look: first.id, note: 'x'.repeat(1001) })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain(`href="#note-${first.id}"`)
  expect(refused.text.match(/<details[^>]* open[^>]*>(?:(?!<details).)*x{1001}/gs)).toHaveLength(1)
  expect(new RegExp(`<form[^>]*action="${narrowed}"[^>]*>`.replaceAll('?', '\\?')).test(refused.text)).toBe(true)
  const [, last3] = await ofDay()
  expect(await ofDay()).toHaveLength(4)
  expect(refused.text).not.toMatch(new RegExp(`id="note-${last3.id}"[^>]*aria-invalid`))
  expect((await auditor.post(narrowed, { look: first.id, note: ' ' })).status).toBe(422)
  const done = await auditor.post(narrowed, { look: first.id, note: 'On call that night' })
  expect(done.location).toBe(`${narrowed}&done=${first.id}`)
  expect((await auditor.post('/en/administration/looks', { look: first.id, note: 'Again' })).status).toBe(409)
  // what was examined stands behind all that was not, also from page to page
  const [open, last] = [(await api('auditor', '/unusual-looks?from=2026-12-03&size=3')).body, (await ofDay()).at(-1)]
  expect(open.items.every(({ examined }: any) => examined === null)).toBe(true)
  const rest = (await api('auditor', `/unusual-looks?from=2026-12-03&size=3&after=${encodeURIComponent(open.next)}`))
    .body
  expect(rest.items).toMatchObject([{ id: first.id, examined: { note: 'On call that night' } }])
  expect(last.id).toBe(first.id)
  expect(await page('?reason=off-hours')).toContain('On call that night')
  expect((await api('officer', '/unusual-looks')).status).toBe(403)
})

it('lets nobody examine a look of their own, and offers no form for it', async () => {
  const id = newId('2026-12-10T05:00:00.000Z')
  await bench.instance.database.query(
    `insert into casework.unusual_look (id, at, viewer, role, body, what, reasons, people)
     values ($1, '2026-12-10T05:00:00Z', $2, 'auditor', 'ministry-digital', 'case', '{relative}', 1)`,
    [id, demoPersonId('sardor')],
  )
  const auditor = await bench.as('sardor')
  const page = (await auditor.get('/en/administration/looks?from=2026-12-10&until=2026-12-10')).text
  expect(page).toContain('Your own look: another auditor has to examine it.')
  expect(page).not.toContain('name="note"')
  const refused = await auditor.post('/en/administration/looks', { look: id, note: 'Nothing to see here' })
  expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('nobody examines what they did')])
  const { rows } = await bench.instance.database.query('select examined_at from casework.unusual_look where id = $1', [
    id,
  ])
  expect(rows).toEqual([{ examined_at: null }])
})

it('tells of a list opened in the evening once, and passes over none of the looks that share an instant', async () => {
  const evening = '2026-12-15T17:00:00.000Z'
  const people = readPeople('country/uz/people.yaml').filter(({ id }) => id !== 'jasur')
  const listed = people.slice(0, 20).map(({ number }, nth) => ({
    people: [{ number }],
    case: { id: newId(evening), number: `2026-12-9${nth}`, service: SERVICE },
  }))
  const documents = ['a', 'b', 'c'].map((detail): Look => ({ what: 'document', detail, people: [seen('rustam')] }))
  await looks('jasur', 'officer', office, evening, [
    { what: 'list', detail: 'worklist', people: [], listed, bodies: [office] },
    ...documents,
  ])
  for (const _portion of [1, 2, 3]) await judge('2026-12-15T20:00:00.000Z', 2)
  const told = await found('from=2026-12-15&until=2026-12-15')
  expect(told.filter(({ what }: any) => what === 'list')).toMatchObject([
    { reasons: ['off-hours'], people: 20, caseId: null },
  ])
  expect(told.filter(({ what }: any) => what === 'document')).toHaveLength(3)
  // of a list in which a relative stands, it is their case that is told of
  const [, kin] = listed
  await bench.instance.database.transaction((tx) => keepKin(tx, kin!.case.id, [bench.numberOf('jasur')]))
  await looks('jasur', 'officer', office, '2026-12-16T05:00:00.000Z', [
    { what: 'list', detail: 'worklist', people: [], listed, bodies: [office] },
  ])
  await judge('2026-12-16T07:00:00.000Z')
  expect(await found('from=2026-12-16&until=2026-12-16')).toMatchObject([
    { reasons: ['relative'], caseId: kin!.case.id, people: 20 },
  ])
})

it('brings up to date how many an official opened on a day; what was examined stays, and what came after is told of', async () => {
  const people = readPeople('country/uz/people.yaml')
  const open = (hour: string, from: number, until: number, by: 'id' | 'number') =>
    Promise.all(
      people
        .slice(from, until)
        .map(({ id, number }, nth) =>
          looks('aziza', 'administrator', office, `2026-12-17T${hour}:${String(nth).padStart(2, '0')}:00.000Z`, [
            { what: 'history', people: [by === 'id' ? { id: demoPersonId(id) } : { number }], detail: hour },
          ]),
        ),
    )
  const many = async () =>
    (await found('from=2026-12-17&until=2026-12-17&reason=many')).map(({ people: count, examined }: any) => [
      count,
      examined !== null,
    ])
  await open('04', 0, 42, 'number')
  await judge('2026-12-17T06:00:00.000Z')
  const [[first]] = await many()
  // the same people by their ids are no others
  await open('05', 0, 42, 'id')
  await judge('2026-12-17T07:00:00.000Z')
  expect(await many()).toEqual([[first, false]])
  await open('06', 42, 50, 'id')
  // an account that is there no more is somebody too, and keeps no other look from being judged
  await looks('aziza', 'administrator', office, '2026-12-17T06:59:00.000Z', [
    { what: 'history', people: [{ id: newId('2026-12-17T06:59:00.000Z') }] },
  ])
  await judge('2026-12-17T08:30:00.000Z')
  expect(await many()).toEqual([[first + 9, false]])
  // the history says when that was written, and not when the look was
  const { rows: written } = await bench.instance.database.query<{ at: string }>(
    "select at from audit.history where subject = $1 and kind = 'audit.recorded' order by seq desc limit 1",
    [demoPersonId('aziza')],
  )
  expect(Date.parse(written[0]!.at)).toBe(Date.parse('2026-12-17T08:30:00.000Z'))
  const [{ id }] = await found('from=2026-12-17&until=2026-12-17&reason=many')
  expect((await api('auditor', '/unusual-looks?from=2026-12-17')).status).toBe(200)
  const auditor = await bench.as('sardor')
  await auditor.post('/en/administration/looks', { look: id, note: 'Moving the archive' })
  await open('08', 50, 54, 'number')
  await judge('2026-12-17T10:00:00.000Z')
  expect(await many()).toEqual([
    [first + 13, false],
    [first + 9, true],
  ])
})

it('counts of a look at a firm the firm, and not whoever files for it', () => {
  const opened = [
    { id: 'one', subject: 'firm' },
    { id: 'one', subject: 'director' },
    { id: 'two', subject: 'firm' },
    { id: 'two', subject: 'accountant' },
    { id: 'three', subject: 'citizen' },
  ]
  const counted = withoutFilers(opened, (number) => number === 'firm')
  expect(counted.map(({ subject }) => subject)).toEqual(['firm', 'firm', 'citizen'])
  expect(crossing(counted, 1)).toEqual({ id: 'three', people: 2 })
})

it('finds for the auditor what registers were asked, of a person and for a case, with what proves each', async () => {
  const number = '41704889990010'
  const ofPerson = await api('auditor', `/accesses?number=${number}`)
  expect([ofPerson.status, new Set(ofPerson.body.items.map(({ subject }: any) => subject))]).toEqual([
    200,
    new Set([number]),
  ])
  const ofCase = await api('auditor', `/accesses?case=${application.id}`)
  expect(ofCase.body.items.length).toBeGreaterThan(0)
  for (const item of ofCase.body.items)
    expect(item).toMatchObject({ caseId: application.id, caseNumber: application.number })
  const { message } = ofCase.body.items[0]
  expect((await api('auditor', `/exchange/messages/${message}`)).status).toBe(200)
  expect((await api('auditor', `/accesses?number=${number}&case=${application.id}`)).status).toBe(422)
  expect((await api('administrator', `/accesses?number=${number}`)).status).toBe(403)
})

it('tells of a search in the log: of whose case it was, and whose doings', async () => {
  await bench.instance.database.query('delete from exchange.look', [])
  const told = async (who: string) =>
    (await api(who, '/me/looks')).body.items.flatMap(({ caseNumber, looks }: any) =>
      looks.map(({ what }: any) => [what, caseNumber]),
    )
  expect((await api('auditor', `/events?case=${application.number}`)).status).toBe(200)
  expect(await told('citizen')).toEqual([['log', application.number]])
  expect((await api('auditor', `/events?official=${bench.numberOf('farhod')}`)).status).toBe(200)
  expect(await told('citizen-2')).toEqual([['log', null]])
  // and in the list of who looked: by the case, and by the official
  const { id } = await bench.file(SERVICE, { person: 'farhod' })
  await api('auditor', `/events?case=${id}`)
  expect((await api('auditor', `/looks?case=${id}`)).status).toBe(200)
  expect(await told('citizen-2')).toContainEqual(['looks', null])
  await api('auditor', `/events?person=${bench.numberOf('rustam')}`)
  expect((await api('auditor', `/looks?official=${demoPersonId('sardor')}`)).status).toBe(200)
  expect(await told('business')).toContainEqual(['looks', null])
})
