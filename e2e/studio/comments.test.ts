import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { browse } from '../../src/modules/casework/pages/testing.ts'
import { caseBench, type CaseBench } from '../../src/modules/casework/testing.ts'
import { faultsOf, openBrowser } from '../../src/ui/testing.ts'

let bench: CaseBench
let browser: Browser
let draft: string
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([caseBench(['housing-availability-certificate']), openBrowser()])
  const { status, body } = await ask('designer', 'POST', '', {
    body: 'ministry-digital',
    service: 'mill-certificate',
    template: 'certificate-from-register',
  })
  expect(status, JSON.stringify(body)).toBe(201)
  draft = body.id
})
afterAll(async () => {
  await browser?.close()
  await bench?.close()
})

const ask = (who: string, method: string, path: string, body?: unknown) =>
  bench.api(who, method, `/studio/drafts${path}`, body)
const said = async () => (await ask('designer', 'GET', `/${draft}/comments`)).body.items

it('a reviewer comments on an element, its designer answers, and one of them settles it; the draft’s files stay', async () => {
  const before = (await ask('designer', 'GET', `/${draft}`)).body
  const first = await ask('methodologist', 'POST', `/${draft}/comments`, {
    element: 'prepare',
    text: 'Which law asks for this?\nThe register has it.',
  })
  expect(first.status, JSON.stringify(first.body)).toBe(201)
  const answer = { element: 'prepare', text: 'None: it goes.', answers: first.body.id }
  expect((await ask('designer', 'POST', `/${draft}/comments`, answer)).status).toBe(201)
  expect(await said()).toMatchObject([
    { element: 'prepare', revision: 1, settledAt: null, answers: null },
    { text: 'None: it goes.', answers: first.body.id },
  ])
  // who looks at the draft as a whole sees them, each with who said it
  const designer = await bench.as('kamola')
  const overview = (await designer.get(`/en/studio/${draft}`)).text
  expect(overview).toContain('1 comment on the process is not settled yet')
  expect(overview).toContain('Which law asks for this?')
  expect(await ask('methodologist', 'POST', `/${draft}/comments/${first.body.id}/settled`)).toMatchObject({
    status: 200,
  })
  const [settled] = await said()
  // settled twice: who did it first, and when, stays
  await ask('designer', 'POST', `/${draft}/comments/${first.body.id}/settled`)
  expect((await said())[0]).toEqual(settled)
  expect(settled.settledBy).not.toBe('')
  const after = (await ask('designer', 'GET', `/${draft}`)).body
  expect(after).toEqual(before)
})

it('nothing is said of what is not there, by nobody who does not edit it, and in no empty words', async () => {
  const post = (who: string, body: object, of = draft) => ask(who, 'POST', `/${of}/comments`, body)
  expect((await post('designer', { element: 'nowhere', text: 'Why?' })).body.type).toContain('place-unknown')
  expect((await post('designer', { element: 'prepare', text: '  ' })).status).toBe(422)
  expect((await post('designer', { element: 'prepare', text: 'Why?', answers: draft })).status).toBe(422)
  expect((await post('lawyer', { element: 'prepare', text: 'Why?' })).status).toBe(403)
  expect((await ask('lawyer', 'GET', `/${draft}/comments`)).status).toBe(403)
  expect((await post('designer', { element: '<b>', text: 'Why?' })).status).toBe(422)
})

it('in the list and on the canvas it is shown at its element, said there, answered and settled', async () => {
  const page = await browse(bench, browser, 'kamola')
  page.setDefaultTimeout(20_000)
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.goto(`/en/studio/${draft}/process`)
  await page.getByRole('status').filter({ hasText: 'All is saved' }).waitFor()
  // said beside the canvas of the element that is chosen
  await page.locator('.djs-shape[data-element-id="prepare"]').click()
  const panel = page.locator('[data-part="panel"]')
  await panel.getByText('Comment', { exact: true }).click()
  await panel.getByLabel('What you want to say of it').fill('Who does it at night?')
  await panel.getByRole('button', { name: 'Send the comment' }).click()
  await page.waitForURL(/#about-prepare/)
  await page.getByRole('status').filter({ hasText: 'All is saved' }).waitFor()
  const mark = page.getByRole('button', { name: '1 comment that nobody settled yet' })
  await mark.click()
  await panel.getByText('Who does it at night?').waitFor()
  expect(await faultsOf(page)).toEqual([])
  // answered and settled in the list
  const listed = page.locator('#about-prepare')
  await listed.getByText('Answer', { exact: true }).click()
  await listed.getByLabel('Your answer').fill('Nobody.')
  await listed.getByRole('button', { name: 'Send the answer' }).click()
  await listed.getByText('Nobody.').waitFor()
  await listed.getByRole('button', { name: 'It is settled' }).click()
  await page.getByRole('status').filter({ hasText: 'All is saved' }).waitFor()
  expect(await page.locator('.canvas-comment').count()).toBe(0)
  await listed.getByText('2 settled comments').click()
  await listed.getByText('Nobody.').waitFor()
  // by keys alone, another way to the same form; empty words come back with what lacks
  await listed.getByRole('link', { name: /^Comment/ }).click()
  await listed.getByRole('button', { name: 'Send the comment' }).click()
  await page.getByText('Write what you want to say.').first().waitFor()
  expect(await faultsOf(page)).toEqual([])
  expect(complaints.filter((text) => !text.includes('422'))).toEqual([])
})
