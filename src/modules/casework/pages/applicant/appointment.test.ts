import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { faultsOf, openBrowser } from '../../../../ui/testing.ts'
import { calendarFile } from '../../model/calendar-file.ts'
import { caseBench, type CaseBench, type Visitor } from '../../testing.ts'
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

/** Chosen by the applicant: an hour lies ahead. */
async function agreed() {
  const chosen = await toChoose()
  const dilnoza = await bench.as('dilnoza')
  const at = hours((await dilnoza.get(`/en/tasks/${chosen.task}`)).text)[0]!
  expect((await dilnoza.post(`/en/tasks/${chosen.task}`, { at })).status).toBe(303)
  return { ...chosen, at, dilnoza, case: `/en/applications/${chosen.id}` }
}
const hours = (html: string) => [...html.matchAll(/name="at" value="([^"]+)"/g)].map(([, at]) => at!)
const calendarOf = async (dilnoza: Visitor, page: string) => {
  const read = new ICAL.Component(ICAL.parse((await dilnoza.get(`${page}/appointment.ics`)).text))
  const entry = read.getFirstSubcomponent('vevent')!
  return {
    method: read.getFirstPropertyValue('method'),
    status: entry.getFirstPropertyValue('status'),
    ...(({ uid, sequence, startDate }) => ({ uid, sequence, at: startDate.toJSDate().toISOString() }))(
      new ICAL.Event(entry),
    ),
  }
}
/** What the office that visits sees of the day of an hour. */
const dayOf = async (at: string) => {
  const zafar = await bench.as('zafar')
  const [, office] = /\/en\/desk\?office=([^"&]+)/.exec((await zafar.get('/en/desk')).text)!
  return told(zafar, `/en/desk/day?office=${office}&date=${at.slice(0, 10)}`)
}
const LEFT = 'Hours that were changed'
const told = async (visitor: Visitor, address: string) => words((await visitor.get(address)).text)

it('is moved by the person: confirmed, the old hour is free for others, the calendar and the day of the office follow', async () => {
  const { id, number, at, dilnoza, case: page } = await agreed()
  expect(await dayOf(at)).not.toContain(LEFT)
  const first = await calendarOf(dilnoza, page)
  const offered = await dilnoza.get(`${page}/appointment`)
  expect(words(offered.text)).toContain('Now agreed:')
  const later = hours(offered.text).at(-1)!
  const moved = await dilnoza.post(`${page}/appointment`, { at: later })
  expect(moved.location).toBe(`${page}?done=moved`)
  const shown = await told(dilnoza, moved.location!)
  expect(shown).toContain('Your appointment was moved')
  expect(shown).toMatch(/The appointment was moved: \S/)
  const second = await calendarOf(dilnoza, page)
  expect(second).toMatchObject({ uid: first.uid, at: later, method: 'PUBLISH', status: 'CONFIRMED' })
  expect(second.sequence).toBe(first.sequence + 1)
  // what the office is to do says the new day
  const variables = await bench.instance.database.query<{ at: string }>(
    "select state -> 'variables' -> 'chooseSlot' ->> 'at' as at from process.instance where case_id = $1",
    [id],
  )
  expect(variables.rows).toEqual([{ at: later }])
  const [day, then] = [await dayOf(at), await dayOf(later)]
  expect(day.slice(day.indexOf(LEFT))).toContain(number)
  expect(then.split(LEFT)[0]).toContain(number)
  expect(then).not.toContain(LEFT)
  const other = await toChoose()
  expect(hours((await dilnoza.get(`/en/tasks/${other.task}`)).text)).toContain(at)
})

it('is given back by the person: the term stands still, an hour is chosen anew, and the calendar strikes it out', async () => {
  const { id, number, at, dilnoza, case: page } = await agreed()
  const { sequence } = await calendarOf(dilnoza, page)
  expect(await told(dilnoza, `${page}/appointment/cancel`)).toContain('The hour goes to somebody else')
  const given = await dilnoza.post(`${page}/appointment/cancel`, {})
  expect(given.location).toBe(`${page}?done=cancelled`)
  const shown = await told(dilnoza, given.location!)
  expect(shown).toContain('Your appointment was cancelled')
  expect(shown).toContain('The clock stands still')
  expect(await calendarOf(dilnoza, page)).toMatchObject({
    at,
    method: 'CANCEL',
    status: 'CANCELLED',
    sequence: sequence + 1,
  })
  expect((await dilnoza.post(`${page}/appointment/cancel`, {})).status).toBe(409)
  const day = await dayOf(at)
  expect(day.slice(day.indexOf(LEFT))).toContain(`${number} Given back, nobody is expected`)
  // the same hour can be chosen again, by this case or another
  const task = await bench.task(id, 'chooseSlot')
  expect((await dilnoza.post(`/en/tasks/${task}`, { at })).status).toBe(303)
  expect(await calendarOf(dilnoza, page)).toMatchObject({ at, status: 'CONFIRMED', sequence: sequence + 2 })
  const anew = await dayOf(at)
  expect(anew.split(LEFT)[0]).toContain(number)
  expect(anew.split(LEFT)[1] ?? '').not.toContain(number)
})

it('is moved by the counter for the person, and by the office only with a reason that the person reads', async () => {
  const { id, dilnoza, case: page } = await agreed()
  const malika = await bench.as('malika')
  const counter = `/en/counter/applications/${id}`
  expect(await told(malika, counter)).toContain('Choose another time')
  const [first, second] = hours((await malika.get(`${counter}/appointment`)).text)
  expect((await malika.post(`${counter}/appointment`, { at: first! })).status).toBe(303)

  const ecology = await bench.as('zafar')
  const desk = `/en/desk/cases/${id}/appointment`
  const silent = await ecology.post(desk, { at: second! })
  expect(silent.status).toBe(422)
  expect(words(silent.text)).toContain('Write why the appointment is moved')
  expect((await ecology.post(desk, { at: second!, reason: 'The specialist is ill that day' })).status).toBe(303)
  await bench.work()
  expect(await told(dilnoza, page)).toMatch(/moved the appointment: \S/)
  const messages = await told(dilnoza, '/en/cabinet/messages')
  expect(messages).toContain('The office moved your appointment')
  expect(messages).toContain('The specialist is ill that day')
  // giving it back is the person's own; who only decides on the case moves nothing
  expect((await ecology.post(`${desk}/cancel`, {})).status).toBe(403)
  expect((await (await bench.as('jasur')).get(desk)).status).toBe(403)
})

it('ends with the case: an application that is withdrawn frees its hour', async () => {
  const { id, at, dilnoza, case: page } = await agreed()
  expect((await dilnoza.post(`${page}/withdraw`, {})).status).toBe(303)
  const held = await bench.instance.database.query('select at from casework.slot where case_id = $1', [id])
  expect(held.rows).toEqual([])
  expect(await calendarOf(dilnoza, page)).toMatchObject({ at, status: 'CANCELLED' })
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
  const { id } = await agreed()
  for (const width of [320, 1280]) {
    const page = await browse(bench, browser, 'dilnoza', { width })
    for (const address of [
      `/uz/tasks/${task}`,
      `/ru/applications/${id}/appointment`,
      `/uz/applications/${id}/appointment/cancel`,
    ]) {
      expect((await page.goto(address))?.status()).toBe(200)
      expect(await faultsOf(page), `${address} ${width}`).toEqual([])
    }
    await page.context().close()
  }
})
