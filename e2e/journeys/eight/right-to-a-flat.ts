import { expect } from 'vitest'
import { doTask } from '../do-task.ts'
import { fillIn, next, send, throughForm, waitFor } from '../fill-in.ts'
import { apply, begin, findService } from '../find-service.ts'
import { lookAt } from '../look-at.ts'
import { payNow } from '../pay-now.ts'
import type { Journeys } from '../start-journey.ts'
import { verifyResult } from '../verify-result.ts'

/** In Russian: the flat is known to the cadastre, the fee is worked out and paid from the cabinet. */
export async function rightToAFlat(journeys: Journeys): Promise<void> {
  const page = await journeys.open('dilnoza', { language: 'ru' })
  await findService(page, {
    language: 'ru',
    words: 'зарегистрировать квартиру',
    service: 'property-right-registration',
  })
  await lookAt(page, 'service-right-ru')
  await apply(page)
  await begin(page)
  await page.waitForURL(/\/drafts\//)
  await fillIn(page, { consent: true })
  await next(page)
  expect(await page.locator('[name=cadastreNumber]').inputValue()).toMatch(/^10:/)
  expect(Number(await page.locator('[name=area]').inputValue())).toBeGreaterThan(0)
  await lookAt(page, 'form-prefilled-ru')
  // a date that has not come yet is refused in words, and the date stays as typed
  await throughForm(
    page,
    { objectKind: 'housing', basis: 'gift', basisDate: '2099-02-11', shared: false, consent: true },
    async (form) => {
      if (!/\/right$/.test(form.url())) return
      await fillIn(form, { basis: 'gift', basisDate: '2099-02-11', shared: false })
      await next(form)
      expect(await form.locator('.ds-error-summary').count()).toBe(1)
      expect(await form.locator('[name="basisDate.year"]').inputValue()).toBe('2099')
      await lookAt(form, 'form-error-ru')
      await fillIn(form, { basisDate: '2026-02-11' })
      await next(form)
      expect(form.url()).toMatch(/\/contact$/)
    },
  )
  const fee = await page.locator('main strong.num').innerText()
  await lookAt(page, 'check-fee-ru')
  const { number, path } = await send(page)
  await page.goto(`${journeys.url}/ru`)
  await lookAt(page, 'home-waiting-ru')
  await page.goto(`${journeys.url}/ru/cabinet`)
  await lookAt(page, 'cabinet-to-do-ru')
  expect(await page.locator('main article', { hasText: number }).first().innerText()).toContain(fee)
  await page.locator('main article.task', { hasText: number }).locator('a.ds-button').click()
  await payNow(page, 'checkout-ru')
  await waitFor(page, journeys.url + path, 'text=В обработке')
  await doTask(journeys, { person: 'bekzod', number, outcome: 'grant', window: { language: 'ru' } })
  await verifyResult(journeys, page, {
    path,
    number,
    language: 'ru',
    says: ['Дилноза Каримова', '125 кв. м', '2026 г. Заявление'],
  })
}
