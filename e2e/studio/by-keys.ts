import type { Locator, Page } from 'playwright-core'

/** Goes on by the tabulator until an element has the focus. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 600; presses++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the tabulator does not come to ${wanted}`)
}
export const press = async (page: Page, wanted: Locator) => {
  await tabTo(page, wanted)
  await page.keyboard.press('Enter')
}
/** Presses what sends a form or leads on, and waits for the page that comes of it. */
export const send = async (page: Page, button: Locator) => {
  await tabTo(page, button)
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
}
/** Writes in place of what stands in a field; in a list chooses as one types the beginning of what is meant. */
export const type = async (page: Page, wanted: Locator, text: string) => {
  await tabTo(page, wanted)
  if (await wanted.evaluate((element) => element.tagName !== 'SELECT')) await page.keyboard.press('Control+A')
  await page.keyboard.type(text)
}
