import { mkdirSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { browse } from '../../src/modules/casework/pages/testing.ts'
import { caseBench, type CaseBench } from '../../src/modules/casework/testing.ts'
import { faultsOf, openBrowser } from '../../src/ui/testing.ts'

// The pages on which what the state said must be read rightly, in two languages, narrow and wide. With SHOTS=FOLDER they
// are kept as pictures, to be looked at.
const SERVICE = 'guardianship-incapacitated-adult'
/** Where another person can be asked to agree. */
const PLACE = 'outdoor-advertising-permit'
const OFFICE = 'khokimiyat-1726266'
const NOTE = 'The room is too small for the person and the child'

let bench: CaseBench
let browser: Browser
/** A refusal under appeal, one that was upheld, and the codes of its papers. */
let [appealed, upheld] = ['', '']
let [refusal, decision] = ['', '']

async function complete(persona: string, application: string, element: string, result: object): Promise<void> {
  const task = await bench.task(application, element)
  const done = await bench.api(persona, 'POST', `/tasks/${task}/complete`, result)
  expect([element, done.status]).toEqual([element, 200])
  await bench.work()
}

/** A case up to the head's signature. */
async function toSign(outcome: 'grant' | 'refuse'): Promise<string> {
  const { id } = await bench.file(SERVICE)
  await bench.work()
  await complete('officer-health', id, 'healthOpinion', { outcome: 'agree' })
  await complete('officer-social', id, 'socialOpinion', { outcome: 'agree' })
  const why = outcome === 'refuse' ? { reason: 'not-in-interest', note: NOTE } : {}
  if (outcome === 'refuse') {
    await bench.api('officer', 'POST', `/tasks/${await bench.task(id, 'decide')}/hearing`, why)
    await bench.api('citizen', 'POST', `/applications/${id}/hearing/answer`, { text: 'The room is ready' })
  }
  await complete('officer', id, 'decide', { outcome, ...why })
  return id
}
async function refused(): Promise<string> {
  const id = await toSign('refuse')
  await complete('head', id, 'sign', { outcome: 'sign' })
  expect(
    (await bench.api('citizen', 'POST', `/applications/${id}/appeal`, { grounds: 'The room was measured wrongly' }))
      .status,
  ).toBe(200)
  await bench.work()
  return id
}

beforeAll(async () => {
  ;[bench, browser] = await Promise.all([caseBench([SERVICE, PLACE]), openBrowser()])
  ;[appealed, upheld] = [await refused(), await refused()]
  await complete('appeal', upheld, 'appeal', {
    outcome: 'uphold',
    note: 'The room was measured again: 7 square metres',
  })
  const { results } = (await bench.api('citizen', 'GET', `/applications/${upheld}`)).body
  refusal = results.find(({ outcome }: any) => outcome === 'refused').code
  decision = results.find(({ outcome }: any) => outcome === 'upheld').code
  for (const outcome of ['grant', 'grant', 'refuse'] as const) await toSign(outcome)
  await bench.api('officer', 'GET', `/tasks?office=${OFFICE}`)
  const draft = (await bench.api('citizen-2', 'POST', '/drafts', { service: PLACE })).body.id
  await bench.api('citizen-2', 'POST', `/drafts/${draft}/answers`, {
    answers: { placeOwner: 'other', ownerNumber: bench.numberOf('dilnoza') },
  })
  expect((await bench.api('citizen-2', 'POST', `/drafts/${draft}/agreements`, { field: 'ownerNumber' })).status).toBe(
    201,
  )
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await bench?.close()
})

const PAGES = {
  'appealed-refusal': ['dilnoza', () => `/applications/${appealed}`],
  'upheld-refusal': ['dilnoza', () => `/applications/${upheld}`],
  'check-of-refusal': [undefined, () => `/verify?code=${refusal}`],
  'check-of-decision-on-appeal': [undefined, () => `/verify?code=${decision}`],
  'bulk-signing': ['nargiza', () => `/desk?office=${OFFICE}&whose=sign`],
  documents: ['dilnoza', () => '/cabinet/documents'],
  'who-looked': ['dilnoza', () => '/cabinet/data'],
  agreements: ['dilnoza', () => '/cabinet/agreements'],
  audit: ['sardor', () => '/administration/log'],
} as const satisfies Record<string, readonly [string | undefined, () => string]>
const folder = process.env['SHOTS']

it.each(['uz', 'ru'])(
  'reads rightly in %s, narrow and wide',
  async (language) => {
    if (folder) mkdirSync(folder, { recursive: true })
    const faults: unknown[] = []
    for (const [name, [person, path]] of Object.entries(PAGES)) {
      const page = await browse(bench, browser, person)
      await page.goto(`/${language}${path()}`)
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 900 })
        if (folder) await page.screenshot({ path: `${folder}/${name}-${language}-${width}.png`, fullPage: true })
        const found = await faultsOf(page)
        if (found.length > 0) faults.push([name, width, found])
      }
      await page.context().close()
    }
    expect(faults).toEqual([])
  },
  180_000,
)
