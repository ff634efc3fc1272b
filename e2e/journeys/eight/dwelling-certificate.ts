import { expect } from 'vitest'
import { send, throughForm, waitFor } from '../fill-in.ts'
import { apply, begin, findService } from '../find-service.ts'
import { lookAt } from '../look-at.ts'
import { readLetter } from '../read-letter.ts'
import { signIn, type Journeys } from '../start-journey.ts'
import { verifyResult } from '../verify-result.ts'

/** From two misspelled words to a document in seconds; every screen of the citizen is looked at. */
export async function dwellingCertificate(journeys: Journeys): Promise<void> {
  const page = await journeys.open(undefined)
  await lookAt(page, 'home')
  await page.goto(`${journeys.url}/en/services?q=zzzqqqxxx`)
  await lookAt(page, 'search-nothing')
  await findService(page, { language: 'en', words: 'dweling certficate', service: 'housing-availability-certificate' })
  await page.goBack()
  // what was put right in the search is said
  expect(await page.locator('main').innerText()).toContain('certficate')
  await lookAt(page, 'search')
  await page.goForward()
  await lookAt(page, 'service')
  await apply(page)
  await lookAt(page, 'sign-in')
  await signIn(page, 'dilnoza')
  await begin(page)
  // signing in leads to where one was going
  await page.waitForURL(/\/en\/drafts\/[^/]+\/consent$/)
  await throughForm(page, { about: 'self', purpose: 'mortgage', consent: true }, (form) =>
    lookAt(form, `form-${new URL(form.url()).pathname.split('/').at(-1)}`),
  )
  await lookAt(page, 'check')
  const { path, number, receipt } = await send(page)
  await lookAt(page, 'receipt')
  await waitFor(page, journeys.url + path, '.tag >> text=Granted')
  await lookAt(page, 'application')
  await verifyResult(journeys, page, { path, number, language: 'en', says: ['Dilnoza Karimova'] })
  const stranger = await journeys.open(undefined)
  await stranger.goto(`${journeys.url}/en/verify?code=${receipt}`)
  expect(await stranger.locator('main').innerText()).toContain(number)
  await lookAt(stranger, 'verify-receipt')
  await cabinet(journeys, page, number)
  await letters(journeys, number)
  await nothingYet(journeys)
}

/** A cabinet in which nothing has happened says so, and what to do. */
async function nothingYet(journeys: Journeys): Promise<void> {
  const page = await journeys.open('sayyora')
  for (const part of ['', '/documents', '/data', '/messages']) {
    await page.goto(`${journeys.url}/en/cabinet${part}`)
    expect(await page.locator('main .empty').count(), part).toBe(1)
    await lookAt(page, `empty-cabinet${part.replace('/', '-')}`)
  }
}

/** The cabinet tells of the case, the document, and who asked which register about the person and why. */
async function cabinet(journeys: Journeys, page: Awaited<ReturnType<Journeys['open']>>, number: string): Promise<void> {
  for (const part of ['', '/documents', '/data', '/people', '/messages']) {
    await page.goto(`${journeys.url}/en/cabinet${part}`)
    if (part !== '/people') expect(await page.locator('main').innerText(), part).toContain(number)
    await lookAt(page, `cabinet${part.replace('/', '-')}`)
  }
}

/** Two letters came; the link of the second leads to the case. */
async function letters(journeys: Journeys, number: string): Promise<void> {
  await (await readLetter(journeys, 'dilnoza@people.example', `received: ${number}`)).page.context().close()
  const { page, text } = await readLetter(journeys, 'dilnoza@people.example', `granted: ${number}`)
  expect(text).toContain('Certificate whether a citizen owns a dwelling')
  await lookAt(page, 'letter')
  await page.goto(journeys.mailbox)
  await lookAt(page, 'mailbox')
  await page.goBack()
  await page.locator('pre a').first().click()
  await page.waitForURL((url) => url.origin === journeys.url)
}
