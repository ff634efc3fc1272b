import type { Page } from 'playwright-core'
import { expect } from 'vitest'

export interface Search {
  language: string
  words: string
  service: string
}

/**
 * Types words into the search of the home page, as a newcomer does; ends on the results, where the service stands
 * first.
 */
export async function search(page: Page, { language, words, service }: Search): Promise<void> {
  await page.goto(new URL(`/${language}`, page.url()).href)
  await page.locator('[role=search] input').fill(words)
  await page.locator('[role=search] button').click()
  await page.waitForURL(/\/services\?/)
  expect(
    await page
      .locator('main ol a, main ul a')
      .evaluateAll((links) =>
        links.map((link) => link.getAttribute('href')).find((href) => /\/services\/[\w-]+$/.test(href ?? '')),
      ),
    words,
  ).toBe(`/${language}/services/${service}`)
}

/** From the home page by search to the page of the service. */
export async function findService(page: Page, asked: Search): Promise<void> {
  await search(page, asked)
  await page.locator(`main a[href="/${asked.language}/services/${asked.service}"]`).click()
  await page.waitForURL(new RegExp(`/services/${asked.service}$`))
}

/** Presses the one button of the service's page. */
export const apply = (page: Page): Promise<void> => page.locator('main a[href$="/start"]').click()

/** Begins on the page that says which registers are asked; there is nothing to choose. */
export const begin = (page: Page): Promise<void> => page.locator('main form[action$="/start"] button').click()
