import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { waitFor } from './fill-in.ts'
import type { Journeys } from './start-journey.ts'

/**
 * Opens the newest letter to an address whose subject has the words, in the demo mailbox.
 * @returns the page it is open on, with its whole text
 */
export async function readLetter(
  journeys: Journeys,
  to: string,
  subject: string,
): Promise<{ page: Page; text: string }> {
  const page = await journeys.open(undefined)
  const row = `tr:has-text("${to}"):has-text("${subject}")`
  await waitFor(page, journeys.mailbox, row)
  await page.locator(`${row} a`).first().click()
  const text = await page.locator('pre').innerText()
  expect(text).toContain(journeys.url)
  return { page, text }
}
