import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { instantOfId } from '../../../../platform/database/index.ts'
import { demoPersonId, readPeople } from '../../../../platform/identity/index.ts'
import { performer } from '../../../../platform/use-case/index.ts'
import { faultsOf, openBrowser } from '../../../../ui/testing.ts'
import { readServiceFolder } from '../../../catalogue/index.ts'
import { saveAnswers, startDraft } from '../../index.ts'
import { caseBench, type CaseBench } from '../../testing.ts'
import { browse } from '../testing.ts'

const RIGHT = 'property-right-registration'
const OFFICE = 'service-centre-1726266'
const people = readPeople('country/uz/people.yaml')
const DILNOZA = people.find((person) => person.id === 'dilnoza')!

let bench: CaseBench
let browser: Browser
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([caseBench([RIGHT]), openBrowser()])
  await bench.instance.database.query(
    "insert into identity.role (person, role, body, since, given_by) values ($1, 'counter', $2, '2000-01-01', 'demo')",
    [demoPersonId('farhod'), OFFICE],
  )
})
afterAll(async () => {
  await browser?.close()
  await bench?.close()
})

/** A walk-in's application, answered and not sent, as the operator has it on the screen. @returns the draft's id */
async function answered(receivedAt?: string): Promise<string> {
  const { database, rights, world, country } = bench.instance
  const item = performer(database, rights, world)
  const malika = people.find((each) => each.id === 'malika')!
  const as = {
    principal: { personId: demoPersonId('malika'), number: malika.number, roles: malika.roles },
    language: 'en',
    now: bench.clock(),
  }
  const { service } = readServiceFolder(`services/${RIGHT}`, country)
  const { id } = await item.perform(
    startDraft,
    {
      service: RIGHT,
      channel: receivedAt ? 'paper' : 'counter',
      office: OFFICE,
      applicant: { number: DILNOZA.number },
      ...(receivedAt ? { receivedAt } : {}),
    },
    as,
  )
  await item.perform(
    saveAnswers,
    { draft: id, answers: (service!.examples[0] as unknown as { answers: Record<string, never> }).answers },
    as,
  )
  return id
}
const filed = async () =>
  (
    await bench.instance.database.query<{ id: string; number: string; filedAt: string; channel: string }>(
      'select case_id as id, number, filed_at as "filedAt", channel from casework.application where taken_by = $1 order by case_id',
      [demoPersonId('malika')],
    )
  ).rows
/** All that lies in the browser's database, as somebody with the machine would read it. */
const lying = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<string>((done) => {
        const opening = indexedDB.open('darcha-counter')
        opening.onsuccess = () => {
          const asked = opening.result.transaction('kept').objectStore('kept').getAll()
          asked.onsuccess = () =>
            done(
              JSON.stringify(
                asked.result.map((row) => ({
                  ...row,
                  iv: [...row.iv],
                  data: new TextDecoder('latin1').decode(row.data),
                })),
              ),
            )
        }
      }),
  )
const open = async (width = 1280) => {
  const page = await browse(bench, browser, 'malika', { width })
  page.setDefaultTimeout(10_000)
  return page
}
const sign = (page: Page) => page.locator('[data-counter-line]')
const send = async (page: Page) => {
  await page.locator('label[for=sure]').click()
  await page.locator('form[data-keep=application] button.ds-button').click()
}
const picture = async (page: Page, name: string) => {
  if (process.env['PICTURES']) await page.screenshot({ path: `${process.env['PICTURES']}/${name}.png`, fullPage: true })
}

