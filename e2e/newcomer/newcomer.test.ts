import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { browse } from '../../src/modules/casework/pages/testing.ts'
import { caseBench, samplePdf, type CaseBench } from '../../src/modules/casework/testing.ts'
import { openBrowser } from '../../src/ui/testing.ts'
import { send, throughForm } from '../journeys/fill-in.ts'

const GUARDIAN = 'guardianship-incapacitated-adult'
const DWELLING = 'housing-availability-certificate'
const NOTE = 'The room is too small for two people: nine square metres'

let bench: CaseBench
let browser: Browser
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([caseBench([GUARDIAN, DWELLING]), openBrowser()])
})
afterAll(async () => {
  await browser.close()
  await bench.close()
})

/**
 * Somebody who is here for the first time: begins on the front page and goes on only by words that stand on the screen.
 */
class Newcomer {
  readonly page: Page
  private constructor(page: Page) {
    this.page = page
  }
  static async comes(person: string): Promise<Newcomer> {
    const page = await browse(bench, browser, person)
    await page.goto('/en')
    return new Newcomer(page)
  }
  /** Presses what is called so: a link, a button, a choice. */
  async press(name: string | RegExp): Promise<void> {
    const link = this.page.getByRole('link', { name })
    const button = this.page.getByRole('button', { name })
    const choice = this.page.getByRole('radio', { name }).or(this.page.getByRole('checkbox', { name }))
    const found = link.or(button).or(choice).first()
    await found.scrollIntoViewIfNeeded({ timeout: 20_000 })
    const goes = (await choice.count()) === 0
    if (goes) await this.page.evaluate(() => document.documentElement.setAttribute('data-before', ''))
    // the label lies over its choice, as a finger meets it
    await found.click({ timeout: 20_000, force: !goes })
    // some buttons change the page that is there
    if (goes)
      await this.page
        .locator('html:not([data-before])')
        .waitFor({ timeout: 20_000 })
        .catch(() => undefined)
    await this.page.waitForLoadState('load')
    await bench.work()
  }
  async write(label: string | RegExp, text: string): Promise<void> {
    const named = { name: label }
    await this.page
      .getByRole('textbox', named)
      .or(this.page.getByRole('searchbox', named))
      .first()
      .fill(text, { timeout: 20_000 })
  }
  async reads(): Promise<string> {
    return (await this.page.locator('main').innerText()).replace(/\s+/g, ' ')
  }
  async leaves(): Promise<void> {
    await this.page.context().close()
  }
  /** What stands there, for whoever watches the trial. */
  async look(name: string): Promise<void> {
    if (!process.env['NEWCOMER']) return
    mkdirSync(process.env['NEWCOMER'], { recursive: true })
    await this.page.screenshot({ path: `${process.env['NEWCOMER']}/${name}.png` })
  }
}

/** A case in which the bodies have agreed and the office has to decide. */
async function toDecide(person = 'dilnoza'): Promise<{ id: string; number: string }> {
  const item = await bench.file(GUARDIAN, { person })
  await bench.work()
  for (const [body, element] of [
    ['shahnoza', 'healthOpinion'],
    ['feruza', 'socialOpinion'],
  ] as const)
    expect(
      (
        await (
          await bench.as(body)
        ).post(`/en/desk/tasks/${await bench.task(item.id, element)}/complete`, {
          outcome: 'agree',
        })
      ).status,
    ).toBe(303)
  await bench.work()
  return item
}

/** The officer tells the ground, the applicant finds the question and answers, the officer reads it and refuses. */
async function refusesAfterHearing(): Promise<void> {
  await toDecide()
  const officer = await Newcomer.comes('jasur')
  await officer.press('Desk')
  await officer.look('1-desk')
  await officer.press(/guardian/i)
  await officer.look('2-case')
  await officer.press(/not in the interest/)
  await officer.write(/^Note/, NOTE)
  await officer.press('Tell the ground and hear the applicant')
  await officer.look('3-told')
  expect(await officer.reads()).toContain(NOTE)

  const applicant = await Newcomer.comes('dilnoza')
  await applicant.look('4-home')
  await applicant.press(/my cabinet/i)
  await applicant.look('5-cabinet')
  await applicant.press(/say what you have to say|answer|what you think/i)
  await applicant.look('6-hearing')
  expect(await applicant.reads()).toContain(NOTE)
  await applicant.write(/./, 'We rent a second room since May')
  await applicant.press(/send/i)
  await applicant.look('7-answered')
  expect(await applicant.reads()).toContain('was sent to')
  await applicant.leaves()

  await officer.press('Desk')
  await officer.look('8-desk-again')
  await officer.press(/guardian/i)
  await officer.look('9-heard')
  expect(await officer.reads()).toContain('We rent a second room since May')
  await officer.press(/not in the interest/)
  await officer.write(/^Note/, `${NOTE}. The lease shown is of another flat.`)
  await officer.press(/^Refuse/)
  await officer.look('10-refused')
  expect(await officer.reads()).toContain('Recorded: Refused')
  await officer.leaves()
}

/** Five wait: the head reads what is refused, chooses all and signs once. */
async function signsFive(): Promise<void> {
  for (let more = 0; more < 4; more++) {
    const { id } = await toDecide(['dilnoza', 'farhod', 'sayyora', 'nilufar'][more])
    expect(
      (
        await (
          await bench.as('jasur')
        ).post(`/en/desk/tasks/${await bench.task(id, 'decide')}/complete`, {
          outcome: 'grant',
        })
      ).status,
    ).toBe(303)
    await bench.work()
  }
  const head = await Newcomer.comes('nargiza')
  await head.look('11-head-home')
  await head.press('Desk')
  await head.look('12-head-desk')
  await head.press(/^To sign/)
  await head.look('13-sign')
  await head.press(/^Read/)
  await head.look('14-read')
  await head.press('Choose all')
  await head.look('15-all')
  await head.press('Sign the chosen')
  await head.look('16-signed')
  expect(await head.reads()).toContain('5 documents signed')
  await head.leaves()
}

it('who is new refuses one after hearing the applicant, and signs five decisions, by what stands on the screen', {
  timeout: 180_000,
}, async () => {
  await refusesAfterHearing()
  await signsFive()
})

it('who is new at the counter takes in a paper with its scan, by what stands on the screen', {
  timeout: 180_000,
}, async () => {
  const operator = await Newcomer.comes('malika')
  await operator.press('Counter')
  await operator.look('17-counter')
  await operator.write(/number/i, bench.numberOf('dilnoza'))
  await operator.press('Search')
  await operator.look('18-person')
  await operator.write('Name of the service', 'dwelling')
  await operator.press('Search')
  await operator.press(/owns a dwelling/i)
  await operator.press('Take in a paper application')
  await operator.look('19-paper')
  await operator.press('Next')
  await throughForm(operator.page, { about: 'self', purpose: 'mortgage', consent: true }, () =>
    operator.look('20-form'),
  )
  await operator.look('21-check')
  const { number } = await send(operator.page)
  await operator.look('22-taken-in')
  expect(await operator.reads()).toContain(`Write ${number} on the paper, then scan it`)
  await operator.page
    .getByLabel('File from the scanner')
    .setInputFiles({ name: 'paper.pdf', mimeType: 'application/pdf', buffer: Buffer.from(samplePdf()) })
  await operator.press('Attach the scan')
  await operator.look('23-scanned')
  expect(await operator.reads()).toContain('The paper was scanned and attached')
  await operator.leaves()
})
