import type { Page } from 'playwright-core'

/** A small real PDF for file fields. */
export const PAPER = {
  name: 'hujjat.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
  ),
}

export type Answers = Record<string, string | number | boolean | string[] | typeof PAPER>

/** Fills in what a page asks, by the names of its fields; what is there already from a register stays. */
export async function fillIn(page: Page, answers: Answers): Promise<void> {
  for (const [name, value] of Object.entries(answers)) {
    const field = page.locator(`[name="${name}"]`)
    const date = page.locator(`[name="${name}.day"]`)
    if (typeof value === 'string' && (await date.count()) > 0) {
      const [year, month, day] = value.split('-')
      for (const [part, text] of [
        ['day', day],
        ['month', month],
        ['year', year],
      ] as const)
        await page.locator(`[name="${name}.${part}"]`).fill(text!)
      continue
    }
    if ((await field.count()) === 0) continue
    const kind = await field
      .first()
      .evaluate((element) => (element.tagName === 'SELECT' ? 'select' : (element as HTMLInputElement).type))
    if (kind === 'radio' || kind === 'checkbox')
      for (const text of Array.isArray(value) ? value : [String(value)])
        await page.locator(`[name="${name}"][value="${text}"]`).check({ force: true })
    else if (kind === 'select') await field.selectOption(String(value))
    else if (kind === 'file') await field.setInputFiles(value as typeof PAPER)
    else await field.fill(String(value))
  }
}

/** Presses the one button of a form and waits for the page that comes, be it the same one with what is wrong. */
export async function next(page: Page): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.locator('main form.form button.ds-button').first().click()])
}

/** From the first page of a form to the check page. @returns titles of the pages passed */
export async function throughForm(
  page: Page,
  answers: Answers,
  look: (page: Page) => Promise<void> = async () => undefined,
): Promise<string[]> {
  const titles: string[] = []
  for (let at = 0; at < 20; at++) {
    if (/\/drafts\/[^/]+\/check$/.test(page.url())) return titles
    titles.push(await page.locator('h1').innerText())
    await look(page)
    await fillIn(page, answers)
    await next(page)
  }
  throw new Error(`the form did not end: ${titles.join(' · ')}`)
}

/** Confirms and sends; from the receipt to the case. @returns number and path of the case */
export async function send(page: Page): Promise<{ number: string; path: string; receipt: string }> {
  // its label lies over it: that is what a finger meets
  await page.locator('label[for="sure"]').click()
  await page.locator('main form.form button.ds-button').click()
  await page.waitForURL(/\/(receipt|counter\/applications\/[0-9a-f-]+)$/)
  const number = /\d{4}-\d{2}-\d{6}/.exec(await page.locator('.panel .number').innerText())![0]
  const receipt = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await page.locator('main').innerText())![0]
  return { number, receipt, path: new URL(page.url()).pathname.replace(/\/receipt$/, '') }
}

/** Reloads a page until it shows a text: work goes on behind it. */
export async function waitFor(page: Page, path: string, selector: string, seconds = 20): Promise<void> {
  for (const until = Date.now() + seconds * 1000; ; ) {
    await page.goto(path)
    if ((await page.locator(selector).count()) > 0) return
    if (Date.now() > until)
      throw new Error(`${path} never showed ${selector}:\n${await page.locator('main').innerText()}`)
    await new Promise((done) => setTimeout(done, 150))
  }
}
