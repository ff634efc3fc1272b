import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowser } from '../testing.ts'

let browser: Browser
let page: Page
const PAGE = `<main><form role="search"><input id="search"></form>
  <table><tr data-href="#one"><td><a href="#one">One</a><button data-key="c" onclick="document.title+='c1'">Claim</button></td></tr>
  <tr data-href="#two"><td><a href="#two">Two</a><button data-key="c" onclick="document.title+='c2'">Claim</button></td></tr></table>
  <button data-key="a" data-confirm id="grant" onclick="document.title+='granted'">Grant</button>
  <p data-keys-open hidden><button>Keys</button></p><dialog data-keys><input type="checkbox" data-keys-off id="off"></dialog></main>`

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: ['src/ui/islands/desk-keys.ts'],
    bundle: true,
    minify: true,
    format: 'iife',
    write: false,
  })
  browser = await openBrowser()
  page = await browser.newPage()
  await page.route('**/*', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>t</title>${PAGE}<script>${outputFiles[0]!.text}</script>`,
    }),
  )
  await page.goto('http://desk.test/')
})
afterAll(() => browser?.close())

const state = () =>
  page.evaluate(() => ({
    title: document.title,
    hash: location.hash,
    focus: document.activeElement?.textContent || document.activeElement?.id,
    current: document.querySelector('[aria-current]')?.getAttribute('data-href'),
  }))

it('moves, opens, presses the row’s own button, asks before a decision, and leaves typing alone', async () => {
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  expect(await state()).toMatchObject({ current: '#two', focus: 'Two' })
  await page.keyboard.press('c')
  expect((await state()).title).toBe('tc2')
  await page.keyboard.press('k')
  await page.keyboard.press('Enter')
  expect((await state()).hash).toBe('#one')
  await page.keyboard.press('a')
  expect(await state()).toMatchObject({ focus: 'Grant', title: 'tc2' })
  await page.keyboard.press('/')
  await page.keyboard.type('jack')
  expect(await page.inputValue('#search')).toBe('jack')
  expect((await state()).current).toBe('#one')
})

it('knows the keys of a Cyrillic keyboard by their place', async () => {
  await page.reload()
  const press = (key: string, code: string) =>
    page.evaluate(
      ([key, code]) =>
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: key!, code: code!, bubbles: true })),
      [key, code],
    )
  await press('о', 'KeyJ')
  await press('о', 'KeyJ')
  expect((await state()).current).toBe('#two')
  await press('с', 'KeyC')
  expect((await state()).title).toBe('tc2')
  await press('.', 'Slash')
  expect((await state()).focus).toBe('search')
})

it('shows the list of keys to who does not know its key', async () => {
  await page.click('[data-keys-open] button')
  expect(await page.evaluate(() => document.querySelector('dialog')!.open)).toBe(true)
  await page.evaluate(() => document.querySelector('dialog')!.close())
})

it('can be switched off for good', async () => {
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  await page.keyboard.press('?')
  await page.check('#off')
  await page.evaluate(() => document.querySelector('dialog')!.close())
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  await page.keyboard.press('j')
  expect((await state()).current).toBe('#two')
  await page.reload()
  expect(await page.isChecked('#off')).toBe(true)
})
