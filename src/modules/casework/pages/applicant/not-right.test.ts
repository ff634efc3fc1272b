import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoPersonId } from '../../../../platform/identity/index.ts'
import { performer } from '../../../../platform/use-case/index.ts'
import { faultsOf, openBrowser } from '../../../../ui/testing.ts'
import { getApplicationView, saveAnswers, startDraft } from '../../index.ts'
import { prefillDraft } from '../../use/prefill-draft.ts'
import { caseBench, type CaseBench } from '../../testing.ts'
import { browse } from '../testing.ts'

const SERVICE = 'individual-housing-construction-permit'
let bench: CaseBench
let browser: Browser
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([caseBench([SERVICE]), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await bench?.close()
})

const dilnoza = { principal: { personId: demoPersonId('dilnoza'), roles: [] }, language: 'en' as const }
const perform = () => performer(bench.instance.database, bench.instance.rights, bench.instance.world)
const now = () => bench.clock()

/** A draft with the answers of an example, but for what registers say. */
async function begin(): Promise<string> {
  const { id } = await perform().perform(startDraft, { service: SERVICE }, { ...dilnoza, now: now() })
  const {
    district: _district,
    plotNumber: _plot,
    plotArea: _area,
    phone: _phone,
    ...answers
  } = (parse(readFileSync(`services/${SERVICE}/examples.yaml`, 'utf8')) as { answers: Record<string, never> }[])[0]!
    .answers
  await perform().perform(saveAnswers, { draft: id, answers }, { ...dilnoza, now: now() })
  await perform().perform(prefillDraft, { draft: id }, { ...dilnoza, now: now() })
  return id
}

it("takes a remark to what a register says, without scripts, up to the officer and into the chain; the fact stays the register's", async () => {
  const draft = await begin()
  const page = await browse(bench, browser, 'dilnoza', { width: 320, scripts: false })
  page.setDefaultTimeout(10_000)
  await page.goto(`/en/drafts/${draft}/plot`)
  const found = page.locator('.found', { hasText: 'State cadastre' }).last()
  const area = await page.locator('#plotArea').inputValue()
  await found.locator('summary').click()
  expect(await found.innerText()).toContain(
    'State Cadastre Chamber keeps the State cadastre, and only it can change what stands there',
  )
  await found.getByLabel('What is not right?').fill('The fence stands 5 metres further <b>')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL('**/house')

  await page.goto(`/en/drafts/${draft}/plot`)
  expect(await page.locator('details[open] [name="not-right.plotArea"]').inputValue()).toBe(
    'The fence stands 5 metres further <b>',
  )
  await page.goto(`/en/drafts/${draft}/contact`)
  expect(await page.locator('#phone').inputValue()).toBe('')
  await page.getByRole('button', { name: 'Continue' }).click()
  // what a register has just found for an empty field is shown before it is taken
  await page.locator('.found', { hasText: 'Found in Population register: +998 90 000 00 01' }).waitFor()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL('**/check')
  expect(await page.innerText('main')).toContain('The fence stands 5 metres further <b>')
  await page.locator('#sure').press('Space')
  await page.getByRole('button', { name: 'Confirm and send' }).click()
  await page.waitForURL('**/receipt')
  const id = page.url().split('/').at(-2)!
  await page.context().close()

  await bench.work()
  const view = await perform().perform(getApplicationView, { application: id }, { ...dilnoza, now: now() })
  expect(view.disputed).toEqual([
    { field: 'plotArea', register: 'cadastre', value: Number(area), remark: 'The fence stands 5 metres further <b>' },
  ])
  expect(view.timeline.slice(0, 3).map((entry) => entry.kind)).toContain('fact-disputed')
  const chain = (
    await bench.instance.database.query<{ body: string }>(
      "select body from audit.history where subject = $1 and kind = 'casework.submit-application'",
      [id],
    )
  ).rows[0]!
  expect(chain.body).toContain('The fence stands 5 metres further')

  for (const width of [320, 1280]) {
    const form = await browse(bench, browser, 'dilnoza', { width })
    await form.goto(`/en/drafts/${await begin()}/plot`)
    await form.locator('.found summary').last().click()
    expect(await faultsOf(form)).toEqual([])
    await form.context().close()
    const desk = await browse(bench, browser, 'jasur', { width })
    await desk.goto(`/en/desk/cases/${id}`)
    const row = desk.locator('dl.summary > div', { hasText: "Applicant's remark" })
    expect(await row.innerText()).toMatch(
      new RegExp(`Found in State cadastre: ${area}[\\s\\S]*The fence stands 5 metres further <b>`),
    )
    expect(await faultsOf(desk)).toEqual([])
    await desk.context().close()
  }
})

it('keeps a remark that is too long before the eyes of who wrote it, and takes one back that is emptied', async () => {
  const draft = await begin()
  const visitor = await bench.as('dilnoza')
  const at = `/en/drafts/${draft}/plot`
  await visitor.get(at)
  const answers = { district: '1726266', plotNumber: '10:77:61:0520', plotArea: '125' }
  const long = await visitor.post(at, { ...answers, 'not-right.plotArea': 'x'.repeat(301) })
  expect(long.status).toBe(422)
  expect(long.text).toContain('x'.repeat(301))
  expect(long.text).toContain('href="#not-right.plotArea"')

  await visitor.post(at, {
    ...answers,
    'not-right.plotArea': 'too small',
    'not-right.footprint': 'no register said this',
  })
  const remark = async () =>
    (
      await bench.instance.database.query<{ found: Record<string, { remark?: string; value: unknown }> }>(
        'select found from casework.draft where id = $1',
        [draft],
      )
    ).rows[0]!.found
  expect((await remark())['plotArea']).toMatchObject({ remark: 'too small' })
  expect(Object.keys(await remark())).not.toContain('footprint')
  // a window that was opened before and did not touch it leaves it
  await visitor.post(at, { ...answers, 'not-right.plotArea': '' })
  expect((await remark())['plotArea']).toMatchObject({ remark: 'too small' })
  expect((await visitor.get(at)).text).toContain('name="not-right.plotArea.shown" value="too small"')
  await visitor.post(at, { ...answers, 'not-right.plotArea': ' ', 'not-right.plotArea.shown': 'too small' })
  expect((await remark())['plotArea']).not.toHaveProperty('remark')
})
