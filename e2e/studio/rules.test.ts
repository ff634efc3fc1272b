import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { browse } from '../../src/modules/casework/pages/testing.ts'
import { caseBench, type CaseBench } from '../../src/modules/casework/testing.ts'
import { faultsOf, openBrowser } from '../../src/ui/testing.ts'

const SERVICE = 'tree-felling-permit'
let bench: CaseBench
let browser: Browser
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([caseBench([SERVICE]), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await bench?.close()
})

const TABLE = `<decision id="size" name="size"><variable name="size"/><decisionTable hitPolicy="UNIQUE"><input><inputExpression><text>answers.trees</text></inputExpression></input><output name="size"/>
      <rule id="r1"><inputEntry><text>&lt;= 7</text></inputEntry><outputEntry><text>"few"</text></outputEntry></rule>
      <rule id="r2"><inputEntry><text>[7..20]</text></inputEntry><outputEntry><text>"some"</text></outputEntry></rule>
    </decisionTable></decision>
</definitions>`

it('rules are edited as a sheet: keys, pasted rows, how rows are chosen, gaps and overlaps, and named expressions', async () => {
  const begun = await bench.api('designer', 'POST', '/studio/drafts', { body: 'ministry-digital', service: SERVICE })
  const draft = begun.body.id
  const files = async () => (await bench.api('designer', 'GET', `/studio/drafts/${draft}`)).body.files
  const before = (await files())['rules.dmn'] as string
  const added = before.replace('</definitions>', TABLE)
  const change = { part: 'source', changes: [{ kind: 'file', file: 'rules.dmn', text: added }] }
  expect((await bench.api('designer', 'POST', `/studio/drafts/${draft}/changes`, change)).status).toBe(200)
  const page = await browse(bench, browser, 'kamola')
  await page.goto(`/en/studio/${draft}/rules`)
  const section = page.locator('#decision-size')
  expect(await section.textContent()).toContain('Rows 1, 2 all take: answers.trees = 7')
  expect(await section.textContent()).toContain('No row takes: answers.trees > 20')
  const cell = (row: number, column: number) => page.locator(`[id="cell/size/${row}/${column}"]`)
  await cell(0, 0).focus()
  await page.keyboard.press('Enter')
  expect(await cell(1, 0).evaluate((input) => input === document.activeElement)).toBe(true)
  await page.keyboard.press('ArrowRight')
  expect(await cell(1, 1).evaluate((input) => input === document.activeElement)).toBe(true)
  await page.keyboard.press('ArrowUp')
  expect(await cell(0, 1).evaluate((input) => input === document.activeElement)).toBe(true)
  // two lines of a spreadsheet, of which the second has no row yet
  const paste = (at: ReturnType<typeof cell>, text: string) =>
    at.evaluate((input, pasted) => {
      const data = new DataTransfer()
      data.setData('text/plain', pasted)
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    }, text)
  await paste(cell(1, 0), ']7..20]\t"some"\n> 20\t"many"\n')
  await section.getByLabel('How rows are chosen').selectOption('FIRST')
  expect(await faultsOf(page)).toEqual([])
  await section.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Every case has its row').waitFor()
  const saved = (await files())['rules.dmn'] as string
  expect(saved).toContain('hitPolicy="FIRST"')
  expect(saved).toMatch(/<inputEntry><text>&gt; 20<\/text><\/inputEntry><outputEntry><text>"many"<\/text>/)
  // what is no FEEL is marked at once where it is, and what can be read comes to a value for the example
  const took = await cell(0, 0).evaluate((input: HTMLInputElement) => {
    const begun = performance.now()
    for (let time = 0; time < 20; time++) {
      input.value = '<= (7 +'
      input.dispatchEvent(new Event('input', { bubbles: true }))
    }
    return (performance.now() - begun) / 20
  })
  expect(took).toBeLessThan(16)
  expect(await cell(0, 0).getAttribute('aria-invalid')).toBe('true')
  expect(await section.textContent()).toContain('This cannot be read from line 1, character 8 on: “…”')
  expect(await faultsOf(page)).toEqual([])
  await cell(0, 0).fill('<= 7')
  expect(await cell(0, 0).getAttribute('aria-invalid')).toBeNull()
  await section
    .getByRole('status')
    .filter({ hasText: /For the example “.+”: .+ → (true|false)/ })
    .waitFor()
  // a row of one's own, kept with the service and tried by its check
  await section.locator('summary', { hasText: 'Add a row of my own' }).click()
  await page.locator('[id="row-answer/size/trees"]').fill('12')
  await section.getByLabel('What has to come out').fill('"few"')
  await section.getByRole('button', { name: 'Add a row of my own' }).click()
  await section.getByText('otherwise', { exact: true }).waitFor()
  expect((await files())['rule-examples.yaml']).toBe('- {decision: size, answers: {trees: 12}, expect: few}\n')
  const checked = await bench.api('designer', 'GET', `/studio/drafts/${draft}/check`)
  expect(JSON.stringify(checked.body.errors)).toContain('the row expects')
  // the overview tells it in the page's language
  const overview = await page.request.get(new URL(`/ru/studio/${draft}`, page.url()).href)
  expect(await overview.text()).toMatch(/Решение «size» даёт .*ваша строка ожидает/)
  await section.locator('summary', { hasText: 'Add a row of my own' }).click()
  await page.locator('[id="row-answer/size/trees"]').fill('12')
  await section.getByLabel('What has to come out').fill('"some"')
  await section.getByRole('button', { name: 'Add a row of my own' }).click()
  await section.getByText('as expected', { exact: true }).waitFor()
  await section.getByRole('button', { name: 'Take out 1', exact: true }).last().click()
  await section.getByText('otherwise', { exact: true }).waitFor({ state: 'detached' })
  expect((await files())['rule-examples.yaml']).toBe('- {decision: size, answers: {trees: 12}, expect: some}\n')
  // Alt and an arrow moves a rule
  await cell(1, 0).focus()
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Alt+ArrowUp')])
  expect(await cell(0, 0).inputValue()).toBe(']7..20]')
  // on a telephone the table scrolls in its frame, the page does not
  await page.setViewportSize({ width: 320, height: 800 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  await page.setViewportSize({ width: 1280, height: 900 })
  // Ctrl and Delete takes one out
  await page.getByRole('button', { name: 'Add a row' }).click()
  await cell(3, 0).focus()
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Control+Delete')])
  expect(await cell(3, 0).count()).toBe(0)
  // pasted rows of which one can't be read stay as they were pasted, until it can
  await paste(cell(2, 0), '> 30\t"a"\n> 40 +\t"b"\n\t"c"\n')
  await section.getByRole('button', { name: 'Save' }).click()
  await page.locator('input[aria-invalid=true]').waitFor()
  expect(await Promise.all([cell(3, 0), cell(3, 1), cell(4, 1)].map((input) => input.inputValue()))).toEqual([
    '> 40 +',
    '"b"',
    '"c"',
  ])
  await cell(3, 0).fill('> 40')
  await Promise.all([page.waitForURL(/#decision-/), section.getByRole('button', { name: 'Save' }).click()])
  expect(await files().then((now) => now['rules.dmn'])).toMatch(/&gt; 40<.*"b"<[^]*<text>-<.*"c"</)
  // another changed a cell meanwhile: only what was meant here is taken from here
  const theirs = [{ kind: 'rules', edit: { do: 'cell', decision: 'size', rule: 0, column: 0, text: '[8..19]' } }]
  const other = { part: 'rules', changes: theirs }
  expect((await bench.api('designer', 'POST', `/studio/drafts/${draft}/changes`, other)).status).toBe(200)
  await cell(1, 1).fill('"mine"')
  await section.getByRole('button', { name: 'Save' }).click()
  await page.locator('[id="cell/size/0/0"][value="[8..19]"]').waitFor()
  expect(await Promise.all([cell(0, 0), cell(1, 1)].map((input) => input.inputValue()))).toEqual(['[8..19]', '"mine"'])
  await Promise.all([page.waitForURL(/#decision-/), section.getByRole('button', { name: 'Save' }).click()])
  // a boxed context is a list of names with their expressions; what is no FEEL is told where it stands
  const [named] = await page.locator('textarea[name^="entry/"]').all()
  const was = await named!.inputValue()
  await named!.fill('1 +')
  await page.locator('form', { has: named! }).getByRole('button', { name: 'Save' }).click()
  await page.getByText('too early').first().waitFor()
  const wrong = page.locator('textarea[aria-invalid=true]')
  expect(await wrong.inputValue()).toBe('1 +')
  await wrong.fill(`1 + 0`)
  await page.locator('form', { has: wrong }).getByRole('button', { name: 'Save' }).click()
  await page.waitForURL(/#decision-/)
  const last = (await files())['rules.dmn'] as string
  expect(last).toContain('<text>1 + 0</text>')
  expect(was).not.toBe('1 + 0')
  expect(await faultsOf(page)).toEqual([])
})

it('columns, names and whole decisions come, go and are called anew on the page; what is no FEEL comes back', async () => {
  const begun = await bench.api('designer', 'POST', '/studio/drafts', {
    body: 'ministry-digital',
    service: 'mill-permit',
    template: 'permit-with-opinions',
  })
  const draft = begun.body.id
  const rules = async () =>
    (await bench.api('designer', 'GET', `/studio/drafts/${draft}`)).body.files['rules.dmn'] as string
  const page = await browse(bench, browser, 'kamola')
  page.setDefaultTimeout(20_000)
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  // a service that had no rules
  await page.goto(`/en/studio/${draft}/rules`)
  await page.locator('summary', { hasText: 'Begin a decision' }).click()
  await page.getByLabel('What it is called in the files').fill('entitled')
  await page.getByLabel('What its first column asks').fill('answers.age +')
  await page.getByLabel('Name of what it answers').fill('outcome')
  await press('Begin a decision')
  await page.getByText('This is no FEEL').first().waitFor()
  expect(await faultsOf(page)).toEqual([])
  await page.getByLabel('What its first column asks').fill('answers.age')
  await press('Begin a decision')
  const section = page.locator('#decision-entitled')
  await section.waitFor()
  // another column of each side, with a cell in the row that is there
  const columns = section.locator('summary', { hasText: 'Columns of the table' })
  await columns.click()
  await section.getByLabel('What a new column asks').fill('answers.region')
  await section.getByLabel('Name of a new result').fill('reason')
  await section.getByLabel('What column 1 is called').fill('Age')
  await section.getByRole('button', { name: 'Save' }).last().click()
  await section.getByRole('columnheader', { name: 'answers.region' }).waitFor()
  expect(await rules()).toMatch(/<input label="Age"><inputExpression><text>answers.age<[\s\S]*answers.region/)
  expect(await section.getByRole('columnheader').allTextContents()).toEqual(
    expect.arrayContaining(['Age', 'answers.region', '→ outcome', '→ reason']),
  )
  await columns.click()
  await section.getByRole('button', { name: 'Take out answers.region' }).click()
  await section.getByRole('columnheader', { name: 'answers.region' }).waitFor({ state: 'detached' })
  expect(await rules()).not.toContain('answers.region')
})
