import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { browse } from '../../modules/casework/pages/testing.ts'
import { caseBench, samplePdf, type CaseBench } from '../../modules/casework/testing.ts'
import { exchangeModule } from '../../modules/exchange/index.ts'
import { faultsOf, openBrowser } from '../../ui/testing.ts'

const GUARDIANSHIP = 'guardianship-incapacitated-adult'
const PENSION = 'pension-amount-certificate'
const CORRECTION = 'register-correction'
const ADVERTISING = 'outdoor-advertising-permit'
const QUESTION = 'In which room will Sanjar sleep?\nWho else lives there?'

let bench: CaseBench
let browser: Browser
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([
    caseBench([GUARDIANSHIP, PENSION, ADVERTISING, CORRECTION, 'individual-housing-construction-permit']),
    openBrowser(),
  ])
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
const section = (html: string, heading: string) =>
  words(new RegExp(`<h2>${heading}</h2>(.*?)</section>`, 's').exec(html)?.[1] ?? '')

it('deletes a draft after asking once, and says so; nobody else can', async () => {
  const [dilnoza, rustam] = [await bench.as('dilnoza'), await bench.as('rustam')]
  const { location } = await dilnoza.post(`/en/services/${PENSION}/start`, { for: 'myself' })
  const draft = location!.split('/').at(-1)!
  const cabinet = (await dilnoza.get('/en/cabinet')).text
  expect(cabinet).toContain(`href="/en/cabinet/drafts/${draft}/delete"`)
  expect((await rustam.post(`/en/cabinet/drafts/${draft}/delete`, {})).status).toBe(403)
  const asked = (await dilnoza.get(`/en/cabinet/drafts/${draft}/delete`)).text
  expect(words(asked)).toContain('Delete this draft?')
  const done = await dilnoza.post(`/en/cabinet/drafts/${draft}/delete`, {})
  expect(done.location).toBe('/en/cabinet?done=draft')
  const after = (await dilnoza.get(done.location!)).text
  expect(words(after)).toContain('The draft was deleted')
  expect(after).not.toContain(draft)
})

it('tells a case that waits for the person from one that others work on; messages bring the words themselves', async () => {
  const dilnoza = await bench.as('dilnoza')
  const [mine, theirs] = [await bench.file(GUARDIANSHIP), await bench.file('individual-housing-construction-permit')]
  await bench.work()
  const asked = await bench.api('officer', 'POST', `/applications/${mine.id}/questions`, { text: QUESTION })
  expect(asked.status).toBe(201)
  await bench.work()

  const cabinet = (await dilnoza.get('/en/cabinet')).text
  const [waiting, running] = [section(cabinet, 'For you to do'), section(cabinet, 'In progress')]
  expect([waiting.includes(mine.number), running.includes(mine.number)]).toEqual([true, false])
  expect([waiting.includes(theirs.number), running.includes(theirs.number)]).toEqual([false, true])
  expect(waiting).toContain('In which room will Sanjar sleep?')
  expect(waiting).toContain('The term has stood still since')
  expect(words((await dilnoza.get(`/en/applications/${mine.id}`)).text)).toContain('Waits for you')

  const messages = (await dilnoza.get('/en/cabinet/messages')).text
  expect(section(messages, 'Waiting for you')).toContain('Who else lives there?')
  expect(section(messages, 'Waiting for you')).toContain('Khokimiyat of Yunusabad district writes:')
  expect(section(messages, 'New')).toContain('You will have a decision by')

  const sent = await dilnoza.post(`/en/applications/${mine.id}/answer`, { question: asked.body.id, text: 'Alone' })
  expect(sent.location).toBe(`/en/applications/${mine.id}?done=answer`)
  const next = words((await dilnoza.get(sent.location!)).text)
  expect(next).toContain('Your answer was sent to Khokimiyat of Yunusabad district')
  expect(next).toContain('You will have a decision by')
  const after = (await dilnoza.get('/en/cabinet/messages')).text
  expect(section(after, 'New')).toContain('nothing waits for you here')
  expect(words((await dilnoza.get(`/en/applications/${theirs.id}?done=answer`)).text)).not.toContain('answer was sent')
})

const registers = (settings: object) =>
  fetch(`${bench.instance.config.registersUrl}/admin/settings`, { method: 'PUT', body: JSON.stringify(settings) })
