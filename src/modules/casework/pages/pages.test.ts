import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoPersonId } from '../../../platform/identity/index.ts'
import { faultsOf, openBrowser } from '../../../ui/testing.ts'
import { caseBench, type CaseBench } from '../testing.ts'
import { browse } from './testing.ts'

let bench: CaseBench
let browser: Browser
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([
    caseBench([
      'guardianship-incapacitated-adult',
      'individual-housing-construction-permit',
      'property-right-registration',
    ]),
    openBrowser(),
  ])
})
afterAll(async () => {
  await browser.close()
  await bench.close()
})

it('is good on a narrow and a wide screen: axe finds nothing and nothing is wider than the screen', async () => {
  const [guardian, house, right] = [
    await bench.file('guardianship-incapacitated-adult'),
    await bench.file('individual-housing-construction-permit'),
    await bench.file('property-right-registration', { operator: 'malika' }),
  ]
  await bench.work()
  await bench.instance.database.query(
    "update process.task set due_at = $2::timestamptz - interval '2 days' where case_id = $1 and element = 'plotOpinion'",
    [house.id, bench.clock()],
  )
  const opinion = await bench.task(guardian.id, 'healthOpinion')
  await (await bench.as('shahnoza')).post(`/en/desk/cases/${guardian.id}/ask`, { text: 'Which room? '.repeat(30) })
  const pages: [person: string, path: string][] = [
    ['jasur', '/uz/desk'],
    ['nargiza', '/ru/desk?whose=sign'],
    ['nargiza', '/en/desk/team'],
    ['shahnoza', `/ru/desk/tasks/${opinion}`],
    ['jasur', `/uz/desk/cases/${house.id}`],
    ['malika', '/ru/counter'],
    ['malika', `/uz/counter/people/${demoPersonId('rustam')}?q=uy`],
    ['malika', `/en/counter/applications/${right.id}`],
  ]
  for (const width of [320, 1280]) {
    for (const [person, path] of pages) {
      const page = await browse(bench, browser, person, { width })
      expect((await page.goto(path))?.status(), path).toBe(200)
      expect(await faultsOf(page), `${path} at ${width}`).toEqual([])
      expect(await page.content(), path).not.toContain('⟦')
      await page.context().close()
    }
  }
}, 120_000)

it('takes a task from the queue to its decision by keys alone; a decision is seen before it is sent', async () => {
  const application = await bench.file('individual-housing-construction-permit')
  await bench.work()
  const task = await bench.task(application.id, 'plotOpinion')
  const page = await browse(bench, browser, 'jasur')
  await page.goto('/en/desk?whose=unclaimed')
  while (!(await page.locator(`tr[aria-current="true"][data-href="/en/desk/tasks/${task}"]`).count()))
    await page.keyboard.press('j')
  await page.keyboard.press('c')
  await page.waitForURL(`**/en/desk/tasks/${task}`)
  expect(await page.textContent('main')).toContain('The task is with you')
  await page.keyboard.press('a')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Agree')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/en/desk?*done=*')
  expect(await page.textContent('[role="status"]')).toContain('Recorded: Agrees')
  await page.context().close()
})

it('begins an application at the counter without scripts, from the number typed into the field that has the focus', async () => {
  const page = await browse(bench, browser, 'malika', { width: 320, scripts: false })
  page.setDefaultTimeout(10_000)
  await page.goto('/en/counter')
  await page.locator('#query:focus').waitFor()
  await page.keyboard.type('41704889990010\n')
  await page.waitForURL('**/en/counter/people/*')
  expect(page.url()).not.toContain('41704889990010')
  await page.getByRole('searchbox').fill('real estate')
  await page.keyboard.press('Enter')
  await page.getByRole('radio', { name: 'State registration of a right to real estate' }).check()
  await page.getByRole('button', { name: 'Next' }).click()
  await page.waitForURL('**/en/drafts/**')
  expect(await page.textContent('h1')).toBeTruthy()
  await page.context().close()
})
