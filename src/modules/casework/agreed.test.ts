import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { demoPersonId } from '../../platform/identity/index.ts'
import { performer } from '../../platform/use-case/index.ts'
import { letterNumber } from './use/print-agreement-letter.ts'
import { sayOf } from './use/agree.ts'
import { prefillDraft } from './use/prefill-draft.ts'
import { submitApplication } from './use/submit-application.ts'
import { lockAgreement } from './store/agreements.ts'
import { agreementBench } from './testing/agreement-bench.ts'
import { caseBench, type CaseBench } from './testing.ts'

const SERVICE = 'guardianship-incapacitated-adult'
const DAY = 86_400_000
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let bench: CaseBench
let later = 0
beforeAll(async () => {
  const begun = Date.parse('2026-03-04T05:00:00.000Z')
  bench = await caseBench([SERVICE], { clock: () => new Date(begun + later).toISOString() })
  // as a service would be whose people can be asked
  await agreementBench(bench).publishAnew(SERVICE, (form) => form.replace('        mayBeAsked: false\n', ''))
})
afterAll(() => bench?.close())

const rows = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await bench.instance.database.query<Row>(text, values)).rows
const RUSTAM = () => bench.numberOf('rustam')

/** Asks for agreement about a number from a new draft. */
async function asking(wardNumber: string, more: object = {}) {
  await rows('delete from casework.draft')
  const draft = (await bench.api('citizen', 'POST', '/drafts', { service: SERVICE })).body.id
  const answers = { ...bench.answersOf(SERVICE), wardNumber, wardName: 'Rustam Alimov', district: '1726294', ...more }
  const { familyConsent: _file, ...typed } = answers as Record<string, unknown>
  await bench.api('citizen', 'POST', `/drafts/${draft}/answers`, { answers: typed })
  const asked = await bench.api('citizen', 'POST', `/drafts/${draft}/agreements`, { draft, field: 'wardNumber' })
  return { draft, answers, asked }
}
const say = (agreement: string, said: string, who = 'business') =>
  bench.api(who, 'POST', `/me/agreements/${agreement}`, { said })
const told = async (id: string) => {
  const view = (await bench.api('citizen', 'GET', `/applications/${id}`)).body
  return Object.fromEntries(view.evidence.map((piece: any) => [piece.evidence, piece]))
}
const forgetAgreements = () => rows('delete from casework.agreement')

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
  later = 31 * DAY
  expect((await told(id))[listed].data).toBeNull()
  expect((await say(agreement, 'withdrawn')).status).toBe(409)
  later = 0
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

