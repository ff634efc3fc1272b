import { afterAll, beforeAll, expect, it } from 'vitest'
import { composeWeb } from '../../commands/compose-web.ts'
import { checkRows } from '../../platform/audit/index.ts'
import { demoPersonId, giveRole, issueToken } from '../../platform/identity/index.ts'
import { ROLE_DIGESTS } from '../../platform/identity/roles.ts'
import { runningFrom, WEDNESDAY } from '../../platform/clock/testing.ts'
import { faultsOf, openBrowser } from '../../ui/testing.ts'
import { browse } from './pages/testing.ts'
import { caseBench, type CaseBench } from './testing.ts'

const SERVICE = 'guardianship-incapacitated-adult'
const OFFICE = 'khokimiyat-1726266'

let bench: CaseBench
let passed = 0
let api: (who: string, method: string, path: string, body?: object) => Promise<{ status: number; body: any }>
beforeAll(async () => {
  const running = runningFrom(WEDNESDAY)
  bench = await caseBench([SERVICE], {
    clock: () => new Date(Date.parse(running()) + passed * 60_000).toISOString(),
  })
  const app = composeWeb(bench.instance, bench.origin)
  api = async (who, method, path, body) => {
    const { token } = (await bench.instance.database.transaction((tx) => issueToken(tx, who, bench.clock())))!
    const answer = await app.request(`${bench.origin}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: answer.status, body: await answer.json() }
  }
})
afterAll(() => bench?.close())

const lend = (who: string, substitute: string, until: string) =>
  api(who, 'POST', `/offices/${OFFICE}/substitutes`, {
    person: demoPersonId('nargiza'),
    substitute: demoPersonId(substitute),
    until,
  })

it('lets a substitute neither prolong nor hand on what was lent', async () => {
  expect((await lend('head', 'jasur', '2026-11-20')).status).toBe(201)
  // the substitute does the head's work
  expect((await api('officer', 'GET', `/offices/${OFFICE}/team`)).status).toBe(200)
  for (const until of ['2026-12-31', '2026-11-19']) expect((await lend('officer', 'jasur', until)).status).toBe(403)
  const own = await api('officer', 'POST', `/offices/${OFFICE}/substitutes`, {
    person: demoPersonId('jasur'),
    substitute: demoPersonId('nargiza'),
    until: '2026-12-31',
  })
  expect(own.status).toBe(403)
  const { rows } = await bench.instance.database.query(
    'select role, given_by, until from identity.role where person = $1 and body = $2 and stands_for = $3',
    [demoPersonId('jasur'), OFFICE, demoPersonId('nargiza')],
  )
  expect(rows).toEqual([
    { role: 'head', given_by: `person:${demoPersonId('nargiza')}`, until: '2026-11-20T18:59:59.999Z' },
  ])
})

it('lends no role for longer than a term, and to no day that was', async () => {
  const today = Date.parse(bench.clock().slice(0, 10))
  const day = (after: number) => new Date(today + after * 86_400_000).toISOString().slice(0, 10)
  for (const until of [day(90), '2098-12-31', day(-1)]) {
    const { status, body } = await lend('head', 'jasur', until)
    expect([status, body.errors.map(({ path, code }: Record<string, string>) => [path, code])]).toEqual([
      422,
      [['until', 'casework.problem.substitution-term']],
    ])
    expect(body.errors[0].message).toContain('90')
  }
})

it('gives a role that is held anew by its end, and never a second time', async () => {
  const body = 'cadastre-1726266'
  const give = (until?: string) =>
    api('administrator', 'POST', `/bodies/${body}/roles`, {
      number: '41704889990010',
      role: 'counter',
      reason: 'Asked for twice at once',
      ...(until ? { until } : {}),
    })
  expect((await Promise.all([give(), give()])).map(({ status }) => status)).toEqual([201, 201])
  expect((await give('2026-11-30')).status).toBe(201)
  const { rows } = await bench.instance.database.query(
    'select until from identity.role where person = $1 and body = $2',
    [demoPersonId('dilnoza'), body],
  )
  expect(rows).toEqual([{ until: '2026-11-30T19:00:00Z' }])
})

it('ends what was lent with the role that it was lent of', async () => {
  const { database } = bench.instance
  const body = 'cadastre-1726266'
  const held = async (person: string) =>
    (
      await database.query(
        'select role from identity.role where person = $1 and body = $2 and (until is null or until > $3)',
        [demoPersonId(person), body, bench.clock()],
      )
    ).rows
  const role = { role: 'head', body, since: bench.clock(), givenBy: 'system' }
  await database.transaction(async (tx) => {
    await giveRole(tx, { ...role, person: demoPersonId('nargiza') })
    await giveRole(tx, { ...role, person: demoPersonId('jasur'), standsFor: demoPersonId('nargiza') })
  })
  const ended = await api('administrator', 'POST', `/bodies/${body}/roles/end`, {
    person: demoPersonId('nargiza'),
    role: 'head',
    reason: 'Went to another body',
  })
  expect(ended.status).toBe(200)
  expect([await held('nargiza'), await held('jasur')]).toEqual([[], []])
  // and it stands in the history of both as it is in the table
  expect((await checkRows(database, 'roles', `${ROLE_DIGESTS} group by person`)).problems).toEqual([])
})

it('says of each role who gave it and for whom its holder stands in', async () => {
  const { items } = (await api('administrator', 'GET', `/bodies/${OFFICE}/roles`)).body
  expect(items.find((item: any) => item.person === demoPersonId('jasur') && item.role === 'head')).toMatchObject({
    givenBy: 'Nargiza Rahimova',
    standsFor: 'Nargiza Rahimova',
  })
})

it('hands on no lent role when its holder is stood in for', async () => {
  const lent = await api('head', 'POST', `/offices/${OFFICE}/substitutes`, {
    person: demoPersonId('jasur'),
    substitute: demoPersonId('nargiza'),
    until: '2026-11-25',
  })
  expect(lent.status).toBe(201)
  const { rows } = await bench.instance.database.query<{ role: string }>(
    'select role from identity.role where person = $1 and stands_for = $2',
    [demoPersonId('nargiza'), demoPersonId('jasur')],
  )
  expect(rows).toEqual([{ role: 'officer' }])
})

it('signs only for who has just shown who they are', async () => {
  const { id } = await bench.file(SERVICE)
  await bench.work()
  for (const [who, element, outcome] of [
    ['officer-health', 'healthOpinion', 'agree'],
    ['officer-social', 'socialOpinion', 'agree'],
    ['officer', 'decide', 'grant'],
  ] as const) {
    expect((await api(who, 'POST', `/tasks/${await bench.task(id, element)}/complete`, { outcome })).status).toBe(200)
    await bench.work()
  }
  const head = await bench.as('nargiza')
  const sign = await bench.task(id, 'sign')
  passed = 31
  const stale = await head.post(`/en/desk/tasks/${sign}/complete`, { outcome: 'sign' })
  expect([stale.status, stale.location]).toEqual([303, expect.stringMatching(/^\/login\?.*fresh=1$/)])
  const many = await head.post('/en/desk/sign', { task: `${sign} 1`, key: 'k' })
  expect(many.location).toMatch(/fresh=1$/)
  expect(await bench.task(id, 'sign')).toBe(sign)
  const again = await bench.as('nargiza')
  expect((await again.post(`/en/desk/tasks/${sign}/complete`, { outcome: 'sign' })).status).toBe(303)
  await expect(bench.task(id, 'sign')).rejects.toThrow()
})

it('gives and lends a role only for who has just shown who they are', async () => {
  const roles = async () =>
    (await bench.instance.database.query<{ n: number }>('select count(*)::int as n from identity.role', [])).rows[0]!.n
  const given = await roles()
  const [administrator, head] = [await bench.as('aziza'), await bench.as('nargiza')]
  const give = { number: bench.numberOf('farhod'), role: 'officer', reason: 'Taken on today' }
  const lent = { office: OFFICE, person: demoPersonId('nargiza'), substitute: demoPersonId('bekzod') }
  const until = { 'until.day': '20', 'until.month': '11', 'until.year': '2026' }
  passed += 31
  for (const [visitor, path, posted] of [
    [administrator, `/en/administration/bodies/${OFFICE}/roles`, give],
    [head, '/en/desk/team/substitute', { ...lent, ...until }],
  ] as const) {
    const stale = await visitor.post(path, posted)
    expect([stale.status, stale.location]).toEqual([303, expect.stringMatching(/^\/login\?.*fresh=1$/)])
  }
  expect(await roles()).toBe(given)
  const again = await (await bench.as('aziza')).post(`/en/administration/bodies/${OFFICE}/roles`, give)
  expect([again.status, again.location?.startsWith('/login')]).toEqual([303, false])
  expect(await roles()).toBe(given + 1)
})

it('shows people where they are signed in, and ends it there', async () => {
  const [here, there] = [await bench.as('dilnoza'), await bench.as('dilnoza')]
  const page = await here.get('/en/cabinet/sessions')
  expect(page.text).toContain('this one')
  const ids = [...page.text.matchAll(/name="session" value="([0-9a-f-]+)"/g)].map(([, id]) => id!)
  expect(ids).toHaveLength(1)
  // another's session is nobody's to end
  const stranger = await bench.as('farhod')
  expect((await stranger.post('/en/cabinet/sessions', { session: ids[0]! })).status).toBe(404)
  expect((await there.get('/en/cabinet')).status).toBe(200)
  expect((await here.post('/en/cabinet/sessions', { session: ids[0]! })).location).toBe('/en/cabinet/sessions?ended=1')
  expect((await there.get('/en/cabinet')).status).toBe(401)
  expect((await here.get('/en/cabinet')).status).toBe(200)
  await bench.as('dilnoza')
  expect((await here.post('/en/cabinet/sessions', {})).location).toBe('/en/cabinet/sessions?ended=1')
})

it('looks right, narrow and wide', async () => {
  const browser = await openBrowser()
  try {
    await bench.as('dilnoza')
    for (const [width, language] of [
      [320, 'ru'],
      [1280, 'uz'],
    ] as const) {
      const page = await browse(bench, browser, 'dilnoza', { width })
      await page.goto(`${bench.origin}/${language}/cabinet/sessions`)
      if (process.env['SHOTS'])
        await page.screenshot({ path: `${process.env['SHOTS']}/sessions-${width}.png`, fullPage: true })
      expect(await faultsOf(page)).toEqual([])
      await page.context().close()
    }
  } finally {
    await browser.close()
  }
}, 60_000)