it('keeps what could not be sent with its time of receipt, and sends it once when the line is back', async () => {
  const page = await open()
  await page.goto(`/en/drafts/${await answered()}/check`)
  expect(await sign(page).isVisible()).toBe(false)
  await page.context().setOffline(true)
  await sign(page).getByText('No connection since').waitFor()
  // less what the page took to arrive
  const before = new Date(Date.parse(bench.clock()) - 300).toISOString()
  await send(page)
  const slip = page.locator('[data-slip-of]')
  await slip.waitFor()
  expect(await slip.innerText()).toMatch(
    /Provisional slip\s+[0-9A-F]{8}[\s\S]*Dilnoza Karimova[\s\S]*Received at the counter/,
  )
  expect(await sign(page).locator('[data-waits]').innerText()).toBe('Waiting to be sent: 1')
  expect(await faultsOf(page)).toEqual([])
  await picture(page, 'counter-slip-1280')
  const kept = bench.clock()
  expect(await filed()).toEqual([])
  // nothing of the person can be read on the machine
  for (const secret of ['Dilnoza', 'Karimova', DILNOZA.number, 'sure']) expect(await lying(page)).not.toContain(secret)
  expect(await lying(page)).toContain('"at"')
  // printed, it is the slip alone
  await page.emulateMedia({ media: 'print' })
  expect([await slip.isVisible(), await sign(page).isVisible(), await slip.getByRole('button').isVisible()]).toEqual([
    true,
    false,
    false,
  ])
  await page.emulateMedia({ media: 'screen' })
  await page.context().setOffline(false)
  await slip.getByRole('link', { name: 'Open the receipt' }).waitFor()
  const [item, ...more] = await filed()
  expect(more).toEqual([])
  expect(
    new Date(item!.filedAt).toISOString() >= before && new Date(item!.filedAt).toISOString() <= kept,
    `${before} ${item!.filedAt} ${kept}`,
  ).toBe(true)
  expect(instantOfId(item!.id) > kept).toBe(true)
  expect(await slip.innerText()).toContain(item!.number)
  expect(await sign(page).locator('[data-waits]').count()).toBe(0)
  await picture(page, 'counter-sent-1280')
  await slip.getByRole('link', { name: 'Open the receipt' }).click()
  await page.waitForURL(`**/en/counter/applications/${item!.id}`)
  expect(await page.locator('main').innerText()).toContain(`№ ${item!.number}`)
  await sign(page)
    .getByRole('button', { name: /Take off this list/ })
    .click()
  await sign(page).waitFor({ state: 'hidden' })
  expect(await lying(page)).toBe('[]')
  await page.context().close()
})

it('says that the line is gone also where it went while the page was still loading', async () => {
  const page = await open()
  const gone = Promise.withResolvers<void>()
  await page.route('**/counter-line.js*', async (route) => {
    const answer = await route.fetch()
    await gone.promise
    await route.fulfill({ response: answer })
  })
  const asked = page.waitForRequest('**/counter-line.js*')
  await page.goto('/en/counter', { waitUntil: 'commit' })
  await asked
  await page.context().setOffline(true)
  gone.resolve()
  await sign(page).getByText('No connection since').waitFor()
  await page.context().close()
})

it('files once when the line broke after the server had taken it, and after the window was closed and opened again', async () => {
  const stamp = new Date(Date.parse(bench.clock()) - 3 * 3_600_000).toISOString()
  const before = (await filed()).length
  const page = await open(320)
  const context = page.context()
  await page.goto(`/en/drafts/${await answered(stamp)}/check`)
  let broken = 0
  // the request arrives, its answer does not
  await context.route('**/check', async (route) => {
    if (route.request().method() !== 'POST' || broken++ > 0) return route.fallback()
    await route.fetch({ maxRedirects: 0 })
    await context.setOffline(true)
    return route.abort('connectionreset')
  })
  await send(page)
  await page.locator('[data-slip-of]').waitFor()
  await picture(page, 'counter-slip-320')
  expect((await filed()).length).toBe(before + 1)
  await page.close()
  await context.setOffline(false)
  const again = await context.newPage()
  await again.goto('/en/counter')
  const entry = sign(again).locator('li[data-state=sent]')
  await entry.waitFor()
  const all = await filed()
  expect(all.length).toBe(before + 1)
  expect(await entry.innerText()).toContain(all.at(-1)!.number)
  // the stamp on the paper stays the time of receipt
  expect(new Date(all.at(-1)!.filedAt).toISOString()).toBe(stamp)
  expect(await faultsOf(again)).toEqual([])
  await picture(again, 'counter-list-320')
  await context.close()
})

it('keeps a page of answers, and opens the next by itself when the line is back', async () => {
  const page = await open()
  await page.goto(`/en/drafts/${await answered()}`)
  await page.goto(`${new URL('.', page.url()).href}${await firstPage()}`)
  await page.context().setOffline(true)
  await page.locator('form[data-keep=answers] .buttons button').first().click()
  await page.getByText('What you typed is kept since').waitFor()
  await picture(page, 'counter-answers-1280')
  // pressed once more: still one
  await page.locator('form[data-keep=answers] .buttons button').first().click()
  await expect.poll(() => sign(page).locator('li').count()).toBe(1)
  const here = page.url()
  await page.context().setOffline(false)
  await page.waitForURL((url) => url.href !== here)
  expect(await lying(page)).toBe('[]')
  await page.context().close()
})
const firstPage = async () => {
  const { database, world } = bench.instance
  return (await database.transaction((tx) => world.services.get(tx, RIGHT))).form!.pages[0]!.id
}

