import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoPersonId } from '../../../platform/identity/index.ts'
import { samplePdf } from '../model/sample-pdf.ts'
import { faultsOf, openBrowser } from '../../../ui/testing.ts'
import { caseBench, type CaseBench, type Visitor } from '../testing.ts'
import { browse } from './testing.ts'

const SERVICE = 'guardianship-incapacitated-adult'
let bench: CaseBench
let browser: Browser
let dilnoza: Visitor
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([caseBench([SERVICE]), openBrowser()])
  dilnoza = await bench.as('dilnoza')
})
afterAll(async () => {
  await browser?.close()
  await bench?.close()
})

const text = (html: string) => html.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
/** What a form on a page was shown with. @param action end of the address it goes to */
function shownIn(html: string, action: string): string {
  const form = [...html.matchAll(/<form\b[^>]*action="([^"]*)"[\s\S]*?<\/form>/g)].find(([, to]) =>
    to!.replace(/\?.*/, '').endsWith(action),
  )
  return text(/name="shown" value="([^"]*)"/.exec(form![0])![1]!)
}

/** A new draft of the applicant. @returns its address */
async function begin(): Promise<string> {
  await bench.instance.database.query('delete from casework.draft', [])
  const started = await dilnoza.post(`/en/services/${SERVICE}/start`, { for: 'myself' })
  return started.location!
}
const answersOf = async (draft: string) =>
  (
    await bench.instance.database.query<{ answers: Record<string, unknown> }>(
      'select answers from casework.draft where id = $1',
      [draft.split('/').at(-1)],
    )
  ).rows[0]!.answers

