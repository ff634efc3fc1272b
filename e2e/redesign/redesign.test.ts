import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { compile } from '../../src/kernel/process/index.ts'
import { faultsOf, openBrowser } from '../../src/ui/testing.ts'
import { browse } from '../../src/modules/casework/pages/testing.ts'
import { caseBench, type CaseBench } from '../../src/modules/casework/testing.ts'

const SERVICE = 'guardianship-incapacitated-adult'
/** Its running process lets cases wait for each other. */
const FIXABLE = 'kindergarten-place'
let bench: CaseBench
let browser: Browser
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([caseBench([SERVICE, FIXABLE, 'marriage-registration']), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await bench?.close()
})

it('a designer goes from the list to the findings, looks at all changes, and takes the changed model along', async () => {
  const designer = await bench.as('kamola')
  const list = await designer.get('/en/redesign')
  expect(list.text).toContain(`/en/redesign/${SERVICE}`)
  const page = await designer.get(`/en/redesign/${SERVICE}`)
  expect(page.text).toContain('This way on paper is a draft')
  expect(page.text).toContain('asks the applicant for what the state holds: Disability certificate')
  const changed = await designer.get(`/en/redesign/${SERVICE}?fix=all`)
  expect(changed.text).toContain('The changed model was checked')
  const model = await designer.get(`/en/redesign/${SERVICE}/model.bpmn?fix=all`)
  expect(model.type).toContain('application/xml')
  expect((await compile(model.text)).problems.filter(({ severity }) => severity === 'error')).toEqual([])
})

it('one fix changes that alone, and an unknown one is not found', async () => {
  const before = (await bench.api('designer', 'GET', `/redesign/services/${SERVICE}`)).body
  const { key } = before.findings.find(({ rule }: { rule: string }) => rule === 'opinions-in-series')
  const { tried } = (await bench.api('designer', 'GET', `/redesign/services/${SERVICE}?fix=${encodeURIComponent(key)}`))
    .body
  expect(tried).toMatchObject({ refused: null, removed: [], changed: [], burden: before.burden })
  expect(tried.added.map(({ type }: { type: string }) => type)).toEqual(['parallelGateway', 'parallelGateway'])
  expect(tried.left).toHaveLength(before.findings.length - 1)
  expect((await bench.api('designer', 'GET', `/redesign/services/${SERVICE}?fix=nothing:x`)).status).toBe(404)
  expect((await bench.api('designer', 'GET', '/redesign/services/nothing')).status).toBe(404)
})

it('what runs here is looked through under the names that people call its steps', async () => {
  const { body } = await bench.api('designer', 'GET', `/redesign/services/${SERVICE}?way=now`)
  expect(body).toMatchObject({ way: 'now', source: 'process.bpmn', runs: true })
  const russian = await (await bench.as('kamola')).get(`/ru/redesign/${SERVICE}?way=now`)
  expect(russian.text).not.toContain('Decide on guardianship')
  // a passport that does not run has its way on paper only
  const passport = await bench.api('designer', 'GET', '/redesign/services/marriage-registration?way=now')
  expect(passport.body).toMatchObject({ way: 'before', source: 'draft', runs: false })
})

it('a change of what runs becomes a draft by a press, and nothing else of the service is touched', async () => {
  const { findings } = (await bench.api('designer', 'GET', `/redesign/services/${FIXABLE}?way=now`)).body
  const { key } = findings.find(({ fixable }: { fixable: boolean }) => fixable)
  const designer = await bench.as('kamola')
  const at = `/en/redesign/${FIXABLE}?way=now&fix=${encodeURIComponent(key)}`
  const way = /href="([^"]*\/studio\/services\/round[^"]*)"/.exec((await designer.get(at)).text)?.[1]
  const form = await designer.get(way!.replaceAll('&amp;', '&'))
  expect(form.text).toContain('Begin a draft with this change')
  const body = 'ministry-digital'
  const made = await designer.post('/en/studio/services/round', { service: FIXABLE, fix: key, body })
  expect(made).toMatchObject({ status: 303, location: expect.stringMatching(/\/process$/) })
  const id = made.location!.split('/').at(-2)
  const { files, base } = (await bench.api('designer', 'GET', `/studio/drafts/${id}`)).body
  const published = (await bench.api('designer', 'GET', `/studio/services/${FIXABLE}/files`)).body
  expect(base).toBe(published.version)
  const changed = Object.keys(files).filter((file) => files[file] !== published.files[file])
  expect(changed.sort()).toEqual(['process.bpmn', 'service.yaml'])
  // the drawing is made anew; of the rest, the root's line breaks and quotes too, nothing but what the fix meant
  const process = (text: string) => text.slice(0, text.indexOf('BPMNDiagram')).split('\n')
  const now = process(files['process.bpmn'])
  const gone = process(published.files['process.bpmn']).filter((line) => !now.includes(line))
  expect(now.slice(0, 3)).toEqual(process(published.files['process.bpmn']).slice(0, 3))
  expect(gone.length).toBeLessThan(12)
  expect((await compile(files['process.bpmn'])).problems.filter(({ severity }) => severity === 'error')).toEqual([])
  // the next goes into the same draft, which keeps both as revisions; one that is done already is found no more
  const again = { service: FIXABLE, fix: key, body }
  expect((await bench.api('designer', 'POST', '/studio/fixes', again)).body.type).toContain('fix-unknown')
  const rest = await bench.api('designer', 'POST', '/studio/fixes', { ...again, fix: 'all' })
  const others = findings.filter((finding: { fixable: boolean; key: string }) => finding.fixable && finding.key !== key)
  if (others.length === 0) expect(rest.body.type).toContain('fix-unknown')
  else expect(rest.body).toMatchObject({ id, revision: 2 })
  // what is not found is not done, and who designs nothing is shown no way to it
  const unknown = { service: FIXABLE, fix: 'no-law:nothing', body }
  expect((await bench.api('designer', 'POST', '/studio/fixes', unknown)).body.type).toContain('fix-unknown')
  expect((await bench.api('officer', 'POST', '/studio/fixes', unknown)).status).toBe(403)
  expect((await (await bench.as('sardor')).get(at)).text).not.toContain('/studio/services/round')
})

