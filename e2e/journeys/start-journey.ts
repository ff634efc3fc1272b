import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { openBrowser } from '../../src/ui/testing.ts'
import { startInstance } from '../testing/start-instance.ts'

export interface Window extends BrowserContextOptions {
  language?: string
}

export interface Journeys {
  url: string
  /** Address of the demo mailbox. */
  mailbox: string
  browser: Browser
  /** A window of its own on the home page, signed in as a demo person (id in country/uz/people.yaml), or as nobody. */
  open(person: string | undefined, window?: Window): Promise<Page>
  close(): Promise<void>
}

/** What a browser of a reader of each language asks for. */
const LOCALES: Record<string, string> = { uz: 'uz-UZ', 'uz-cyrl': 'uz-Cyrl-UZ', ru: 'ru-RU' }

/** The product started as a newcomer does, with a real browser before it. */
export async function startJourneys(): Promise<Journeys> {
  const instance = await startInstance()
  const { url } = instance
  const browser = await openBrowser()
  const contexts: BrowserContext[] = []
  return {
    url,
    browser,
    mailbox: instance.demo['mailbox'] ?? '',
    async open(person, { language = 'en', ...options } = {}) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        reducedMotion: 'reduce',
        locale: LOCALES[language] ?? 'en-GB',
        ...options,
      })
      contexts.push(context)
      const page = await context.newPage()
      page.setDefaultTimeout(15_000)
      await page.goto(person ? `${url}/login?returnTo=/${language}` : `${url}/${language}`)
      if (person) await signIn(page, person)
      await page.waitForURL(new RegExp(`/${language}$`))
      return page
    },
    async close() {
      for (const context of contexts) await context.close()
      await browser.close()
      await instance.stop()
    },
  }
}

/** Chooses an account at the demo identity provider, where the page stands already. */
export async function signIn(page: Page, person: string): Promise<void> {
  await page.locator(`button[name="account"][value="${person}"]`).click()
}
