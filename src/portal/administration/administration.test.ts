import type { Hono } from 'hono'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { model } from '../../kernel/process/testing.ts'
import { Bench, quiet } from '../../modules/process/testing.ts'
import { exchangeModule } from '../../modules/exchange/index.ts'
import { namedDrawing, processModule } from '../../modules/process/index.ts'
import { readConfig } from '../../platform/config/index.ts'
import { menusOf } from '../../platform/module/index.ts'
import { sealEvents, settledPosition } from '../../platform/audit/index.ts'
import { readCountry } from '../../platform/country/index.ts'
import { testDatabase } from '../../platform/database/testing.ts'
import { createApp } from '../../platform/http/index.ts'
import { claimJobs, enqueue, OutsideUnavailable, runJob, type JobHandler } from '../../platform/jobs/index.ts'
import { loadTexts } from '../../platform/i18n/index.ts'
import { demoPersonId, loadDemoPeople, readPeople } from '../../platform/identity/index.ts'
import type { Principal } from '../../platform/rights/index.ts'
import { performer, type World } from '../../platform/use-case/index.ts'
import { faultsOf, openBrowser } from '../../ui/testing.ts'
import { bundleStylesheet } from '../../ui/testing/stylesheet.ts'
import { failureView, frame } from '../frame.tsx'
import { conventions, cyrillicText, languages } from '../../platform/i18n/testing.ts'
import { administrationModule } from './index.ts'

const demo = readPeople('country/uz/people.yaml')
const principalOf = (role: string): Principal => {
  const person = demo.find((candidate) => candidate.roles.some((held) => held.role === role))!
  return {
    personId: demoPersonId(person.id),
    name: person.id,
    roles: person.roles.map(({ role: held, body }) => ({ role: held, body })),
  }
}
const people: Record<string, Principal> = {
  administrator: principalOf('administrator'),
  auditor: principalOf('auditor'),
  officer: principalOf('officer'),
  nobody: { roles: [] },
}

let test: Awaited<ReturnType<typeof testDatabase>>
let bench: Bench
let app: Hono
let browser: Browser
const missing: string[] = []
const config = readConfig(process.cwd(), {})
const BODY = 'khokimiyat-1726266'
const SYSTEM = '0190c0de-0000-7000-8000-00000000beef'
beforeAll(async () => {
  ;[test, browser] = await Promise.all([testDatabase(), openBrowser()])
  bench = new Bench(test.database)
  await test.database.transaction((tx) => loadDemoPeople(tx, demo, 'uz', bench.now))
  const namesOfElements = async () => () => undefined
  const world = {
    engine: bench.engine,
    country: readCountry('country/uz'),
    nameOfDefinition: async () => undefined,
    exchangeKeys: () => ({}),
    published: { list: async () => [], names: async () => new Map() } as never,
    namesOfElements,
    whoseCases: async () => [],
    drawings: {
      of: (definition: string, language: string) =>
        namedDrawing(test.database, { namesOfElements }, definition, language),
      nameOf: async () => undefined,
    },
  } as Partial<World> as World
  const session = async (request: Request) => people[request.headers.get('x-person') ?? 'nobody']!
  app = createApp({
    database: test.database,
    performer: performer(test.database, exchangeModule.rights, world),
    world,
    useCases: administrationModule.useCases(config),
    pages: [...administrationModule.pages(config), ...processModule.pages(config)],
    menus: menusOf([administrationModule, processModule]),
    texts: loadTexts('texts', conventions, (_language, key) => missing.push(key)),
    origin: 'http://localhost:3000',
    version: 'test',
    limits: { body: 100_000, requestsPerMinute: 100_000 },
    log: quiet as never,
    clock: () => bench.now,
    session,
    bearer: session,
    frame: (context, view) => frame(context, view, languages, { demo: true, contact: undefined }),
    failure: failureView,
  })
})
afterAll(async () => {
  await browser.close()
  await test.drop()
})

const get = (path: string, person = 'administrator') =>
  app.request(`http://localhost:3000${path}`, { headers: { 'x-person': person } })
