import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { faultsOf, openBrowser } from '../../../../ui/testing.ts'
import { caseBench, type CaseBench } from '../../testing.ts'
import { browse } from '../testing.ts'

let bench: CaseBench
let browser: Browser
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([
    caseBench(['housing-availability-certificate', 'guardianship-incapacitated-adult']),
    openBrowser(),
  ])
})
afterAll(async () => {
  await browser.close()
  await bench.close()
})

const FOLDED = 'main details.more:has(h4)'

it('tells an applicant whom a rule refused, and the person above who decides the appeal, how it came to that', async () => {
  const { id } = await bench.file('housing-availability-certificate', {
    answers: { about: 'child', childNumber: '50511259990532', purpose: 'court' },
  })
  await bench.work()
  const dilnoza = await bench.as('dilnoza')
  expect((await dilnoza.get(`/en/applications/${id}`)).text).toContain(
    'You can appeal to Department of the State Cadastre Chamber',
  )
  for (const width of [320, 1280]) {
    const page = await browse(bench, browser, 'dilnoza', { width })
    await page.goto(`/en/applications/${id}`)
    const way = page.locator(FOLDED)
    expect(await way.getAttribute('open')).toBe(null)
    await way.locator('summary').first().click()
    expect((await way.innerText()).replace(/\s+/g, ' ')).toMatch(/How this was decided .*Right to ask/)
    // what was looked at, with its source
    const read = way.locator('table', { hasText: 'What the rules looked at' })
    expect(await read.locator('tr', { hasText: 'Whom do you want to know about?' }).innerText()).toMatch(
      /My child under age[\s\S]*Application/,
    )
    expect(await read.locator('tr', { hasText: 'Children' }).innerText()).toMatch(/\d records?[\s\S]*registry/i)
    // the row that matched, what it asks and what it gives
    const row = way.locator('table', { hasText: 'Row 3 of 3 applies' })
    expect((await row.locator('caption').innerText()).replace(/\s+/g, ' ')).toContain(
      'The rows before it do not apply. Result: Refused · By civil registry the person you named is not your child',
    )
    expect(await row.locator('tr', { hasText: 'Own child by civil registry' }).innerText()).toMatch(/No[\s\S]*anything/)
    expect(await faultsOf(page), `${width}`).toEqual([])
    await page.context().close()
  }
  // nothing of it needs a script
  const plain = await browse(bench, browser, 'dilnoza', { scripts: false })
  await plain.goto(`/en/applications/${id}`)
  await plain.locator(`${FOLDED} > summary`).click()
  await plain.locator('caption', { hasText: 'Row 3 of 3 applies' }).waitFor({ timeout: 5_000 })
  await plain.context().close()
  await dilnoza.post(`/en/applications/${id}/appeal`, { grounds: 'It is my adopted child' })
  await bench.work()
  const officer = await bench.as('hulkar')
  const desk = (await officer.get(`/uz/desk/tasks/${await bench.task(id, 'appeal')}`)).text
  expect(desk).toContain('Qoidalar bunga qanday kelgan')
  expect(desk).toContain('FHDYO boʻyicha oʻz farzandi')
  expect(desk).not.toContain('⟦')
})

it('shows an officer the chain behind the outcome, and not the applicant where a person decides', async () => {
  const { id } = await bench.file('guardianship-incapacitated-adult')
  await bench.work()
  for (const width of [320, 1280]) {
    const page = await browse(bench, browser, 'jasur', { width })
    await page.goto(`/ru/desk/cases/${id}`)
    const way = page.locator(FOLDED)
    await way.locator('summary').first().click()
    const text = (await way.innerText()).replace(/\s+/g, ' ')
    expect(text).toMatch(
      /Как правила пришли к этому .*Основания для отказа по реестрам .*Условия закона .*Опирается на: Основания для отказа по реестрам/,
    )
    expect(text).toContain('Ни одна строка таблицы не подходит')
    expect(await way.locator('tr', { hasText: 'Решение суда о недееспособности' }).first().innerText()).toMatch(/суд/i)
    expect(await page.content()).not.toContain('⟦')
    expect(await faultsOf(page), `${width}`).toEqual([])
    await page.context().close()
  }
  expect((await (await bench.as('dilnoza')).get(`/en/applications/${id}`)).text).not.toContain('How this was decided')
})
