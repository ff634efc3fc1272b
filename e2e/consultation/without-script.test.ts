import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { browse } from '../../src/modules/casework/pages/testing.ts'
import { openBrowser } from '../../src/ui/testing.ts'
import { consultationBench, type ConsultationBench } from '../testing/consultation-bench.ts'

let bench: ConsultationBench
let browser: Browser
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([consultationBench(), openBrowser()])
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await bench?.close()
})

it('with scripts off the page says in words how to comment, loses nothing that was typed, and a signed-in person comments', async () => {
  const id = await bench.publish()
  const reader = await browse(bench, browser, undefined, { width: 320, scripts: false })
  await reader.goto(`/ru/consultations/${id}/units/art_2`)
  await reader.locator('main a[href*="/by-email"]').click()
  // texts within it are not looked for by their words
  const notice = reader.locator('main noscript p')
  await notice.waitFor({ timeout: 20_000 })
  expect(await notice.innerText()).toContain('отключены сценарии')
  expect(await reader.locator('main a[href*="/login?returnTo="]').first().isVisible()).toBe(true)
  await reader.locator('#words').fill('Пять дней — это долго')
  await reader.locator('#name').fill('Made Up One')
  await reader.locator('#email').fill('no.script@people.example')
  await reader.locator('form.form button[type=submit]').last().click()
  expect(await reader.locator('.ds-error-summary').textContent()).toContain('войдите')
  expect(await reader.locator('#words').inputValue()).toBe('Пять дней — это долго')
  const folder = process.env['PICTURES']
  if (folder) await reader.screenshot({ path: `${folder}/without-script-320.png`, fullPage: true })
  const author = await browse(bench, browser, 'dilnoza', { width: 320, scripts: false })
  await author.goto(`/uz/consultations/${id}/units/art_2`)
  await author.locator('#words').fill('Besh kun juda koʻp')
  await author.locator('form.form button[type=submit]').last().click()
  await author.waitForURL(/#comment-/)
  expect(await author.locator('.comment[data-own] .said').first().textContent()).toContain('Besh kun juda koʻp')
}, 120_000)
