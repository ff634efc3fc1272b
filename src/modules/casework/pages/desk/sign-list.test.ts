import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoPersonId } from '../../../../platform/identity/index.ts'
import { faultsOf, openBrowser } from '../../../../ui/testing.ts'
import { caseBench, type CaseBench, type Visitor } from '../../testing.ts'
import { browse } from '../testing.ts'

const GUARDIAN = 'guardianship-incapacitated-adult'
const OFFICE = 'khokimiyat-1726266'
const LIST = `/en/desk?office=${OFFICE}&whose=sign`
const NOTE = 'The room is too small for the person and the child'

interface Waiting {
  id: string
  number: string
  task: string
}

let bench: CaseBench
let browser: Browser
let nargiza: Visitor
let granted: [Waiting, Waiting]
let refused: Waiting
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([caseBench([GUARDIAN]), openBrowser()])
  nargiza = await bench.as('nargiza')
  granted = [await decided('grant'), await decided('grant')]
  refused = await decided('refuse')
})
afterAll(async () => {
  await browser.close()
  await bench.close()
})

/** A case that waits for the head's signature. */
async function decided(outcome: 'grant' | 'refuse', language = 'en'): Promise<Waiting> {
  const item = await bench.file(GUARDIAN)
  await bench.instance.database.query('update casework.application set language = $1 where case_id = $2', [
    language,
    item.id,
  ])
  await bench.work()
  const [shahnoza, feruza, jasur] = await Promise.all(['shahnoza', 'feruza', 'jasur'].map((name) => bench.as(name)))
  const complete = async (who: Visitor, element: string, fields: Record<string, string>) => {
    const done = await who.post(`/en/desk/tasks/${await bench.task(item.id, element)}/complete`, fields)
    expect(done.status).toBe(303)
    await bench.work()
  }
  await complete(shahnoza!, 'healthOpinion', { outcome: 'agree' })
  await complete(feruza!, 'socialOpinion', { outcome: 'agree' })
  const fields = outcome === 'refuse' ? { reason: 'not-in-interest', note: NOTE } : {}
  if (outcome === 'refuse') {
    await jasur!.post(`/en/desk/tasks/${await bench.task(item.id, 'decide')}/hearing`, fields as never)
    const dilnoza = await bench.as('dilnoza')
    await dilnoza.post(`/en/applications/${item.id}/hearing`, { hearing: 'The room is ready' })
  }
  await complete(jasur!, 'decide', { outcome, ...fields })
  return { ...item, task: await bench.task(item.id, 'sign') }
}
const plain = (text: string) => text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const box = ({ task }: Waiting, text: string) => new RegExp(`<input[^>]*value="${task} [^>]*>`).exec(text)![0]

it('tells grants and refusals apart, with the ground, for whom, and the paper itself beside the list', async () => {
  const page = await browse(bench, browser, 'nargiza')
  await page.goto(LIST)
  const list = await page.locator('.signing').innerText()
  expect(list).toContain('Grant: 2')
  expect(list).toContain('Refuse: 1')
  expect(list.indexOf(granted[1].number)).toBeLessThan(list.indexOf(refused.number))
  expect(await page.locator('tr', { hasText: refused.number }).innerText()).toMatch(
    /Refuse[\s\S]*not in the interest of the person[\s\S]*Dilnoza Karimova/,
  )
  const [table, paper] = [
    (await page.locator('.signing table').first().boundingBox())!,
    (await page.locator('.paper').boundingBox())!,
  ]
  expect(paper.x).toBeGreaterThanOrEqual(table.x + table.width)
  expect(paper.width).toBeGreaterThan(400)
  expect(await page.locator('.paper').innerText()).toContain(granted[0].number)
  // one after the other, and what is chosen stays
  await page.locator('input[name=task]').first().check()
  expect(await page.locator('[data-chosen]').innerText()).toBe('1')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.waitForURL(/look=/)
  expect(await page.locator('.paper').innerText()).toContain(granted[1].number)
  expect(await page.locator('input[name=task]').first().isChecked()).toBe(true)
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await faultsOf(page), `${width} px`).toEqual([])
  }
  await page.context().close()
  // whose paper was read is told so; the others stand in the list only
  const { rows } = await bench.instance.database.query<{ number: string }>(
    "select distinct case_number as number from exchange.look where what = 'document' order by 1",
  )
  expect(rows.map(({ number }) => number)).toEqual(granted.map(({ number }) => number))
})

