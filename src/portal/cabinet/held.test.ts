import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { browse } from '../../modules/casework/pages/testing.ts'
import { caseBench, samplePdf, type CaseBench } from '../../modules/casework/testing.ts'
import { exchangeModule } from '../../modules/exchange/index.ts'
import { faultsOf, openBrowser } from '../../ui/testing.ts'

const CORRECTION = 'register-correction'

let bench: CaseBench
let browser: Browser
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([caseBench([CORRECTION]), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await bench?.close()
})

const words = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#39;/g, '’')
    .replace(/\s+/g, ' ')

const registers = (settings: object) =>
  fetch(`${bench.instance.config.registersUrl}/admin/settings`, { method: 'PUT', body: JSON.stringify(settings) })
const HELD = '/en/cabinet/data/held'
type Visitor = Awaited<ReturnType<CaseBench['as']>>
/** Presses the button and waits, as the page does by itself, until every register has answered or is told of as silent. */
async function askHeld(visitor: Visitor, fields: Record<string, string> = {}): Promise<string> {
  const { location } = await visitor.post(HELD, fields)
  await expect
    .poll(async () => (await visitor.get(HELD)).text, { timeout: 20_000 })
    .not.toContain('Waiting for its answer')
  return (await visitor.get(location!)).text
}
/** The card of one register. */
const card = (html: string, register: string) =>
  new RegExp(`<div id="${register}">.*?</article>`, 's').exec(html)?.[0] ?? ''

it('asks registers what they hold of oneself at one’s own press, in words, and lists that one looked', async () => {
  const dilnoza = await bench.as('dilnoza')
  const looks = async () =>
    (
      await bench.instance.database.query<{ purpose: string; basis: string }>(
        "select purpose, basis from exchange.access where subject = $1 and purpose = 'own-look'",
        [bench.numberOf('dilnoza')],
      )
    ).rows
  const before = (await dilnoza.get(HELD)).text
  expect(card(before, 'tax')).toContain('Not asked today')
  expect(await looks()).toEqual([])

  await registers({ outage: ['cadastre'] })
  const all = await askHeld(dilnoza)
  await registers({ outage: [] })
  expect(words(card(all, 'population'))).toMatch(/Date of birth 17 April 1988.*Asked/)
  expect(words(card(all, 'tax'))).toContain('soum')
  expect(words(card(all, 'medical-expertise'))).toContain('holds nothing of you')
  expect(words(all)).toContain('1 register did not answer')
  expect(words(card(all, 'cadastre'))).toMatch(/Did not answer Asked \d+ \w+ 2026.* Nothing is lost.* Ask/)
  const family = card(all, 'civil-registry')
  expect(family).toContain('Karim')
  expect(family.match(/\b\d{14}\b/g)).toBeNull()
  // nor behind the proof of that answer: a body that bears them is kept back, and its hash is proved all the same
  const { items } = (await bench.api('citizen', 'GET', '/me/data')).body as {
    items: { register: string; told: { message: string } | null }[]
  }
  const proofOf = async (persona: string, register: string) => {
    const { message } = items.find((item) => item.register === register)!.told!
    return (await bench.api(persona, 'GET', `/exchange/messages/${message}`)).body as {
      batches: { messages: { direction: string; body: string | null; withheld?: true }[] }[]
    }
  }
  const numbersIn = ({ batches }: Awaited<ReturnType<typeof proofOf>>) =>
    batches
      .flatMap(({ messages }) => messages)
      .flatMap(
        ({ body }) =>
          Buffer.from(body ?? '', 'base64')
            .toString()
            .match(/\b\d{14}\b/g) ?? [],
      )
      .filter((number) => number !== bench.numberOf('dilnoza'))
  const proof = await proofOf('citizen', 'civil-registry')
  expect(numbersIn(proof)).toEqual([])
  expect(proof.batches.flatMap(({ messages }) => messages)).toMatchObject([
    { direction: 'request', body: expect.any(String) },
    { direction: 'answer', body: null, withheld: true },
  ])
  const judged = await exchangeModule.verifies.files[0]!.judge(Buffer.from(JSON.stringify(proof)), {
    ask: async () => undefined,
  } as never)
  expect(judged).toMatchObject({
    valid: true,
    facts: { 'answer withheld': expect.stringMatching(/signature is not/) },
  })
  expect(numbersIn(await proofOf('auditor', 'civil-registry')).length).toBeGreaterThan(0)
  expect(JSON.stringify(await proofOf('citizen', 'address'))).not.toContain('withheld')
  // what is nobody else's business is folded, and stands there
  expect(card(all, 'health')).toMatch(/<details class="more"><summary>Show.*Tuberculosis/s)
  expect(card(all, 'address')).not.toContain('<details')

  expect((await looks()).length).toBe(14)
  expect(new Set((await looks()).map(({ basis }) => basis))).toEqual(new Set(['own-data']))
  const listed = words((await dilnoza.get('/en/cabinet/data')).text)
  expect(listed).toContain('14 questions to registers')
  expect(listed).toMatch(/You yourself to see what is held of you/)
  expect(listed).toContain('State cadastre · no answer came')
  expect(words(card(await askHeld(dilnoza, { register: 'cadastre' }), 'cadastre'))).toContain('Ask again')
})

