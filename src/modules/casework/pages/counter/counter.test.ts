import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoPersonId, readPeople } from '../../../../platform/identity/index.ts'
import { caseBench, samplePdf, type CaseBench, type Visitor } from '../../testing.ts'
import { instantOf } from './read-new-application.ts'

const RIGHT = 'property-right-registration'
const POWER = 'electricity-connection'
const OFFICE = 'service-centre-1726266'
const DILNOZA = readPeople('country/uz/people.yaml').find((person) => person.id === 'dilnoza')!.number

let bench: CaseBench
let malika: Visitor
beforeAll(async () => {
  bench = await caseBench([RIGHT, POWER])
  malika = await bench.as('malika')
})
afterAll(() => bench.close())

const plain = (text: string) => text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const key = () => crypto.randomUUID()

it('finds the person by number, application, receipt or scanned card, and never writes a national number into an address', async () => {
  const application = await bench.file(RIGHT, { operator: 'malika' })
  const found = await malika.post('/en/counter', { office: OFFICE, query: DILNOZA })
  expect(found).toMatchObject({
    status: 303,
    location: `/en/counter/people/${demoPersonId('dilnoza')}?office=${OFFICE}`,
  })
  expect(
    (
      await malika.post('/en/counter', {
        office: OFFICE,
        query: `IUUZBAD12345678${DILNOZA}<\n8804175F3101016UZBUZB<<<<<<<<4\nKARIMOVA<<DILNOZA<<<<<<<<<<<<<`,
      })
    ).location,
  ).toBe(found.location)
  for (const query of [application.number, await receiptOf(application.id)])
    expect((await malika.post('/en/counter', { office: OFFICE, query })).location).toBe(
      `/en/counter/applications/${application.id}`,
    )
  // what another counter or the Portal took in is not opened here
  const own = await bench.file(RIGHT)
  const elsewhere = await malika.post('/en/counter', { office: OFFICE, query: own.number })
  expect(elsewhere.status).toBe(422)
  expect(elsewhere.text).toContain('was not taken in here')
  const unknown = await malika.post('/en/counter', { office: OFFICE, query: '10101019990011' })
  expect(unknown.status).toBe(422)
  expect(unknown.text).toContain('value="10101019990011"')
  expect((await malika.get(`/en/counter/applications/${own.id}`)).status).toBe(403)
  const person = await malika.get(found.location!)
  expect(plain(person.text)).toContain('filed elsewhere')
  expect(person.text).not.toContain(`/counter/applications/${own.id}`)
  for (const name of ['dilnoza', 'jasur']) {
    const other = await bench.as(name)
    expect((await other.get('/en/counter')).status, name).toBe(403)
    expect((await other.post('/en/counter', { office: OFFICE, query: DILNOZA })).status, name).toBe(403)
    expect((await other.get(found.location!)).status, name).toBe(403)
    expect((await other.get(`/en/counter/applications/${application.id}`)).status, name).toBe(403)
  }
  expect((await bench.nobody.get('/en/counter')).status).toBe(401)
})

const receiptOf = async (id: string) =>
  (
    await bench.instance.database.query<{ receipt: string }>(
      'select receipt from casework.application where case_id = $1',
      [id],
    )
  ).rows[0]!.receipt

