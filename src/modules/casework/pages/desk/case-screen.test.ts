import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { faultsOf, openBrowser } from '../../../../ui/testing.ts'
import { caseBench, type CaseBench } from '../../testing.ts'
import { browse } from '../testing.ts'

const GUARDIAN = 'guardianship-incapacitated-adult'

let bench: CaseBench
let browser: Browser
let filed: { id: string; number: string }
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([caseBench([GUARDIAN]), openBrowser()])
  filed = await bench.file(GUARDIAN)
  await bench.work()
  for (const [person, element] of [
    ['shahnoza', 'healthOpinion'],
    ['feruza', 'socialOpinion'],
  ] as const) {
    await (await bench.as(person)).post(`/en/desk/tasks/${await bench.task(filed.id, element)}/complete`, {
      outcome: 'agree',
    })
    await bench.work()
  }
})
afterAll(async () => {
  await browser.close()
  await bench.close()
})

const open = async (language: string, options: { width?: number; scripts?: boolean } = {}): Promise<Page> => {
  const page = await browse(bench, browser, 'jasur', options)
  await page.goto(`/${language}/desk/tasks/${await bench.task(filed.id, 'decide')}`)
  return page
}
const top = async (page: Page, text: string) => (await page.getByText(text, { exact: true }).first().boundingBox())!

it('says on top what decides, with the form of the decision beside it', async () => {
  const page = await open('en')
  const [decides, asked, evidence] = [
    await top(page, 'What decides'),
    (await page.locator('#decide h2').boundingBox())!,
    await top(page, 'Evidence from registers'),
  ]
  expect(asked.x).toBeGreaterThan(decides.x + 600)
  expect(decides.y).toBeLessThan(evidence.y)
  const said = await page.locator('#what-decides').innerText()
  expect(said).toContain('No register shows a ground for refusal')
  // the day of the task, which is sooner than the case's
  expect(await page.locator('.sticky').innerText()).toMatch(/Your part by \d+ \w+ 20\d\d/)
  expect(said).toContain('Opinion of the health body Agrees')
  // the form is in reach from wherever one reads
  await page.mouse.wheel(0, 5000)
  await page.waitForFunction(() => scrollY > 1000)
  expect((await page.locator('.sticky a[href="#decide"]').boundingBox())!.y).toBeLessThan(60)
  await page.context().close()
})

it('tells facts of registers in a line each: whose, what, from where, of when; the rest unfolds without a script', async () => {
  const page = await open('en', { scripts: false })
  const line = page.locator('#evidence li', { hasText: 'Court judgment on incapacity' })
  expect((await line.locator('summary').innerText()).replace(/\s+/g, ' ')).toMatch(
    /^Found: Court judgment on incapacity Information system of the courts · \d+ \w+ 20\d\d Sanjar Karimov: incapacity, 2-\d+\/2024, .*, in force$/,
  )
  const clinics = page.locator('#evidence li', { hasText: 'Family clinic certificates' })
  expect(await clinics.locator('summary').innerText()).toContain(
    'Dilnoza Karimova: not in the register: Drug treatment clinic, Skin and venereal diseases, Psychiatric clinic, Tuberculosis',
  )
  expect(await clinics.locator('details li').first().isVisible()).toBe(false)
  // beside what is said of the ward, a line of the applicant's alone says whose it is too
  const own = page.locator('#evidence li', { hasText: 'sychiatric' }).filter({ hasNotText: 'Family clinic' })
  expect(await own.locator('summary').innerText()).toContain('Dilnoza Karimova: ')
  await clinics.locator('summary').click()
  expect(await clinics.innerText()).toContain('Psychiatric clinic: in the register, Checked on: ')
  expect(await page.locator('#people').innerText()).toMatch(
    /The person to be under guardianship\s+Sanjar Karimov\s+born /i,
  )
  expect(await page.content()).not.toMatch(/›|Each person|\d\d\.\d\d\.20\d\d/)
  await page.context().close()
})

it.each(['uz', 'uz-cyrl', 'ru', 'en'])('has nothing to mend at both widths in %s', async (language) => {
  const page = await open(language)
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await faultsOf(page), `${width} px`).toEqual([])
  }
  // a part that was folded is good when it is open, too
  await page.locator('#evidence > h2 a').click()
  expect(await faultsOf(page)).toEqual([])
  if (/ru|cyrl/.test(language)) expect(await page.locator('#evidence').innerText()).toMatch(/Санжар Каримов: /)
  await page.context().close()
})

it('is short on a telephone: what decides and the decision; the rest unfolds by its heading or a link to it, without a script', async () => {
  const page = await open('en', { width: 320, scripts: false })
  const height = () => page.evaluate(() => document.documentElement.scrollHeight)
  const folded = await height()
  expect(await page.locator('#what-decides').isVisible()).toBe(true)
  expect(await page.locator('#decide form.form').first().isVisible()).toBe(true)
  for (const part of ['people', 'evidence', 'answers', 'way', 'messages']) {
    const body = page.locator(`#${part} > :not(h2)`).first()
    expect(await body.isVisible(), part).toBe(false)
    await page.locator(`#${part} > h2 a`).click()
    expect(await body.isVisible(), part).toBe(true)
  }
  await page.locator('#what-decides a[href="#evidence"]').first().click()
  expect(await page.locator('#evidence li').first().isVisible()).toBe(true)
  await page.evaluate(() => {
    for (const part of document.querySelectorAll('.fold')) part.setAttribute('data-open', '')
  })
  const whole = await height()
  expect(folded).toBeLessThan(3_500)
  expect(folded).toBeLessThan(whole / 2)
  await page.context().close()
})

it('prints a case and a service as papers: no buttons, no forms, what unfolds shown or left out on purpose', async () => {
  const page = await open('en')
  await page.emulateMedia({ media: 'print' })
  const seen = async (selector: string) =>
    (await Promise.all((await page.locator(selector).all()).map((each) => each.isVisible()))).filter(Boolean).length
  for (const selector of ['button', '.ds-button', 'main form', 'textarea', '.sticky', 'header nav', 'footer'])
    expect(await seen(selector), selector).toBe(0)
  const text = await page.locator('main').innerText()
  expect(text).toContain(filed.number)
  expect(text).toContain('Khokimiyat of Yunusabad district')
  expect(text).toContain('incapacity, 2-')
  // a line of evidence stays a line, and there is no heading over nothing
  expect(await seen('#evidence details li')).toBe(0)
  expect(await page.getByText('How the rules came to this').isVisible()).toBe(false)
  expect(await page.getByRole('heading', { name: 'What is asked of you' }).isVisible()).toBe(false)
  await page.goto(`/en/services/${GUARDIAN}`)
  for (const selector of ['button', '.ds-button']) expect(await seen(selector), selector).toBe(0)
  expect(await page.getByText('Medical-social expertise register').first().isVisible()).toBe(true)
  await page.context().close()
})
