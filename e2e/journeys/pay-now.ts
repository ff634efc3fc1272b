import type { Page } from 'playwright-core'
import { lookAt } from './look-at.ts'

/** Pays at the demo provider's page, where the browser stands or is going; ends on the case again. */
export async function payNow(page: Page, look?: string): Promise<void> {
  await page.locator('button[value=pay]').waitFor()
  if (look) await lookAt(page, look)
  await page.locator('button[value=pay]').click()
  // the page of the portal waits for the provider's call and reloads by itself
  await page.waitForURL(/\/applications\/[0-9a-f-]+(\?.*)?$/, { timeout: 20_000 })
}