it('begins an application here or from paper with its time of receipt, once for one form', async () => {
  const here = `/en/counter/people/${demoPersonId('dilnoza')}?office=${OFFICE}`
  const searched = await malika.get(`${here}&q=electricity`)
  expect(searched.text).toContain(`value="${POWER}"`)
  expect(searched.text).not.toContain(`value="${RIGHT}"`)
  expect((await malika.post(here, { channel: 'counter' })).text).toContain('href="#service"')
  const paper = {
    service: RIGHT,
    channel: 'paper',
    'receivedOn.day': '31',
    'receivedOn.month': '2',
    'receivedOn.year': '2026',
    receivedTime: '14:30',
  }
  const noSuchDay = await malika.post(here, paper)
  expect(noSuchDay.status).toBe(422)
  expect(noSuchDay.text).toContain('stamp')
  expect(noSuchDay.text).toContain('value="14:30"')
  const future = await malika.post(here, {
    ...paper,
    'receivedOn.day': '1',
    'receivedOn.month': '1',
    'receivedOn.year': '2149',
  })
  expect(plain(future.text)).toContain('The time cannot be in the future')
  for (const year of ['0001', '1926', '9999', '20266', '1990']) {
    const unknown = await malika.post(here, {
      ...paper,
      'receivedOn.day': '1',
      'receivedOn.month': '1',
      'receivedOn.year': year,
    })
    expect([year, unknown.status, unknown.text.includes('stamp')]).toEqual([year, 422, true])
  }
  const march = { ...paper, 'receivedOn.day': '2', 'receivedOn.month': '3' }
  const asked = await malika.post(here, { ...march, key: key() })
  expect([asked.status, asked.text.includes('name="sure"')]).toEqual([422, true])
  const form = { ...march, sure: 'true', key: key() }
  const begun = await malika.post(here, form)
  expect(begun.location).toMatch(/^\/en\/drafts\/[0-9a-f-]{36}$/)
  expect((await malika.post(here, form)).location).toBe(begun.location)
  // left half-way: the operator finds it again
  const counter = await malika.get(`/en/counter?office=${OFFICE}`)
  expect(counter.text).toContain(begun.location!)
  expect((await (await bench.as('jasur')).get(begun.location!)).status).toBe(410)
})

/** A paper of a moment ago, taken in at the counter. */
async function onPaper(): Promise<{ id: string }> {
  const filed = await bench.api('counter', 'POST', '/applications', {
    service: RIGHT,
    answers: bench.answersOf(RIGHT),
    channel: 'paper',
    office: OFFICE,
    applicant: { number: DILNOZA },
    receivedAt: bench.clock(),
  })
  expect(filed.status).toBe(201)
  return filed.body
}

/** Sends files by the form of a page, as a browser does. */
async function scan(visitor: Visitor, page: string, files: readonly File[]) {
  const { name, value } = await bench.cookie(visitor.person)
  const body = new FormData()
  for (const file of files) body.append('scan', file)
  if (files.length === 0) body.append('scan', new File([], ''))
  const answer = await fetch(`${bench.origin}${page}/scan`, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { cookie: `${name}=${value}`, origin: bench.origin, 'sec-fetch-site': 'same-origin' },
  })
  return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') }
}

