import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Gallery, GalleryErrors } from './gallery.tsx'
import * as samples from './gallery/index.ts'
import { faultsOf, openBrowser } from './testing.ts'
import { bundleStylesheet } from './testing/stylesheet.ts'
import { galleryVoice } from './testing/voice.ts'

const HOST = 'http://gallery.test'
const pages = { Gallery, GalleryErrors, ...samples }
const names = Object.keys(pages) as (keyof typeof pages)[]
const render = async (name: keyof typeof pages, language: 'uz' | 'ru' | 'en'): Promise<string> =>
  String(await pages[name]({ voice: galleryVoice(language, '/main.css') }))

let browser: Browser
let css: string
beforeAll(async () => {
  css = await bundleStylesheet(process.cwd())
  browser = await openBrowser()
})
afterAll(() => browser?.close())

describe.each([320, 1280])('at %d px', (width) => {
  it.each(['light', 'dark'] as const)('every page is accessible and fits, %s', async (colorScheme) => {
    // motion off: a view transition in flight would be measured half transparent
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme, reducedMotion: 'reduce' })
    await context.route('**/*', async (route) => {
      const { pathname } = new URL(route.request().url())
      if (pathname === '/main.css') return route.fulfill({ contentType: 'text/css', body: css })
      const name = names.find((candidate) => pathname === `/${candidate}`)
      return name
        ? route.fulfill({ contentType: 'text/html; charset=utf-8', body: await render(name, 'en') })
        : route.abort()
    })
    const faults: string[] = []
    const page = await context.newPage()
    for (const name of names) {
      await page.goto(`${HOST}/${name}`)
      faults.push(...(await faultsOf(page)).map((fault) => `${name}: ${fault}`))
    }
    await context.close()
    expect(names.length).toBeGreaterThan(8)
    expect(faults).toEqual([])
  })
})

it.each(['uz', 'ru'] as const)('fits 320 px in %s too, where words are longer', async (language) => {
  const page = await browser.newPage({ viewport: { width: 320, height: 800 } })
  for (const name of names) {
    await page.setContent(
      (await render(name, language)).replace('<link rel="stylesheet" href="/main.css"/>', `<style>${css}</style>`),
    )
    expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(320)
  }
  await page.close()
})

it('prints black on white, without what is only for the screen, from dark mode too', async () => {
  const page = await browser.newPage({ colorScheme: 'dark' })
  await page.setContent(
    (await render('Receipt', 'uz')).replace('<link rel="stylesheet" href="/main.css"/>', `<style>${css}</style>`),
  )
  await page.emulateMedia({ media: 'print' })
  const look = await page.evaluate(() => ({
    ground: getComputedStyle(document.body).backgroundColor,
    panel: getComputedStyle(document.querySelector('.panel')!).backgroundColor,
    ink: getComputedStyle(document.body).color,
    footer: getComputedStyle(document.querySelector('footer')!).display,
  }))
  expect(look).toEqual({
    ground: 'rgb(255, 255, 255)',
    panel: 'rgb(255, 255, 255)',
    ink: 'rgb(0, 0, 0)',
    footer: 'none',
  })
  await page.close()
})

it('works with the keyboard alone: the skip link is first, shows itself and leads to the main text', async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.setContent(
    (await render('Home', 'uz')).replace('<link rel="stylesheet" href="/main.css"/>', `<style>${css}</style>`),
  )
  await page.keyboard.press('Tab')
  const first = await page.evaluate(() => ({
    href: document.activeElement?.getAttribute('href'),
    height: document.activeElement?.getBoundingClientRect().height ?? 0,
  }))
  expect(first).toMatchObject({ href: '#main' })
  expect(first.height).toBeGreaterThan(24)
  await page.close()
})

it('gives every control a target of at least 24 px (WCAG 2.5.8)', async () => {
  const page = await browser.newPage({ viewport: { width: 320, height: 800 } })
  await page.setContent(
    (await render('Gallery', 'ru')).replace('<link rel="stylesheet" href="/main.css"/>', `<style>${css}</style>`),
  )
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('input:not([type=hidden]), button, select, textarea, summary, nav a')]
      .map((element) => ({
        html: element.outerHTML.slice(0, 100),
        ...(element.getBoundingClientRect().toJSON() as { width: number; height: number }),
      }))
      .filter(({ width, height }) => width > 0 && (height < 24 || width < 24)),
  )
  expect(small).toEqual([])
  await page.close()
})

it('keeps a citizen page within 30 KB in all, without JavaScript', async () => {
  for (const name of ['Home', 'Service', 'FormPage', 'Cabinet'] as const) {
    const html = await render(name, 'ru')
    expect(html).not.toContain('<script')
    expect(html).not.toMatch(/ style=| on[a-z]+=/)
    expect(gzipSync(html).length + gzipSync(css).length, name).toBeLessThan(30 * 1024)
  }
  // the stylesheet alone leaves room for a long page
  expect(gzipSync(css).length).toBeLessThan(14 * 1024)
})
