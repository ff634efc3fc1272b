import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { doTask, openTask } from '../do-task.ts'
import { fillIn, next, PAPER, send, throughForm } from '../fill-in.ts'
import { apply, begin, findService } from '../find-service.ts'
import { lookAt } from '../look-at.ts'
import type { Journeys } from '../start-journey.ts'
import { verifyResult } from '../verify-result.ts'

/** One paper of sixteen is brought; two bodies give opinions, the khokim signs; the languages change on the way. */
export async function guardianship(journeys: Journeys): Promise<void> {
  const page = await journeys.open('dilnoza', { language: 'uz' })
  // as people type: without the letters oʻ and gʻ
  await findService(page, {
    language: 'uz',
    words: 'qarindoshga gamxorlik',
    service: 'guardianship-incapacitated-adult',
  })
  await lookAt(page, 'service-guardianship-uz')
  await apply(page)
  await begin(page)
  await page.waitForURL(/\/drafts\/[^/]+\/consent$/)
  // agreement comes before the first question: of whom which registers are asked stands beside it
  expect(await page.locator('main').innerText()).toContain('vasiylikka olinadigan shaxs')
  await lookAt(page, 'form-consent-uz')
  await fillIn(page, { consent: true })
  await next(page)
  await fillIn(page, { wardNumber: '32406969990162', wardName: 'Sanjar Karim', relation: 'sibling' })
  await next(page)
  // of a stranger it is only said that the register has another name, and not which
  // once, where the demonstration says what can be typed here
  expect((await page.locator('main').innerText()).split('Karimov')).toHaveLength(2)
  await lookAt(page, 'form-differs-uz')
  await fillIn(page, { wardName: 'Sanjar Karimov' })
  await next(page)
  await page.goto(page.url().replace(/[^/]+$/, 'ward'))
  await everyLanguage(page)
  await next(page)
  await throughForm(page, {
    district: '1726266',
    livesTogether: true,
    wardHasProperty: false,
    familyConsent: PAPER,
    duties: true,
    consent: true,
  })
  expect(await page.locator('main').innerText()).toContain('Karimov')
  await page.locator('header a[lang="uz-Cyrl"]').click()
  await page.waitForURL(/\/uz-cyrl\/drafts\/[^/]+\/check$/)
  await lookAt(page, 'check-uz-cyrl')
  const { number, path } = await send(page)
  expect(path).toMatch(/^\/uz-cyrl\//)
  await lookAt(page, 'receipt-uz-cyrl')
  await doTask(journeys, {
    person: 'feruza',
    number,
    outcome: 'agree',
    answers: { note: 'Vasiylik uning manfaatiga mos' },
    window: { language: 'uz' },
    look: 'opinion-uz',
  })
  await doTask(journeys, {
    person: 'shahnoza',
    number,
    outcome: 'agree',
    window: { language: 'uz-cyrl' },
    look: 'opinion-uz-cyrl',
  })
  await doTask(journeys, { person: 'jasur', number, outcome: 'grant', window: { language: 'ru' }, look: 'decide-ru' })
  await draftSeen(journeys, number)
  await doTask(journeys, { person: 'nargiza', number, outcome: 'sign', look: 'sign-en' })
  await verifyResult(journeys, page, {
    path,
    number,
    language: 'uz-cyrl',
    // in the letters of the paper, as the population register has both
    says: ['Дилноза Каримова', 'Санжар Каримов'],
  })
  await lookAt(page, 'application-uz-cyrl')
}

/** Each language keeps the page one is on and what was answered; the browser is told which it is. */
async function everyLanguage(page: Page): Promise<void> {
  const place = new URL(page.url()).pathname.replace(/^\/uz/, '')
  for (const [html, prefix] of [
    ['uz-Cyrl', 'uz-cyrl'],
    ['ru', 'ru'],
    ['en', 'en'],
    ['uz-Latn', 'uz'],
  ] as const) {
    await page.locator(`header a[lang="${html}"]`).click()
    await page.waitForURL((url) => url.pathname === `/${prefix}${place}`)
    expect(await page.locator('html').getAttribute('lang')).toBe(html)
    expect(await page.locator('[name=wardName]').inputValue()).toContain('Karimov')
    expect(await page.locator('[name=relation][value=sibling]').isChecked()).toBe(true)
  }
}

/** The head sees what is to be signed before signing. */
async function draftSeen(journeys: Journeys, number: string): Promise<void> {
  const page = await openTask(journeys, { person: 'nargiza', number })
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('a[href$="/draft"]').click()])
  expect(download.suggestedFilename()).toMatch(/\.pdf$/)
  await page.context().close()
}