const text = async (path: string) => (await (await get(path)).text()).replaceAll('<wbr/>', '')
const post = (path: string, form: Record<string, string>, person = 'administrator') =>
  app.request(`http://localhost:3000${path}`, {
    method: 'POST',
    headers: {
      'x-person': person,
      origin: 'http://localhost:3000',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(form).toString(),
  })

it('tells when work waits, when registers are away, and when all is well', async () => {
  const overview = await text('/en/administration')
  expect(overview).toContain('Work is done in time')
  // what waits, body by body; nothing that only says the tabs again
  expect(overview).toContain('What waits, by body')
  expect(overview.match(/href="\/en\/administration\/calendar"/g)).toHaveLength(1)
  await test.database.query("insert into jobs.job (kind, payload, run_at) values ('process.none', '{}', $1)", [
    bench.now,
  ])
  bench.after(60)
  expect(await text('/en/administration')).toContain('check that a worker runs')
  await test.database.query('delete from jobs.job')
})

it('tells which outside system is away, since when and how much waits for it, and asks it at once when told to', async () => {
  const silent: JobHandler = {
    kind: 'silent',
    effect: (_job, outside) =>
      outside.ask('register:cadastre', () =>
        Promise.reject(new OutsideUnavailable('register:cadastre', 'timeout', 'the register cadastre is silent')),
      ),
  }
  await test.database.transaction(async (tx) => {
    for (let n = 0; n < 3; n++) await enqueue(tx, { kind: 'silent' }, bench.now)
  })
  const work = async () => {
    for (const job of await claimJobs(test.database, bench.now, 9))
      await runJob(test.database, silent, job, () => bench.now, quiet)
  }
  await work()
  const since = bench.now
  bench.after(10)
  await work()
  const html = await text('/en/administration')
  expect(html).toContain('State cadastre: Not answering')
  expect(html).toContain('3 jobs wait for it')
  expect(html).toContain(`datetime="${since.replace('.000Z', 'Z')}"`)
  expect(html).toContain('the register cadastre is silent')
  const tried = await post('/en/administration/systems/register%3Acadastre/try', {})
  expect([tried.status, tried.headers.get('location')]).toEqual([303, '/en/administration?done=tried'])
  expect((await claimJobs(test.database, bench.now, 9)).length).toBeGreaterThan(0)
  const none = await post('/en/administration/systems/mail/try', {})
  expect([none.status, (await none.text()).includes('has answered meanwhile')]).toEqual([409, true])
  expect((await post('/en/administration/systems/mail/try', {}, 'auditor')).status).toBe(403)
  for (const language of ['uz', 'ru', 'uz-cyrl']) expect((await get(`/${language}/administration`)).status).toBe(200)
  await test.database.query('delete from jobs.job')
  await test.database.query('delete from jobs.outside_system')
})

it('finds bodies by words in any spelling, and shows who works there', async () => {
  const { name } = readCountry('country/uz').office(BODY)
  for (const words of [name['uz']!, name['uz']!.replaceAll('ʻ', "'"), cyrillicText(name['uz']!), name['ru']!, BODY])
    expect([
      words,
      (await text(`/en/administration/bodies?query=${encodeURIComponent(words)}`)).includes(
        `/en/administration/bodies/${BODY}"`,
      ),
    ]).toEqual([words, true])
  expect((await get('/en/administration/bodies/nowhere')).status).toBe(404)
})

it('goes through all bodies by pages, and tells where work waits and how late', async () => {
  await test.database.query(
    `insert into process.task (case_id, wait, element, act, performer, office, role, service, label, opened_at, due_at, attributes)
     select gen_random_uuid(), n, 'decide', 'decide', 'office', $1, 'officer', 's', '2026-01-00000' || n, $2, $2::timestamptz + make_interval(days => n - 2), '{}'
     from generate_series(1, 3) n`,
    [BODY, bench.now],
  )
  const first = await text('/en/administration/bodies')
  const links = (page: string) => [...page.matchAll(/bodies\/([\w-]+)"/g)].map(([, id]) => id)
  expect(links(first)).toHaveLength(50)
  const next = /href="([^"]+after=[^"]+)" rel="next"/.exec(first)![1]!.replaceAll('&amp;', '&')
  const second = links(await text(next))
  expect(second).toHaveLength(50)
  expect(second.filter((id) => links(first).includes(id))).toEqual([])
  const late = await text('/en/administration/bodies?waits=late')
  expect(links(late)).toEqual([BODY])
  expect(late.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')).toMatch(/1 body found .* 3 1, the oldest was due on /)
  await test.database.query('delete from process.task where office = $1', [BODY])
})

it('gives a role until a day and ends it, both with a reason in the person’s chain; never one’s own', async () => {
  const citizen = demo.find((candidate) => candidate.roles.length === 0)!
  const address = `/en/administration/bodies/${BODY}`
  const form = {
    number: citizen.number,
    role: 'officer',
    reason: 'order 12 of 2 March',
    'until.day': '31',
    'until.month': '3',
    'until.year': '2026',
  }
  const given = await post(`${address}/roles`, form)
  expect([given.status, given.headers.get('location')]).toEqual([303, `${address}?done=given`])
  // to the end of that day in Tashkent
  expect(
    (
      await test.database.query('select until, given_by from identity.role where person = $1 and role = $2', [
        demoPersonId(citizen.id),
        'officer',
      ])
    ).rows,
  ).toEqual([{ until: '2026-03-31T19:00:00Z', given_by: `person:${people['administrator']!.personId}` }])
  expect((await post(`${address}/roles`, { ...form, 'until.year': '2025' })).status).toBe(422)
  const mistyped = await post(`${address}/roles`, { ...form, number: '39999999999999' })
  expect([mistyped.status, (await mistyped.text()).includes('Copy it again, or choose it from the list')]).toEqual([
    422,
    true,
  ])
  const unknown = await post(`${address}/roles`, { ...form, number: '3121063–999 0023' })
  expect([unknown.status, (await unknown.text()).includes('Nobody with this number is known here')]).toEqual([
    422,
    true,
  ])
  const own = demo.find((candidate) => candidate.roles.some((held) => held.role === 'administrator'))!
  expect((await post(`${address}/roles`, { ...form, number: own.number })).status).toBe(409)
  expect(
    (
      await post(`${address}/roles/end`, { person: demoPersonId(citizen.id), role: 'officer', reason: 'order 15' })
    ).headers.get('location'),
  ).toBe(`${address}?done=ended`)
  expect(
    (await post(`${address}/roles/end`, { person: demoPersonId(citizen.id), role: 'officer', reason: 'order 15' }))
      .status,
  ).toBe(409)
  const chain = (
    await test.database.query<{ kind: string; body: string }>(
      'select kind, body from audit.event where subject = $1 order by seq',
      [demoPersonId(citizen.id)],
    )
  ).rows
  expect(chain.map((item) => [item.kind, JSON.parse(item.body).reason])).toEqual([
    ['identity.give-role', 'order 12 of 2 March'],
    ['identity.end-role', 'order 15'],
  ])
})

it('shows on the body’s page who held a role before, and when', async () => {
  const person = demo.find((candidate) => candidate.roles.length === 0)!
  await test.database.query(
    "insert into identity.role (person, role, body, since, until, given_by) values ($1, 'head', $2, '2020-02-03T00:00:00Z', '2021-03-01T09:00:00Z', 'system')",
    [demoPersonId(person.id), 'cadastre-1726266'],
  )
  const page = await (await get('/en/administration/bodies/cadastre-1726266')).text()
  const former = page.split('Roles that have ended: 1').at(-1)!
  expect(former.replace(/<[^>]+>/g, ' ')).toMatch(
    /Head\s+3 February 2020\s+1 March 2021, 14:00\s+at the start of the system/,
  )
  expect(await (await get('/en/administration/bodies/ecology-1726266')).text()).not.toContain('Roles that have ended')
})

it('shows each day off with its source, and which values are for demonstration', async () => {
  const html = await text('/en/administration/calendar?year=2026')
  expect(html).toContain('Navruz')
  expect(html).toContain('konsulmir.com')
  // working hours are plausible, not sourced
  expect(html).toContain('Demonstration')
  const year = (await (await get('/api/v1/calendar?year=2026')).json()) as {
    workingDays: number
    days: { date: string; kind: string }[]
  }
  // 8 March 2026 is a Sunday: the Monday after it is off
  expect(year.days.find((day) => day.date === '2026-03-09')).toMatchObject({ kind: 'moved' })
  expect(year.workingDays).toBeGreaterThan(240)
})

it('shows the seals', async () => {
  const settled = (await settledPosition(test.database))!
  await test.database.transaction((tx) => sealEvents(tx, settled, bench.now))
  const [seal] = (
    await test.database.query<{ hash: string }>(
      "select encode(hash, 'hex') as hash from audit.seal order by number desc",
    )
  ).rows
  expect(await text('/en/administration/audit')).toContain(seal!.hash)
})

it('looks right to a browser and to axe, narrow and wide, in light and dark', async () => {
  await bench.deploy('plain@1', model('<userTask id="a"/>', ['s>a', 'a>e']))
  const caseId = await bench.start('plain@1')
  const css = await bundleStylesheet(process.cwd())
  await test.database.query(
    `with let_in as (insert into exchange.system (id, client, name, body, account, named_at, named_by) values ($1, 'UZ/GOV/309990999/cases', 'System of cases', $2, $3, $4, $3)),
       keyed as (insert into exchange.system_key (fingerprint, system, key, since, given_at, given_by) values ('GZ-AsLZsg9w8wz1J', $1, '\\x00', $4, $4, $3))
     insert into exchange.system_right (system, service, since, given_by) values ($1, 'readCase', $4, $3)`,
    [SYSTEM, BODY, people['administrator']!.personId, bench.now],
  )
  const paths = [
    '',
    '/incidents',
    '/services',
    '/services/plain@1',
    `/cases/${caseId}`,
    `/cases?number=2026-03-000001`,
    '/bodies',
    `/bodies/${BODY}`,
    '/systems',
    `/systems/${SYSTEM}`,
    '/calendar',
    '/audit',
  ]
  for (const [width, colorScheme] of [
    [320, 'light'],
    [1280, 'dark'],
  ] as const) {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme,
      baseURL: 'http://localhost:3000',
    })
    await context.route('**/*', async (route) => {
      if (new URL(route.request().url()).pathname.startsWith('/assets/'))
        return route.fulfill({ body: css, contentType: 'text/css' })
      const response = await app.request(route.request().url(), { headers: { 'x-person': 'administrator' } })
      return route.fulfill({
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: await response.text(),
      })
    })
    const page = await context.newPage()
    for (const path of paths) {
      const response = await page.goto(`/uz/administration${path}`)
      expect([path, response?.status(), await faultsOf(page)]).toEqual([path, 200, []])
      if (process.env['SHOTS'])
        await page.screenshot({
          path: `${process.env['SHOTS']}/${width}-${path.replace(/\W+/g, '_')}.png`,
          fullPage: true,
        })
    }
    await context.close()
  }
  expect(missing).toEqual([])
}, 120_000)

it('leads an auditor to the log, and offers nothing that is refused', async () => {
  const door = await get('/en/administration', 'auditor')
  expect([door.status, door.headers.get('location')]).toEqual([303, '/en/administration/log'])
  const offered = new Set(
    (await (await get('/en/administration/audit', 'auditor')).text()).match(/(?<=href=")\/en\/administration[^"?]*/g),
  )
  // the log itself is a page of the room that knows cases
  offered.delete('/en/administration/log')
  expect(offered.size).toBeGreaterThan(2)
  for (const href of offered) expect([href, (await get(href, 'auditor')).status]).toEqual([href, 200])
})

it('goes on from an address typed with a slash at its end', async () => {
  const response = await get('/en/administration/audit/?before=5', 'auditor')
  expect([response.status, response.headers.get('location')]).toEqual([308, '/en/administration/audit?before=5'])
})

/** What any form of these pages may be sent. */
const POSTED = {
  number: '31203950270019',
  role: 'officer',
  person: demoPersonId('x'),
  reason: 'not allowed to',
  client: 'UZ/GOV/309990999/another',
  name: 'Another system',
  body: BODY,
  service: 'readCase',
  fingerprint: 'a'.repeat(16),
  publicKey: 'MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=',
}

it('is closed to everybody else', async () => {
  for (const { at } of administrationModule.pages(config)) {
    const [method, path] = at.split(' ') as [string, string]
    const address = `/en${path.replace(':body', BODY).replace(':message', SYSTEM).replace(':system', SYSTEM)}`
    const ask = (person: string) => (method === 'GET' ? get(address, person) : post(address, POSTED, person))
    expect([at, (await ask('nobody')).status]).toEqual([at, 401])
    expect([at, (await ask('officer')).status]).toEqual([at, 403])
  }
})
