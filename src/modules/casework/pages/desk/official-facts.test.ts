import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { faultsOf, openBrowser } from '../../../../ui/testing.ts'
import { caseBench, type CaseBench } from '../../testing.ts'
import { browse } from '../testing.ts'

const WARD = 'guardianship-incapacitated-adult'
const PAPERS = [{ id: '01960000-0000-7000-8000-000000000001', name: 'papers.pdf', type: 'application/pdf', size: 1 }]

let bench: CaseBench
let browser: Browser
let id = ''
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([caseBench([WARD]), openBrowser()])
  const answers = { ...bench.answersOf(WARD), consent: false, papers: PAPERS }
  id = (await bench.api('citizen', 'POST', '/applications', { service: WARD, answers })).body.id
  await bench.work()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await bench?.close()
})

const inquiryFor = async (evidence: string) =>
  (
    await bench.instance.database.query<{ id: string; data: Record<string, unknown> | null }>(
      'select id, data from casework.inquiry where case_id = $1 and evidence = $2',
      [id, evidence],
    )
  ).rows[0]!

/** Kept as pictures with SHOTS=FOLDER. */
async function look(page: Page, part: string, name: string): Promise<void> {
  const folder = process.env['SHOTS']
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 })
    if (folder) {
      mkdirSync(folder, { recursive: true })
      await page.locator(part).screenshot({ path: `${folder}/${name}-${width}.png` })
    }
    expect([name, width, await faultsOf(page)]).toEqual([name, width, []])
  }
}

it('lets an official fill in what a register would say, by its kinds and of each person, without a script', async () => {
  const { id: inquiry } = await inquiryFor('births')
  const page = await browse(bench, browser, 'jasur', { scripts: false })
  await page.goto(`/en/desk/cases/${id}`)
  const form = page.locator(`#inquiry-${inquiry} form`)
  const field = (name: string) => form.locator(`[name="${name}"]`)
  const send = () => form.getByRole('button', { name: 'Send' }).click()
  await page.locator(`#inquiry-${inquiry} summary`).first().click()
  const numbers = await Promise.all([0, 1].map((at) => field(`about.${at}`).inputValue()))
  expect(numbers[1]).toBe(bench.numberOf('dilnoza'))
  await field('isShown.0').first().check({ force: true })
  await field('isShown.1').nth(1).check({ force: true })
  const add = form.getByRole('button', { name: 'Add to “Children”' }).first()
  await add.click()
  await field('fact.each.0.children.0.number').fill('12')
  await field('fact.each.0.children.0.birthDate.day').fill('30')
  await field('fact.each.0.children.0.birthDate.month').fill('2')
  await field('fact.each.0.children.0.birthDate.year').fill('2020')
  await form.locator('textarea[name=text]').fill('By the certificate that was brought')
  await send()
  for (const [name, text] of [
    ['number', 'Number: enter 14 digits'],
    ['name', 'Name: fill this in'],
    ['birthDate', 'Date of birth: there is no such date'],
  ] as const)
    await page.locator(`a[href="#fact-each-0-children-0-${name}-${inquiry}"]`, { hasText: text }).waitFor()
  await field('fact.each.0.children.0.number').fill(bench.numberOf('sanjar'))
  await field('fact.each.0.children.0.name').fill('Sanjar')
  await field('fact.each.0.children.0.birthDate.day').fill('28')
  // one too many is taken away again; what was typed in the other stays
  await add.click()
  await field('fact.each.0.children.1.name').fill('Nobody')
  await add.click()
  await form.getByRole('button', { name: 'Remove Children: 2' }).click()
  await expect.poll(() => form.getByRole('button', { name: /^Remove/ }).count(), { timeout: 20_000 }).toBe(1)
  await expect(field('fact.each.0.children.0.name').inputValue()).resolves.toBe('Sanjar')
  await send()
  const child = { number: bench.numberOf('sanjar'), name: 'Sanjar', birthDate: '2020-02-28' }
  await expect
    .poll(async () => (await inquiryFor('births')).data, { timeout: 20_000 })
    .toEqual({ each: [{ number: numbers[0], children: [child] }] })
}, 60_000)

it('stands on a page that is read by everybody, faults and all, narrow and wide', async () => {
  const { id: inquiry } = await inquiryFor('dwelling-plan')
  const page = await browse(bench, browser, 'jasur')
  await page.goto(`/ru/desk/cases/${id}`)
  await page.locator(`#inquiry-${inquiry} summary`).first().click()
  await page.locator(`#inquiry-${inquiry} [name=add]`).first().click()
  await page.locator(`#inquiry-${inquiry} [name="fact.each.0.objects.0.area"]`).fill('много')
  await page.locator(`#inquiry-${inquiry} textarea`).fill('По документам')
  await page.locator(`#inquiry-${inquiry} form > .buttons button`).click()
  await look(page, `#inquiry-${inquiry}`, 'official-facts')
}, 60_000)
