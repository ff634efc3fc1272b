import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { faultsOf, openBrowser } from '../../../../ui/testing.ts'
import { caseBench, type CaseBench } from '../../testing.ts'
import { browse } from '../testing.ts'

const HOUSE = 'individual-housing-construction-permit'
const OFFICE = 'khokimiyat-1726266'

let bench: CaseBench
let browser: Browser
let cases: { id: string; number: string }[]
/** A day after the bench's Wednesday; in the country five hours before Greenwich. */
const hour = (text: string) => new Date(`${day}T${text}:00+05:00`).toISOString()
let day: string
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([caseBench([HOUSE]), openBrowser()])
  day = new Date(Date.parse(bench.clock()) + 86_400_000).toISOString().slice(0, 10)
  cases = [await bench.file(HOUSE), await bench.file(HOUSE), await bench.file(HOUSE)]
  await bench.work()
  for (const [at, item] of [
    [hour('15:00'), cases[0]!],
    [hour('09:00'), cases[1]!],
    [new Date(Date.parse(hour('09:00')) + 86_400_000).toISOString(), cases[2]!],
  ] as const)
    await bench.instance.database.query('insert into casework.slot (office, at, case_id) values ($1, $2, $3)', [
      OFFICE,
      at,
      item.id,
    ])
})
afterAll(async () => {
  await browser.close()
  await bench.close()
})

it('shows the visits of a day by the hour: where, whom and how to reach them, and who goes', async () => {
  const jasur = await bench.as('jasur')
  const task = await bench.task(cases[1]!.id, 'plotOpinion')
  expect((await jasur.post(`/en/desk/tasks/${task}/claim`, {})).status).toBe(303)
  // a day that was pasted as another program writes it is that day, not today
  const wide = day.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))
  const pasted = await jasur.get(`/en/desk/day?office=${OFFICE}&date=${encodeURIComponent(`\u00a0${wide}\u200e`)}`)
  expect(pasted.text).toContain(cases[1]!.number)
  const page = await browse(bench, browser, 'jasur')
  await page.goto(`/en/desk/day?office=${OFFICE}&date=${day}`)
  const rows = await page.locator('tbody tr').allInnerTexts()
  expect(rows.map((row) => row.slice(0, 5))).toEqual(['09:00', '15:00'])
  expect(rows[0]).toMatch(/Yunusabad district[\s\S]*Dilnoza Karimova[\s\S]*\+998[\s\S]*Jasur Toshmatov/)
  expect(rows[0]).toContain(cases[1]!.number)
  expect(rows[1]).toContain('nobody yet')
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await faultsOf(page), `${width} px`).toEqual([])
  }
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('nav.pages').isVisible()).toBe(false)
  await page.emulateMedia({ media: 'screen' })
  await page.locator('a[rel=next]').click()
  await page.waitForURL(/date=/)
  expect(await page.locator('tbody tr').count()).toBe(1)
  await page.context().close()
})

it('shows nobody the day of another office', async () => {
  const shahnoza = await bench.as('shahnoza')
  expect((await shahnoza.get(`/en/desk/day?office=${OFFICE}&date=${day}`)).text).not.toContain(cases[0]!.number)
  expect((await (await bench.as('dilnoza')).get(`/en/desk/day?office=${OFFICE}&date=${day}`)).status).toBe(403)
})
