import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { browse } from '../../src/modules/casework/pages/testing.ts'
import { caseBench, type CaseBench } from '../../src/modules/casework/testing.ts'
import { faultsOf, openBrowser } from '../../src/ui/testing.ts'
import { press, send, type } from './by-keys.ts'

let bench: CaseBench
let browser: Browser
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([caseBench([]), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await bench?.close()
})

/** Chooses in a list as one types the beginning of what is meant. */
const choose = type
const step = (page: Page, id: string) => page.locator(`li#step-${id}`)
/** Opens all that may be done with a step, and a part of it. */
async function open(page: Page, id: string, part: string): Promise<Locator> {
  await press(page, step(page, id).locator('summary').first())
  const details = step(page, id).locator('details details').filter({ hasText: part }).first()
  await press(page, details.locator('summary').first())
  return details
}

it('by keys alone a model of thirty elements is made, and every act of the canvas done', async () => {
  const { body } = await bench.api('designer', 'POST', '/studio/drafts', {
    body: 'ministry-digital',
    service: 'keyboard-certificate',
    template: 'certificate-from-register',
  })
  const page = await browse(bench, browser, 'kamola', { scripts: false })
  page.setDefaultTimeout(20_000)
  const model = async (): Promise<string> =>
    (await bench.api('designer', 'GET', `/studio/drafts/${body.id}`)).body.files['process.bpmn']
  const has = async (text: string | RegExp) => expect(await model()).toMatch(text)
  await page.goto(`/en/studio/${body.id}/process`)

  let last = 'filed'
  for (let number = 1; number <= 20; number++) {
    const form = (await open(page, last, 'After this step')).locator('form').first()
    await type(page, form.getByLabel('Name of the new step'), `Look ${number}`)
    await send(page, form.getByRole('button', { name: 'Add a step' }))
    last = `look${number}`
    await step(page, last).waitFor()
  }
  // before, at the same time, a choice, a time limit
  const before = (await open(page, 'look3', 'Before this step')).locator('form')
  await type(page, before.getByLabel('Name of the new step'), 'Prepare it')
  await send(page, before.getByRole('button', { name: 'Add a step' }))
  await has(/sourceRef="prepareIt" targetRef="look3"/)
  const beside = (await open(page, 'look5', 'at the same time')).locator('form')
  await type(page, beside.getByLabel('Name of the new step'), 'Ask a colleague')
  await send(page, beside.getByRole('button', { name: 'Add a step' }))
  await has(/<bpmn:parallelGateway id="askAColleague_split"/)
  const choice = (await open(page, 'look7', 'After this step')).locator('form').nth(1)
  await type(page, choice.getByLabel('The question'), 'Enough?')
  await type(page, choice.getByLabel('When it goes this way'), 'look7.outcome = "refuse"')
  await send(page, choice.getByRole('button', { name: 'Add a choice' }))
  await has(/<bpmn:exclusiveGateway id="enough"/)
  const timer = (await open(page, 'look9', 'Set a time limit')).locator('form')
  await type(page, timer.getByLabel('What the end of the term'), 'Too late')
  await type(page, timer.getByLabel('How long it waits'), '5 working days')
  await choose(page, timer.getByLabel('Where it goes then'), 'Look 12')
  await send(page, timer.getByRole('button', { name: 'Set a time limit' }))
  await has(/<bpmn:boundaryEvent id="tooLate"/)
  // connect, another kind and name, another lane, earlier, out, and the last save taken back
  const connect = (await open(page, 'enough', 'Connect it')).locator('form')
  await choose(page, connect.getByLabel('To which step'), 'Look 10')
  await type(page, connect.getByLabel('When it goes this way'), 'look7.outcome = "again"')
  await send(page, connect.getByRole('button', { name: 'Connect' }))
  await has(/sourceRef="enough" targetRef="look10"/)
  await press(page, step(page, 'look20').locator('summary').first())
  const save = step(page, 'look20').locator('form').first()
  await choose(page, save.getByLabel('Kind of step'), 'send')
  await send(page, save.getByRole('button', { name: 'Save' }))
  await has(/<bpmn:sendTask id="look20"/)
  const lane = page.locator('details').filter({ hasText: 'Add a lane' }).first()
  await page.goto(`/en/studio/${body.id}/process`)
  await press(page, lane.locator('summary'))
  await type(page, lane.getByLabel('Name of the lane'), 'Second body')
  await send(page, lane.getByRole('button', { name: 'Add a lane' }))
  await has(/<bpmn:lane id="secondBody"/)
  await press(page, step(page, 'look2').locator('summary').first())
  await choose(page, step(page, 'look2').getByLabel('In whose lane'), 'Second')
  await send(page, step(page, 'look2').getByRole('button', { name: 'Put it there' }))
  await has(/<bpmn:lane id="secondBody" name="Second body">\s*<bpmn:flowNodeRef>look2</)
  await press(page, step(page, 'look12').locator('summary').first())
  await send(page, step(page, 'look12').getByRole('button', { name: 'Take out' }))
  await step(page, 'look12').waitFor({ state: 'detached' })
  // another body with a message to it, events on a way and on a border, a step inside steps
  await page.goto(`/en/studio/${body.id}/process`)
  const pool = page.locator('details').filter({ hasText: 'Add another body' }).first()
  await press(page, pool.locator('summary'))
  await type(page, pool.getByLabel('Name of the body'), 'Bank')
  await send(page, pool.getByRole('button', { name: 'Add another body' }))
  await has(/<bpmn:participant id="bank" name="Bank"\/>/)
  const message = (await open(page, 'look1', 'A message to another body')).locator('form')
  await send(page, message.getByRole('button', { name: 'Draw the message' }))
  await has(/<bpmn:messageFlow id="m_look1_bank"/)
  const event = (await open(page, 'look13', 'After this step')).locator('form').last()
  await type(page, event.getByLabel('Name of the event'), 'The bank answered')
  await choose(page, event.getByLabel('What kind of event'), 'a message')
  await send(page, event.getByRole('button', { name: 'Add the event' }))
  await page.locator('#what').waitFor()
  await type(page, event.getByLabel('Its message, signal'), 'answer')
  await send(page, event.getByRole('button', { name: 'Add the event' }))
  await has(
    /<bpmn:intermediateCatchEvent id="theBankAnswered"[^]*<bpmn:messageEventDefinition messageRef="message_answer"/,
  )
  const border = (await open(page, 'look14', 'An event while it is done')).locator('form')
  await type(page, border.getByLabel('Name of the event'), 'Called back')
  await choose(page, border.getByLabel('What kind of event'), 'a signal')
  await type(page, border.getByLabel('Its message, signal'), 'stop')
  await choose(page, border.getByLabel('Where it goes then'), 'Look 16')
  await send(page, border.getByRole('button', { name: 'Add the event' }))
  await has(/<bpmn:boundaryEvent id="calledBack" name="Called back" attachedToRef="look14">/)
  const sub = (await open(page, 'look15', 'Put it into a sub-process')).locator('form')
  await type(page, sub.getByLabel('Name of the sub-process'), 'Look closely')
  await send(page, sub.getByRole('button', { name: 'Put it inside' }))
  await has(/<bpmn:subProcess id="lookClosely"/)
  await press(page, step(page, 'look19').locator('summary').first())
  await send(page, step(page, 'look19').getByRole('button', { name: 'Take out' }))
  await step(page, 'look19').waitFor({ state: 'detached' })
  const withoutIt = await model()
  await page.goto(`/en/studio/${body.id}/process`)
  await send(page, page.getByRole('button', { name: 'Undo the last save' }))
  await has(/id="look19"/)
  await page.goto(`/en/studio/${body.id}/process`)
  await send(page, page.getByRole('button', { name: 'Undo the last save' }))
  expect(await model()).toBe(withoutIt)
  const drawn = withoutIt.match(/<bpmn:(\w*[tT]ask|\w+Event|\w+Gateway) id=/g)!
  expect(drawn.length).toBeGreaterThanOrEqual(30)
  await page.context().close()

  const seen = await browse(bench, browser, 'kamola')
  await seen.goto(`/en/studio/${body.id}/process`)
  await seen.getByRole('status').filter({ hasText: 'All is saved' }).waitFor()
  expect(await faultsOf(seen)).toEqual([])
  await seen.context().close()
}, 240_000)
