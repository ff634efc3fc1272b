import { afterAll, expect, it, vi } from 'vitest'
import { demoPersonId } from '../../platform/identity/index.ts'
import { performer } from '../../platform/use-case/index.ts'
import { sayOf } from './use/agree.ts'
import { prefillDraft } from './use/prefill-draft.ts'
import { submitApplication } from './use/submit-application.ts'
import { lockAgreement } from './store/agreements.ts'
import { askingBench, gate, SERVICE } from './testing/asking-bench.ts'

const DAY = 86_400_000
const COUNTER = 'service-centre-1726266'
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const { agreedDraft, asking, bench, dilnoza, forgetAgreements, putForward, rows, RUSTAM, say, told, waiting } =
  await askingBench()
afterAll(() => bench.close())

it('opens what registers answered about another in the very case they agreed to, and closes it again', async () => {
  const { draft, answers, asked } = await asking(RUSTAM())
  expect([asked.status, asked.body.state]).toEqual([201, 'asked'])
  const agreement = asked.body.id
  const filed = await bench.api('citizen', 'POST', '/applications', { service: SERVICE, answers, draft })
  expect(filed.status).toBe(201)
  const { id } = filed.body
  await bench.work()
  const closed = await told(id)
  for (const piece of Object.values(closed) as any[]) expect(piece.data === null || piece.status === 'found').toBe(true)
  const { passport } = await bench.instance.world.published.get(SERVICE)
  const single = passport.evidence!.find(({ about }) => about === 'answers.wardNumber')!.id
  const listed = passport.evidence!.find(({ about, register }) => about?.startsWith('[') && register === 'health')!.id
  expect([closed[single].status, closed[single].data]).toEqual(['answered', null])

  // who is asked sees what would be shown, from where, to whom, for what and until when
  const rustam = await bench.as('rustam')
  const page = (await rustam.get('/en/cabinet/agreements')).text
  for (const said of ['Dilnoza Karimova', 'Health register', 'Population register', 'April 2026'])
    expect(page).toContain(said)

  expect((await say(agreement, 'agreed')).body).toEqual({ id: agreement, state: 'agreed' })
  const open = await told(id)
  expect(open[single].status).not.toBe('answered')
  const mine = bench.numberOf('dilnoza')
  expect(open[listed].data.each.map(({ number }: any) => number).sort()).toEqual([RUSTAM(), mine].sort())
  const shown = (await (await bench.as('dilnoza')).get(`/en/applications/${id}`)).text
  expect(shown).toContain('oilaviy poliklinika')
  // nobody else sees it by that, and the look stands in the list of whoever was looked at, without the case's number
  expect((await bench.api('business', 'GET', `/applications/${id}`)).status).toBe(403)
  const looks = (await bench.api('business', 'GET', '/me/looks')).body.items
  expect(looks[0]).toMatchObject({ role: 'applicant', caseNumber: null, service: SERVICE })
  expect(looks[0].looks.map(({ what }: any) => what)).toContain('agreed')
  expect((await rustam.get('/en/cabinet/data')).text).toContain('The applicant who named you')

  expect((await say(agreement, 'withdrawn')).body.state).toBe('withdrawn')
  expect(await told(id)).toEqual(closed)
  // whoever was asked may change their mind while it could hold; then it ends by itself
  expect((await say(agreement, 'agreed')).body.state).toBe('agreed')
  expect((await told(id))[listed].data).not.toBeNull()
  putForward(31 * DAY)
  expect((await told(id))[listed].data).toBeNull()
  expect((await say(agreement, 'withdrawn')).status).toBe(409)
  putForward(0)
})

it('keeps nothing of what a register says of a person who takes it back while it is asked', async () => {
  await forgetAgreements()
  const { draft, asked } = await asking(RUSTAM(), { wardName: undefined })
  await say(asked.body.id, 'agreed')
  const { database, rights, world } = bench.instance
  const registers = Object.assign(Object.create(world.registers), {
    async query(...question: Parameters<typeof world.registers.query>) {
      const told = await world.registers.query(...question)
      await say(asked.body.id, 'withdrawn')
      return told
    },
  })
  const { found } = await performer(database, rights, { ...world, registers }).perform(
    prefillDraft,
    { draft, page: 'ward' },
    { principal: { personId: demoPersonId('dilnoza'), roles: [] }, language: 'en', now: bench.clock() },
  )
  expect(await rows('select state from casework.agreement')).toEqual([{ state: 'withdrawn' }])
  expect(found).toEqual([])
  const [kept] = await rows<{ answers: any; found: object }>(
    'select answers, found from casework.draft where id = $1',
    [draft],
  )
  expect([kept!.answers.wardName, kept!.found]).toEqual([undefined, {}])
})

