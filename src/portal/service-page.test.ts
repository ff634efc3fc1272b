import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { browse } from '../modules/casework/pages/testing.ts'
import { caseBench, type CaseBench } from '../modules/casework/testing.ts'
import { faultsOf, openBrowser } from '../ui/testing.ts'

const GUARDIANSHIP = 'guardianship-incapacitated-adult'
const SUBSIDY = 'housing-subsidy'
const CARE = 'care-need-assessment'

let bench: CaseBench
let browser: Browser
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([
    caseBench([GUARDIANSHIP, 'pension-amount-certificate', SUBSIDY, CARE]),
    openBrowser(),
  ])
})
afterAll(async () => {
  await browser?.close()
  await bench?.close()
})

const words = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
const rows = async () =>
  (
    await bench.instance.database.query<{ n: number }>(
      '(select count(*)::int as n from casework.draft) union all select count(*)::int from audit.event',
    )
  ).rows

it('answers "Can I?" from the grounds of the service at once, and keeps nothing', async () => {
  const before = await rows()
  const open = (await bench.nobody.get(`/en/services/${GUARDIANSHIP}`)).text
  expect(words(open)).toContain('Does any of them apply?')
  expect(words(open)).not.toContain('For people ✓')
  const fine = words((await bench.nobody.get(`/en/services/${GUARDIANSHIP}?ask=1`)).text)
  expect(fine).toContain('By your answers nothing stands against it')
  const young = words((await bench.nobody.get(`/en/services/${GUARDIANSHIP}?ask=1&applies=guardian-under-age`)).text)
  expect(young).toContain('it would probably be refused')
  expect(young).toMatch(/probably be refused Whoever asks to be guardian is under age\. \(Law ZRU-364/)
  expect(young).not.toContain('nothing stands against it')
  // what is no ground of this service says nothing
  expect(words((await bench.nobody.get(`/en/services/${GUARDIANSHIP}?ask=1&applies=x`)).text)).toContain(
    'nothing stands against it',
  )
  expect(await rows()).toEqual(before)
})

it('asks the conditions that the law sets, and shows nothing where the data hold none', async () => {
  const at = `/en/services/${SUBSIDY}`
  expect(words((await bench.nobody.get(`${at}?ask=1&is-income=true`)).text)).toContain('Answer these too')
  const no = words((await bench.nobody.get(`${at}?ask=1&is-income=true&is-no-dwelling=false`)).text)
  expect(no).toContain('You said this is not so: Neither the applicant nor the spouse owns a dwelling')
  expect((await bench.nobody.get(`/en/services/${CARE}`)).text).not.toContain('id="can-i"')
})

it('tells the steps, what is no longer needed, the law in a sentence with where it was found', async () => {
  const { text } = await bench.nobody.get(`/en/services/${GUARDIANSHIP}`)
  const page = words(text)
  expect(page).toContain('Khokimiyat decides by this law: Civil Code, part one')
  expect(page).toContain('How it goes')
  expect(page).toContain('Not needed any more: 15 papers and 4 visits')
  expect(text).toContain('href="https://lex.uz/en/docs/6819382"')
})

it('says of a service that only informs whom to ask, where and when, and marks it so in lists', async () => {
  const office = 'social-protection-1726266'
  expect(words((await bench.nobody.get(`/en/services/${CARE}`)).text)).toContain('Your office')
  const page = words((await bench.nobody.get(`/en/services/${CARE}?office=${office}`)).text)
  expect(page).toContain('09:00–18:00')
  // what nobody knows is made up so that it can be nobody's, and says so
  expect(page).toContain('1 Sample Street, Yunusabad district demo value')
  expect(page).toContain('+998 00 000-00-00 demo value')
  expect((await bench.nobody.get(`/en/bodies/${office}`)).text).not.toContain('tel:')
  expect((await bench.nobody.get('/en/bodies/nowhere')).status).toBe(404)
  const list = words((await bench.nobody.get('/en/services')).text)
  expect(list).toMatch(/Assessment of need for care and day-care services At the body itself/)
  expect(list).toMatch(/Guardianship of an incapacitated adult \(khokim decision\) Apply online/)
})

it('has a home that still lists what can be asked for here after applications came, and says who runs it', async () => {
  await bench.file('pension-amount-certificate')
  const page = words((await bench.nobody.get('/en')).text)
  expect(page).toContain('Apply here now')
  expect(page).toContain('Guardianship of an incapacitated adult')
  expect(page).toMatch(/Most asked in the last 30 days Certificate of pension or benefit amount 1/)
  expect(page).toContain('No public body runs it')
  // whoever counts after it finds the figures without an account
  expect(page).toContain('These figures as open data')
  expect((await fetch(`${bench.origin}/api/v1/figures`)).status).toBe(200)
})

it('says in the demonstration which numbers to type where they are typed', async () => {
  const dilnoza = await bench.as('dilnoza')
  const { location } = await dilnoza.post(`/en/services/${GUARDIANSHIP}/start`, { for: 'myself' })
  const ward = words((await dilnoza.get(`${location}/ward`)).text)
  expect(ward).toContain('In this demonstration you can type')
  expect(ward).toContain(String(bench.answersOf(GUARDIANSHIP)['wardNumber']))
  expect((await dilnoza.get(`${location}/home`)).text).not.toContain('In this demonstration you can type')
  const counter = words((await (await bench.as('malika')).get('/en/counter')).text)
  expect(counter).toContain(`Dilnoza Karimova ${bench.numberOf('dilnoza')}`)
})

it('says what is missing when a document is checked without its code', async () => {
  const page = await bench.nobody.get('/en/verify?code=+')
  expect([page.status, words(page.text)]).toEqual([
    422,
    expect.stringContaining('Verification code: write the code that stands on the document'),
  ])
})

it('tells on a receipt that is opened again that it was decided, and no longer what was to come', async () => {
  const { id } = await bench.file('pension-amount-certificate')
  await bench.work()
  const receipt = words((await (await bench.as('dilnoza')).get(`/en/applications/${id}/receipt`)).text)
  expect(receipt).toMatch(/What came of it Your application is granted .*See the decision/)
  expect(receipt).not.toContain('What happens now')
  expect(receipt).not.toContain('We will tell you')
})

it('is good on a phone and a desk: axe finds nothing, nothing is wider than the screen', async () => {
  for (const width of [320, 1280])
    for (const path of [
      `/uz/services/${GUARDIANSHIP}?ask=1&applies=guardian-under-age`,
      `/ru/services/${CARE}`,
      '/en/services',
      '/uz',
    ]) {
      const page = await browse(bench, browser, undefined, { width })
      expect((await page.goto(path))?.status(), path).toBe(200)
      expect(await faultsOf(page), `${path} at ${width}`).toEqual([])
      expect(await page.content(), path).not.toContain('⟦')
      await page.context().close()
    }
}, 120_000)
