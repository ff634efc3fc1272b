import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Download, Page } from 'playwright-core'
import { expect } from 'vitest'
import { waitFor } from './fill-in.ts'
import { lookAt } from './look-at.ts'
import { pdfSignatures, pdfText } from './pdf-text.ts'
import type { Journeys, Window } from './start-journey.ts'

/** The link by which the applicant takes the document home. */
export const DOCUMENT = 'main a[href$="/document"]'

/** The code of the document whose link is on the page. */
export const codeOn = async (page: Page): Promise<string> =>
  /\/results\/([\w-]+)\/document$/.exec((await page.locator(DOCUMENT).first().getAttribute('href'))!)![1]!

/** Has other people's programs check a downloaded document: signed whole, and it says these words and its code. */
export async function checkDocument(download: Download, says: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'darcha-journey-'))
  try {
    const file = join(folder, 'result.pdf')
    await download.saveAs(file)
    expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-')
    const signatures = pdfSignatures(file)
    for (const words of signatures === undefined ? [] : ['Signature is Valid', 'Total document signed'])
      expect(signatures).toContain(words)
    const text = pdfText(readFileSync(file))
    for (const words of text === undefined ? [] : says) expect(text).toContain(words)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export interface Expected {
  path: string
  number: string
  language: string
  says: readonly string[]
  window?: Window
}

/** The applicant downloads the document; `pdfsig` and a stranger who has only its code find it genuine. */
export async function verifyResult(
  journeys: Journeys,
  page: Page,
  { path, number, language, says, window = {} }: Expected,
): Promise<void> {
  await waitFor(page, journeys.url + path, DOCUMENT)
  const code = await codeOn(page)
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator(DOCUMENT).first().click()])
  await checkDocument(download, [number, code, ...says])
  const stranger = await journeys.open(undefined, { ...window, language })
  await stranger.goto(`${journeys.url}/${language}/verify`)
  // as people copy it from paper
  await stranger.locator('[name=code]').fill(code.toLowerCase().replaceAll('-', ' '))
  await stranger.locator('main form button').click()
  await stranger.locator('main [role=status]').waitFor()
  expect(await stranger.locator('main').innerText()).toContain(number)
  // the checks of a page are themselves scripts
  if (window.javaScriptEnabled !== false) await lookAt(stranger, `verify-${language}`)
  await stranger.context().close()
}