it('files nothing that stood on an agreement which is taken back in that very moment, and says what to do', async () => {
  const { database, rights, world } = bench.instance
  const filed = () => rows<{ n: number }>('select count(*)::int as n from casework.application')
  const before = await filed()
  // while registers are asked about another field
  const first = await agreedDraft()
  const registers = Object.assign(Object.create(world.registers), {
    async query(...question: Parameters<typeof world.registers.query>) {
      const told = await world.registers.query(...question)
      await say(first.agreement, 'withdrawn')
      return told
    },
  })
  const sent = { service: SERVICE, answers: first.answers as never, draft: first.draft, channel: 'web' as const }
  const refused = await performer(database, rights, { ...world, registers })
    .perform(submitApplication, { ...sent, sure: false }, dilnoza())
    .catch((error) => error)
  expect(refused.problems.map(({ path, text }: any) => [path, text])).toContainEqual([
    'answers.wardName',
    'form.check.taken-back',
  ])
  expect(await filed()).toEqual(before)
  // the form has lost it, and the page says why; typed, it is taken as from anybody
  const { answers: kept } = (await bench.api('citizen', 'GET', `/drafts/${first.draft}`)).body
  expect(kept.wardName).toBeUndefined()
  const citizen = await bench.as('dilnoza')
  const page = (await citizen.post(`/en/drafts/${first.draft}/check`, { sure: 'true' })).text
  expect(page).toMatch(/href="#row-wardName"[^>]*>[^<]*the person took their agreement back/)

  // two transactions: it is taken back, and not yet committed, when what is filed is about to be checked
  const second = await agreedDraft()
  const hold = gate()
  const takesBack = database.transaction(async (tx) => {
    const item = (await lockAgreement(tx, second.agreement))!
    await sayOf(tx, world, item, 'withdrawn', bench.clock())
    await hold.passed
  })
  await vi.waitFor(async () =>
    expect(
      await rows("select 1 from pg_stat_activity where datname = current_database() and state = 'idle in transaction'"),
    ).not.toEqual([]),
  )
  const racing = bench.api('citizen', 'POST', '/applications', {
    service: SERVICE,
    answers: second.answers,
    draft: second.draft,
  })
  await waiting('casework.draft')
  hold.open()
  await takesBack
  const lost = await racing
  expect([lost.status, lost.body.errors.map(({ path }: any) => path)]).toEqual([
    422,
    expect.arrayContaining(['answers.wardName']),
  ])
  expect(await filed()).toEqual(before)

  // the other way round: what was filed first stands, and nothing more is shown
  const third = await agreedDraft()
  const [reached, go] = [gate(), gate()]
  const engine = Object.assign(Object.create(world.engine), {
    async start(...step: Parameters<typeof world.engine.start>) {
      reached.open()
      await go.passed
      return world.engine.start(...step)
    },
  })
  const filing = performer(database, rights, { ...world, engine }).perform(
    submitApplication,
    { ...sent, answers: third.answers as never, draft: third.draft, sure: false },
    dilnoza(),
  )
  await reached.passed
  const late = say(third.agreement, 'withdrawn')
  await waiting('casework.draft')
  go.open()
  const { id } = await filing
  expect((await late).body).toMatchObject({ state: 'withdrawn' })
  expect(await rows('select about, state from casework.agreement')).toEqual([{ about: id, state: 'withdrawn' }])
})

it('opens nothing for other facts, another case, or another person whose number was put there later', async () => {
  await forgetAgreements()
  const first = await bench.file(SERVICE, {
    answers: { ...bench.answersOf(SERVICE), wardNumber: RUSTAM(), wardName: 'Rustam Alimov', district: '1726294' },
  })
  await bench.work()
  const before = await told(first.id)
  const { asked } = await asking(RUSTAM())
  await say(asked.body.id, 'agreed')
  expect(await told(first.id)).toEqual(before)
  // agreed for this case, but by somebody else than its evidence is of
  await rows(
    "update casework.agreement set about = $1, facts = (select jsonb_agg(f) from jsonb_array_elements(facts) f where f ? 'evidence')",
    [first.id],
  )
  const open = await told(first.id)
  const { passport } = await bench.instance.world.published.get(SERVICE)
  const single = passport.evidence!.find(({ about }) => about === 'answers.wardNumber')!.id
  expect(open[single].status).toBe('missing')
  await rows('update exchange.access set subject = $2 where case_id = $1 and subject = $3', [
    first.id,
    '32406969990162',
    RUSTAM(),
  ])
  expect((await told(first.id))[single]).toMatchObject({ status: 'answered', data: null })
})

it('tells who asks the same of a number that nobody bears, of one who refuses and of one who never answers', async () => {
  await forgetAgreements()
  // right by its check digit, and nobody's
  const nobody = [...'0123456789']
    .map((digit) => `3010119999001${digit}`)
    .find((number) => bench.instance.country.checkPersonNumber(number).ok)!
  const numbers = [RUSTAM(), '32406969990162', nobody]
  const answered = []
  for (const number of numbers) answered.push((await asking(number)).asked)
  expect(new Set(answered.map(({ status, body: { id: _id, ...body } }) => JSON.stringify([status, body]))).size).toBe(1)
  const [refused] = answered
  await say(refused!.body.id, 'refused')
  const again = (await asking(RUSTAM())).asked
  expect([again.status, again.body.id, again.body.state]).toEqual([201, refused!.body.id, 'asked'])
  const listed = (await bench.api('citizen', 'GET', '/me/agreements')).body.items
  const plain = listed.map(({ state, answeredAt, side }: any) => ({ state, answeredAt, side }))
  expect(new Set(plain.map((item: object) => JSON.stringify(item))).size).toBe(1)
  // nor in the form of another application, where it is asked again
  const pages = []
  for (const number of numbers) {
    const { draft } = await asking(number)
    const { text } = await (await bench.as('dilnoza')).get(`/en/drafts/${draft}/ward`)
    const at = text.indexOf('Facts about another person')
    pages.push(text.slice(at, text.indexOf('</form>', at)))
  }
  expect(pages[0]).toContain('so far there is none')
  expect(new Set(pages).size).toBe(1)
  // nothing of the refusal in what who asked may read of their own history
  expect(
    await rows("select 1 from audit.event where kind = 'casework.agreement-answered' and body like '%refused%'"),
  ).toEqual([])
})