it('takes a place in the day’s measure before it asks: many questions at once pass it no more than one by one', async () => {
  await registers({ outage: ['labour'] })
  const asked = await Promise.all(
    Array.from({ length: 13 }, () => bench.api('officer', 'POST', '/me/data', { register: 'labour' })),
  )
  const refused = asked.filter(({ status }) => status === 429)
  expect(refused.length).toBe(3)
  for (const { headers } of refused) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  await expect
    .poll(
      async () => {
        const { items } = (await bench.api('officer', 'GET', '/me/accesses')).body as {
          items: { register: string; status: string }[]
        }
        return items.filter(({ register }) => register === 'labour').map(({ status }) => status)
      },
      { timeout: 20_000 },
    )
    .toEqual(Array(10).fill('unavailable'))
  await registers({ outage: [] })
})

it('asks only about oneself: no parameter names another, and for a firm only what is held of it', async () => {
  const [rustam, dilnoza] = [await bench.as('rustam'), await bench.as('dilnoza')]
  const other = bench.numberOf('dilnoza')
  await rustam.post(`${HELD}?number=${other}`, { register: 'tax', number: other, subject: other })
  const asked = await bench.instance.database.query<{ subject: string }>(
    "select subject from exchange.access where purpose = 'own-look' and register = 'tax' order by id desc limit 1",
    [],
  )
  expect(asked.rows).toEqual([{ subject: bench.numberOf('rustam') }])
  expect((await bench.nobody.get(HELD)).status).not.toBe(200)
  // the day's measure of one register; others are still asked
  for (let time = 0; time < 9; time++) await rustam.post(HELD, { register: 'tax' })
  const stopped = await rustam.post(HELD, { register: 'tax' })
  expect(stopped.status).toBe(429)
  expect(words(stopped.text)).toContain('You have asked this register about yourself often enough today')
  const rest = await askHeld(rustam)
  expect(words(card(rest, 'tax'))).toContain('Asked often enough today')
  expect(words(card(rest, 'address'))).toContain('Asked')
  expect(words(card((await dilnoza.get(HELD)).text, 'tax'))).not.toContain('often enough')

  const firm = /name="organisation" value="(\d+)"/.exec(rest)![1]!
  await rustam.post('/en/act-for', { organisation: firm, returnTo: HELD })
  const held = await askHeld(rustam)
  expect(words(card(held, 'business-register'))).toMatch(/Bahor Savdo.*Asked/)
  expect([card(held, 'tax'), card(held, 'health')]).toEqual(['', ''])
  expect(held.match(/\b\d{14}\b/g)).toBeNull()

  // what is wrong of the firm goes to whoever keeps the register too, in the firm's name
  const wrong = { register: 'business-register', fact: 'name' }
  expect(words((await rustam.get(`${HELD}/wrong?${new URLSearchParams(wrong)}`)).text)).toContain(
    'Ministry of Justice) looks at it within 10 working days',
  )
  const draft = (await rustam.post(`${HELD}/wrong`, wrong)).location!.split('/').at(-1)!
  const { answers } = (await bench.api('business', 'GET', `/drafts/${draft}`)).body
  const filed = await bench.api('business', 'POST', '/applications', {
    service: CORRECTION,
    draft,
    applicant: { number: '', organisation: firm },
    answers: { ...answers, wrong: 'It is called otherwise', right: 'Bahor Savdo Plus' },
  })
  expect(filed.status, JSON.stringify(filed.body)).toBe(201)
  const { rows } = await bench.instance.database.query<object>(
    "select owner, organisation, applicant->>'number' as number, due_at is not null as due from casework.application where case_id = $1",
    [filed.body.id],
  )
  expect(rows).toEqual([{ owner: 'ministry-justice', organisation: firm, number: firm, due: true }])
  const said = card((await rustam.get(HELD)).text, 'business-register')
  expect(words(said)).toMatch(/You said that this is wrong: .* · answer by \d+ \w+ 2026/)
  await rustam.post('/en/act-for', { organisation: '', returnTo: '/en/cabinet' })
  // it is the firm's, and says nothing of the person
  expect(words((await rustam.get(HELD)).text)).not.toContain('You said that this is wrong')
})

