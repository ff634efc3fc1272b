import type { Page } from 'playwright-core'

/** Presses Tab until the element that matches has the focus, and says so when it never does. */
export async function tabTo(page: Page, selector: string, most = 80): Promise<void> {
  for (let at = 0; at < most; at++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return
  }
  throw new Error(`Tab never reached ${selector} on ${page.url()}`)
}

/** Tabs to an element, presses Enter and waits for the page it leads to. */
export async function enter(page: Page, selector: string, leadsTo: RegExp): Promise<void> {
  await tabTo(page, selector)
  await page.keyboard.press('Enter')
  await page.waitForURL(leadsTo)
}
