import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { enter, tabTo } from '../keyboard.ts'
import type { Journeys } from '../start-journey.ts'
import { checkDocument, codeOn, DOCUMENT } from '../verify-result.ts'

const NEXT = 'main form button.ds-button'

/** No pointer is touched, from the search on the home page to a stranger's check of the document. */
export async function pensionByKeyboard(journeys: Journeys): Promise<void> {
  const page = await journeys.open(undefined, { language: 'ru' })
  await tabTo(page, '[role=search] input')
  await page.keyboard.type('справка о размере пенсии')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/services\?/)
  await enter(page, 'main a[href="/ru/services/pension-amount-certificate"]', /\/services\/pension-amount-certificate$/)
  await enter(page, 'main a[href$="/start"]', /\/interaction\//)
  await enter(page, 'button[value=dilnoza]', /\/start$/)
  await enter(page, 'main form[action$="/start"] button', /\/ru\/drafts\//)
  while (!page.url().endsWith('/check')) await answerPage(page)
  await tabTo(page, '[name=sure]')
  await page.keyboard.press('Space')
  await enter(page, NEXT, /\/receipt$/)
  const number = /\d{4}-\d{2}-\d{6}/.exec(await page.locator('main').innerText())![0]
  await enter(page, 'main a.ds-button', /\/applications\/[0-9a-f-]+$/)
  for (const until = Date.now() + 20_000; (await page.locator(DOCUMENT).count()) === 0; ) {
    if (Date.now() > until) throw new Error('no document came')
    await page.reload()
  }
  await tabTo(page, DOCUMENT)
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  const code = await codeOn(page)
  await checkDocument(download, [number, code])
  const stranger = await journeys.open(undefined, { language: 'ru' })
  await enter(stranger, 'header a[href$="/verify"]', /\/verify$/)
  await tabTo(stranger, '[name=code]')
  await stranger.keyboard.type(code)
  await stranger.keyboard.press('Enter')
  await stranger.locator('main [role=status]').waitFor()
  expect(await stranger.locator('main').innerText()).toContain(number)
}

/** Answers what stands open on a page of the form: Space chooses and ticks, what is prefilled is passed by. */
async function answerPage(page: Page): Promise<void> {
  const here = page.url()
  const fields = await page
    .locator('main form input:not([type=hidden])')
    .evaluateAll((inputs) => (inputs as HTMLInputElement[]).map(({ name, type, value }) => ({ name, type, value })))
  for (const name of new Set(
    fields.filter((field) => field.type === 'radio' || field.type === 'checkbox').map((field) => field.name),
  )) {
    if ((await page.locator(`[name="${name}"]:checked`).count()) > 0) continue
    await tabTo(page, `[name="${name}"]`)
    await page.keyboard.press('Space')
  }
  expect(fields.filter((field) => field.type === 'tel').every((field) => field.value !== '')).toBe(true)
  await tabTo(page, NEXT)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.href !== here)
}