it('belongs to its operator: warns at sign-out, tells the next one a count only, and waits', async () => {
  const page = await open()
  const context = page.context()
  const draft = await answered()
  await page.goto(`/en/drafts/${draft}/check`)
  const before = (await filed()).length
  await context.setOffline(true)
  await send(page)
  await page.locator('[data-slip-of]').waitFor()
  await page.locator('header summary', { hasText: 'Malika' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('dialog').waitFor()
  await picture(page, 'counter-sign-out-1280')
  await page.getByRole('button', { name: 'Stay signed in' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.close()
  // the next operator at this machine
  await context.addCookies([
    {
      ...(await bench.cookie('farhod')),
      url: bench.origin.replace('http:', 'https:'),
      secure: true,
      httpOnly: true,
      sameSite: 'Lax',
    },
  ])
  await context.setOffline(false)
  const next = await context.newPage()
  await next.goto('/en/counter')
  await sign(next).getByText('Kept on this computer by other operators: 1').waitFor()
  expect(await sign(next).innerText()).not.toContain('Dilnoza')
  expect(await lying(next)).not.toContain('Dilnoza')
  expect((await filed()).length).toBe(before)
  await next.close()
  await context.addCookies([
    {
      ...(await bench.cookie('malika')),
      url: bench.origin.replace('http:', 'https:'),
      secure: true,
      httpOnly: true,
      sameSite: 'Lax',
    },
  ])
  const back = await context.newPage()
  await back.goto('/en/counter')
  await sign(back).locator('li[data-state=sent]').waitFor()
  expect((await filed()).length).toBe(before + 1)
  await context.close()
})

it('says why something kept was not accepted, and keeps its time of receipt for the next try', async () => {
  const page = await open()
  const context = page.context()
  const draft = await answered()
  await page.goto(`/en/drafts/${draft}/check`)
  await context.setOffline(true)
  await send(page)
  await page.locator('[data-slip-of]').waitFor()
  const at = (JSON.parse(await lying(page)) as { at: string }[])[0]!.at
  const { answers } = (
    await bench.instance.database.query<{ answers: object }>('select answers from casework.draft where id = $1', [
      draft,
    ])
  ).rows[0]!
  await bench.instance.database.query("update casework.draft set answers = '{}' where id = $1", [draft])
  await context.setOffline(false)
  const entry = sign(page).locator('li[data-state=refused]')
  await entry.waitFor()
  expect(await entry.innerText()).toContain('Not accepted: ')
  await bench.instance.database.query('update casework.draft set answers = $2 where id = $1', [
    draft,
    JSON.stringify(answers),
  ])
  await entry.getByRole('link', { name: 'Open' }).click()
  await page.waitForURL(/kept=/)
  await send(page)
  await page.waitForURL(/\/counter\/applications\//)
  expect(new Date((await filed()).at(-1)!.filedAt).toISOString()).toBe(at)
  expect(await lying(page)).toBe('[]')
  await context.close()
})

it('does not believe a time of receipt before the draft or in the future', async () => {
  const visitor = await bench.as('malika')
  for (const [said, expected] of [
    ['2020-01-01T00:00:00.000Z', 'begun'],
    ['2999-01-01T00:00:00.000Z', 'now'],
    ['yesterday', 'now'],
    ['2026-13-45T99:99:99.000Z', 'now'],
  ] as const) {
    const draft = await answered()
    const before = bench.clock()
    expect(
      (await visitor.post(`/en/drafts/${draft}/check`, { sure: 'true', key: crypto.randomUUID(), keptAt: said }))
        .status,
    ).toBe(303)
    const at = new Date((await filed()).at(-1)!.filedAt).toISOString()
    if (expected === 'begun') expect(at).toBe(instantOfId(draft))
    else expect(at >= before, `${said}: ${at}`).toBe(true)
  }
})

it('is not there without JavaScript or for others, and its address tells nobody else anything', async () => {
  const malika = await bench.as('malika')
  const told = await malika.get('/en/counter/line')
  expect(told.status).toBe(200)
  expect(Object.keys(JSON.parse(told.text) as object)).toEqual(['owner'])
  expect((await malika.get('/en/counter')).text).toMatch(/data-counter-line="true" data-key="[^"]{44}"[^>]* hidden/)
  expect((await (await bench.as('dilnoza')).get('/en/counter/line')).status).toBe(403)
  expect((await bench.nobody.get('/en/counter/line')).status).toBe(401)
})
