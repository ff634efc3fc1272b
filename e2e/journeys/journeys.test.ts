import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsOf } from '../../src/ui/testing.ts'
import { fillIn, PAPER, send, throughForm, waitFor, type Answers } from './fill-in.ts'
import { startJourneys, type Journeys } from './start-journey.ts'

let open: Journeys
beforeAll(async () => { open = await startJourneys() }, 120_000)
afterAll(async () => { await open?.close() })

const shots = process.env['SCREENSHOTS']
/** Accessible, and no wider than the screen, also at 320 px; the picture is kept when somebody wants to look. */
async function look(page: Page, name: string): Promise<void> {
  expect(await faultsOf(page), `${name} at 1280 px`).toEqual([])
  if (shots) { mkdirSync(shots, { recursive: true }); await page.screenshot({ path: join(shots, `${name}-1280.png`) }) }
  await page.setViewportSize({ width: 320, height: 900 })
  expect(await faultsOf(page), `${name} at 320 px`).toEqual([])
  if (shots) await page.screenshot({ path: join(shots, `${name}-320.png`), fullPage: true })
  await page.setViewportSize({ width: 1280, height: 900 })
}

/** From search to the form. */
async function find(page: Page, language: string, words: string, service: string): Promise<void> {
  await page.goto(`${open.url}/${language}`)
  await page.locator('[role=search] input').fill(words)
  await page.locator('[role=search] button').click()
  await page.locator(`main a[href="/${language}/services/${service}"]`).click()
  await page.locator(`a[href="/${language}/services/${service}/start"]`).click()
}

/** Does the first task of a case that stands on the desk of an office. */
async function work(person: string, number: string, outcome: string, answers: Answers = {}, name?: string): Promise<void> {
  const page = await open.open(person)
  await page.goto(`${open.url}/en/desk`)
  const link = page.locator('tr', { hasText: number }).locator('th a')
  for (const office of await page.locator('nav.tabs').first().locator('a').evaluateAll((links) => links.map((one) => (one as HTMLAnchorElement).href))) {
    if ((await link.count()) > 0) break
    await page.goto(office)
  }
  if (name) await look(page, `queue-${name}`)
  await link.first().click()
  if (name) await look(page, `task-${name}`)
  await fillIn(page, answers)
  await page.locator(`button[name=outcome][value=${outcome}]`).click()
  await page.waitForURL(/\/desk\?.*done=/)
  await page.context().close()
}

/** The applicant takes the document home; independent programs and a stranger check it. */
async function verified(page: Page, path: string, language = 'en'): Promise<string> {
  await waitFor(page, open.url + path, 'a[href$="/document"]')
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('a[href$="/document"]').first().click()])
  const file = join(mkdtempSync(join(tmpdir(), 'darcha-paper-')), 'result.pdf')
  await download.saveAs(file)
  expect(execFileSync('pdfsig', [file]).toString()).toContain('Signature is Valid')
  const text = execFileSync('pdftotext', ['-layout', file, '-']).toString()
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(text)![0]
  const stranger = await open.open(undefined, { language })
  await stranger.goto(`${open.url}/${language}/verify`)
  await stranger.locator('[name=code]').fill(code.toLowerCase())
  await stranger.locator('main form button').click()
  expect(await stranger.locator('[role=status]').count()).toBe(1)
  await look(stranger, `verify-${language}`)
  await stranger.context().close()
  return text
}

async function pay(page: Page): Promise<void> {
  await page.locator('button[value=pay]').click()
  await page.waitForURL(/\/applications\/[0-9a-f-]+$/, { timeout: 20_000 })
}