it('chooses all that may be chosen and none, without a script', async () => {
  const all = (await nargiza.get(`${LIST}&choose=all`)).text
  expect([granted[0], granted[1], refused].map((item) => /checked/.test(box(item, all)))).toEqual([true, true, false])
  expect((await nargiza.get(`${LIST}&choose=none`)).text).not.toMatch(/<input[^>]*name="task"[^>]*checked/)
})

it('lets nobody sign a refusal unseen', async () => {
  expect(box(refused, (await nargiza.get(LIST)).text)).toContain('disabled')
  const sign = (fields: [string, string][]) =>
    nargiza.post(`/en/desk/sign?office=${OFFICE}&whose=sign`, [
      ['task', `${refused.task} ${refused.number}`],
      ...fields,
    ])
  const unseen = plain((await sign([['key', 'unseen']])).text)
  expect(unseen).toContain(
    `1 could not be signed: ${refused.number} : Read the paper first, then choose it: it does not grant everything`,
  )
  const seen = await nargiza.get(`${LIST}&look=${refused.task}`)
  expect(plain(seen.text)).toContain(NOTE)
  expect(box(refused, seen.text)).not.toContain('disabled')
  const digest = /name="seen" value="([^"]+)"/.exec(seen.text)![1]!
  // another paper's digest is not this one's
  expect(
    plain(
      (
        await sign([
          ['key', 'other'],
          ['seen', 'f'.repeat(64)],
        ])
      ).text,
    ),
  ).toContain('1 could not be signed')
  expect(
    plain(
      (
        await sign([
          ['key', 'seen'],
          ['seen', digest],
        ])
      ).text,
    ),
  ).toContain('1 document signed')
})

it('marks what another has to sign', async () => {
  await bench.instance.database.query(
    'insert into casework.recusal (case_id, person, reason, at) values ($1, $2, $3, $4)',
    [granted[1].id, demoPersonId('nargiza'), 'A neighbour', bench.clock()],
  )
  const { text } = await nargiza.get(`${LIST}&choose=all`)
  expect(box(granted[1], text)).toContain('disabled')
  expect(plain(text)).toContain('You stepped aside from this case')
})

it('says of what is granted in part that it is, and lets nobody sign it unseen', async () => {
  const write = (outcome: string) =>
    bench.instance.database.query(
      "update documents.result set outcome = $2 where case_id = $1 and status = 'draft' and unsigned is not null",
      [granted[0].id, outcome],
    )
  const row = async (path: string) => {
    const { text } = await nargiza.get(path)
    const at = text.indexOf(box(granted[0], text))
    return [/disabled/.test(box(granted[0], text)), plain(text.slice(at, text.indexOf(granted[0].number, at + 400)))]
  }
  const another = `${LIST}&look=${granted[1].task}`
  expect(await row(another)).toEqual([false, expect.stringContaining(' Grant ')])
  await write('granted-in-part')
  expect(await row(another)).toEqual([true, expect.stringContaining(' Granted in part ')])
  const unseen: [string, string][] = [
    ['key', 'in-part'],
    ['task', `${granted[0].task} ${granted[0].number}`],
  ]
  const said = plain((await nargiza.post(`/en/desk/sign?office=${OFFICE}&whose=sign`, unseen)).text)
  expect(said).toContain(`1 could not be signed: ${granted[0].number} : Read the paper first`)
  expect(await row(`${LIST}&look=${granted[0].task}`)).toEqual([false, expect.stringContaining(' Granted in part ')])
  await write('granted')
})

it('shows a paper in its own language, people named in the letters in which the registers have them', async () => {
  const russian = await decided('grant', 'ru')
  const { text } = await nargiza.get(`${LIST}&look=${russian.task}`)
  const paper = plain(/<article class="paper" lang="ru">[\s\S]*?<\/article>/.exec(text)![0])
  expect(paper).toContain('Кому выдан Дилноза Каримова')
  expect(paper).toContain('Санжар Каримов')
  expect(paper).not.toMatch(/[A-Z][a-z]+ Karimov|For whom/)
})
