import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startDemo, type StartedDemo } from '../../../demo/process/testing.ts'
import { openBrowser } from '../../ui/testing.ts'
import { browse } from '../casework/pages/testing.ts'
import { caseBench, type CaseBench } from '../casework/testing.ts'
import { exchangeModule } from '../exchange/index.ts'
import { runNight } from './index.ts'

const SERVICE = 'old-age-pension-proactive'
vi.setConfig({ testTimeout: 300_000, hookTimeout: 180_000 })
let bench: CaseBench
let browser: Browser
let mail: StartedDemo
let now = '2026-11-06T05:00:00.000Z'
beforeAll(async () => {
  ;[mail, browser] = await Promise.all([startDemo('mail'), openBrowser()])
  bench = await caseBench([SERVICE], { clock: () => now, config: { smtpUrl: String(mail.facts['smtp']) } })
})
afterAll(async () => {
  await browser?.close()
  await bench?.close()
  await mail?.stop()
})

const night = async () => {
  const { database, world } = bench.instance
  return runNight(database, world, { services: [await world.services.get(database, SERVICE)], now })
}
const outage = (registers: string[]) =>
  fetch(`${bench.instance.config.registersUrl}/admin/settings`, {
    method: 'PUT',
    body: JSON.stringify({ outage: registers }),
  })
const letters = async (to: string) =>
  (
    (await (await fetch(`${mail.url}/messages.json`)).json()) as {
      messages: { to: string; text: string; subject: string }[]
    }
  ).messages.filter((letter) => letter.to.includes(to))
const linkIn = (text: string) => /https?:\/\/[^\s]+\/offers\/[\w-]{22}/.exec(text)![0]
const rows = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await bench.instance.database.query<Row>(text, values)).rows

it('reaches a person a month before the pension age, with the register of residence down for a day', async () => {
  await outage(['address'])
  await night()
  await bench.work()
  const waiting = await rows<{ status: string }>("select status from casework.evidence where evidence = 'address'")
  expect(waiting.length).toBeGreaterThan(0)
  expect(new Set(waiting.map(({ status }) => status))).toEqual(new Set(['unavailable']))
  now = '2026-11-07T05:00:00.000Z'
  await outage([])
  await bench.work()
  now = '2026-11-07T05:05:00.000Z'
  await bench.work()
  expect(await rows("select 1 from casework.evidence where evidence = 'address' and status = 'unavailable'")).toEqual(
    [],
  )
  expect(await letters('tolqin@people.example')).toEqual([])
  now = '2026-11-20T04:00:00.000Z'
  await bench.work()
  expect(await letters('tolqin@people.example')).toHaveLength(1)
})

it('is answered by one press, and the decision is in the cabinet, each read listed', async () => {
  const [letter] = await letters('tolqin@people.example')
  const page = await browse(bench, browser, 'tolqin')
  // without signing in the letter's page asks for what the letter does not say
  await page.goto(new URL(linkIn(letter!.text)).pathname.replace(/^\/[a-z-]+\//, '/en/'))
  expect(await page.textContent('main')).not.toContain('Pension a month')
  await page.getByRole('link', { name: 'Sign in and answer in the cabinet' }).click()
  await page.getByRole('link', { name: 'See and answer' }).first().click()
  expect(await page.textContent('main')).toContain('Pension a month')
  await page.getByRole('button', { name: 'I agree' }).click()
  await page.waitForURL(/applications/)
  await bench.work()
  await page.goto('/en/cabinet/documents')
  const [result] = await rows<{ code: string }>(
    `select result.code from documents.result join casework.application item on item.case_id = result.case_id
     where result.signed is not null and item.applicant->>'email' = 'tolqin@people.example'`,
  )
  expect((await page.textContent('main'))!.replaceAll(/[\s-]/g, '')).toContain(result!.code.replaceAll('-', ''))
  await page.goto(`/en/verify?code=${result!.code}`)
  expect(await page.textContent('main')).toContain('Old-age pension')
  await page.goto('/en/cabinet/data')
  const listed = (await page.textContent('main'))!
  for (const register of [
    'Population register',
    'Register of residence',
    'Unified National Labour System',
    'Pension Fund register',
  ])
    expect(listed).toContain(register)
  // nothing was asked of the person
  expect(await rows('select 1 from casework.attachment')).toEqual([])
})

it('shows by `darcha verify` what was altered in the log', async () => {
  const { database, config } = bench.instance
  const check = async () =>
    (await exchangeModule.verifies.records.find(({ name }) => name === 'exchange')!.check(database, config.home))!
      .problems
  expect(await check()).toEqual([])
  await database.query("update exchange.message set body = convert_to('{}', 'utf8') where place = 1 and number = 1")
  expect((await check()).map(({ code }) => code)).toContain('exchange-altered')
})
