import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { faultsOf, openBrowser } from '../../../../ui/testing.ts'
import { calendarFile } from '../../model/calendar-file.ts'
import { caseBench, type CaseBench } from '../../testing.ts'
import { browse } from '../testing.ts'

// a reader of calendars that is not ours; named by a text, so that types do not ask for it
const { default: ICAL } = await import('ical.js' as string)

const TREES = 'tree-felling-permit'

let bench: CaseBench
let browser: Browser
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([caseBench([TREES]), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await bench?.close()
})

const words = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

/** Filed and paid at a counter: an hour is to be chosen. */
async function toChoose(): Promise<{ id: string; number: string; task: string }> {
  const filed = await bench.file(TREES, { operator: 'malika' })
  await bench.work()
  const paid = await (await bench.as('malika')).post(`/en/counter/applications/${filed.id}/cash`, {
    receipt: `K-${filed.number}`,
  })
  expect(paid.status).toBe(303)
  await bench.work()
  return { ...filed, task: await bench.task(filed.id, 'chooseSlot') }
}

it('offers free hours day by day, confirms with place and what to have at hand, and gives a file that a calendar reads', async () => {
  const { id, number, task } = await toChoose()
  const dilnoza = await bench.as('dilnoza')
  const offered = (await dilnoza.get(`/en/tasks/${task}`)).text
  // Thursday and Friday after a plain Wednesday, then a weekend without an hour
  expect(words(offered)).toMatch(/Friday 13 November.*Saturday 14 November no free hour/)
  const at = /name="at" value="([^"]+)"/.exec(offered)![1]!
  const sent = await dilnoza.post(`/en/tasks/${task}`, { at })
  expect(sent.location).toBe(`/en/applications/${id}?done=slot`)
  const page = words((await dilnoza.get(sent.location!)).text)
  expect(page).toContain('Your appointment is booked')
  expect(page).toContain('Your identity card or passport')

  const file = await dilnoza.get(`/en/applications/${id}/appointment.ics`)
  expect([file.status, file.type]).toEqual([200, 'text/calendar; charset=utf-8'])
  const read = new ICAL.Component(ICAL.parse(file.text))
  const event = new ICAL.Event(read.getFirstSubcomponent('vevent')!)
  expect(event.startDate.toJSDate().toISOString()).toBe(at)
  expect(event.duration.toSeconds()).toBe(3600)
  expect(event.summary).toContain('Permit to fell trees')
  expect(event.description).toContain(number)
  expect(page).toContain(event.location)
  // it is the applicant's own
  expect((await (await bench.as('farhod')).get(`/en/applications/${id}/appointment.ics`)).status).toBe(403)
})

it('is refused when another took the hour meanwhile, and says so where it is chosen', async () => {
  const [first, second] = [await toChoose(), await toChoose()]
  const dilnoza = await bench.as('dilnoza')
  const at = /name="at" value="([^"]+)"/.exec((await dilnoza.get(`/en/tasks/${second.task}`)).text)![1]!
  expect((await dilnoza.post(`/en/tasks/${first.task}`, { at })).status).toBe(303)
  const late = await dilnoza.post(`/en/tasks/${second.task}`, { at })
  expect(late.status).toBe(422)
  expect(words(late.text)).toContain('This time has been taken')
  expect(late.text).not.toContain(`value="${at}"`)
})

it('writes lines that no calendar stumbles over: folded by octets, with commas, breaks and letters of all scripts', () => {
  const description = `Қўшимча, маълумот; ${'ғишт '.repeat(40)}\nsecond line \\ end`
  const file = calendarFile({
    id: 'a@b',
    sequence: 2,
    at: '2028-02-29T05:00:00.000Z',
    minutes: 60,
    title: 'Уй, жой',
    place: 'Тошкент; Юнусобод',
    description,
    url: 'https://darcha.example/uz',
    madeAt: '2028-02-01T05:00:00.000Z',
  })
  for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  const event = new ICAL.Event(new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent('vevent')!)
  expect([event.summary, event.location, event.description]).toEqual(['Уй, жой', 'Тошкент; Юнусобод', description])
  expect(event.sequence).toBe(2)
})

it('is good on a phone and a desk: axe finds nothing, nothing is wider than the screen', async () => {
  const { task } = await toChoose()
  for (const width of [320, 1280]) {
    const page = await browse(bench, browser, 'dilnoza', { width })
    expect((await page.goto(`/uz/tasks/${task}`))?.status()).toBe(200)
    expect(await faultsOf(page), String(width)).toEqual([])
    await page.context().close()
  }
})
