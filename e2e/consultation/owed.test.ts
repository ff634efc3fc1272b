import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { browse } from '../../src/modules/casework/pages/testing.ts'
import { openBrowser } from '../../src/ui/testing.ts'
import { lookAt } from '../journeys/look-at.ts'
import { consultationBench, DRAFT, type ConsultationBench } from '../testing/consultation-bench.ts'

let bench: ConsultationBench
let browser: Browser
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([consultationBench(), openBrowser()])
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await bench?.close()
})

it('what a body owes is done where everybody can look, and disputed by whose comment it was', async () => {
  const [id, next] = [await bench.publish(), await bench.publish({ title: 'On street trade and fairs' })]
  const answers: string[] = []
  for (const words of ['Five units are enough.', 'Ten units are a week of work.']) {
    const given = await bench.answer(id, await bench.comment(id, { words }), {
      outcome: 'accepted',
      reason: 'You are right: the fee will be lowered.',
    })
    answers.push(given.body.id)
    const owed = { owed: 'Article 2 will name five units.', owedBy: '2099-03-01' }
    await bench.ask('lawyer', 'POST', `/consultations/${id}/answers/${given.body.id}/change`, owed)
  }
  const text = { text: DRAFT.replace('ten units', 'five units'), note: 'The fee is lower.' }
  expect((await bench.ask('lawyer', 'POST', `/consultations/${next}/texts`, text)).status).toBe(201)
  const lawyer = await browse(bench, browser, 'timur')
  const places = [`${bench.origin}/en/consultations/${next}/changes?to=2#art_2`, 'https://lex.example/acts/42']
  for (const [at, answer] of answers.entries()) {
    await lawyer.goto(`/en/consultations/owed`)
    const card = lawyer.locator(`#owed-${answer}`)
    await card.locator('summary').click()
    await card.getByLabel('What was done').fill('Article 2 of the next draft names five units.')
    if (at === 0) await lookAt(lawyer, 'owed-open')
    await card.getByRole('button', { name: 'Save' }).click()
    // the word alone is not enough
    await lawyer.waitForSelector('.ds-error-summary')
    await lawyer.locator(`#address-${answer}`).fill(places[at]!)
    await card.getByRole('button', { name: 'Save' }).click()
    await lawyer.waitForURL(/said=done/)
  }
  const author = await browse(bench, browser, 'dilnoza')
  await author.goto(`/ru/consultations/owed?done=true`)
  const card = author.locator(`#owed-${answers[1]}`)
  await card.locator('summary').click()
  await card.locator('textarea').fill('По этому адресу закона нет.')
  await lookAt(author, 'owed-dispute-ru')
  await card.locator('button').click()
  await author.waitForURL(/said=disputed/)
  expect(await author.locator(`#owed-${answers[1]} textarea`).count()).toBe(0)
  await lookAt(author, 'owed-disputed-ru')
  const reader = await browse(bench, browser, undefined)
  await reader.goto(`/uz/consultations/owed?done=true`)
  await lookAt(reader, 'owed-done-uz')
  await reader.locator(`#owed-${answers[0]} a[href*="/changes?to=2"]`).click()
  await reader.waitForURL(/changes\?to=2#art_2/)
  expect(await reader.locator('ins').count()).toBeGreaterThan(0)
}, 120_000)
