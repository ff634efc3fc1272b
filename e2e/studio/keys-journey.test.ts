import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { browse } from '../../src/modules/casework/pages/testing.ts'
import { caseBench, type CaseBench } from '../../src/modules/casework/testing.ts'
import { openBrowser } from '../../src/ui/testing.ts'
import { press, send, tabTo, type } from './by-keys.ts'

let bench: CaseBench
let browser: Browser
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([caseBench([]), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await bench?.close()
})

const person = async (who: string): Promise<Page> => {
  const page = await browse(bench, browser, who, { scripts: false })
  page.setDefaultTimeout(20_000)
  return page
}
const part = (page: Page, name: string) =>
  send(page, page.getByRole('navigation', { name: 'Parts of the draft' }).getByRole('link', { name, exact: true }))
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

it('with the keyboard alone: from a template through every part, review and publication to a citizen’s result', async () => {
  const page = await person('kamola')
  await page.goto('/en/studio')
  await tabTo(page, page.locator('[name=template]:checked'))
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  expect(await page.locator('[name=template]:checked').getAttribute('value')).toBe('benefit-by-rule')
  // its name in addresses is made of the name
  await type(page, page.getByLabel('Name of the service'), 'Allowance for twins')
  await send(page, button(page, 'Make the draft'))
  const draft = page.url()
  expect(await page.locator('main').textContent()).toContain('Words of the template are still there')

  await part(page, 'Passport')
  await type(page, page.locator('[name="term/amount"]'), '4')
  for (const [field, text] of [
    ['name/uz', 'Egizaklar uchun nafaqa'],
    ['name/ru', 'Пособие на близнецов'],
    ['summary/uz', 'Egizak tugʻilgan oilaga nafaqa.'],
    ['summary/ru', 'Пособие семье, в которой родились близнецы.'],
    ['summary/en', 'An allowance for a family with twins.'],
    ['keywords/uz', 'egizaklar'],
    ['keywords/ru', 'близнецы'],
    ['keywords/en', 'twins'],
  ] as const)
    await type(page, page.locator(`[name="${field}"]`), text)
  await send(page, button(page, 'Save'))

  await part(page, 'Form')
  const second = page.locator('[id="page-1"]')
  await press(page, second.locator('summary', { hasText: 'Add a field to this page' }))
  await type(page, second.locator('[name=label]'), 'How many twins?')
  await type(page, page.locator('[id="page-1-kind"]'), 'number')
  await send(page, second.getByRole('button', { name: 'Add', exact: true }))
  await part(page, 'Overview')
  const lacks = page.getByRole('link', { name: 'Not said in Русский yet: How many twins?' })
  await send(page, lacks)
  await type(page, page.locator('[name="text/field.howManyTwins.label/uz"]'), 'Nechta egizak?')
  await type(page, page.locator('[name="text/field.howManyTwins.label/ru"]'), 'Сколько близнецов?')
  await send(page, button(page, 'Save'))

  await part(page, 'Rules')
  await type(page, page.locator('[name="cell/entitlement/0/2"]'), 'reference.BRV * 2')
  await send(page, button(page, 'Save').first())
  expect(await page.locator('main').textContent()).toContain('{"met":true,"amount":')

  await part(page, 'Process')
  const decide = page.locator('li#step-decide')
  await press(page, decide.locator('summary', { hasText: 'Edit: Decide' }))
  await type(page, page.locator('#decide-term'), '2 working dayz')
  await type(page, page.locator('#decide-wait'), 'uniform 60 480')
  await type(page, page.locator('#decide-days'), 'Friday')
  await send(page, decide.getByRole('button', { name: 'Save' }).first())
  expect(await page.locator('main').textContent()).toContain('This is no term')
  expect(await page.locator('main').textContent()).toContain('Write weekdays as numbers')
  await type(page, decide.locator('[name="attribute.term"]'), '2 working days')
  await type(page, decide.locator('[name="attribute.days"]'), '2 4')
  expect(await decide.locator('[name="attribute.wait"]').inputValue()).toBe('uniform 60 480')
  await send(page, decide.getByRole('button', { name: 'Save' }).first())

  await part(page, 'Document')
  await type(page, page.locator('[name="text/result.title/en"]'), 'Allowance granted')
  await send(page, button(page, 'Save'))
  expect(await page.locator('main').textContent()).toContain('Allowance granted')

  await part(page, 'Preview')
  await type(page, page.getByLabel('How many people live in the household?'), '5')
  await send(page, button(page, 'Try it'))
  expect(await page.locator('.ds-error-summary').count()).toBe(1)

  await part(page, 'Overview')
  const told = await page.locator('main').textContent()
  expect(told).toContain('All is well')
  expect(told).not.toContain('Result in one sentence')
  await send(page, button(page, 'Send to a second person'))

  const reader = await person('munira')
  await reader.goto(draft)
  await send(reader, reader.getByRole('link', { name: 'See all that is written' }))
  expect(await reader.locator('main').textContent()).toContain('uniform 60 480')
  await reader.goto(draft)
  await send(reader, button(reader, 'Approve'))
  await page.goto(draft)
  await send(page, button(page, 'Publish'))
  await send(page, page.getByRole('link', { name: 'The page that citizens see' }))
  expect(new URL(page.url()).pathname).toBe('/en/services/allowance-for-twins')

  const answers = {
    members: 5,
    income: 900_000,
    purpose: 'Books',
    consent: true,
    howManyTwins: 2,
  }
  const { body } = await bench.api('citizen', 'POST', '/applications', { service: 'allowance-for-twins', answers })
  await bench.work()
  const citizen = await person('dilnoza')
  await citizen.goto(`/en/applications/${body.id}`)
  expect(await citizen.locator('main').textContent()).toContain('Your application is granted')
  for (const each of [page, reader, citizen]) await each.context().close()
}, 240_000)
