import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { browse } from '../../src/modules/casework/pages/testing.ts'
import { caseBench, type CaseBench } from '../../src/modules/casework/testing.ts'
import { openBrowser } from '../../src/ui/testing.ts'

let bench: CaseBench
let browser: Browser
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([caseBench([]), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await bench?.close()
})

/** A second person looks at the difference and approves; the designer publishes; a citizen applies and gets it. */
async function published(draft: string, service: string, answers: object): Promise<void> {
  const second = await browse(bench, browser, 'munira', { scripts: false })
  await second.goto(draft)
  await second.getByRole('link', { name: 'See all that is written' }).click()
  expect(await second.locator('main').textContent()).toContain('service.yaml')
  await second.goto(draft)
  await second.getByRole('button', { name: 'Approve' }).click()
  const designer = await browse(bench, browser, 'kamola', { scripts: false })
  await designer.goto(draft)
  await designer.getByRole('button', { name: 'Publish' }).click()
  await designer.getByRole('link', { name: 'The page that citizens see' }).click()
  expect(new URL(designer.url()).pathname).toBe(`/en/services/${service}`)
  // in the browser as citizens do: page by page, looked through, sent
  const citizen = await browse(bench, browser, 'dilnoza', { scripts: false })
  await citizen.goto(`/en/services/${service}`)
  await citizen.locator(`a[href="/en/services/${service}/start"]`).first().click()
  for (let pages = 0; pages < 12 && !/\/applications\//.test(citizen.url()); pages++) {
    for (const [name, answer] of Object.entries(answers)) {
      const field = citizen.locator(`main [name="${name}"]:not([type=hidden])`)
      if ((await field.count()) === 0) continue
      if (answer === true) await field.first().press('Space')
      else await field.first().fill(String(answer))
    }
    if ((await citizen.locator('#sure').count()) > 0) await citizen.locator('#sure').press('Space')
    await citizen.getByRole('button', { name: /^(Begin|Continue|Confirm and send)/ }).click()
  }
  expect(citizen.url()).toMatch(/\/en\/applications\//)
  await bench.work()
  await citizen.reload()
  expect(await citizen.locator('main').textContent()).toContain('Your application is granted')
  for (const page of [second, designer, citizen]) await page.context().close()
}

const part = async (page: Page, name: string) => {
  await page.getByRole('navigation', { name: 'Parts of the draft' }).getByRole('link', { name, exact: true }).click()
}

it('with the mouse: from a template through every part to a citizen’s result', async () => {
  const page = await browse(bench, browser, 'kamola', { scripts: false })
  page.setDefaultTimeout(20_000)
  await page.goto('/en/studio')
  await page.getByLabel('Benefit by a rule').check()
  await page.getByLabel('Name of the service').fill('Allowance for large families')
  await page.getByLabel('Its name in addresses').fill('large-family-allowance')
  await page.getByRole('button', { name: 'Make the draft' }).click()
  const draft = page.url()
  expect(await page.locator('main').textContent()).toContain('All is well')

  await part(page, 'Passport')
  await page.locator('[name="term/amount"]').fill('4')
  await page.getByRole('button', { name: 'Save' }).click()

  await part(page, 'Form')
  // the first page asks whether registers may be asked
  const second = page.locator('[id="page-1"]')
  await second.getByText('Add a field to this page').click()
  await second.getByLabel('What people read').first().fill('How many children are at school?')
  await second.getByLabel('Its name in the files').first().fill('pupils')
  await page.locator('[id="page-1-kind"]').selectOption('number')
  await second.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('link', { name: 'How many children are at school?' }).click()
  await page.locator('[name="text/field.pupils.label/uz"]').fill('Nechta bola maktabda oʻqiydi?')
  await page.locator('[name="text/field.pupils.label/ru"]').fill('Сколько детей учится в школе?')
  await page.getByRole('button', { name: 'Save' }).click()

  await part(page, 'Rules')
  await page.locator('[name="cell/entitlement/0/2"]').fill('reference.BRV * 2')
  await page.getByRole('button', { name: 'Save' }).click()
  expect(await page.locator('main').textContent()).toContain('{"met":true,"amount":')

  await part(page, 'Process')
  await page.getByText('Edit: Decide').click()
  await page.locator('#decide-term').fill('2 working days')
  await page.locator('li#step-decide').getByRole('button', { name: 'Save' }).first().click()

  await part(page, 'Document')
  await page.locator('[name="text/result.title/en"]').fill('Allowance granted')
  await page.getByRole('button', { name: 'Save' }).click()
  expect(await page.locator('main').textContent()).toContain('Allowance granted')

  await part(page, 'Preview')
  await page.getByLabel('How many people live in the household?').fill('5')
  await page.getByRole('button', { name: 'Try it' }).click()
  expect(await page.locator('.ds-error-summary').count()).toBe(1)

  await part(page, 'Overview')
  expect(await page.locator('main').textContent()).toContain('All is well')
  await page.getByRole('button', { name: 'Send to a second person' }).click()
  await page.context().close()
  await published(draft, 'large-family-allowance', {
    members: 5,
    income: 900_000,
    purpose: 'Books',
    consent: true,
    pupils: 3,
  })
}, 120_000)