describe('a draft open in two windows', () => {
  it('keeps both where they touch different answers, and asks where they typed different things', async () => {
    const draft = await begin()
    const seen = await dilnoza.get(`${draft}/ward`)
    const shown = shownIn(seen.text, '/ward')
    expect(
      (await dilnoza.post(`${draft}/ward`, { shown, wardName: 'Sanjar Karimov', relation: 'parent' })).status,
    ).not.toBe(412)
    // the second window, opened at the same time: another relation, the name not touched, and something of its own
    const second = await dilnoza.post(`${draft}/ward`, {
      shown,
      wardName: '',
      relation: 'sibling',
      relationOther: 'Half-brother',
    })
    expect(second.status).toBe(412)
    expect(text(second.text)).toContain('saved meanwhile as “Father or mother”')
    expect(text(second.text)).toContain('value="Sanjar Karimov"')
    expect(second.text).toMatch(/value="sibling"[^>]*checked|checked[^>]*value="sibling"/)
    expect(await answersOf(draft)).toMatchObject({ wardName: 'Sanjar Karimov', relation: 'parent' })
    // pressing the button once more says: mine
    const again = await dilnoza.post(`${draft}/ward`, {
      shown: shownIn(second.text, '/ward'),
      wardName: 'Sanjar Karimov',
      relation: 'sibling',
    })
    expect(again.status).not.toBe(412)
    expect(await answersOf(draft)).toMatchObject({ wardName: 'Sanjar Karimov', relation: 'sibling' })
  })

  it('merges without a question when the windows touched different fields, or gave the same answer', async () => {
    const draft = await begin()
    const shown = shownIn((await dilnoza.get(`${draft}/ward`)).text, '/ward')
    await dilnoza.post(`${draft}/ward`, { shown, wardName: 'Sanjar Karimov', relation: '' })
    expect((await dilnoza.post(`${draft}/ward`, { shown, wardName: '', relation: 'parent' })).status).not.toBe(412)
    expect(
      (await dilnoza.post(`${draft}/ward`, { shown, wardName: 'Sanjar Karimov', relation: 'parent' })).status,
    ).not.toBe(412)
    expect(await answersOf(draft)).toMatchObject({ wardName: 'Sanjar Karimov', relation: 'parent' })
    // another page is in nobody's way
    const home = shownIn((await dilnoza.get(`${draft}/home`)).text, '/home')
    await dilnoza.post(`${draft}/ward`, { wardName: 'Sanjar A. Karimov', relation: 'parent' })
    expect(
      (await dilnoza.post(`${draft}/home`, { shown: home, district: '1726266', livesTogether: 'true' })).status,
    ).toBe(303)
  })

  it('puts no file in the place of one that came from another window', async () => {
    const draft = await begin()
    const shown = shownIn((await dilnoza.get(`${draft}/family`)).text, '/family')
    const { name, value } = await bench.cookie('dilnoza')
    const upload = async (file: string) => {
      const body = new FormData()
      body.set('shown', shown)
      body.set('phone', '+998901234567')
      body.set('familyConsent', new Blob([samplePdf() as never], { type: 'application/pdf' }), file)
      const response = await fetch(`${bench.origin}${draft}/family`, {
        method: 'POST',
        body,
        redirect: 'manual',
        headers: { cookie: `${name}=${value}`, origin: bench.origin, 'sec-fetch-site': 'same-origin' },
      })
      return { status: response.status, text: text(await response.text()) }
    }
    expect((await upload('first.pdf')).status).toBe(303)
    const second = await upload('second.pdf')
    expect(second.status).toBe(412)
    expect(second.text).toContain('another file was put here meanwhile')
    expect(
      (
        await bench.instance.database.query<{ name: string }>('select name from casework.attachment where owner = $1', [
          draft.split('/').at(-1),
        ])
      ).rows,
    ).toEqual([{ name: 'first.pdf' }])
  })

  it('sends only what was read, and only once', async () => {
    const draft = await begin()
    const { service } = (await import('../../catalogue/index.ts')).readServiceFolder(
      `services/${SERVICE}`,
      bench.instance.country,
    )
    const { answers } = service!.examples[0] as unknown as { answers: Record<string, unknown> }
    const id = draft.split('/').at(-1)!
    await bench.instance.database.query('update casework.draft set answers = $2 where id = $1', [
      id,
      JSON.stringify(answers),
    ])
    await bench.instance.database.query(
      `insert into casework.attachment (owner, id, field, name, type, size, sha256, added_at) values ($1, gen_random_uuid(), 'familyConsent', 'consent.pdf', 'application/pdf', $2, $3, now())`,
      [id, bench.instance.world.sampleFile!.size, bench.instance.world.sampleFile!.sha256],
    )
    const first = await dilnoza.get(`${draft}/check`)
    const other = shownIn(first.text, '/check')
    await dilnoza.post(`${draft}/ward`, {
      wardNumber: String(answers['wardNumber']),
      // the same name as the register has it, in other letters
      wardName: 'Санжар Каримов',
      relation: String(answers['relation']),
    })
    const refused = await dilnoza.post(`${draft}/check`, { shown: other, sure: 'true', key: 'check-1' })
    expect(refused.status).toBe(412)
    expect(refused.text).toContain('changed after you opened this page')
    expect(refused.text).toContain('Санжар Каримов')
    const shown = shownIn(refused.text, '/check')
    const sent = await Promise.all(
      ['check-2', 'check-3'].map((key) => dilnoza.post(`${draft}/check`, { shown, sure: 'true', key })),
    )
    expect(sent.map((seen) => seen.status).sort()).toEqual([303, 410])
    expect(
      (
        await bench.instance.database.query<{ n: number }>(
          "select count(*)::int as n from casework.application where answers->>'wardName' = 'Санжар Каримов'",
          [],
        )
      ).rows[0]!.n,
    ).toBe(1)
  })

  it('is clear on a narrow screen without scripts: what another window saved stands beside what was typed', async () => {
    const draft = await begin()
    for (const width of [320, 1280]) {
      const page = await browse(bench, browser, 'dilnoza', { width, scripts: width > 320 })
      await page.goto(`${bench.origin}${draft}/ward`)
      await dilnoza.post(`${draft}/ward`, { wardName: `Sanjar Karimov ${width}`, relation: 'parent' })
      await page.fill('#wardName', 'Sanjarbek Karimov')
      await page.click('form.form button:not([name])')
      await page.waitForSelector('.ds-error-summary')
      expect(await page.inputValue('#wardName')).toBe('Sanjarbek Karimov')
      expect(await page.textContent('main')).toContain(`saved meanwhile as “Sanjar Karimov ${width}”`)
      if (width > 320) expect(await faultsOf(page)).toEqual([])
      else
        expect(
          await page
            .locator('main')
            .evaluate((main) => main.scrollWidth <= 320)
            .catch(() => true),
        ).toBe(true)
      await page.context().close()
    }
  })
})

