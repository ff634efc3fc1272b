import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { browse } from '../modules/casework/pages/testing.ts'
import { caseBench, type CaseBench } from '../modules/casework/testing.ts'
import type { PageContext, View } from '../platform/http/index.ts'
import { faultsOf, openBrowser } from '../ui/testing.ts'
import { aboutPages } from './about-pages.tsx'

let bench: CaseBench
let browser: Browser
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([caseBench(['individual-housing-construction-permit']), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await bench?.close()
})

it('says to everybody, from the footer of each page, what this is, what it keeps and how it was tested', async () => {
  for (const language of ['uz', 'uz-cyrl', 'ru', 'en']) {
    const home = (await bench.nobody.get(`/${language}`)).text
    for (const other of ['uz-Latn', 'uz-Cyrl', 'ru', 'en', 'x-default'])
      expect(home).toMatch(new RegExp(`<link rel="alternate" hreflang="${other}" href="https?://[^/"]+/[^"]*"`))
    for (const name of ['about', 'privacy', 'accessibility']) {
      expect(home).toContain(`href="/${language}/${name}"`)
      const { status, text } = await bench.nobody.get(`/${language}/${name}`)
      expect(status).toBe(200)
      expect(text).not.toContain('⟦')
    }
  }
  const privacy = (await bench.nobody.get('/en/privacy')).text
  expect(privacy).toContain('24 hours after its last piece')
  expect(privacy).toContain('Ends after 1 hour without use, and at the latest after 12 hours')
  expect(privacy).toContain('href="/en/cabinet/data"')
})

it('is good on a narrow and a wide screen; there the life events of the home page stand in two columns that a finger can hit', async () => {
  for (const width of [320, 1280]) {
    for (const path of ['/uz/about', '/ru/privacy', '/en/accessibility', '/ru']) {
      const page = await browse(bench, browser, undefined, { width })
      await page.goto(path)
      expect(await faultsOf(page), `${path} at ${width}`).toEqual([])
      if (width === 320 && path === '/ru') {
        const tiles = await page.locator('.tiles').evaluate((list) => ({
          columns: getComputedStyle(list).gridTemplateColumns.split(' ').length,
          heights: [...list.querySelectorAll('a')].map((link) => link.getBoundingClientRect().height),
        }))
        expect(tiles.columns).toBe(2)
        expect(Math.min(...tiles.heights)).toBeGreaterThanOrEqual(44)
      }
      await page.context().close()
    }
  }
})

it('marks an address that is made up, gives the one that is set, and says when there is none', async () => {
  const { texts } = bench.instance
  const context = { speech: texts.in('en') } as PageContext
  const about = async (of: { demo: boolean; contact: string | undefined }) =>
    String(((await aboutPages(of)[0]!.answer(context)) as View).body)
  expect(await about({ demo: true, contact: undefined })).toMatch(/contact@darcha\.example[\s\S]*made up/)
  const real = await about({ demo: false, contact: 'help@services.example' })
  expect(real).toContain('mailto:help@services.example')
  expect(real).not.toContain('made up')
  expect(await about({ demo: false, contact: undefined })).toContain('has named no address yet')
})
