import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { browse } from '../../modules/casework/pages/testing.ts'
import { caseBench, type CaseBench } from '../../modules/casework/testing.ts'
import { faultsOf, openBrowser } from '../../ui/testing.ts'

const GUARDIANSHIP = 'guardianship-incapacitated-adult'
const PENSION = 'pension-amount-certificate'
const ADVERTISING = 'outdoor-advertising-permit'
const QUESTION = 'In which room will Sanjar sleep?\nWho else lives there?'

let bench: CaseBench
let browser: Browser
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([
    caseBench([GUARDIANSHIP, PENSION, ADVERTISING, 'individual-housing-construction-permit']),
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
  // how many were not read stands on each page, not on the first alone
  const count = (page: string) => />Messages<span class="count"[^>]*> (\d+)</.exec(page)?.[1]
  expect(Number(count(cabinet))).toBeGreaterThan(0)
  for (const part of ['documents', 'messages', 'data'])
    expect(count((await dilnoza.get(`/en/cabinet/${part}`)).text), part).toBe(count(cabinet))
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
      ['dilnoza', '/en/cabinet/data/held'],
      ['rustam', '/en/cabinet'],
    ] as const) {
      const page = await browse(bench, browser, person, { width })
      expect((await page.goto(path))?.status(), path).toBe(200)
      expect(await faultsOf(page), `${path} at ${width}`).toEqual([])
      expect(await page.content(), path).not.toContain('⟦')
      await page.context().close()
    }
}, 120_000)