/** What somebody agreed to, in a draft that is ready to be sent. */
async function agreedDraft() {
  await forgetAgreements()
  const { draft, answers, asked } = await asking(RUSTAM(), { wardName: undefined })
  await say(asked.body.id, 'agreed')
  await bench.api('citizen', 'POST', `/drafts/${draft}/prefill`, { page: 'ward' })
  const { wardName } = (await bench.api('citizen', 'GET', `/drafts/${draft}`)).body.answers
  expect(wardName).toContain('Rustam')
  return { draft, agreement: asked.body.id as string, answers: { ...answers, wardName } }
}
const waiting = async (what: string) => {
  const seen = () =>
    rows<{ n: number }>(
      "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like $1",
      [`%${what}%`],
    )
  await vi.waitFor(async () => expect((await seen())[0]!.n).toBeGreaterThan(0), { timeout: 30_000 })
}
const gate = () => {
  let open!: () => void
  const passed = new Promise<void>((done) => (open = done))
  return { open, passed }
}
const dilnoza = () => ({
  principal: { personId: demoPersonId('dilnoza'), roles: [], number: bench.numberOf('dilnoza') },
  language: 'en' as const,
  now: bench.clock(),
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

const OFFICE = 'khokimiyat-1726266'
const COUNTER = 'service-centre-1726266'
const SANJAR = '32406969990162'

it('prepares a letter to who has no account, and tells name and address to nobody but who prints it', async () => {
  await forgetAgreements()
  const nobody = [...'0123456789']
    .map((digit) => `3010119999001${digit}`)
    .find((number) => bench.instance.country.checkPersonNumber(number).ok)!
  // who is known and can be reached gets a message instead
  expect(await rows("select 1 from jobs.job where key like 'agreement %'")).not.toEqual([])
  await rows('update identity.person set email = null, phone = null where number = any($1)', [
    [SANJAR, bench.numberOf('farhod')],
  ])
  const [known, unknown] = [await asking(SANJAR), await asking(nobody)]
  expect([known.asked.status, unknown.asked.status]).toEqual([201, 201])
  const list = await bench.api('officer', 'GET', `/offices/${OFFICE}/agreement-letters`)
  const listed = list.body.items.map(({ agreement }: any) => agreement)
  expect(listed.sort()).toEqual([known.asked.body.id, unknown.asked.body.id].sort())
  expect(JSON.stringify(list.body)).not.toMatch(/Sanjar|3240696|3010119/)
  // what an official asked themselves is not in the list
  await rows('update casework.agreement set asker = (select id from identity.person where number = $1) where id = $2', [
    bench.numberOf('jasur'),
    unknown.asked.body.id,
  ])
  const others = (await bench.api('officer', 'GET', `/offices/${OFFICE}/agreement-letters`)).body.items
  expect(others.map(({ agreement }: any) => agreement)).toEqual([known.asked.body.id])
  await rows('update casework.agreement set asker = (select id from identity.person where number = $1) where id = $2', [
    bench.numberOf('dilnoza'),
    unknown.asked.body.id,
  ])
  const print = (id: string, who = 'officer') =>
    bench.api(who, 'POST', `/offices/${OFFICE}/agreement-letters/${id}/print`)
  expect((await print(known.asked.body.id, 'citizen')).status).toBe(403)
  const { letter } = (await print(known.asked.body.id)).body
  expect(letter).toMatchObject({ name: 'Sanjar Karimov', asker: 'Dilnoza Karimova', service: SERVICE })
  expect(letter.address.map(({ part }: any) => part)).toEqual(['street', 'house', 'flat'])
  // the look stands in the list of whoever was looked at
  expect(
    await rows("select distinct register from exchange.access where subject = $1 and basis = 'letter' order by 1", [
      SANJAR,
    ]),
  ).toEqual([{ register: 'address' }, { register: 'population' }])
  expect(await rows("select what from exchange.look where subject = $1 and what = 'person'", [SANJAR])).toHaveLength(1)

  // under that name nothing else leaves
  const { world } = bench.instance
  const look = {
    subject: { number: SANJAR },
    purpose: SERVICE,
    caseId: known.asked.body.id,
    caseNumber: 'x',
    basis: 'letter',
  }
  for (const question of [
    { evidence: 'judgment', register: 'court' },
    { attributes: ['phone'], register: 'population' },
  ])
    await expect(world.registers.query({ ...look, ...question })).rejects.toThrow('was not sent')

  const officer = await bench.as('jasur')
  const page = await officer.get(`/en/desk/letters?office=${OFFICE}`)
  expect(page.text).toContain('Letters to people who are asked to agree')
  // such a letter has no link
  expect(page.text).not.toContain('opens only with')
  const [, at] = /action="([^"]*\/desk\/agreement-letters\/[^"]*)"/.exec(page.text)!
  expect((await officer.post(at!.replaceAll('&amp;', '&'), {})).text).toContain('Nobody bears that number')
  const again = await asking(bench.numberOf('farhod'))
  const pdf = await officer.post(`/en/desk/agreement-letters/${again.asked.body.id}?office=${OFFICE}`, {})
  expect([pdf.status, pdf.type, pdf.text.slice(0, 5)]).toEqual([200, 'application/pdf', '%PDF-'])
  // it is printed again for a day, should the paper jam; nobody writes to who has answered
  const inList = async () =>
    (await bench.api('officer', 'GET', `/offices/${OFFICE}/agreement-letters`)).body.items.flatMap(
      ({ agreement, printedAt }: any) => (agreement === known.asked.body.id ? [printedAt !== null] : []),
    )
  expect(await inList()).toEqual([true])
  expect((await officer.get(`/en/desk/letters?office=${OFFICE}`)).text).toContain('Print again')
  expect((await print(known.asked.body.id)).status).toBe(200)
  later = 2 * DAY
  expect([await inList(), (await print(known.asked.body.id)).status]).toEqual([[], 410])
  later = 0
  await rows("update casework.agreement set state = 'agreed' where id = $1", [known.asked.body.id])
  expect([await inList(), (await print(known.asked.body.id)).status]).toEqual([[], 410])
  await rows("update casework.agreement set state = 'asked' where id = $1", [known.asked.body.id])
  // letters of one day have each their own number
  expect(letterNumber(known.asked.body.id)).not.toBe(letterNumber(unknown.asked.body.id))
  // who asks sees no difference
  const items = (await bench.api('citizen', 'GET', '/me/agreements')).body.items
  expect(new Set(items.map(({ state, answeredAt }: any) => `${state} ${answeredAt}`)).size).toBe(1)
})

it('is answered at a counter by the person themselves, who need no account', async () => {
  await forgetAgreements()
  const { draft, asked } = await asking(SANJAR, { wardName: undefined })
  const operator = await bench.as('malika')
  const first = await operator.get('/en/counter/agreements')
  expect(first.text).toContain('Look at the passport')
  expect((await operator.post('/en/counter/agreements', { number: '1' })).status).toBe(422)
  const shown = await operator.post('/en/counter/agreements', { number: SANJAR, office: COUNTER })
  for (const said of ['Dilnoza Karimova asks this person', 'Health register', 'The person agrees'])
    expect(shown.text).toContain(said)
  const answer = { agreement: asked.body.id, number: SANJAR, said: 'agreed', office: COUNTER }
  // the number has to be that of the question; nobody writes down an answer to their own
  const other = { ...answer, number: RUSTAM() }
  expect((await bench.api('counter', 'POST', `/counter/agreements/${answer.agreement}`, other)).status).toBe(404)
  await rows('update casework.agreement set asker = (select id from identity.person where number = $1)', [
    bench.numberOf('malika'),
  ])
  const own = await bench.api('counter', 'POST', `/counter/agreements/${answer.agreement}`, answer)
  expect([own.status, own.body.type]).toEqual([403, 'urn:darcha:problem:casework.own-case'])
  // nor reads there what became of it
  const ofSanjar = { office: COUNTER, number: SANJAR }
  expect((await bench.api('counter', 'POST', '/counter/agreements', ofSanjar)).body).toEqual({ items: [] })
  await rows('update casework.agreement set asker = (select id from identity.person where number = $1)', [
    bench.numberOf('dilnoza'),
  ])
  // nor to that of an application which they fill in for whoever asks, or took in: they alone would open it
  const applicant = { number: bench.numberOf('dilnoza') }
  const ofWalkIn = { service: SERVICE, channel: 'counter', office: COUNTER, applicant }
  const walkIn = (await bench.api('counter', 'POST', '/drafts', ofWalkIn)).body.id
  const typed = { wardNumber: RUSTAM(), district: '1726294' }
  await bench.api('counter', 'POST', `/drafts/${walkIn}/answers`, { answers: typed })
  const there = await bench.api('counter', 'POST', `/drafts/${walkIn}/agreements`, {
    draft: walkIn,
    field: 'wardNumber',
  })
  expect(there.status).toBe(201)
  const taken = await bench.file(SERVICE, { operator: 'malika' })
  for (const about of [walkIn, taken.id]) {
    await rows('update casework.agreement set about = $1 where id = $2', [about, there.body.id])
    const inHand = { ...answer, agreement: there.body.id, number: RUSTAM() }
    const barred = await bench.api('counter', 'POST', `/counter/agreements/${there.body.id}`, inHand)
    expect([barred.status, barred.body.type]).toEqual([403, 'urn:darcha:problem:casework.own-case'])
  }
  const said = await operator.post(`/en/counter/agreements/${answer.agreement}`, answer)
  expect(said.location).toContain('done=agreed')
  const found = await bench.api('citizen', 'POST', `/drafts/${draft}/prefill`, { page: 'ward' })
  expect(found.body.found).toContainEqual({ field: 'wardName', status: 'found' })

  // the person is told what was written down in their name: by letter, where nothing else reaches them
  const letters = `/offices/${OFFICE}/agreement-letters`
  const ids = async () => (await bench.api('officer', 'GET', letters)).body.items.map(({ agreement }: any) => agreement)
  expect(await ids()).toEqual([answer.agreement])
  const printed = await bench.api('officer', 'POST', `${letters}/${answer.agreement}/print`)
  expect(printed.body.letter).toMatchObject({ name: 'Sanjar Karimov', agreed: true })
  expect(printed.body.letter.facts).not.toEqual([])
  const pdf = await (await bench.as('jasur')).post(
    `/en/desk/agreement-letters/${answer.agreement}?office=${OFFICE}`,
    {},
  )
  expect([pdf.status, pdf.type]).toEqual([200, 'application/pdf'])
  const saying = (what: string) =>
    bench.api('counter', 'POST', `/counter/agreements/${answer.agreement}`, { ...answer, said: what })
  expect((await saying('withdrawn')).status).toBe(200)
  expect(await ids()).toEqual([])
  // else by message
  await rows("update identity.person set email = 'sanjar@people.example', phone = '+998900000016' where number = $1", [
    SANJAR,
  ])
  later = 60_000
  expect((await saying('agreed')).status).toBe(200)
  const [told, ...more] = await rows<{ payload: any }>('select payload from jobs.job where key like $1', [
    `agreement ${answer.agreement} said %`,
  ])
  expect([JSON.stringify(told!.payload), more]).toEqual([expect.stringContaining('mail.agreement-said'), []])
  expect(await ids()).toEqual([])
  later = 0
})
