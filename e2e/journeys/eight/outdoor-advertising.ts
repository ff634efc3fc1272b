import { expect } from 'vitest'
import { doTask } from '../do-task.ts'
import { fillIn, next, PAPER, send, throughForm, waitFor } from '../fill-in.ts'
import { apply, findService } from '../find-service.ts'
import { lookAt } from '../look-at.ts'
import { payNow } from '../pay-now.ts'
import { readLetter } from '../read-letter.ts'
import type { Journeys } from '../start-journey.ts'
import { verifyResult } from '../verify-result.ts'

/** In Uzbek Cyrillic throughout: a firm asks by its director and pays when the khokim has signed. */
export async function outdoorAdvertising(journeys: Journeys): Promise<void> {
  const window = { language: 'uz-cyrl' }
  const page = await journeys.open('rustam', window)
  await findService(page, { language: 'uz-cyrl', words: 'ташқи реклама', service: 'outdoor-advertising-permit' })
  await apply(page)
  await lookAt(page, 'for-whom-uz-cyrl')
  await fillIn(page, { for: '309990017' })
  await next(page)
  await page.waitForURL(/\/drafts\//)
  await throughForm(
    page,
    {
      powers: 'director',
      district: '1726294',
      address: 'Bunyodkor 7',
      placeOwner: 'own',
      nearState: false,
      adKind: 'billboard',
      width: 6,
      height: 3,
      sides: 2,
      weight: 850,
      placeDrawing: PAPER,
      technicalDrawing: PAPER,
      windGuarantee: PAPER,
      phone: '+998 90 000 00 02',
      consent: true,
    },
    async (form) => {
      if (/\/(object|drawings)$/.test(form.url())) await lookAt(form, `form-${form.url().split('/').at(-1)}-uz-cyrl`)
    },
  )
  const { number, path } = await send(page)
  await doTask(journeys, { person: 'anvar', number, outcome: 'agree', window })
  await doTask(journeys, { person: 'jasur', number, outcome: 'grant', window, look: 'decide-firm-uz-cyrl' })
  await doTask(journeys, { person: 'nargiza', number, outcome: 'sign', window })
  await waitFor(page, journeys.url + path, 'article.task a')
  await lookAt(page, 'application-to-pay-uz-cyrl')
  // the firm is the applicant, the director its representative
  expect(await page.locator('main').innerText()).toMatch(/Bahor Savdo[\s\S]*Рустам Алимов/)
  const { page: letter } = await readLetter(journeys, 'rustam@people.example', number)
  await letter.context().close()
  await page.locator('article.task a').first().click()
  await payNow(page)
  await verifyResult(journeys, page, { path, number, language: 'uz-cyrl', says: ['Bahor Savdo'] })
}