it('takes a wrong datum to whoever keeps the register, as a case with a term, and shows beside it how that stands', async () => {
  const [dilnoza, bekzod] = [await bench.as('dilnoza'), await bench.as('bekzod')]
  await askHeld(dilnoza)
  const cadastre = async () => card((await dilnoza.get(HELD)).text, 'cadastre')
  const link = /href="([^"]+fact=objects)"/.exec(await cadastre())![1]!.replaceAll('&amp;', '&')
  const wrong = (await dilnoza.get(link)).text
  expect(words(wrong)).toMatch(/dwelling, 10:\d\d:.*State Cadastre Chamber\) looks at it within 10 working days/)
  // no body of the state corrects what a court decided: it is said whom to write to
  const court = card((await dilnoza.get(HELD)).text, 'court')
  expect(court).not.toContain('This is wrong')
  expect(court).toContain('write to the court that decided')
  // what is not there may be wrong too
  expect(card((await dilnoza.get(HELD)).text, 'medical-expertise')).toContain(`/en/services/${CORRECTION}"`)
  expect((await dilnoza.get(`${HELD}/wrong?register=court&fact=convictions`)).status).toBe(404)
  expect((await dilnoza.post(`${HELD}/wrong`, { register: 'tax', fact: 'nothing' })).status).toBe(404)

  const { location } = await dilnoza.post(`${HELD}/wrong`, { register: 'cadastre', fact: 'objects' })
  const draft = location!.split('/').at(-1)!
  const more = { wrong: 'It is half as large', right: '62 square metres' }
  expect((await bench.api('citizen', 'POST', `/drafts/${draft}/answers`, { answers: more })).status).toBe(200)
  const { answers: begun } = (await bench.api('citizen', 'GET', `/drafts/${draft}`)).body
  // what the register answered is read from its answer: what is typed over it comes to nothing, and an answer that one did
  // not get is refused
  const answers = { ...begun, register: 'tax', fact: 'Debt', told: 'nothing at all', toldOn: '2020-01-01' }
  const file = (persona: string, given: object) =>
    bench.api(persona, 'POST', '/applications', { service: CORRECTION, ...given })
  const message = begun.record.split('/')[1] as string
  for (const refused of [
    await file('business', { answers }),
    await file('citizen', { answers: { ...answers, record: `cadastre.objects/${draft}` } }),
    await file('citizen', { answers: { ...answers, record: `tax.debtTiyin/${message}` } }),
    await file('citizen', { answers: { ...answers, record: message } }),
  ])
    expect([refused.status, refused.body.type]).toEqual([422, 'urn:darcha:problem:casework.not-as-told'])
  const { record: _mark, ...unmarked } = answers
  const typed = (await file('citizen', { answers: unmarked })).body as { id: string }
  expect((await bench.api('citizen', 'GET', `/applications/${typed.id}`)).body.answers).toEqual({
    register: 'tax',
    fact: 'Debt',
    ...more,
  })
  const filed = await file('citizen', { draft, answers })
  expect(filed.status, JSON.stringify(filed.body)).toBe(201)
  const { id } = filed.body as { id: string }
  const { body: application } = await bench.api('citizen', 'GET', `/applications/${id}`)
  expect(application.owner).toMatch(/^cadastre-/)
  expect(application.answers).toMatchObject({
    register: 'cadastre',
    fact: begun.fact,
    told: expect.stringContaining('dwelling'),
    toldOn: begun.toldOn,
    record: expect.stringMatching(/^cadastre\.objects\/[0-9a-f-]{36}$/),
    ...more,
  })
  expect(words(await cadastre())).toMatch(/You said that this is wrong: \S+ \S+.* · answer by \d+ \w+ 2026/)
  expect(await cadastre()).not.toContain('fact=objects')

  const task = await bench.task(id, 'decide')
  const desk = words((await bekzod.get(`/en/desk/tasks/${task}`)).text)
  for (const seen of ['62 square metres', 'dwelling, 10:', 'It is half as large']) expect(desk, seen).toContain(seen)
  await bekzod.post(`/en/desk/tasks/${task}/claim`, {})
  await bekzod.post(`/en/desk/tasks/${task}/complete`, { outcome: 'grant', note: 'Measured anew: 62 square metres' })
  await bench.work()
  expect(words(await cadastre())).toMatch(/You said that this is wrong: .*ask again and see/)
  // the paper says what was decided, of what, by whom and what next
  const { rows } = await bench.instance.database.query<{ content: unknown }>(
    'select content from documents.result where case_id = $1',
    [id],
  )
  const paper = JSON.stringify(rows[0]!.content)
  for (const said of ['Davlat kadastri', 'Reyestr bergan javob', 'dwelling, 10:', '62 square metres', 'kadastrlar'])
    expect(paper, said).toContain(said)
  expect(paper).toMatch(/yozuvni tuzatdi.*Measured anew.*Endi nima qilasiz/s)
  // who decides is called so in lists and to programs too, and not by a kind of body that has nothing to do with it
  expect((await bench.api('citizen', 'GET', `/services/${CORRECTION}`)).body.owner).toMatchObject({
    name: 'Reyestrni yurituvchi idora',
    keeperOf: 'register',
  })
  expect(words((await dilnoza.get(`/en/services?query=register`)).text)).not.toMatch(
    /Correction of a wrong datum[^.]*Khokimiyat/,
  )
  expect(await cadastre()).toContain('fact=objects')
  await askHeld(dilnoza, { register: 'cadastre' })
  expect(words(await cadastre())).toContain('dwelling, 10:')
})

