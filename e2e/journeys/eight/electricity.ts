import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { doTask } from '../do-task.ts'
import { fillIn, next, send, throughForm, waitFor } from '../fill-in.ts'
import { apply, begin, findService } from '../find-service.ts'
import { lookAt } from '../look-at.ts'
import type { Journeys } from '../start-journey.ts'
import { verifyResult } from '../verify-result.ts'

const NOTE = 'Elektr plita bilan 2 kVt yetmaydi'

/** Sent back for correction, corrected, offered, confirmed; the applicant chooses the hour of the fitter. */
export async function electricity(journeys: Journeys): Promise<void> {
  const page = await journeys.open('dilnoza', { language: 'uz' })
  await findService(page, { language: 'uz', words: 'svet ulash', service: 'electricity-connection' })
  await apply(page)
  await begin(page)
  await laterFromCabinet(page, journeys)
  await throughForm(page, { use: 'home', power: 2, meter: 'need', phone: '+998 90 000 00 01', consent: true })
  const { number, path } = await send(page)
  const officer = (outcome: string, look?: string, note?: string) =>
    doTask(journeys, {
      person: 'erkin',
      number,
      outcome,
      window: { language: 'uz' },
      ...(look ? { look } : {}),
      ...(note ? { answers: { note } } : {}),
    })
  const toDo = async (name: string) => {
    await waitFor(page, journeys.url + path, 'article.task a')
    await page.locator('article.task a').first().click()
    await lookAt(page, name)
  }
  await officer('correct', 'examine-uz', NOTE)
  await toDo('correct-uz')
  expect(await page.locator('main').innerText()).toContain(NOTE)
  await correct(page)
  await officer('ok')
  await officer('grant')
  await toDo('confirm-uz')
  // the offer is told in full: the power asked for and the voltage worked out
  expect(await page.locator('h1').innerText()).toMatch(/12 kVt, \d+ V/)
  expect(await page.locator('main').innerText()).toContain('Rad etsangiz')
  await page.locator('button[value=confirmed]').click()
  await toDo('slot-uz')
  await page.locator('[name=at]').first().check()
  await page.locator('main form button.ds-button').click()
  await page.waitForURL(/\/applications\/[0-9a-f-]+(\?.*)?$/)
  await lookAt(page, 'application-slot-uz')
  await officer('fit', 'inspect-uz')
  await verifyResult(journeys, page, { path, number, language: 'uz', says: ['Dilnoza Karimova'] })
}

/** Leaves in the middle and comes back to the same page from the cabinet. */
async function laterFromCabinet(page: Page, journeys: Journeys): Promise<void> {
  await page.waitForURL(/\/drafts\//)
  await fillIn(page, { consent: true })
  await next(page)
  await next(page)
  const here = page.url()
  await page.locator('button[value=leave]').click()
  await page.waitForURL(`${journeys.url}/uz/cabinet`)
  await lookAt(page, 'cabinet-draft-uz')
  await page.locator('main a[href*="/drafts/"]').first().click()
  await page.waitForURL(here)
}

/** Opens the answers again, changes one from the check page and sends. */
async function correct(page: Page): Promise<void> {
  await page.locator('main form button.ds-button').click()
  await page.waitForURL(/\/drafts\//)
  await page.goto(page.url().replace(/\/[^/]+$/, '/check'))
  await page.locator('main a[href*="/power?back=check"]').first().click()
  await fillIn(page, { power: 12 })
  await next(page)
  expect(page.url()).toMatch(/\/check$/)
  expect(await page.locator('main').innerText()).toContain('12')
  await page.locator('[name=sure]').check({ force: true })
  await page.locator('main form.form button.ds-button').click()
  await page.waitForURL(/\/applications\/[0-9a-f-]+(\?.*)?$/)
}
