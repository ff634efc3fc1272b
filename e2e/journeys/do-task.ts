import type { Page } from 'playwright-core'
import { fillIn, type Answers } from './fill-in.ts'
import { lookAt } from './look-at.ts'
import type { Journeys, Window } from './start-journey.ts'

export interface Work {
  /** Who does it: an id in country/uz/people.yaml. */
  person: string
  number: string
  outcome: string
  answers?: Answers
  window?: Window
  /** Looks at the queue and at the task, by this name of the pictures. */
  look?: string
}

/** Signs in, finds the case in the queue of an office of theirs and opens its task. */
export async function openTask(
  journeys: Journeys,
  { person, number, window = {}, look }: Omit<Work, 'outcome' | 'answers'>,
): Promise<Page> {
  const page = await journeys.open(person, window)
  await page.goto(`${page.url()}/desk`)
  const link = page.locator('main tr', { hasText: number }).locator('th a')
  const offices = await page
    .locator('nav.tabs')
    .first()
    .locator('a')
    .evaluateAll((links) => links.map((item) => (item as HTMLAnchorElement).href))
  for (const office of offices) {
    if ((await link.count()) > 0) break
    await page.goto(office)
  }
  if (look) await lookAt(page, `desk-${look}`)
  await link.first().click()
  await page.waitForURL(/\/desk\/(tasks|cases)\//)
  if (look) await lookAt(page, `task-${look}`)
  return page
}

/** Gives the result of a task, as an officer or the head of a body does. */
export async function doTask(journeys: Journeys, work: Work): Promise<void> {
  const page = await openTask(journeys, work)
  await fillIn(page, work.answers ?? {})
  await page.locator(`button[name=outcome][value=${work.outcome}]`).click()
  await page.waitForURL(/\/desk\?(.*&)?done=/)
  await page.context().close()
}