it('asks before what was written of another datum is thrown away, and then its files go too', async () => {
  const rustam = await bench.as('rustam')
  await askHeld(rustam, { register: 'address' })
  const dispute = async (fact: string, more = {}) =>
    (await rustam.post(`${HELD}/wrong`, { register: 'address', fact, ...more })).location!
  const draftAt = (location: string) => /^\/en\/drafts\/(.+)$/.exec(location)?.[1]
  const api = (method: string, path: string, body?: unknown) => bench.api('business', method, path, body)
  const first = draftAt(await dispute('registeredSince'))!
  expect(draftAt(await dispute('address'))).toBe(first)
  expect((await api('POST', `/drafts/${first}/answers`, { answers: { wrong: 'I moved away' } })).status).toBe(200)
  const { sha256 } = (await api('POST', '/files?name=lease.pdf', samplePdf())).body
  const proof = { field: 'proof', name: 'lease.pdf', sha256 }
  expect((await api('POST', `/drafts/${first}/files`, proof)).status).toBe(200)
  const asked = await dispute('registeredSince')
  expect(asked).toBe(`${HELD}/wrong?register=address&fact=registeredSince`)
  const page = (await rustam.get(asked)).text
  expect(words(page)).toMatch(/not sent it .*I moved away.*lease\.pdf.*Go on with it.*Delete it and begin this one/)
  expect(page).toContain(`href="/en/drafts/${first}"`)
  expect(await dispute('registeredSince', { instead: bench.numberOf('rustam') })).toBe(asked)
  expect((await api('GET', `/drafts/${first}`)).body).toMatchObject({
    answers: { wrong: 'I moved away' },
    files: [{ name: 'lease.pdf' }],
  })
  expect(draftAt(await dispute('address'))).toBe(first)
  const second = draftAt(await dispute('registeredSince', { instead: first }))!
  const { answers, files } = (await api('GET', `/drafts/${second}`)).body
  expect([answers.record.split('/')[0], answers.wrong, files]).toEqual(['address.registeredSince', undefined, []])
  const { rows } = await bench.instance.database.query('select id from casework.attachment where owner = $1', [first])
  expect(rows).toEqual([])
})

it('prints what is nobody else’s business only where it was opened', async () => {
  const dilnoza = await bench.as('dilnoza')
  await askHeld(dilnoza, { register: 'health' })
  const page = await browse(bench, browser, 'dilnoza', { width: 1280 })
  await page.goto(HELD)
  await page.emulateMedia({ media: 'print' })
  const fact = page.locator('#health').getByText('Tuberculosis').first()
  expect(await fact.isVisible()).toBe(false)
  await page.locator('#health summary').click()
  expect(await fact.isVisible()).toBe(true)
  await page.context().close()
})

