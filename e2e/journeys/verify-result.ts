import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Download, Page } from 'playwright-core'
import { expect } from 'vitest'
import { waitFor } from './fill-in.ts'
import { lookAt } from './look-at.ts'
import type { Journeys, Window } from './start-journey.ts'

/** The link by which the applicant takes the document home. */
export const DOCUMENT = 'main a[href$="/document"]'

const CODE = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/

/** What other people's programs say of a downloaded document. @returns its text and its code */
export async function readDocument(download: Download): Promise<{ text: string; code: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'darcha-journey-'))
  try {
    const file = join(folder, 'result.pdf')
    await download.saveAs(file)
    const signatures = execFileSync('pdfsig', [file], { encoding: 'utf8' })
    expect(signatures).toContain('Signature is Valid')
    expect(signatures).toContain('Total document signed')
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
    return { text, code: CODE.exec(text)![0] }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export interface Expected { path: string; number: string; language: string; says: readonly string[]; window?: Window }

/** The applicant downloads the document; `pdfsig` and a stranger who has only its code find it genuine. */
export async function verifyResult(journeys: Journeys, page: Page, { path, number, language, says, window = {} }: Expected): Promise<void> {
  await waitFor(page, journeys.url + path, DOCUMENT)
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator(DOCUMENT).first().click()])
  const { text, code } = await readDocument(download)
  for (const words of [number, ...says]) expect(text.replaceAll(/\s+/g, ' ')).toContain(words)
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
