import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { verify } from '../../src/commands/verify.ts'
import { browse } from '../../src/modules/casework/pages/testing.ts'
import { newId } from '../../src/platform/database/index.ts'
import { openBrowser } from '../../src/ui/testing.ts'
import { lookAt } from '../journeys/look-at.ts'
import { consultationBench, DRAFT, type ConsultationBench } from '../testing/consultation-bench.ts'

const CAMPAIGN =
  'Bu toʻlov kichik savdogarlar uchun juda ogʻir yuk boʻladi, shuning uchun uni ikki baravar kamaytirish kerak deb hisoblayman'
const CAMPAIGN_SIZE = 1_000

let bench: ConsultationBench
let browser: Browser
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([consultationBench(), openBrowser()])
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await bench?.close()
})

const press = async (page: Page, name: string) => {
  await Promise.all([page.waitForLoadState('load'), page.getByRole('button', { name, exact: true }).first().click()])
}
const path = (page: Page): string => new URL(page.url()).pathname

it('runs a discussion from publishing to the sealed report, and cannot be closed early anywhere', async () => {
  const lawyer = await browse(bench, browser, 'timur')
  await lawyer.goto('/en/consultations/new')
  await lawyer.getByLabel('Title').fill('On street trade')
  await lawyer
    .getByLabel('Explanatory note')
    .fill('Street trade is regulated anew, so that small traders know what they owe.')
  await lawyer.getByLabel('Text of the draft').fill(DRAFT)
  await lawyer.getByLabel(/^Text in force/).fill(DRAFT.replace('once a year', 'four times a year'))
  await lawyer.getByLabel(/^Costs of businesses/).fill('Asking for a permit; 50000; 1; 12000')
  await lookAt(lawyer, 'consultation-new')
  await press(lawyer, 'Publish')
  const here = path(lawyer).replace('/en', '')
  const id = here.split('/').at(-1)!
  await lookAt(lawyer, 'consultation-published')

  // comments in three scripts, each at the passage it is about
  for (const [person, language, words] of [
    ['dilnoza', 'uz', 'Besh kun juda koʻp, uch kun yetadi'],
    ['farhod', 'uz-cyrl', 'Беш кун жуда кўп, уч кун етади деб ўйлайман'],
    ['rustam', 'ru', 'Пять дней — это долго, хватит и трёх'],
  ] as const) {
    const page = await browse(bench, browser, person)
    await page.goto(`/${language}${here}/units/art_2`)
    await page.locator('#about').selectOption({ label: 'The permit is given within five days.' })
    await page.locator('#words').fill(words)
    await page.locator('form.form button[type=submit]').last().click()
    await page.waitForURL(/#comment-/)
    expect(await page.locator('.comment[data-own] .passage').first().textContent()).toBe(
      'The permit is given within five days.',
    )
    if (person === 'rustam') await lookAt(page, 'consultation-unit')
    await page.context().close()
  }
  await campaign(id)
  const early = await bench.ask('lawyer', 'POST', `/consultations/${id}/close`)
  expect([early.status, early.body.type]).toEqual([409, 'urn:darcha:problem:consultation.unanswered'])
  await lawyer.goto(`/en${here}/answers`)
  await press(lawyer, 'Close and seal')
  expect(await lawyer.locator('.ds-error-summary').textContent()).toContain('It cannot be closed')
  await lookAt(lawyer, 'consultation-early')
  await expect(
    bench.instance.database.query(
      "update consultation.discussion set state = 'closed', closed_at = until, root = '' where id = $1",
      [id],
    ),
  ).rejects.toThrow(/closed_is_answered/)

  // the campaign is one group of a thousand, seen, confirmed and answered as one
  await lawyer.goto(`/en${here}/answers`)
  await press(lawyer, 'Find alike ones now')
  await bench.work()
  await lawyer.reload()
  // members of a campaign are answered through their group, and do not bury the others
  expect(await lawyer.locator('.comment').count()).toBe(3)
  await lookAt(lawyer, 'consultation-desk')
  // nor do they for who reads the article: they stand together elsewhere, and here for who asks
  const passer = await browse(bench, browser, undefined)
  await passer.goto(`/en${here}/units/art_2`)
  expect(await passer.locator('.comment').count()).toBe(3)
  await lookAt(passer, 'consultation-unit-alone')
  await passer.getByRole('link', { name: 'Show every comment one by one' }).click()
  expect(await passer.locator('.comment').count()).toBe(20)
  await passer.getByRole('link', { name: 'Show alike ones once' }).click()
  await passer.getByRole('link', { name: /^Comments that are alike/ }).click()
  expect(await passer.textContent('main')).toContain('1,000 comments alike')
  await passer.context().close()
  await lawyer.getByRole('link', { name: /1,000 comments alike/ }).click()
  await lookAt(lawyer, 'consultation-group')
  await press(lawyer, 'Confirm they say the same')
  await answer(lawyer, 'Accepted in part', 'The fee is lowered, though not by half: see the next text.')
  expect(await lawyer.locator('[role=status]').textContent()).toContain('The answer is kept')

  // the act changes twice; comments go along
  for (const [note, text] of [
    ['The fee is lowered.', DRAFT.replace('ten units', 'seven units')],
    ['The permit comes sooner.', DRAFT.replace('ten units', 'seven units').replace('five days', 'three days')],
  ] as const) {
    await lawyer.goto(`/en${here}/texts/new`)
    await lawyer.getByLabel('What was changed, and why').fill(note)
    await lawyer.getByLabel('Text of the draft').fill(text)
    await press(lawyer, 'Publish a new text')
    expect(await lawyer.locator('ins').count()).toBeGreaterThan(0)
  }
  await lookAt(lawyer, 'consultation-changes')
  for (const reason of [
    'Three days are enough indeed: the next text says so.',
    'You are right that five days are long: now it is three.',
    'Taken: the term of the permit is now three days.',
  ]) {
    await lawyer.goto(`/en${here}/answers`)
    const waiting = lawyer
      .locator('details.more')
      .filter({ has: lawyer.locator('select[name=change]') })
      .first()
    // the last that waits is open already
    if ((await waiting.getAttribute('open')) === null) await waiting.locator('summary').click()
    await waiting.locator('select[name=change]').selectOption({ label: 'Text 3: Article 2. Permit' })
    await answer(lawyer, 'Accepted', reason, waiting.locator('form.form'))
  }
  // what the campaign was promised is there now, and is named; before that, and before the term is over, nothing ends
  await press(lawyer, 'Close and seal')
  expect(await lawyer.locator('.ds-error-summary').textContent()).toContain('name no change')
  await lawyer.goto(`/en${here}/answers`)
  await lookAt(lawyer, 'consultation-owing')
  await lawyer.locator('select[name=change]').selectOption({ label: 'Text 2: Article 2. Permit' })
  await press(lawyer, 'Save')
  await press(lawyer, 'Close and seal')
  expect(await lawyer.locator('.ds-error-summary').textContent()).toContain('comments are still taken')
  await bench.over(id)
  await press(lawyer, 'Close and seal')
  expect(path(lawyer)).toBe(`/en${here}/report`)
  await lookAt(lawyer, 'consultation-report')

  // one comment's fate, from what is published alone
  const reader = await browse(bench, browser, undefined)
  await reader.goto(`/ru${here}/report`)
  await lookAt(reader, 'consultation-report-ru')
  // the campaign stands once in it, and one by one for who asks
  expect(await reader.locator('.comment').count()).toBe(3)
  await reader.goto(`/ru${here}/report?all=true`)
  expect(await reader.locator('.comment').count()).toBe(20)
  const { items } = (await bench.ask(undefined, 'GET', `/consultations/${id}/comments?unit=art_2`)).body
  const folder = mkdtempSync(join(tmpdir(), 'darcha-proof-'))
  try {
    const proof = (await bench.ask(undefined, 'GET', `/consultations/${id}/comments/${items[0].id}/proof`)).body
    writeFileSync(join(folder, 'proof.json'), JSON.stringify(proof))
    expect(await verify.run([join(folder, 'proof.json')])).toBe(0)
    writeFileSync(
      join(folder, 'forged.json'),
      JSON.stringify({
        ...proof,
        comment: { ...proof.comment, answer: { ...proof.comment.answer, outcome: 'outside' } },
      }),
    )
    expect(await verify.run([join(folder, 'forged.json')])).toBe(1)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  await reader.goto(`/uz${here}`)
  await lookAt(reader, 'consultation-closed-uz')
  // every author with an address is written to once for each answer
  await bench.work()
}, 240_000)

/** A thousand people send the same, each with a line of their own, in Latin and Cyrillic. */
async function campaign(discussion: string): Promise<void> {
  const { database } = bench.instance
  const now = bench.clock()
  const people = Array.from({ length: CAMPAIGN_SIZE }, (_unused, at) => ({ id: newId(now), name: `Made Up ${at}` }))
  await database.query(
    "insert into identity.person (id, name, language, changed_at) select id, name, 'uz', $2 from jsonb_to_recordset($1::jsonb) as t(id uuid, name text)",
    [JSON.stringify(people), now],
  )
  await bench.commentAs(
    discussion,
    people.map(({ id, name }, at) => ({
      person: id,
      name,
      words: `${at % 3 === 0 ? bench.instance.country.languages.write(CAMPAIGN, 'uz-cyrl') : CAMPAIGN}. ${name}`,
    })),
  )
}

async function answer(
  page: Page,
  outcome: string,
  reason: string,
  form = page.locator('form.form:visible').last(),
): Promise<void> {
  await form.getByText(outcome, { exact: true }).click()
  await form.getByLabel('Reason').fill(reason)
  await form.getByRole('button', { name: 'Answer' }).click()
  await page.waitForURL(/done=answered/)
}
