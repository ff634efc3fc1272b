import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { browse } from '../../src/modules/casework/pages/testing.ts'
import { caseBench, type CaseBench } from '../../src/modules/casework/testing.ts'
import { faultsOf, openBrowser } from '../../src/ui/testing.ts'

let bench: CaseBench
let browser: Browser
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([caseBench(['housing-availability-certificate']), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await bench?.close()
})

const ask = (who: string, method: string, path: string, body?: unknown) =>
  bench.api(who, method, `/studio/drafts${path}`, body)

async function begun(more: object): Promise<string> {
  const { status, body } = await ask('designer', 'POST', '', { body: 'ministry-digital', ...more })
  expect(status, JSON.stringify(body)).toBe(201)
  return body.id
}
const modelOf = async (id: string): Promise<string> =>
  (await ask('designer', 'GET', `/${id}`)).body.files['process.bpmn']

/** The process tab with its canvas, and what the browser complained of. */
async function opened(id: string, more = {}): Promise<{ page: Page; complaints: string[] }> {
  const page = await browse(bench, browser, 'kamola', more)
  page.setDefaultTimeout(20_000)
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('response', (answer) => answer.status() >= 400 && complaints.push(answer.url()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(`/en/studio/${id}/process`)
  await page.getByRole('status').filter({ hasText: 'All is saved' }).waitFor()
  return { page, complaints }
}
const shape = (page: Page, id: string) => page.locator(`.djs-shape[data-element-id="${id}"]`)
const saved = async (page: Page) => {
  await page.getByRole('button', { name: 'Save the drawing' }).click()
  await page.waitForURL(/process/)
  await page.getByRole('status').filter({ hasText: 'All is saved' }).waitFor()
}

it('with the mouse: move, append, rename, say more of a step, save, and a citizen gets the result', async () => {
  const id = await begun({
    service: 'kite-certificate',
    template: 'certificate-from-register',
    name: { en: 'Certificate of kites' },
  })
  const before = await modelOf(id)
  const { page, complaints } = await opened(id)
  expect(await faultsOf(page)).toEqual([])
  // its maker's mark, as the licence asks: seen, and nothing over it
  await page.locator('.canvas-stage').evaluate((stage) => stage.scrollIntoView({ block: 'end' }))
  const mark = page.locator('.bjs-powered-by')
  const { x, y, width, height } = (await mark.boundingBox())!
  expect(
    await page.evaluate(
      ([x, y]) => document.elementFromPoint(x!, y!)?.closest('.bjs-powered-by') !== null,
      [x + width / 2, y + height / 2],
    ),
  ).toBe(true)

  // what is undone leaves every byte
  const task = shape(page, 'prepare')
  const at = (await task.boundingBox())!
  const drag = async () => {
    await page.mouse.move(at.x + at.width / 2, at.y + at.height / 2)
    await page.mouse.down()
    await page.mouse.move(at.x + at.width / 2 + 30, at.y + at.height / 2 + 60, { steps: 6 })
    await page.mouse.up()
  }
  await drag()
  await page.getByRole('status').filter({ hasText: 'not saved yet' }).waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('status').filter({ hasText: 'All is saved' }).waitFor()
  await saved(page)
  expect(await modelOf(id)).toBe(before)

  await page.locator('.canvas-stage').evaluate((stage) => stage.scrollIntoView({ block: 'end' }))
  await drag()
  await page.keyboard.press('Escape')
  await task.click()
  await page.getByLabel('What it is called').fill('Make the paper')
  await page.getByLabel('What it is called').press('Tab')
  // a new step put onto a way stands on it
  const way = page.locator('.djs-connection[data-element-id="f_filed_prepare"] .djs-hit').first()
  await page.locator('.djs-palette .entry[data-action="create.intermediate-event"]').click()
  const middle = (await way.boundingBox())!
  const [left, top] = [middle.x + middle.width / 2, middle.y + middle.height / 2]
  await page.mouse.move(left + 30, top + 60, { steps: 4 })
  await page.mouse.move(left, top, { steps: 4 })
  await page.mouse.down()
  await page.mouse.up()
  await page.keyboard.type('Looked at')
  await page.keyboard.press('Enter')
  await page.getByRole('status').filter({ hasText: 'not saved yet' }).waitFor()
  expect(complaints).toEqual([])
  await saved(page)
  const after = await modelOf(id)
  expect(after).toContain('<bpmn:intermediateThrowEvent id="lookedAt" name="Looked at">')
  // its name is a text of this language, not of the file; what was not meant stays as it was
  expect(after).not.toContain('Make the paper')
  expect(after).toContain('sourceRef="lookedAt" targetRef="prepare"')
  const { files } = (await ask('designer', 'GET', `/${id}`)).body
  expect(files['texts/en.yaml']).toContain('Make the paper')
  // beside what was there before the save, with what is new marked and told
  await page.goto(`/en/studio/${id}/process?beside=last#beside`)
  expect(await page.locator('#beside, section:has(> #beside)').first().textContent()).toContain('new here')
  expect(await page.getByRole('img', { name: 'Before the last save' }).count()).toBe(1)
  await page.getByRole('status').filter({ hasText: 'All is saved' }).waitFor()
  expect(await faultsOf(page)).toEqual([])
  await ask('designer', 'POST', `/${id}/changes`, {
    changes: [{ kind: 'text', key: 'process.lookedAt', texts: { uz: 'Koʻrildi', ru: 'Просмотрено' } }],
  })
  expect((await ask('designer', 'POST', `/${id}/review`)).body).toMatchObject({ state: 'review' })
  await ask('methodologist', 'POST', `/${id}/review/decision`, { decision: 'approved' })
  expect((await ask('designer', 'POST', `/${id}/publish`)).body).toMatchObject({ state: 'published' })
  const answers = { purpose: 'A bank', consent: true }
  const { body } = await bench.api('citizen', 'POST', '/applications', { service: 'kite-certificate', answers })
  await bench.work()
  expect((await bench.api('citizen', 'GET', `/applications/${body.id}`)).body.status).toBe('completed')
  await page.context().close()
}, 120_000)

it('who saves second keeps what they drew, on top of what the first saved', async () => {
  const id = await begun({ service: 'housing-availability-certificate' })
  const { page } = await opened(id)
  await shape(page, 'filed').click()
  await page.getByLabel('What it is called').fill('Sent')
  await page.getByLabel('What it is called').press('Tab')
  await page.getByRole('status').filter({ hasText: 'not saved yet' }).waitFor()
  const other = (await modelOf(id)).replace('<bpmn:startEvent id="filed"', '<!-- theirs --><bpmn:startEvent id="filed"')
  await ask('methodologist', 'POST', `/${id}/changes`, {
    changes: [{ kind: 'file', file: 'process.bpmn', text: other }],
  })
  await page.getByRole('button', { name: 'Save the drawing' }).click()
  await page.getByText('Somebody else saved meanwhile').first().waitFor()
  expect(await page.locator('main').textContent()).toContain('theirs')
  await saved(page)
  const { files } = (await ask('designer', 'GET', `/${id}`)).body
  expect(files['process.bpmn']).toBe(other)
  expect(files['texts/en.yaml']).toContain('Sent')
  // what a page shows in another script is edited as it is written
  const cyrillic = (await (await bench.as('kamola')).get(`/uz-cyrl/studio/${id}/process`)).text
  expect(/data-canvas="([^"]*)"/.exec(cyrillic)![1]).toContain('Ariza topshirildi')
  // a reload keeps what is not saved; given up, it is gone
  await shape(page, 'filed').click()
  await page.getByLabel('What it is called').fill('Sent in')
  await page.getByLabel('What it is called').press('Tab')
  await page.getByRole('status').filter({ hasText: 'not saved yet' }).waitFor()
  page.on('dialog', (dialog) => dialog.accept())
  await page.reload()
  await page.getByRole('status').filter({ hasText: 'is here again' }).waitFor()
  await page.getByRole('button', { name: 'Give my changes up' }).click()
  await page.getByRole('status').filter({ hasText: 'All is saved' }).waitFor()
  await page.context().close()
}, 120_000)