it('waits for no register that is slow: what came is shown, what did not is told of with how far it is, without a script', async () => {
  const dilnoza = await bench.as('dilnoza')
  const here = (language: string) => HELD.replace('/en/', `/${language}/`)
  await registers({ latency: 4_000 })
  const { location } = await dilnoza.post(HELD, { register: 'vehicles' })
  const [waiting, ...narrow] = await Promise.all([location!, here('ru'), here('uz')].map((path) => dilnoza.get(path)))
  await registers({ latency: 0 })
  expect(words(waiting!.text)).toContain('0 of 1 have answered')
  expect(waiting!.headers.get('refresh')).toBe('2')
  expect(words(card(waiting!.text, 'vehicles'))).toContain('Waiting for its answer')
  expect((await bench.api('citizen', 'GET', '/me/data')).status).toBe(200)
  // as it was sent, but for coming again by itself
  for (const [at, { text: body }] of narrow.entries()) {
    const page = await browse(bench, browser, 'dilnoza', { width: [320, 1280][at]! })
    await page.route('**/cabinet/data/held', (route) =>
      route.fulfill({ body, contentType: 'text/html; charset=utf-8' }),
    )
    await page.goto(here(['ru', 'uz'][at]!))
    expect(await page.locator('progress').count()).toBe(1)
    expect(await faultsOf(page)).toEqual([])
    await page.context().close()
  }
  expect(words(card(await askHeld(dilnoza, { register: 'vehicles' }), 'vehicles'))).toContain('Asked')
  expect((await dilnoza.get(HELD)).headers.get('refresh')).toBeNull()
}, 60_000)

it('says plainly that there is no such register, on the page and to programs', async () => {
  const dilnoza = await bench.as('dilnoza')
  const page = await dilnoza.post(HELD, { register: 'trees' })
  expect([page.status, words(page.text)]).toEqual([422, expect.stringContaining('There is no such register here')])
  const { status, body } = await bench.api('citizen', 'POST', '/me/data', { register: 'trees' })
  expect([status, body.type]).toEqual([422, 'urn:darcha:problem:exchange.unknown-register'])
})

it('takes what a ministry keeps to its officers, and an appeal to officers of another, who write what was corrected', async () => {
  const answers = { register: 'notary', fact: 'Deed', wrong: 'I sold nothing', right: 'No deed of mine' }
  const ask = (persona: string, path: string, body: object) => bench.api(persona, 'POST', path, body)
  const filed = await ask('citizen-3', '/applications', { service: CORRECTION, answers })
  const { id } = filed.body as { id: string }
  expect((await bench.api('citizen-3', 'GET', `/applications/${id}`)).body.owner).toBe('ministry-justice')
  const decide = await bench.task(id, 'decide')
  const why = { reason: 'not-shown', note: 'The deed bears their signature' }
  for (const [persona, path, body] of [
    ['officer-enterprise', `/tasks/${decide}/hearing`, why],
    ['citizen-3', `/applications/${id}/hearing/answer`, { text: 'I was abroad that day' }],
    ['officer-enterprise', `/tasks/${decide}/complete`, { outcome: 'refuse', ...why }],
  ] as const)
    expect([path, Math.floor((await ask(persona, path, body)).status / 100)]).toEqual([path, 2])
  await bench.work()
  expect((await bench.api('citizen-3', 'GET', `/applications/${id}`)).body.status).toBe('refused')
  const appealed = await ask('citizen-3', `/applications/${id}/appeal`, { grounds: 'My passport shows it' })
  expect(appealed.body.status, JSON.stringify(appealed.body)).toBe('in_progress')
  await bench.work()
  const { items } = (await bench.api('appeal-2', 'GET', '/tasks?office=ministry-digital')).body
  const appeal = items.find(({ application }: { application: string }) => application === id)
  const note = 'The notary struck the deed out'
  expect((await ask('appeal-2', `/tasks/${appeal.id}/complete`, { outcome: 'overturn', note })).status).toBe(200)
  await bench.work()
  const { rows } = await bench.instance.database.query<{ content: unknown }>(
    'select content from documents.result where case_id = $1 order by prepared_at desc',
    [id],
  )
  const paper = JSON.stringify(rows[0]!.content)
  expect(paper.match(new RegExp(note, 'g'))).toHaveLength(1)
  for (const said of ['Notariat reyestri', 'Adliya vazirligi', 'Raqamli texnologiyalar vazirligi', 'Endi nima qilasiz'])
    expect(paper, said).toContain(said)
  // nothing was told by a register before: no sentence about that
  expect(paper).not.toContain('Reyestr bergan javob')
})
