import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { browse } from '../../src/modules/casework/pages/testing.ts'
import { caseBench, type CaseBench } from '../../src/modules/casework/testing.ts'
import { faultsOf, openBrowser } from '../../src/ui/testing.ts'

const SERVICE = 'tree-felling-permit'
let bench: CaseBench
let browser: Browser
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([caseBench([SERVICE]), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await bench?.close()
})

it('every tab of the studio is without a fault for who reads or hears it, and no wider than a telephone', async () => {
  const { body } = await bench.api('designer', 'POST', '/studio/drafts', { body: 'ministry-digital', service: SERVICE })
  const page = await browse(bench, browser, 'kamola')
  await page.goto(`/ru/studio/${body.id}`)
  const tabs = await page
    .locator(`a[href^="/ru/studio/${body.id}"]`)
    .evaluateAll((links) => [...new Set(links.map((link) => (link as HTMLAnchorElement).pathname))])
  expect(tabs.length).toBeGreaterThanOrEqual(10)
  const faults: string[] = []
  for (const [language, width] of [
    ['ru', 1280],
    ['uz', 320],
  ] as const) {
    await page.setViewportSize({ width, height: 900 })
    for (const tab of tabs) {
      const path = tab.replace('/ru/', `/${language}/`)
      const answer = await page.goto(path)
      if (!/html/.test(answer?.headers()['content-type'] ?? '')) continue
      if (path.endsWith('/process')) await page.locator('[data-part="status"]:not(:empty)').waitFor()
      faults.push(...(await faultsOf(page)).map((fault) => `${path} ${width}: ${fault}`))
      // what is opened is looked at too
      await page.locator('details').evaluateAll((all) => {
        for (const each of all.slice(0, 40)) (each as HTMLDetailsElement).open = true
      })
      faults.push(...(await faultsOf(page)).map((fault) => `${path} ${width}, opened: ${fault}`))
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      if (wide > width) faults.push(`${path} is ${wide} wide`)
    }
  }
  expect(faults).toEqual([])
  await page.context().close()
}, 120_000)
