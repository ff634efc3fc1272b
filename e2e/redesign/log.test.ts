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

const rows = Array.from({ length: 40 }, (_, at) =>
  ['pay', 'chooseSlot', 'inspect', at % 4 === 0 ? 'inspect' : 'decide', 'sign'].map(
    (name, step) => `${at},${name},2026-0${1 + (at % 3)}-0${1 + step}T10:00:00Z`,
  ),
)
const CSV = `case,activity,time\n${rows.flat().join('\n')}\n`

it('a designer sends a log and sees its ways, what follows what, and how it fits the model; nothing is kept', async () => {
  const page = await browse(bench, browser, 'kamola')
  await page.goto(`/en/redesign/${SERVICE}`)
  await page.getByRole('link', { name: 'Log of what happened' }).click()
  await page
    .getByLabel('A log of events')
    .setInputFiles({ name: 'log.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) })
  await page.getByRole('button', { name: 'Look at this log' }).click()
  await page.getByRole('heading', { name: 'Different ways' }).waitFor()
  const text = (await page.textContent('main')) ?? ''
  expect(text).toContain('pay → chooseSlot → inspect → decide → sign')
  expect(text).toContain('of 40 cases fit')
  expect(text).toContain('left out')
  // months in words, shares as the language writes them
  expect(text).toContain('January 2026')
  expect(text).not.toContain('2026-01')
  expect(text).toContain('75%')
  expect(await page.locator('svg circle').count()).toBeGreaterThan(200)
  expect(await faultsOf(page)).toEqual([])
  if (process.env['DARCHA_PICTURES'])
    await page.screenshot({ path: `${process.env['DARCHA_PICTURES']}/log.png`, fullPage: true })
  // one graph with a slider, by keys too, and ways that are filtered and shown in it
  const slider = page.getByRole('slider', { name: 'Share of all steps that is drawn' })
  const drawn = () => page.locator('[data-graph] [data-flow]:visible').count()
  await slider.fill('100')
  const whole = await drawn()
  await slider.fill('1')
  expect(await drawn()).toBeLessThan(whole)
  expect(await page.textContent('[data-graph] output')).toContain('1 % of all')
  await slider.press('ArrowRight')
  expect(await page.textContent('[data-graph] output')).toContain('2 % of all')
  const ways = page.locator('[data-ways] tbody tr:visible')
  const all = await ways.count()
  expect(all).toBe(2)
  await page.getByLabel('With the step').selectOption('decide')
  expect(await ways.count()).toBe(1)
  expect(await page.textContent('[data-ways] output')).toContain('1 ways are left')
  await ways.getByRole('button', { name: 'Show in the graph' }).press('Enter')
  expect(await drawn()).toBeGreaterThan(3)
  expect(await page.locator('[data-graph] [data-flow][style*="0.2"]').count()).toBeGreaterThan(0)
  await page.getByLabel('With the step').selectOption('')
  await page.getByLabel('Days at least').fill('100')
  expect(await ways.count()).toBe(0)
  await page.getByLabel('Days at least').fill('')
  expect(await faultsOf(page)).toEqual([])
  // what was measured goes into a draft by a press, the way of the log into the same one by another
  const sent = page.url()
  expect(text).toContain('fixed 1440')
  await page.getByRole('button', { name: 'Put the measured times into the process' }).click()
  await page.waitForURL(/\/studio\/[^/]+\/process$/)
  const draft = page.url().split('/').at(-2)
  const filesOf = async () => (await bench.api('designer', 'GET', `/studio/drafts/${draft}`)).body
  const timed = (await filesOf()).files['process.bpmn']
  // the office's time passes before anybody works at it; names stay those of the model
  expect(timed).toMatch(/<bpmn:userTask id="sign"[^>]*darcha:wait="fixed 1440"|id="sign"[^>]*darcha:wait="fixed 1440"/)
  expect(timed).toContain('name="Pay the fee"')
  // nothing but these steps is other than it was: the drawing least of all
  const published = (await bench.api('designer', 'GET', `/studio/services/${SERVICE}/files`)).body
  const lines = (text: string) => text.split('\n')
  const kept = new Set(lines(timed))
  const changed = lines(published.files['process.bpmn']).filter((line) => !kept.has(line))
  expect(changed.length).toBe(6)
  // of 40 cases a quarter was looked at anew
  expect(changed.filter((line) => line.includes('sequenceFlow'))).toHaveLength(2)
  expect(timed.match(/darcha:share="[^"]+"/g)).toHaveLength(2)
  await page.goto(sent)
  await page
    .getByLabel('A log of events')
    .setInputFiles({ name: 'log.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) })
  await page.getByRole('button', { name: 'Look at this log' }).click()
  await page.getByRole('button', { name: 'Take the way of the log' }).click()
  await page.waitForURL(new RegExp(`/studio/${draft}`))
  const both = await filesOf()
  expect(both).toMatchObject({ revision: 2 })
  expect(both.files['process.bpmn']).toBe(timed)
  expect(both.files['before.bpmn']).toContain('name="chooseSlot"')
  await page.context().close()
})

it('which columns are meant is said once for a heading, and known to the person and their body', async () => {
  const odd = CSV.replace('case,activity,time', 'Ish,Nima,Qachon')
  const send = async (who: string, said: Record<string, string> = {}) => {
    const page = await browse(bench, browser, who)
    await page.goto(`/en/redesign/${SERVICE}/log`)
    const file = { name: 'odd.csv', mimeType: 'text/csv', buffer: Buffer.from(odd) }
    await page.getByLabel('A log of events').setInputFiles(file)
    await page.getByText('Columns of a CSV file').click()
    for (const [label, name] of Object.entries(said)) await page.getByLabel(label).fill(name)
    await page.getByRole('button', { name: 'Look at this log' }).click()
    const text = (await page.textContent('main')) ?? ''
    await page.context().close()
    return text
  }
  expect(await send('kamola')).toContain('no column is known as the case')
  const said = { 'Column of the case': 'Ish', 'Column of what was done': 'Nima', 'Column of the time': 'Qachon' }
  const first = await send('kamola', said)
  expect(first).toContain('of 40 cases fit')
  expect(first).not.toContain('were named for this heading before')
  const again = await send('kamola')
  expect(again).toContain('of 40 cases fit')
  expect(again).toContain('Column of the case: Ish')
  // another body was told nothing
  expect(await send('sardor')).toContain('no column is known as the case')
})

it('says what is wrong with a log, and is for who may redesign', async () => {
  const send = async (name: string, content: string) => {
    const page = await browse(bench, browser, 'kamola')
    await page.goto(`/en/redesign/${SERVICE}/log`)
    await page.getByLabel('A log of events').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) })
    await page.getByRole('button', { name: 'Look at this log' }).click()
    const text = (await page.textContent('main')) ?? ''
    await page.context().close()
    return text
  }
  expect(await send('log.csv', 'x,y\n1,2\n')).toContain('no column is known as the case')
  expect(await send('log.xes', '<log><trace>')).toContain('not well-formed')
  expect(await send('log.csv', 'case,activity,time\n1,=A1+1,2026-01-01')).toContain('is a formula')
  expect((await (await bench.as('dilnoza')).get(`/en/redesign/${SERVICE}/log`)).status).toBe(403)
  // the own log is the history of cases: for auditors, who leave a trace when they look
  const auditor = await bench.as('sardor')
  expect((await auditor.get(`/en/redesign/${SERVICE}/log`)).text).toContain('from=own')
  expect((await auditor.get(`/en/redesign/${SERVICE}/log?from=own`)).text).toContain('The log holds no events')
  expect((await (await bench.as('kamola')).get(`/en/redesign/${SERVICE}/log?from=own`)).status).toBe(403)
})

it('a designer asks what if, and sees the ways beside each other with their intervals', async () => {
  const page = await browse(bench, browser, 'kamola')
  await page.goto(`/en/redesign/${SERVICE}/simulation?cases=40`)
  expect(await page.textContent('main')).toContain('On paper')
  const before = await page.locator('table').first().textContent()
  await page.getByRole('textbox', { name: 'Share of visits done without coming, %' }).fill('100')
  await page.getByRole('button', { name: 'Simulate' }).click()
  const after = await page.locator('table').first().textContent()
  expect(after).not.toBe(before)
  expect(after).toContain('±')
  expect(await faultsOf(page)).toEqual([])
  if (process.env['DARCHA_PICTURES'])
    await page.screenshot({ path: `${process.env['DARCHA_PICTURES']}/simulation.png`, fullPage: true })
  // sliders are answered as they are moved, and the address is that of what is shown
  await page.getByRole('slider', { name: 'People in each office' }).fill('9')
  await page.getByText('The figures below are new').waitFor()
  expect(page.url()).toContain('staff=9')
  expect(await page.getByRole('textbox', { name: 'People in each office' }).inputValue()).toBe('9')
  expect(await page.locator('table').first().textContent()).not.toBe(after)
  // nothing moves by itself; tokens are let go and stopped, and stand where the time says
  const shown = () => page.locator('[data-tokens] circle[visibility=visible]').count()
  const [play] = await page.getByRole('button', { name: 'Let them go' }).all()
  await play!.click()
  await expect.poll(shown, { timeout: 20_000 }).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Stop' }).click()
  const [time] = await page.getByRole('slider', { name: 'Time' }).all()
  const stopped = await time!.inputValue()
  await time!.press('ArrowRight')
  expect(Math.abs(Number(await time!.inputValue()) - Number(stopped))).toBeGreaterThan(0)
  expect(await time!.getAttribute('aria-valuetext')).toMatch(/^day \d+, \d\d:\d\d$/)
  await page.getByText('As it runs here as a table').click()
  expect(await page.locator('details[open] tbody tr').count()).toBeGreaterThan(50)
  expect(await faultsOf(page)).toEqual([])
  // more than is waited for: begun, seen to wait for the worker, cancelled, all without a script
  await page.getByRole('button', { name: 'Do it in the background' }).click()
  await page.getByRole('heading', { name: 'The simulation waits for its turn' }).waitFor()
  expect(await page.getByRole('progressbar').count()).toBe(1)
  expect(await faultsOf(page)).toEqual([])
  await page.getByRole('button', { name: 'Cancel it' }).click()
  await page.getByRole('heading', { name: 'The simulation was cancelled' }).waitFor()
  expect(await faultsOf(page)).toEqual([])
  await page.getByRole('link', { name: 'Ask for another simulation' }).click()
  expect(await page.getByRole('textbox', { name: 'Share of visits done without coming, %' }).inputValue()).toBe('100')
  await page.context().close()
})

it('a log shows what a model does not: it is looked at with its change, kept in a draft, and nothing else of it', async () => {
  // every step twenty times more often than it has to be: "Look at the trees" is done again in each case
  const again = Array.from({ length: 40 }, (_, at) =>
    ['pay', 'chooseSlot', 'inspect', 'inspect', 'decide', 'sign'].map(
      (name, step) => `${at},${name},2026-0${1 + (at % 3)}-1${step}T10:00:00Z`,
    ),
  )
  const page = await browse(bench, browser, 'kamola')
  await page.goto(`/en/redesign/${SERVICE}/log`)
  const buffer = Buffer.from(`case,activity,time\n${again.flat().join('\n')}\n`)
  await page.getByLabel('A log of events').setInputFiles({ name: 'log.csv', mimeType: 'text/csv', buffer })
  await page.getByRole('button', { name: 'Look at this log' }).click()
  await page.getByRole('button', { name: 'Look for findings with this log' }).click()
  await page.getByRole('heading', { name: 'Done again' }).waitFor()
  const text = (await page.textContent('main')) ?? ''
  expect(text).toContain('is done again, 100 times in 100 of 40 cases')
  expect(text).toContain('inspect: 80 times in 40 cases')
  expect(await faultsOf(page)).toEqual([])
  // each case of a step comes within a minute of another's: they are done in batches, and that has a fix
  await page
    .getByRole('button', { name: /^Look at the change/ })
    .first()
    .click()
  await page.getByRole('heading', { name: 'Look at the change' }).or(page.locator('#preview')).first().waitFor()
  expect(await page.textContent('main')).toContain('The changed model was checked')
  await page.getByRole('button', { name: 'Keep this change as a draft' }).click()
  await page.waitForURL(/\/studio\/[^/]+\/process$/)
  const draft = page.url().split('/').at(-2)
  const { files } = (await bench.api('designer', 'GET', `/studio/drafts/${draft}`)).body
  expect(files['process.bpmn']).toContain('darcha:batch="1"')
  await page.context().close()
  // what is no log is refused as such
  const designer = await bench.as('kamola')
  for (const lived of ['', '{', '{"cases":-1}', '[]'])
    expect((await designer.post(`/en/redesign/${SERVICE}/findings`, { lived })).status, lived).toBe(422)
})