describe('a citizen', () => {
  it('gets a certificate decided by rule at once, in English, after a typo', async () => {
    const page = await open.open('dilnoza')
    await look(page, 'home')
    await page.goto(`${open.url}/en/services?q=dweling+certificate`)
    await look(page, 'search')
    await page.goto(`${open.url}/en/services/housing-availability-certificate`)
    await look(page, 'service')
    await find(page, 'en', 'dweling', 'housing-availability-certificate')
    await throughForm(page, { about: 'self', purpose: 'mortgage', consent: true }, (form) => look(form, 'form'))
    await look(page, 'check')
    const { path } = await send(page)
    await look(page, 'receipt')
    await verified(page, path)
    await look(page, 'application')
    await page.goto(`${open.url}/en/cabinet`)
    await look(page, 'cabinet')
    for (const part of ['documents', 'data', 'people', 'messages']) { await page.goto(`${open.url}/en/cabinet/${part}`); await look(page, `cabinet-${part}`) }
    const letters = await open.open(undefined)
    await waitFor(letters, open.mailbox, 'text=dilnoza@people.example')
  }, 120_000)

  it('becomes a guardian in Uzbek, bringing one paper of sixteen; two bodies agree, the head signs', async () => {
    const page = await open.open('dilnoza', { language: 'uz' })
    await find(page, 'uz', 'vasiylik muomalaga layoqatsiz', 'guardianship-incapacitated-adult')
    await throughForm(page, { wardNumber: '32406969990162', relation: 'sibling', livesTogether: true, wardHasProperty: false, familyConsent: PAPER, duties: true, consent: true })
    // the ward's name and district came from a register
    expect(await page.locator('main').innerText()).toContain('Karimov')
    // the language changes on the page and stays
    await page.locator('header a[lang="uz-Cyrl"]').click()
    await page.waitForURL(/\/uz-cyrl\/drafts\//)
    expect(await page.locator('html').getAttribute('lang')).toBe('uz-Cyrl')
    const { number, path } = await send(page)
    expect(path).toMatch(/^\/uz-cyrl\//)
    await work('feruza', number, 'agree', { note: 'In the ward’s interest' }, 'opinion')
    await work('shahnoza', number, 'agree')
    await work('jasur', number, 'grant', {}, 'decide')
    await work('nargiza', number, 'sign', {}, 'sign')
    await verified(page, path, 'uz-cyrl')
  }, 120_000)

  it('registers a right in Russian and pays the fee', async () => {
    const page = await open.open('dilnoza', { language: 'ru' })
    await find(page, 'ru', 'регистрация права на недвижимость', 'property-right-registration')
    await throughForm(page, { objectKind: 'housing', basis: 'gift', basisDate: '2026-02-11', shared: false, consent: true })
    const { number, path } = await send(page)
    await page.goto(`${open.url}/ru/cabinet`)
    await page.locator('article.task a').first().click()
    await pay(page)
    await work('bekzod', number, 'grant')
    await verified(page, path, 'ru')
  }, 120_000)

  it('builds a house with JavaScript off: three bodies agree at the same time', async () => {
    const page = await open.open('dilnoza', { javaScriptEnabled: false })
    await find(page, 'en', 'permit to build a house', 'individual-housing-construction-permit')
    await throughForm(page, { work: 'build', footprint: 60, storeys: 2, basement: false, walls: 'brick', networks: ['electricity', 'water'], distanceToNeighbour: 4, houseDesign: PAPER, designer: '«Loyiha ustasi» MChJ', consent: true })
    const { number, path } = await send(page)
    for (const person of ['jasur', 'bekzod', 'mansur']) await work(person, number, 'agree')
    await work('anvar', number, 'grant')
    await work('iroda', number, 'sign')
    await verified(page, path)
  }, 120_000)
})

describe('correction, inspection, refusal and appeal', () => {
  it('connects electricity: corrected by the applicant, offer confirmed, hour chosen', async () => {
    const page = await open.open('dilnoza')
    await find(page, 'en', 'elektr tarmogiga ulanish', 'electricity-connection')
    await throughForm(page, { address: 'Amir Temur 20', cadastreNumber: '10:77:61:0520', use: 'home', power: 2, meter: 'need', phone: '+998 90 000 00 01', consent: true })
    const { number, path } = await send(page)
    await work('erkin', number, 'correct', { note: 'Give the number of the flat' })
    await waitFor(page, open.url + path, 'article.task a')
    await page.locator('article.task a').click()
    expect(await page.locator('main').innerText()).toContain('Give the number of the flat')
    await look(page, 'correct')
    await page.locator('main form button.ds-button').click()
    await page.waitForURL(/\/drafts\//)
    await page.goto(page.url().replace(/\/[^/]+$/, '/check'))
    await page.locator('section', { has: page.locator('h2') }).first().locator('.summary-head a').click()
    await fillIn(page, { address: 'Amir Temur 20, flat 37' })
    await page.locator('main form.form button.ds-button').first().click()
    await page.waitForURL(/\/check$/)
    await page.locator('[name=sure]').check({ force: true })
    await page.locator('main form.form button.ds-button').click()
    await page.waitForURL(/\/applications\/[0-9a-f-]+$/)
    await work('erkin', number, 'ok')
    await work('erkin', number, 'grant')
    await waitFor(page, open.url + path, 'article.task a')
    await page.locator('article.task a').click()
    await page.locator('button[value=confirmed]').click()
    await waitFor(page, open.url + path, 'article.task a')
    await page.locator('article.task a').click()
    await look(page, 'slot')
    await page.locator('[name=at]').selectOption({ index: 1 })
    await page.locator('main form button.ds-button').click()
    await work('erkin', number, 'fit')
    await verified(page, path)
  }, 120_000)

  it('fells a tree after a refusal and an appeal: filed on paper at the counter, paid in cash', async () => {
    const counter = await open.open('malika')
    await counter.goto(`${open.url}/en/counter`)
    await look(counter, 'counter')
    await counter.locator('[name=query]').fill('41704889990010')
    await counter.locator('main form button').click()
    await counter.waitForURL(/\/counter\/people\//)
    await look(counter, 'counter-person')
    const yesterday = new Date(Date.now() - 86_400_000)
    const [year, month, day] = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tashkent' }).format(yesterday).split('-')
    await fillIn(counter, { service: 'tree-felling-permit', channel: 'paper', receivedOn: `${year}-${month}-${day}`, receivedTime: '17:30' })
    await counter.locator('aside form button').click()
    await throughForm(counter, { address: 'Amir Temur 20, hovli', land: 'own', count: 2, species: ['poplar'], diameter: 45, cause: 'dead', replant: 4, consent: true })
    const { number, path, receipt } = await send(counter)
    await look(counter, 'counter-application')
    // the paper carries the code by which anyone can check the receipt
    const stranger = await open.open(undefined)
    await stranger.goto(`${open.url}/en/verify?code=${receipt}`)
    expect(await stranger.locator('main').innerText()).toContain(number)
    await counter.goto(open.url + path)
    await counter.locator('[name=receipt]').fill('K-0001')
    await counter.locator('main form button.ds-button').first().click()
    const page = await open.open('dilnoza')
    await page.goto(`${open.url}/en/cabinet`)
    await page.locator('a', { has: page.locator('text=fell') }).first().click()
    const own = new URL(page.url()).pathname
    await waitFor(page, open.url + own, 'article.task a')
    await page.locator('article.task a').click()
    await page.locator('[name=at]').selectOption({ index: 1 })
    await page.locator('main form button.ds-button').click()
    await work('zafar', number, 'unfit', { note: 'The trees are healthy' })
    const officer = await open.open('jasur')
    await officer.goto(`${open.url}/en/desk?q=${number}`)
    await officer.locator('main a[href*="/desk/tasks/"]').first().click()
    // a refusal without a ground from the law is not taken, and what was written stays
    await officer.locator('[name=note]').fill('See the inspection')
    await officer.locator('button[value=refuse]').click()
    await officer.locator('.ds-error-summary').waitFor()
    expect(await officer.locator('[name=note]').inputValue()).toBe('See the inspection')
    await look(officer, 'task-refuse')
    await officer.locator('[name=reason]').first().check({ force: true })
    await officer.locator('button[value=refuse]').click()
    await officer.waitForURL(/done=/)
    await work('nargiza', number, 'sign')
    await waitFor(page, open.url + own, '#appeal')
    await look(page, 'refused')
    await page.locator('#appeal [name=grounds]').fill('The trees are dead: see the photographs')
    await page.locator('#appeal button').click()
    await work('otabek', number, 'overturn', { note: 'The photographs show dead trees' })
    await waitFor(page, open.url + own, '.tag >> text=Completed')
    await verified(page, own)
  }, 120_000)
})

describe('a business', () => {
  it('asks for outdoor advertising by its representative and pays at the end', async () => {
    const page = await open.open('rustam', { language: 'uz' })
    await find(page, 'uz', 'tashqi reklama', 'outdoor-advertising-permit')
    await throughForm(page, { for: '309990017', powers: 'director', district: '1726294', address: 'Bunyodkor 7', placeOwner: 'own', nearState: false, adKind: 'billboard', width: 6, height: 3, sides: 2, weight: 850, placeDrawing: PAPER, technicalDrawing: PAPER, windGuarantee: PAPER, phone: '+998 90 000 00 02', consent: true })
    const { number, path } = await send(page)
    await work('anvar', number, 'agree')
    await work('jasur', number, 'grant')
    await work('nargiza', number, 'sign')
    await waitFor(page, open.url + path, 'article.task a')
    await page.locator('article.task a').click()
    await pay(page)
    await verified(page, path, 'uz')
  }, 120_000)
})

describe('the keyboard alone', () => {
  it('gets a certificate of the pension, from the first Tab to the document', async () => {
    const page = await open.open('dilnoza', { language: 'ru' })
    await page.goto(`${open.url}/ru/services/pension-amount-certificate`)
    const tabTo = async (selector: string) => {
      for (let at = 0; at < 60; at++) {
        await page.keyboard.press('Tab')
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return
      }
      throw new Error(`Tab never reached ${selector} on ${page.url()}`)
    }
    const press = async (selector: string, key = 'Enter') => { await tabTo(selector); await Promise.all([page.waitForLoadState(), page.keyboard.press(key)]) }
    await press('a[href$="/start"]')
    await page.waitForURL(/\/drafts\//)
    for (let at = 0; at < 8 && !/\/check$/.test(page.url()); at++) {
      const before = page.url()
      for (const box of await page.locator('main form input:not([type=hidden])').evaluateAll((inputs) => inputs.map((one) => ({ name: (one as HTMLInputElement).name, type: (one as HTMLInputElement).type, value: (one as HTMLInputElement).value })))) {
        if (box.type === 'checkbox') { await tabTo(`[name="${box.name}"]`); await page.keyboard.press('Space') }
        else if (box.type === 'radio') { if (!(await page.locator(`[name="${box.name}"]:checked`).count())) { await tabTo(`[name="${box.name}"]`); await page.keyboard.press('Space') } }
        else if (box.type === 'text' && box.value === '') { await tabTo(`[name="${box.name}"]`); await page.keyboard.type('+998900000001') }
      }
      await tabTo('main form button.ds-button')
      await page.keyboard.press('Enter')
      await page.waitForURL((url) => url.href !== before)
    }
    await tabTo('[name=sure]')
    await page.keyboard.press('Space')
    await tabTo('main form button.ds-button')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/receipt$/)
    await verified(page, new URL(page.url()).pathname.replace(/\/receipt$/, ''), 'ru')
  }, 120_000)
})
