import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { faultsOf, openBrowser } from '../src/ui/testing.ts'
import { startDemo, type StartedDemo } from './process/testing.ts'

let browser: Browser
let identity: StartedDemo
let payment: StartedDemo
let mail: StartedDemo
let merchant = ''
let close = () => {}

beforeAll(async () => {
  const server = createServer((request, response) => {
    response.setHeader('content-type', request.method === 'POST' ? 'application/json' : 'text/html')
    response.end(request.method === 'POST' ? JSON.stringify({ result: { allow: true } }) : '<title>back</title>')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  close = () => {
    server.closeAllConnections()
    server.close()
  }
  merchant = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  ;[browser, identity, payment, mail] = await Promise.all([
    openBrowser(),
    startDemo('identity', { CLIENT_SECRET: 'secret', REDIRECT_URIS: `${merchant}/callback` }),
    startDemo('payment', { MERCHANT_ENDPOINT: merchant, MERCHANT_KEY: 'k' }),
    startDemo('mail'),
  ])
})
afterAll(async () => {
  await browser.close()
  close()
  await Promise.all([identity.stop(), payment.stop(), mail.stop()])
})

/** Opens a page with and without script, small and large, light and dark, and looks for faults. */
async function looksWell(url: string, look: (page: Page) => Promise<void> = async () => undefined) {
  for (const [width, colorScheme] of [
    [320, 'light'],
    [1280, 'dark'],
  ] as const) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme, bypassCSP: true })
    const page = await context.newPage()
    await page.goto(url)
    expect(await faultsOf(page)).toEqual([])
    await context.close()
  }
  const plain = await browser.newContext({ javaScriptEnabled: false })
  const page = await plain.newPage()
  await page.goto(url)
  await look(page)
  await plain.close()
}

const authorize = (locales: string) =>
  `${identity.url}/auth?${new URLSearchParams({ client_id: 'darcha', response_type: 'code', scope: 'openid', redirect_uri: `${merchant}/callback`, state: 's', nonce: 'n', code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256', ui_locales: locales })}`

it.each([
  ['uz-Latn', 'Kim boʻlib kirasiz?'],
  ['uz-Cyrl', 'Ким бўлиб кирасиз?'],
  ['ru', 'Кем войти?'],
  ['en', 'Who do you want to sign in as?'],
])('offers the accounts in %s, to be chosen with a click', async (locales, heading) => {
  await looksWell(authorize(locales), async (page) => {
    expect(await page.locator('h1').textContent()).toBe(heading)
    await page.locator('button[value=dilnoza]').click()
    expect(page.url()).toContain(`${merchant}/callback?code=`)
  })
})

it('changes the language on the page', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(authorize('uz-Latn'))
  await page.getByRole('link', { name: 'Русский' }).click()
  expect(await page.locator('h1').textContent()).toBe('Кем войти?')
  await page.locator('button[value=jasur]').click()
  expect(page.url()).toContain('code=')
  await context.close()
})

it('shows the checkout and the mailbox well', async () => {
  const order = Buffer.from(
    `m=darcha;ac.payment=0190;a=4120000;l=ru;c=${encodeURIComponent(`${merchant}/paid`)}`,
  ).toString('base64url')
  await looksWell(`${payment.url}/${order}`, async (page) => {
    await page.getByRole('button', { name: 'Отказаться' }).click()
    expect(page.url()).toBe(`${merchant}/paid`)
  })
  await looksWell(`${mail.url}/?language=en`)
  await fetch(`${mail.url}/sms`, {
    method: 'POST',
    body: JSON.stringify({
      to: '+998900000001',
      text: 'A short message with a very-long-word-that-needs-to-break-somewhere-on-a-small-screen',
    }),
  })
  await looksWell(`${mail.url}/?language=uz`)
  await looksWell(`${mail.url}/1?language=en`)
})

it('stands in for the bot: somebody begins a chat by their link, and the mailbox shows what the bot writes', async () => {
  const bot = async (method: string, body: object) =>
    (
      await fetch(`${mail.url}/telegram/bot1:any-key/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).json() as Promise<{
      ok: boolean
      result: { update_id: number; message: { text: string; chat: { id: number } } }[]
    }>
  await looksWell(`${mail.url}/chat?start=no%20code&language=en`)
  await looksWell(`${mail.url}/chat?start=Code-of_43&language=ru`, async (page) => {
    await page.getByRole('button', { name: 'Начать' }).click()
    expect(await page.locator('main').textContent()).toContain('Чат начат')
  })
  const { result: updates } = await bot('getUpdates', { limit: 100 })
  expect(updates.map(({ message }) => message.text)).toEqual(['/start Code-of_43'])
  const chat = updates[0]!.message.chat.id
  // what was read is told no more
  expect((await bot('getUpdates', { offset: updates[0]!.update_id + 1 })).result).toEqual([])
  expect(await bot('sendMessage', { chat_id: String(chat), text: 'Decided\n\nhttp://127.0.0.1/x' })).toMatchObject({
    ok: true,
  })
  expect(await bot('sendMessage', { chat_id: 'nobody', text: 'x' })).toMatchObject({ ok: false, error_code: 400 })
  expect((await (await fetch(`${mail.url}/?language=en`)).text()).replace(/<[^>]*>/g, ' ')).toMatch(
    new RegExp(`Telegram ${chat}\\s+Decided`),
  )
})