const HELD = '/en/cabinet/data/held'
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
  const { location } = await dilnoza.post(HELD, {})
  await registers({ outage: [] })
  const all = (await dilnoza.get(location!)).text
  expect(words(card(all, 'population'))).toMatch(/Date of birth 17 April 1988.*Asked/)
  expect(words(card(all, 'tax'))).toContain('soum')
  expect(words(card(all, 'medical-expertise'))).toContain('holds nothing of you')
  expect(words(all)).toContain('1 register does not answer now')
  expect(words(card(all, 'cadastre'))).toMatch(/Does not answer now Nothing is lost.* Ask/)
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
  await dilnoza.post(HELD, { register: 'cadastre' })
  expect(words(card((await dilnoza.get(HELD)).text, 'cadastre'))).toContain('Ask again')
})

it('takes a place in the day’s measure before it asks: many questions at once pass it no more than one by one', async () => {
  await registers({ outage: ['labour'] })
  const asked = await Promise.all(
    Array.from({ length: 13 }, () => bench.api('officer', 'POST', '/me/data', { register: 'labour' })),
  )
  await registers({ outage: [] })
  const refused = asked.filter(({ status }) => status === 429)
  expect(refused.length).toBe(3)
  for (const { headers } of refused) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  const { items } = (await bench.api('officer', 'GET', '/me/accesses')).body as {
    items: { register: string; status: string }[]
  }
  expect(items.filter(({ register }) => register === 'labour').map(({ status }) => status)).toEqual(
    Array(10).fill('unavailable'),
  )
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
  const rest = (await rustam.get((await rustam.post(HELD, {})).location!)).text
  expect(words(card(rest, 'tax'))).toContain('Asked often enough today')
  expect(words(card(rest, 'address'))).toContain('Asked')
  expect(words(card((await dilnoza.get(HELD)).text, 'tax'))).not.toContain('often enough')

  const firm = /name="organisation" value="(\d+)"/.exec(rest)![1]!
  await rustam.post('/en/act-for', { organisation: firm, returnTo: HELD })
  const held = (await rustam.get((await rustam.post(HELD, {})).location!)).text
  expect(words(card(held, 'business-register'))).toMatch(/Bahor Savdo.*Asked/)
  expect([card(held, 'tax'), card(held, 'health')]).toEqual(['', ''])
  expect(held.match(/\b\d{14}\b/g)).toBeNull()
  await rustam.post('/en/act-for', { organisation: '', returnTo: '/en/cabinet' })
})

it('takes a wrong datum to whoever keeps the register, as a case with a term, and shows beside it how that stands', async () => {
  const [dilnoza, bekzod] = [await bench.as('dilnoza'), await bench.as('bekzod')]
  await dilnoza.post(HELD, {})
  const cadastre = async () => card((await dilnoza.get(HELD)).text, 'cadastre')
  const link = /href="([^"]+fact=objects)"/.exec(await cadastre())![1]!.replaceAll('&amp;', '&')
  const wrong = (await dilnoza.get(link)).text
  expect(words(wrong)).toMatch(/dwelling, 10:\d\d:.*State Cadastre Chamber\) looks at it within 10 working days/)
  // who keeps the court's register is not in the data: nobody is promised an answer
  expect(card((await dilnoza.get(HELD)).text, 'court')).not.toContain('This is wrong')
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
  expect(await cadastre()).toContain('fact=objects')
  await dilnoza.post(HELD, { register: 'cadastre' })
  expect(words(await cadastre())).toContain('dwelling, 10:')
})

it('asks before what was written of another datum is thrown away, and then its files go too', async () => {
  const rustam = await bench.as('rustam')
  await rustam.post(HELD, { register: 'address' })
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
  await dilnoza.post(HELD, { register: 'health' })
  const page = await browse(bench, browser, 'dilnoza', { width: 1280 })
  await page.goto(HELD)
  await page.emulateMedia({ media: 'print' })
  const fact = page.locator('#health').getByText('Tuberculosis').first()
  expect(await fact.isVisible()).toBe(false)
  await page.locator('#health summary').click()
  expect(await fact.isVisible()).toBe(true)
  await page.context().close()
})