it('reads the stamp of a paper in the country’s own time', () => {
  const at = (day: string, time: string) => instantOf(bench.instance as never, { day, month: '3', year: '2026', time })
  expect(at('2', '14:30')).toBe('2026-03-02T09:30:00.000Z')
  expect(at('2', '0.05')).toBe('2026-03-01T19:05:00.000Z')
  expect([at('32', '14:30'), at('2', '24:00'), at('2', 'noon'), at('', '10:00')]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

it('hands over a receipt, takes cash once, and withdraws after asking', async () => {
  const application = await bench.file(RIGHT, { operator: 'malika' })
  await bench.work()
  const here = `/en/counter/applications/${application.id}`
  const page = await malika.get(here)
  expect(page.text).toContain(`№ ${application.number}`)
  expect(page.text).toContain(await receiptOf(application.id))
  expect(page.text).toContain('<svg')
  expect(plain(page.text)).toContain('Answer by')
  const empty = await malika.post(`${here}/cash`, { receipt: ' ' })
  expect(empty.status).toBe(422)
  expect(empty.text).toContain('href="#receipt"')
  const paid = await malika.post(`${here}/cash`, { receipt: 'K-17', key: key() })
  expect(paid.status).toBe(303)
  expect(plain((await malika.get(paid.location!)).text)).toContain('The cash payment is recorded')
  await bench.work()
  expect(plain((await malika.get(here)).text)).toContain('Paid')
  const twice = await malika.post(`${here}/cash`, { receipt: 'K-18', key: key() })
  expect(twice.status).toBe(409)
  expect(twice.text).toContain('There is nothing to be paid any more')
  expect((await malika.get(`${here}/withdraw`)).text).toContain('This cannot be undone')
  expect((await malika.post(`${here}/withdraw`, { key: key() })).status).toBe(303)
  await bench.work()
  const withdrawn = plain((await malika.get(here)).text)
  expect(withdrawn).toContain('Withdrawn')
  // once, not again as a decision
  expect(withdrawn.match(/The application was withdrawn/g)).toHaveLength(1)
})

it('does for the person what waits for them: answers, corrections, an hour', async () => {
  const application = await bench.file(POWER, { operator: 'malika' })
  await bench.work()
  const here = `/en/counter/applications/${application.id}`
  const examine = await bench.task(application.id, 'examine')
  const office = (
    await bench.instance.database.query<{ office: string }>(
      "select office from process.task where case_id = $1 and element = 'examine'",
      [application.id],
    )
  ).rows[0]!.office
  await bench.instance.database.query(
    "insert into identity.role (person, role, body, since, given_by) values ($1, 'officer', $2, '2000-01-01', 'demo') on conflict do nothing",
    [demoPersonId('jasur'), office],
  )
  const officer = await bench.as('jasur')
  await officer.post(`/en/desk/cases/${application.id}/ask`, { text: 'Which house number?' })
  const question = /name="question" value="([0-9a-f-]{36})"/.exec((await malika.get(here)).text)![1]!
  const empty = await malika.post(`${here}/answer`, { question, text: '' })
  expect(empty.status).toBe(422)
  expect(empty.text).toContain(`href="#answer-${question}"`)
  expect((await malika.post(`${here}/answer`, { question, text: 'Twelve' })).status).toBe(303)
  expect(
    (await officer.post(`/en/desk/tasks/${examine}/complete`, { outcome: 'correct', note: 'Add the house number.' }))
      .status,
  ).toBe(303)
  await bench.work()
  const correct = await bench.task(application.id, 'correct')
  const page = await malika.get(here)
  expect(page.text).toContain('Add the house number.')
  const draft = await malika.post(`${here}/correct`, { task: correct })
  expect(draft.location).toMatch(/^\/en\/drafts\//)
  expect((await malika.post(`${here}/correct`, { task: correct })).location).toBe(draft.location)
  expect((await malika.get(`${draft.location}/check`)).status).toBe(200)
  const sent = await malika.post(`${draft.location}/check`, { sure: 'true', key: key() })
  expect(sent).toMatchObject({ status: 303, location: here })
  await bench.work()
  expect(await bench.task(application.id, 'examine')).not.toBe(examine)
  // another operator's hand does not reach it
  await bench.instance.database.query(
    "insert into identity.role (person, role, body, since, given_by) values ($1, 'counter', 'service-centre-1726294', '2000-01-01', 'demo')",
    [demoPersonId('farhod')],
  )
  expect((await (await bench.as('farhod')).post(`${here}/withdraw`, {})).status).toBe(403)
})

it('opens with the day: what was taken in, by which way, and who stood here last, a firm named with its director', async () => {
  const filed = await bench.file(RIGHT, { operator: 'malika' })
  const page = (await malika.get(`/en/counter?office=${OFFICE}`)).text
  const { today, served, taken } = (await bench.api('counter', 'GET', `/counter/${OFFICE}`)).body
  const count = today.reduce((sum: number, { count }: { count: number }) => sum + count, 0)
  expect(count).toBe(taken.filter((item: { today: boolean }) => item.today).length)
  expect(plain(page)).toMatch(new RegExp(`Today at this counter\\s+Taken in\\s+${count}`))
  expect(plain(page)).toContain(`Taken in today`)
  expect(plain(page)).toContain(filed.number)
  expect(served[0]).toMatchObject({ person: demoPersonId('dilnoza'), name: 'Dilnoza Karimova', firm: null })
  expect(page).toContain(`/en/counter/people/${demoPersonId('dilnoza')}?office=${OFFICE}`)
  // the next day begins with nothing
  await bench.instance.database.query(
    "update casework.application set filed_at = filed_at - interval '30 hours' where taken_by_office = $1",
    [OFFICE],
  )
  const later = plain((await malika.get(`/en/counter?office=${OFFICE}`)).text)
  expect(later).toContain('Taken in before')
  expect(later).not.toContain('Taken in today')
})

it('finds by the number of a firm who may act for it, and takes the application in for the firm', async () => {
  // two may act for this one: the operator says who stands there
  const asked = await malika.post('/en/counter', { office: OFFICE, query: '309990017' })
  expect(plain(asked.text)).toContain('Who came for «Bahor Savdo» MChJ?')
  const links = [...asked.text.matchAll(/href="(\/en\/counter\/people\/[^"]+)"/g)].map(([, href]) =>
    href!.replaceAll('&amp;', '&'),
  )
  expect(links).toHaveLength(2)
  const rustam = links.find((link) => link.includes(demoPersonId('rustam')))!
  const chosen = await malika.get(rustam)
  expect(chosen.text).toMatch(/value="309990017"[^>]*checked|checked[^>]*value="309990017"/)
  const begun = await malika.post(rustam, { service: RIGHT, channel: 'counter', for: '309990017', key: key() })
  expect(plain((await malika.get((await malika.get(begun.location!)).location!)).text)).toContain('Bahor Savdo')
  // one alone is the one
  const alone = await malika.post('/en/counter', { office: OFFICE, query: '309990025' })
  expect(alone.location).toMatch(/&for=309990025$/)
  const unknown = await malika.post('/en/counter', { office: OFFICE, query: '309990033' })
  expect([unknown.status, plain(unknown.text).includes('No firm and no person')]).toEqual([422, true])
})

it('takes the scan of a paper at its counter: listed while it waits, read by whoever decides, from nothing but paper', async () => {
  const paper = await onPaper()
  const here = `/en/counter/applications/${paper.id}`
  expect(plain((await malika.get(`/en/counter?office=${OFFICE}`)).text)).toContain('1 paper waits for a scan')
  const shown = await malika.get(here)
  expect(shown.text).toMatch(/type="file"[^>]*capture="environment"/)
  const nothing = await scan(malika, here, [])
  expect([nothing.status, plain(nothing.text).includes('Choose a file or take a picture first')]).toEqual([422, true])
  const wrong = await scan(malika, here, [new File(['MZ'], 'a.exe')])
  expect(wrong.status).toBeGreaterThanOrEqual(400)
  const sent = await scan(malika, here, [
    new File([new Uint8Array(samplePdf())], 'scan-1.pdf', { type: 'application/pdf' }),
  ])
  expect(sent.location).toBe(`${here}#scan-of-paper`)
  const after = plain((await malika.get(here)).text)
  expect(after).toContain('scan-1.pdf')
  expect(after).toContain('The paper was scanned and attached')
  expect(plain((await malika.get(`/en/counter?office=${OFFICE}`)).text)).not.toContain('waits for a scan')
  const own = plain((await (await bench.as('dilnoza')).get(`/en/applications/${paper.id}`)).text)
  expect(own).toContain('Scan of the paper application')
  // a program sends it the same way: the bytes, then what they are
  const kept = await bench.api('counter', 'POST', '/files?name=scan-1.pdf', samplePdf())
  expect(kept.status).toBe(201)
  const again = await bench.api('counter', 'POST', `/applications/${paper.id}/scans`, {
    name: 'scan-1.pdf',
    sha256: kept.body.sha256,
  })
  expect(again.status).toBeLessThan(300)
  // what was filled in at the counter has no paper
  const counter = await bench.file(RIGHT, { operator: 'malika' })
  expect(plain((await malika.get(`/en/counter/applications/${counter.id}`)).text)).not.toContain('Scan of the paper')
  const none = await scan(malika, `/en/counter/applications/${counter.id}`, [
    new File([new Uint8Array(samplePdf())], 'b.pdf', { type: 'application/pdf' }),
  ])
  expect(none.status).toBe(409)
})

it('begins so many for walk-ins and no more, says what to do, and throws one away', async () => {
  const { database } = bench.instance
  await database.query('delete from casework.draft where person = $1', [demoPersonId('malika')])
  await database.query(
    `insert into casework.draft (id, person, service, version, language, office, walk_in, channel, updated_at)
     select gen_random_uuid(), $1, $2, 1, 'uz', $3, '{"number": "x", "person": "x", "name": "Somebody"}', 'counter', $4
     from generate_series(1, 50)`,
    [demoPersonId('malika'), RIGHT, OFFICE, bench.clock()],
  )
  const here = `/en/counter/people/${demoPersonId('dilnoza')}?office=${OFFICE}`
  const form = { service: POWER, for: 'self', channel: 'counter' }
  const full = await malika.post(here, { ...form, key: key() })
  expect([full.status, full.text.includes('You have begun 50 applications at this counter')]).toEqual([422, true])
  const counter = await malika.get(`/en/counter?office=${OFFICE}`)
  const [, bin] = /href="([^"]*\/delete\?at=counter)"/.exec(counter.text)!
  expect((await malika.post(bin!, {})).location).toBe('/en/counter')
  expect((await malika.post(here, { ...form, key: key() })).location).toMatch(/\/drafts\//)
  await database.query('delete from casework.draft where person = $1', [demoPersonId('malika')])
})