describe('the desk', () => {
  it('does not decide over what came after the page was opened, and keeps the note', async () => {
    const application = await bench.file(SERVICE)
    await bench.work()
    const task = await bench.task(application.id, 'healthOpinion')
    const doctor = await bench.as('shahnoza')
    const shown = shownIn((await doctor.get(`/en/desk/tasks/${task}`)).text, '/complete')
    await doctor.post(`/en/desk/cases/${application.id}/ask`, { text: 'Since when do you live together?' })
    const refused = await doctor.post(`/en/desk/tasks/${task}/complete`, {
      shown,
      outcome: 'agree',
      note: 'Seen at home on Monday',
    })
    expect(refused.status).toBe(412)
    expect(refused.text).toContain('This changed after you opened the page: Messages.')
    expect(refused.text).toContain('Seen at home on Monday')
    // what another body does beside it is no reason to ask again
    const fresh = shownIn(refused.text, '/complete')
    await (await bench.as('feruza')).post(
      `/en/desk/tasks/${await bench.task(application.id, 'socialOpinion')}/complete`,
      {
        outcome: 'agree',
      },
    )
    expect(
      (
        await doctor.post(`/en/desk/tasks/${task}/complete`, {
          shown: fresh,
          outcome: 'agree',
          note: 'Seen at home on Monday',
        })
      ).status,
    ).toBe(303)
  })

  it('gives a task to one of two: the second head is told who has it', async () => {
    const application = await bench.file(SERVICE)
    await bench.work()
    for (const element of ['healthOpinion', 'socialOpinion'])
      await (await bench.as(element === 'healthOpinion' ? 'shahnoza' : 'feruza')).post(
        `/en/desk/tasks/${await bench.task(application.id, element)}/complete`,
        { outcome: 'agree' },
      )
    const task = await bench.task(application.id, 'decide')
    const head = await bench.as('nargiza')
    const shown = shownIn((await head.get(`/en/desk/tasks/${task}`)).text, '/assign')
    expect((await head.post(`/en/desk/tasks/${task}/assign`, { shown, person: demoPersonId('jasur') })).status).toBe(
      303,
    )
    const second = await head.post(`/en/desk/tasks/${task}/assign`, { shown, person: demoPersonId('nargiza') })
    expect(second.status).toBe(412)
    expect(second.text).toContain('This changed after you opened the page: Held by.')
    expect(
      (
        await bench.instance.database.query<{ assignee: string }>(
          "select assignee from process.task where case_id = $1 and element = 'decide'",
          [application.id],
        )
      ).rows[0]!.assignee,
    ).toBe(demoPersonId('jasur'))
  })

  it("appoints no substitute over another head's appointment, and keeps what was chosen", async () => {
    const head = await bench.as('nargiza')
    const page = await head.get('/en/desk/team?office=khokimiyat-1726266')
    const form = (until: string) => ({
      shown: shownIn(page.text, '/substitute'),
      person: demoPersonId('nargiza'),
      substitute: demoPersonId('jasur'),
      'until.day': '31',
      'until.month': '12',
      'until.year': until,
    })
    expect((await head.post('/en/desk/team/substitute?office=khokimiyat-1726266', form('2026'))).status).toBe(303)
    const second = await head.post('/en/desk/team/substitute?office=khokimiyat-1726266', form('2027'))
    expect(second.status).toBe(412)
    expect(second.text).toMatch(
      /This changed after you opened the page: Jasur|This changed after you opened the page: Toshmatov/,
    )
    expect(second.text).toContain('value="2027"')
    expect(
      (await bench.instance.database.query('select body from identity.role where stands_for is not null', [])).rows,
    ).toHaveLength(1)
  })
})