it('says that a case is suspended, since when and why, in the cabinet and in the case', async () => {
  const dilnoza = await bench.as('dilnoza')
  const { id, number } = await bench.file('individual-housing-construction-permit')
  await bench.work()
  const reason = 'The register of plots is being repaired'
  expect((await bench.api('administrator', 'POST', `/cases/${id}/suspend`, { reason })).status).toBe(200)
  const running = section((await dilnoza.get('/en/cabinet')).text, 'In progress')
  expect(running).toContain(`Suspended ${number}`)
  expect(running).toContain(reason)
  const page = words((await dilnoza.get(`/en/applications/${id}`)).text)
  expect(page).toContain('This application is suspended')
  expect(page).toContain(reason)
  expect(page).toContain('The case was suspended')
  await bench.api('administrator', 'POST', `/cases/${id}/resume`, { reason: 'Repaired' })
  const again = words((await dilnoza.get(`/en/applications/${id}`)).text)
  expect(again).not.toContain('This application is suspended')
  expect(again).toContain('The case goes on')
})

it('names nobody twice who decided, and shows a document with what holds and how to use it', async () => {
  const dilnoza = await bench.as('dilnoza')
  const { id, number } = await bench.file(PENSION)
  await bench.work()
  const page = words((await dilnoza.get(`/en/applications/${id}`)).text)
  const decided = /Decided by ([^.]*)\./.exec(page)?.[1]?.split(', ') ?? []
  expect(decided.length).toBeGreaterThan(1)
  expect(new Set(decided).size).toBe(decided.length)
  const documents = (await dilnoza.get('/en/cabinet/documents')).text
  expect(words(documents)).toContain(`Application ${number}`)
  // who issued it is named in the reader's language, whatever that of the document
  expect(words((await dilnoza.get('/ru/cabinet/documents')).text)).toContain(
    'Отдел Пенсионного фонда Юнусабадского района',
  )
  expect(documents).toMatch(/href="\/en\/verify\?code=[\w-]+"/)
  const [, code] = /href="\/en\/verify\?code=([\w-]+)"/.exec(documents) as unknown as [string, string]
  const checked = async (typed: string) =>
    words((await bench.nobody.get(`/en/verify?code=${encodeURIComponent(typed)}`)).text)
  // as it comes from a chat or a scanner: marks of direction around it, an address without its beginning
  for (const typed of [`\u202a${code}\u202c`, `\u200f${code}`, `portal.example/ru/results/${code}`])
    expect(await checked(typed), typed).toContain('The document is genuine')
  // whoever holds a copy of one that was withdrawn reads since when and why
  await bench.instance.database.query(
    "update documents.result set status = 'withdrawn', withdrawn_at = $2, reason = 'superseded' where code = $1",
    [code, bench.clock()],
  )
  expect(await checked(code)).toMatch(
    /The document has been revoked .*Withdrawn on \d+ \w+ \d{4} Why Another document of the same case took its place\./,
  )
})

it('shows for whom one is here and switches from the page itself', async () => {
  const rustam = await bench.as('rustam')
  const own = (await rustam.get('/en/cabinet')).text
  expect(words(own)).toContain('You are here for yourself')
  const firm = /name="organisation" value="(\d+)"/.exec(own)![1]!
  expect((await rustam.post('/en/act-for', { organisation: firm, returnTo: '/en/cabinet' })).location).toBe(
    '/en/cabinet',
  )
  expect(words((await rustam.get('/en/cabinet/documents')).text)).toMatch(/You are here for «?Bahor Savdo/)
  await rustam.post('/en/act-for', { organisation: '', returnTo: '/en/cabinet' })
  expect(words((await rustam.get('/en/cabinet')).text)).toContain('You are here for yourself')
  expect(words((await (await bench.as('dilnoza')).get('/en/cabinet')).text)).not.toContain('You are here')
})

it('is good on a phone and a desk: axe finds nothing, nothing is wider than the screen', async () => {
  const dilnoza = await bench.as('dilnoza')
  await dilnoza.post(`/en/services/${PENSION}/start`, { for: 'myself' })
  for (const width of [320, 1280])
    for (const [person, path] of [
      ['dilnoza', '/uz/cabinet'],
      ['dilnoza', '/ru/cabinet/messages'],
      ['dilnoza', '/en/cabinet/documents'],
      ['dilnoza', HELD],
      ['rustam', '/en/cabinet'],
    ] as const) {
      const page = await browse(bench, browser, person, { width })
      expect((await page.goto(path))?.status(), path).toBe(200)
      expect(await faultsOf(page), `${path} at ${width}`).toEqual([])
      expect(await page.content(), path).not.toContain('⟦')
      await page.context().close()
    }
}, 120_000)
