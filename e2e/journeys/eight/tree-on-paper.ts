import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { doTask, openTask } from '../do-task.ts'
import { fillIn, send, throughForm, waitFor } from '../fill-in.ts'
import { findService } from '../find-service.ts'
import { lookAt } from '../look-at.ts'
import { pdfText } from '../pdf-text.ts'
import { readLetter } from '../read-letter.ts'
import type { Journeys } from '../start-journey.ts'
import { verifyResult } from '../verify-result.ts'
import { lastDay, localDate, workingDayFrom } from '../working-days.ts'

const FACTS = 'The inspector found both trees sound, at their roots and crowns'
const CASH = 'form[action$="/cash"]'

/**
 * Read about at home in Cyrillic, brought on paper last night, paid in cash; refused, appealed, overturned by the
 * region.
 */
export async function treeOnPaper(journeys: Journeys): Promise<void> {
  const reader = await journeys.open(undefined, { language: 'uz-cyrl' })
  await findService(reader, { language: 'uz-cyrl', words: 'дарахт кесиш', service: 'tree-felling-permit' })
  await lookAt(reader, 'service-tree-uz-cyrl')
  const { number, path } = await takeIn(journeys)
  const page = await journeys.open('dilnoza')
  await page.goto(`${journeys.url}/en/cabinet`)
  await page.locator('main article', { hasText: number }).locator('a').first().click()
  await page.waitForURL(/\/(applications|tasks)\//)
  const own = path.replace('/counter/', '/')
  await waitFor(page, journeys.url + own, 'article.task a')
  await page.locator('article.task a').first().click()
  await lookAt(page, 'slot-en')
  await page.locator('[name=at]').first().check()
  await page.locator('main form button.ds-button').click()
  await page.waitForURL(/\/applications\/[0-9a-f-]+(\?.*)?$/)
  await doTask(journeys, {
    person: 'zafar',
    number,
    outcome: 'unfit',
    answers: { note: 'The trees are healthy' },
    look: 'inspect-en',
  })
  await hear(journeys, number)
  await page.goto(journeys.url + own)
  // the ground and the facts are told before anything is decided
  expect(await page.locator('main').innerText()).toMatch(/The trees are sound[\s\S]*both trees sound, at their roots/)
  await lookAt(page, 'hearing')
  await page.locator('form[action$="/hearing"] [name=hearing]').fill('Look at their roots')
  await page.locator('form[action$="/hearing"] button').click()
  await page.waitForURL(/\/applications\/[0-9a-f-]+(\?.*)?$/)
  await refuse(journeys, number)
  await doTask(journeys, { person: 'nargiza', number, outcome: 'sign' })
  await waitFor(page, journeys.url + own, '#appeal')
  // the ground of the refusal stands on the page, not only in the document
  expect(await page.locator('main').innerText()).toMatch(/The trees are sound[\s\S]*You can appeal to [\s\S]*Tashkent/)
  await lookAt(page, 'refused')
  const { page: mailbox } = await readLetter(journeys, 'dilnoza@people.example', number)
  await mailbox.context().close()
  await page.locator('#appeal [name=grounds]').fill('The trees are dead: see the photographs')
  await page.locator('#appeal button').click()
  await page.waitForURL(/\/applications\/[0-9a-f-]+(\?.*)?$/)
  const higher = await openTask(journeys, { person: 'otabek', number, look: 'appeal-en' })
  expect(await higher.locator('main').innerText()).toContain('The trees are dead: see the photographs')
  await higher.context().close()
  await doTask(journeys, {
    person: 'otabek',
    number,
    outcome: 'overturn',
    answers: { note: 'The photographs show dead trees' },
  })
  await waitFor(page, journeys.url + own, '.tag >> text=Granted')
  await lookAt(page, 'application-after-appeal')
  await verifyResult(journeys, page, { path: own, number, language: 'en', says: ['Dilnoza Karimova'] })
}

/**
 * The operator finds the person by number, types the paper in with its stamp of last night, prints the receipt and
 * takes the cash.
 */
async function takeIn(journeys: Journeys): Promise<{ number: string; path: string }> {
  const page = await journeys.open('malika')
  const before = await lastNumber(journeys)
  await page.goto(`${journeys.url}/en/counter`)
  await lookAt(page, 'counter')
  await page.locator('[name=query]').fill('41704889990010')
  await page.locator('main form button').first().click()
  await page.waitForURL(/\/counter\/people\//)
  // a national number never stands in an address
  expect(page.url()).not.toContain('41704889990010')
  await lookAt(page, 'counter-person')
  await page.locator('[role=search] input[name=q]').fill('дерево')
  await page.locator('[role=search] button').click()
  await page.waitForURL(/q=/)
  await fillIn(page, {
    service: 'tree-felling-permit',
    channel: 'paper',
    receivedOn: localDate(1),
    receivedTime: '22:10',
  })
  await lookAt(page, 'counter-paper')
  await page.locator('form:has([name=receivedTime]) button.ds-button').first().click()
  await page.waitForURL(/\/drafts\//)
  await throughForm(page, {
    address: 'Amir Temur 20, hovli',
    land: 'own',
    count: 2,
    species: ['poplar'],
    diameter: 45,
    cause: 'dead',
    replant: 4,
    consent: true,
  })
  await lookAt(page, 'counter-check')
  const { number, path, receipt } = await send(page)
  await lookAt(page, 'counter-application')
  // numbered in the month in which it is taken in, be it stamped in the one before, after what came by the Portal
  const month = localDate().slice(0, 7)
  expect(number.slice(0, 7)).toBe(month)
  if (before.startsWith(month)) expect(number > before, `${number} after ${before}`).toBe(true)
  const lawful = workingDayFrom(localDate())
  const due = spoken(lastDay(lawful, 15))
  expect(await page.locator('main').innerText()).toContain(due)
  await checkPrinted(
    page,
    [number, receipt, 'Dilnoza Karimova', spoken(localDate(1)), spoken(lawful), due],
    'Cash payment taken',
  )
  const stranger = await journeys.open(undefined)
  await stranger.goto(`${journeys.url}/en/verify?code=${receipt}`)
  expect(await stranger.locator('main').innerText()).toContain(number)
  await page.locator(`${CASH} [name=receipt]`).fill('K-0001')
  await page.locator(`${CASH} button`).first().click()
  await waitFor(page, journeys.url + path, 'text=In progress')
  expect(await page.locator(CASH).count()).toBe(0)
  return { number, path }
}

/** What the printer would put on paper: the receipt, and nothing of the work at the counter. */
async function checkPrinted(page: Page, words: readonly string[], never: string): Promise<void> {
  const paper = pdfText(await page.pdf({ format: 'A4' }))
  if (paper === undefined) return
  for (const word of words) expect(paper).toContain(word)
  expect(paper).not.toContain(never)
}

/** The newest number in the citizen's cabinet. */
async function lastNumber(journeys: Journeys): Promise<string> {
  const page = await journeys.open('dilnoza')
  await page.goto(`${journeys.url}/en/cabinet`)
  const numbers = (await page.locator('main').innerText()).match(/\d{4}-\d{2}-\d{6}/g) ?? []
  await page.context().close()
  return numbers.sort().at(-1) ?? ''
}

const spoken = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(date),
  )

/** Who is to be refused is heard first. Without a ground from the law that is not taken, and what was written stays. */
async function hear(journeys: Journeys, number: string): Promise<void> {
  const page = await openTask(journeys, { person: 'jasur', number })
  const button = page.locator('button[formaction$="/hearing"]')
  await page.locator('[name=note]').fill(FACTS)
  await button.click()
  await page.locator('.ds-error-summary').waitFor()
  expect(await page.locator('[name=note]').inputValue()).toBe(FACTS)
  await fillIn(page, { reason: 'trees-sound' })
  await button.click()
  await page.locator('main', { hasText: 'Hearing of the applicant' }).waitFor()
  await page.context().close()
}

/** A refusal without a ground from the law is not taken, and what was written stays. */
async function refuse(journeys: Journeys, number: string): Promise<void> {
  const page = await openTask(journeys, { person: 'jasur', number })
  expect(await page.locator('main').innerText()).toContain('Look at their roots')
  await page.locator('[name=note]').fill('See the inspection')
  await page.locator('button[value=refuse]').click()
  await page.locator('.ds-error-summary').waitFor()
  expect(await page.locator('[name=note]').inputValue()).toBe('See the inspection')
  await lookAt(page, 'task-refuse')
  await fillIn(page, { reason: 'trees-sound' })
  await page.locator('button[value=refuse]').click()
  await page.waitForURL(/\/desk\?(.*&)?done=/)
  await page.context().close()
}