it('is for designers, administrators and auditors', async () => {
  for (const [persona, status] of [
    ['designer', 200],
    ['auditor', 200],
    ['administrator', 200],
    ['citizen', 403],
    ['officer', 403],
  ] as const)
    expect((await bench.api(persona, 'GET', '/redesign/services')).status, persona).toBe(status)
  expect((await (await bench.as('kamola')).get('/en')).text).toContain('href="/en/redesign"')
  expect((await (await bench.as('dilnoza')).get('/en')).text).not.toContain('/redesign')
})

it('every rule has its words in every language', () => {
  const rules = [...readFileSync('src/kernel/diagnosis/finding.ts', 'utf8').matchAll(/^ {2}'([a-z-]+)': \{ pattern/gm)]
  expect(rules.length).toBeGreaterThan(8)
  for (const language of ['uz', 'ru', 'en'])
    for (const [, rule] of rules)
      expect(readFileSync(`texts/${language}/redesign.yaml`, 'utf8'), language).toContain(`\n  ${rule}:\n`)
})

it('reads well narrow and wide, and needs no script', async () => {
  for (const width of [320, 1280]) {
    const page = await browse(bench, browser, 'kamola', { width })
    for (const path of ['', `/${SERVICE}`, `/${SERVICE}?fix=all`, `/${SERVICE}?way=now`]) {
      await page.goto(`/en/redesign${path}`)
      expect(await faultsOf(page), `${path} at ${width}`).toEqual([])
      expect(await page.locator('main script, main [onclick]').count()).toBe(0)
      if (process.env['DARCHA_PICTURES'])
        await page.screenshot({
          path: `${process.env['DARCHA_PICTURES']}/redesign-${width}-${path.replace(/\W+/g, '_')}.png`,
          fullPage: true,
        })
    }
    await page.context().close()
  }
})

it('a person takes a service as it is through its findings, a fix, all fixes, and a simulated comparison', async () => {
  const page = await browse(bench, browser, 'kamola')
  await page.goto('/en/redesign')
  await page.locator(`main a[href="/en/redesign/${SERVICE}"]`).first().click()
  await page.getByRole('heading', { name: /findings?$/ }).waitFor()
  await page
    .getByRole('link', { name: /^Look at the change/ })
    .first()
    .click()
  await page.locator('#preview').waitFor()
  expect(await page.textContent('main')).toContain('The changed model was checked')
  await page.getByRole('link', { name: 'Look at all changes together' }).click()
  await page.waitForURL(/fix=all/)
  // what is different stands in a table beside the two drawings
  expect(await page.locator('main svg').count()).toBeGreaterThan(1)
  const visits = (await page.textContent('main'))!
  expect(visits).toContain('Left out')
  await page.goto(`/en/redesign/${SERVICE}`)
  await page.getByRole('link', { name: 'Simulation' }).click()
  await page.getByRole('textbox', { name: 'Cases', exact: true }).fill('40')
  await page.getByRole('button', { name: 'Simulate' }).click()
  await page.waitForURL(/cases=40/)
  const rows = await page.locator('table').first().locator('tbody tr').allTextContents()
  expect(rows.map((row) => /On paper|As it runs here|As it would be/.exec(row)?.[0])).toEqual([
    'On paper',
    'As it runs here',
    'As it would be',
  ])
  // each is told with its interval, and the others with their difference from the first
  for (const row of rows) expect(row).toContain('±')
  await page.context().close()
})
