import { expect } from 'vitest'
import { doTask } from '../do-task.ts'
import { PAPER, send, throughForm } from '../fill-in.ts'
import { apply, begin, findService } from '../find-service.ts'
import { signIn, type Journeys } from '../start-journey.ts'
import { verifyResult } from '../verify-result.ts'

/** Nobody in this journey has JavaScript: three bodies agree at the same time, the head of architecture signs. */
export async function houseWithoutJavaScript(journeys: Journeys): Promise<void> {
  const window = { javaScriptEnabled: false }
  const page = await journeys.open(undefined, window)
  await findService(page, {
    language: 'en',
    words: 'permit to build a house',
    service: 'individual-housing-construction-permit',
  })
  await apply(page)
  await signIn(page, 'dilnoza')
  await begin(page)
  await page.waitForURL(/\/drafts\//)
  await throughForm(page, {
    work: 'build',
    footprint: 60,
    storeys: 2,
    basement: false,
    walls: 'brick',
    networks: ['electricity', 'water'],
    distanceToNeighbour: 4,
    houseDesign: PAPER,
    designer: '«Loyiha ustasi» MChJ',
    consent: true,
  })
  expect(await page.locator('main').innerText()).toContain(PAPER.name)
  const { number, path } = await send(page)
  for (const person of ['jasur', 'bekzod', 'mansur'])
    await doTask(journeys, { person, number, outcome: 'agree', window })
  await doTask(journeys, { person: 'anvar', number, outcome: 'grant', window })
  await doTask(journeys, { person: 'iroda', number, outcome: 'sign', window })
  await verifyResult(journeys, page, { path, number, language: 'en', says: ['Dilnoza Karimova'], window })
}