it('asks no child, and tells by it nothing of whether there is one with that number', async () => {
  await forgetAgreements()
  const nobody = [...'0123456789']
    .map((digit) => `6150914999777${digit}`)
    .find((number) => bench.instance.country.checkPersonNumber(number).ok)!
  const told = []
  for (const number of [bench.numberOf('lola'), nobody]) {
    const { draft, asked } = await asking(number)
    expect([asked.status, asked.body.type]).toEqual([422, 'urn:darcha:problem:casework.nobody-to-ask'])
    const { text } = await (await bench.as('dilnoza')).get(`/en/drafts/${draft}/ward`)
    expect([text.includes('A person under 18 is not asked'), text.includes('agree:wardNumber')]).toEqual([true, false])
    told.push(JSON.stringify(asked.body.errors))
  }
  expect(new Set(told).size).toBe(1)
  expect(await rows('select 1 from casework.agreement')).toEqual([])
})

it('lets nobody agree for a child or somebody who may be unable to, whoever says it', async () => {
  await forgetAgreements()
  const { asked } = await asking(RUSTAM())
  const agreement = asked.body.id
  const setTo = (subject: string, version: number) =>
    rows('update casework.agreement set subject = $2, version = $3 where id = $1', [agreement, subject, version])
  const atCounter = (number: string, said: string) =>
    bench.api('counter', 'POST', `/counter/agreements/${agreement}`, { office: COUNTER, number, said })
  const [{ version } = { version: 0 }] = await rows<{ version: number }>('select version from casework.agreement')
  // a child, as an older release asked one: by the operator's hand
  await setTo(bench.numberOf('lola'), version)
  const child = await atCounter(bench.numberOf('lola'), 'agreed')
  expect([child.status, child.body.type]).toEqual([409, 'urn:darcha:problem:casework.nobody-agrees'])
  // whom the service names because they may be unable to: by their own account, or whoever uses it
  await setTo(RUSTAM(), version - 1)
  const ward = await say(agreement, 'agreed')
  expect([ward.status, ward.body.type]).toEqual([409, 'urn:darcha:problem:casework.nobody-agrees'])
  expect((await atCounter(RUSTAM(), 'agreed')).status).toBe(409)
  expect(
    (await (await bench.as('rustam')).post('/ru/cabinet/agreements', { agreement, said: 'agreed' })).text,
  ).toContain('Дать согласие здесь никто не может')
  expect(await rows('select state from casework.agreement')).toEqual([{ state: 'asked' }])
  // no is always said
  expect((await say(agreement, 'refused')).status).toBe(200)
  await forgetAgreements()
})

it('counts who asks many, also at the same time', async () => {
  await forgetAgreements()
  const most = bench.instance.world.mismatchesADay
  bench.instance.world.mismatchesADay = 2
  const { draft } = await asking(RUSTAM())
  for (const wardNumber of [bench.numberOf('jasur'), bench.numberOf('malika')]) {
    await bench.api('citizen', 'POST', `/drafts/${draft}/answers`, { answers: { wardNumber } })
    const tries = await Promise.all(
      [1, 2].map(() => bench.api('citizen', 'POST', `/drafts/${draft}/agreements`, { draft, field: 'wardNumber' })),
    )
    expect(new Set(tries.map(({ status }) => status)).size).toBe(1)
  }
  bench.instance.world.mismatchesADay = most
  expect(await rows('select 1 from casework.agreement')).toHaveLength(2)
  // and who asks one person for ever more
  await forgetAgreements()
  const { asked } = await asking(RUSTAM())
  const copy = (service: string) =>
    rows(
      `insert into casework.agreement (id, about, asker, subject, service, version, key, facts, until, state, asked_at)
       select gen_random_uuid(), about, asker, subject, $1, version, key, facts, until, 'refused', asked_at from casework.agreement where id = $2`,
      [service, asked.body.id],
    )
  for (const service of ['one', 'two', 'three']) await copy(service)
  await rows('delete from casework.agreement where id = $1', [asked.body.id])
  const pressed = (await asking(RUSTAM())).asked
  expect([pressed.status, pressed.body.type]).toEqual([429, 'urn:darcha:problem:casework.too-many-asked'])
  expect(Number(pressed.headers.get('retry-after'))).toBeGreaterThan(29 * 86_400)
})
