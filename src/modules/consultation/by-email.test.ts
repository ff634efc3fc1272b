import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consultationBench, type ConsultationBench } from '../../../e2e/testing/consultation-bench.ts'
import { demoPersonId, giveRole } from '../../platform/identity/index.ts'
import { faultsOf, openBrowser } from '../../ui/testing.ts'

let bench: ConsultationBench
let browser: Browser
beforeAll(async () => {
  ;[bench, browser] = await Promise.all([consultationBench(), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await bench?.close()
})

const solved = async (): Promise<string> => {
  const { body: challenge } = await bench.ask(undefined, 'GET', '/consultation-puzzle')
  const solution = await solveChallenge({ challenge, deriveKey })
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64')
}
const SAID = { words: 'Ten units are too much', name: 'Made Up One', email: 'made.up@people.example' }
const send = async (discussion: string, more: object = {}) =>
  bench.ask(undefined, 'POST', `/consultations/${discussion}/comments-by-email`, {
    puzzle: await solved(),
    ...SAID,
    ...more,
  })
const letters = async (to: string): Promise<{ text: string; link: string }[]> =>
  (
    await bench.instance.database.query<{ text: string; link: string }>(
      "select payload->>'text' as text, payload->>'link' as link from jobs.job where kind = 'notify.send' and payload->>'to' = $1 order by id",
      [to],
    )
  ).rows
const tokenIn = ({ link }: { link: string }) => link.split('/').at(-1)!
const confirm = (token: string) => bench.ask(undefined, 'POST', `/consultation-confirmations/${token}`, {})
const seen = async (discussion: string) => (await bench.ask(undefined, 'GET', `/consultations/${discussion}`)).body

describe('a comment without an account', () => {
  it('counts for nothing until the link of its letter is used, and then once', async () => {
    const id = await bench.publish()
    const email = 'once@people.example'
    expect(
      (
        await send(id, {
          unit: 'art_2',
          passage: 'fee of ten units',
          business: 'Made Up LLC',
          email: ' Once@People.Example ',
        })
      ).status,
    ).toBe(202)
    expect(await seen(id)).toMatchObject({ comments: 0, waiting: 0 })
    const [letter, ...more] = await letters(email)
    expect([letter!.text, more]).toEqual(['consultation.mail.confirm', []])
    const token = tokenIn(letter!)
    // opening the link says what it would do and does nothing: programs open links in letters
    expect((await bench.ask(undefined, 'GET', `/consultation-confirmations/${token}`)).body).toMatchObject({
      words: SAID.words,
      unit: 'art_2',
    })
    expect(await seen(id)).toMatchObject({ comments: 0 })
    const both = await Promise.all([confirm(token), confirm(token)])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 410])
    expect(await seen(id)).toMatchObject({ comments: 1, waiting: 1 })
    // from then on the link stands for the comment
    expect((await bench.ask(undefined, 'GET', `/consultation-confirmations/${token}`)).body).toBe('null')
    const { body } = await bench.ask(undefined, 'GET', `/consultations/${id}/comments`)
    expect(body.items).toMatchObject([
      {
        name: SAID.name,
        passage: 'fee of ten units',
        words: SAID.words,
        own: false,
        business: 'Made Up LLC',
        byEmail: true,
      },
    ])
    const shown = await bench.nobody.get(`/en/consultations/${id}/units/art_2`)
    expect(shown.text).toContain('as the author says: Made Up LLC')
    expect(JSON.stringify(body)).not.toContain('people.example')
  })

  it('is answered by a letter to its address, and holds the end of the discussion up like any other', async () => {
    const id = await bench.publish()
    const email = 'told@people.example'
    await send(id, { email, named: false })
    // whoever sent in time has the days to open the letter that they were promised
    await bench.over(id)
    const refused = await bench.ask('lawyer', 'POST', `/consultations/${id}/close`, {})
    expect([refused.status, refused.body.type]).toEqual([409, 'urn:darcha:problem:consultation.letters-out'])
    await expect(
      bench.instance.database.query(
        "update consultation.discussion set state = 'closed', closed_at = until where id = $1",
        [id],
      ),
    ).rejects.toMatchObject({ constraint: 'closed_after_letters' })
    const { body: comment } = await confirm(tokenIn((await letters(email))[0]!))
    expect((await bench.ask('lawyer', 'POST', `/consultations/${id}/close`, {})).status).toBe(409)
    expect((await bench.answer(id, comment.id)).status).toBe(201)
    await bench.work()
    const told = (await letters(email)).find(({ text }) => text === 'consultation.mail.answered')
    // each letter has a link of its own, which stands for the comment
    const held = (await bench.ask(undefined, 'GET', `/held-comments/${tokenIn(told!)}`)).body
    expect(held).toMatchObject({ discussion: id, comment: { id: comment.id, answer: { outcome: 'not-accepted' } } })
  })

  it('that is hidden is appealed by the link of any of its letters, by nobody else, and once', async () => {
    const id = await bench.publish()
    const email = 'hidden@people.example'
    await send(id, { email, words: 'You are all fools' })
    const first = tokenIn((await letters(email))[0]!)
    const { body: comment } = await confirm(first)
    const held = (token: string) => bench.ask(undefined, 'GET', `/held-comments/${token}`)
    const appeal = (token: string) =>
      bench.ask(undefined, 'POST', `/held-comments/${token}/appeal`, { appeal: 'I meant the rules, not people' })
    expect((await appeal(first)).body.type).toContain('not-hidden')
    const at = `/consultations/${id}/comments/${comment.id}`
    expect((await bench.ask('lawyer', 'POST', `${at}/hide`, { reason: 'insult' })).status).toBe(200)
    await bench.work()
    const letter = (await letters(email)).at(-1)!
    expect(letter.text).toBe('consultation.mail.hidden')
    for (const token of [first, tokenIn(letter)])
      expect((await held(token)).body).toMatchObject({
        // hidden from all but its author
        comment: { hidden: 'insult', words: 'You are all fools' },
        hiding: { reason: 'insult', appeal: null },
      })
    for (const madeUp of ['a'.repeat(43), first.toLowerCase()]) expect((await appeal(madeUp)).status).toBe(410)
    expect((await appeal(tokenIn(letter))).status).toBe(200)
    expect((await appeal(first)).body.type).toContain('not-hidden')
    expect((await bench.ask('lawyer', 'GET', `/consultations/${id}/appeals`)).body.items).toMatchObject([
      { comment: comment.id, appeal: 'I meant the rules, not people' },
    ])
    await giveRole(bench.instance.database, {
      person: demoPersonId('kamola'),
      role: 'head',
      body: 'ministry-justice',
      since: bench.clock(),
      givenBy: 'system',
    })
    const decision = { decision: 'lifted', reason: 'It insults nobody in person' }
    expect((await bench.ask('designer', 'POST', `${at}/appeal/decision`, decision)).status).toBe(200)
    await bench.work()
    const decided = (await letters(email)).at(-1)!
    expect(decided.text).toBe('consultation.mail.lifted')
    expect((await held(tokenIn(decided))).body).toMatchObject({
      comment: { hidden: null },
      hiding: { decision: 'lifted', decisionReason: decision.reason },
    })
    const page = await bench.nobody.get(`/en/consultations/held/${tokenIn(decided)}`)
    expect(page.text).toContain('shown again')
  })

  it('whose author was promised a change disputes by the link of any letter that it was done, once, and under no other name', async () => {
    const id = await bench.publish()
    const email = 'promised@people.example'
    await send(id, { email, unit: 'art_2', named: false })
    const token = tokenIn((await letters(email))[0]!)
    const { body: comment } = await confirm(token)
    const outcome = { outcome: 'accepted', reason: 'You are right: the fee will be lowered.' }
    const { id: answer } = (await bench.answer(id, comment.id, outcome)).body
    const at = `/consultations/${id}/answers/${answer}`
    const press = (by: string, why = 'The law still names ten units.') =>
      bench.ask(undefined, 'POST', `/held-comments/${by}/dispute`, { why })
    const owed = { owed: 'Article 2 will name five units.', owedBy: '2099-01-01' }
    expect((await bench.ask('lawyer', 'POST', `${at}/change`, owed)).status).toBe(200)
    // nothing was said yet that could be disputed
    expect((await press(token)).body.type).toContain('not-disputed')
    const done = { what: 'Article 2 names five units.', address: 'https://lex.example/42' }
    expect((await bench.ask('lawyer', 'POST', `${at}/done`, done)).status).toBe(201)
    await bench.work()
    const letter = (await letters(email)).find(({ text }) => text === 'consultation.mail.done')!
    const page = () => bench.nobody.get(`/en/consultations/held/${tokenIn(letter)}`)
    const form = (await page()).text
    expect([form.includes('Say that it was not done'), form.includes(done.what)]).toEqual([true, true])
    const short = await bench.nobody.post(`/en/consultations/held/${token}/dispute`, { why: 'No', statement: '0' })
    expect([short.status, short.text.includes('href="#why"')]).toEqual([422, true])
    expect((await press('a'.repeat(43))).status).toBe(410)
    const sent = { why: 'The law still names ten units.', statement: '0' }
    expect((await bench.nobody.post(`/en/consultations/held/${tokenIn(letter)}/dispute`, sent)).status).toBe(303)
    // another letter of the same address is the same person
    expect((await press(token)).body.type).toContain('not-disputed')
    expect((await page()).text.includes('Say that it was not done')).toBe(false)
    const { items } = (await bench.ask(undefined, 'GET', `/consultation-owed?discussion=${id}`)).body
    expect(items).toMatchObject([{ answer, state: 'disputed', said: [{ disputes: [{ by: null, why: sent.why }] }] }])
  })

  it('refuses puzzles that are not ours, not solved, used before, and addresses that are none', async () => {
    const id = await bench.publish()
    const puzzle = await solved()
    const { challenge, solution } = JSON.parse(Buffer.from(puzzle, 'base64').toString()) as any
    const packed = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64')
    const easy = { ...challenge, parameters: { ...challenge.parameters, keyPrefix: '0' } }
    for (const wrong of [
      '',
      'x',
      packed(null),
      packed([]),
      packed({ challenge }),
      packed({ challenge, solution: { ...solution, derivedKey: '00' } }),
      packed({ challenge: easy, solution }),
      packed({ challenge: { ...challenge, signature: '' }, solution }),
      packed({ challenge: { ...challenge, parameters: null }, solution }),
    ]) {
      const refused = await send(id, { puzzle: wrong })
      expect([wrong, refused.status, refused.body.type]).toEqual([
        wrong,
        422,
        'urn:darcha:problem:consultation.proof-wrong',
      ])
    }
    expect((await send(id, { puzzle, email: 'first@people.example' })).status).toBe(202)
    const again = await send(id, { puzzle, email: 'second@people.example' })
    expect([again.status, again.body.type]).toEqual([409, 'urn:darcha:problem:consultation.proof-used'])
    expect(await letters('second@people.example')).toEqual([])
    for (const email of ['nobody', 'a@b@c', 'x y@people.example', 'a@people.example\nBcc: b@people.example', ''])
      expect([email, (await send(id, { email })).status]).toEqual([email, 422])
    for (const token of ['a'.repeat(43), 'short'])
      expect([token, [410, 422].includes((await confirm(token)).status)]).toEqual([token, true])
  })

  it('fills nobody’s letter box', async () => {
    const id = await bench.publish()
    const email = 'full@people.example'
    const statuses: number[] = []
    for (let round = 0; round < 6; round++) statuses.push((await send(id, { email })).status)
    expect(statuses).toEqual([202, 202, 202, 202, 202, 429])
    // letters about discussions are asked for at most so often too: of each discussion one
    const asks = async (path: string, body: object) => {
      const { status, headers } = await fetch(`${bench.origin}/api/v1${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ puzzle: await solved(), ...body, email }),
      })
      return { status, wait: Number(headers.get('retry-after')) }
    }
    const others = []
    for (let round = 0; round < 5; round++) others.push(await bench.publish())
    for (const discussion of others) expect((await asks('/consultation-letters', { discussion })).status).toBe(202)
    // the first letter is good for three days
    for (const { status, wait } of [
      await asks(`/consultations/${id}/comments-by-email`, SAID),
      await asks('/consultation-letters', { discussion: id }),
    ])
      expect([status, wait > 3 * 86_400 - 600, wait <= 3 * 86_400]).toEqual([429, true, true])
    expect(await letters(email)).toHaveLength(10)
  })

  it('is written, sent and confirmed by keyboard alone, on a narrow screen', async () => {
    const id = await bench.publish()
    const context = await browser.newContext({ baseURL: bench.origin, viewport: { width: 320, height: 640 } })
    const page = await context.newPage()
    await page.goto(`/en/consultations/${id}/units/art_2`)
    await page.getByRole('link', { name: 'Comment with an e-mail address instead' }).press('Enter')
    await page.locator('[name=words]').fill('Five units are enough')
    await page.locator('[name=name]').fill('Made Up Two')
    await page.locator('[name=email]').fill('nobody')
    expect(await faultsOf(page)).toEqual([])
    if (process.env['PICTURES'])
      await page.screenshot({ path: `${process.env['PICTURES']}/by-email-320.png`, fullPage: true })
    await page.locator('[name=email]').press('Enter')
    await page.locator('.ds-error-summary').waitFor()
    expect(await page.locator('[name=words]').inputValue()).toBe('Five units are enough')
    expect(await faultsOf(page)).toEqual([])
    await page.locator('[name=email]').fill('keys@people.example')
    await page.locator('[name=email]').press('Enter')
    await page.getByText('It was sent to keys@people.example').waitFor()
    expect(await faultsOf(page)).toEqual([])
    const [letter] = await letters('keys@people.example')
    await page.goto(`/en${letter!.link}`)
    expect(await page.locator('main').innerText()).toContain('Five units are enough')
    expect(await faultsOf(page)).toEqual([])
    if (process.env['PICTURES'])
      await page.screenshot({ path: `${process.env['PICTURES']}/confirm-320.png`, fullPage: true })
    await page.getByRole('button', { name: 'Put it into the discussion' }).press('Enter')
    await page.waitForURL(/held\/[\w-]{43}\?done=in/)
    expect(await page.locator('main').innerText()).toMatch(/is in the discussion[\s\S]*Made Up Two[\s\S]*Five units/)
    expect(await faultsOf(page)).toEqual([])
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download the receipt' }).press('Enter'),
    ])
    expect(saved.suggestedFilename()).toMatch(/^receipt-.*\.json$/)
    await page.getByRole('link', { name: 'See it in its place in the text' }).press('Enter')
    await page.waitForURL(/units\/art_2#comment-/)
    expect(await page.locator('main').innerText()).toMatch(/Made Up Two[\s\S]*Five units/)
    await context.close()
  })
})

describe('letters about discussions', () => {
  const ask = async (email: string, discussion?: string, more: object = {}) =>
    bench.ask(undefined, 'POST', '/consultation-letters', {
      email,
      puzzle: await solved(),
      ...(discussion ? { discussion } : {}),
      ...more,
    })
  const press = (token: string, what: 'confirm' | 'end') =>
    bench.ask(undefined, 'POST', `/consultation-letters/${token}/${what}`, {})
  const news = async (email: string) =>
    (await letters(email)).map(({ text }) => text.split('.').at(-1)).filter((text) => text!.startsWith('news'))

  it('begin when the first was answered, tell of each new text and of the end once, and end by the link in each', async () => {
    const id = await bench.publish()
    const [reader, silent] = ['reader@people.example', 'silent@people.example']
    for (const email of [reader, silent]) expect((await ask(email, id)).status).toBe(202)
    // asked again by whomever, its letter box gets no second one
    expect((await ask(silent, id)).status).toBe(202)
    expect(await letters(silent)).toHaveLength(1)
    const token = tokenIn((await letters(reader))[0]!)
    expect((await bench.ask(undefined, 'GET', `/consultation-letters/${token}`)).body).toMatchObject({
      discussion: id,
      confirmed: false,
    })
    expect([(await press(token, 'confirm')).status, (await press(token, 'confirm')).status]).toEqual([200, 200])
    // asked for again, nothing more is sent and nothing is doubled
    expect((await ask(reader, id)).status).toBe(202)
    expect(await letters(reader)).toHaveLength(1)
    const text = 'Article 1. Aim\nOther words stand here now.'
    expect((await bench.ask('lawyer', 'POST', `/consultations/${id}/texts`, { text, note: 'Shorter' })).status).toBe(
      201,
    )
    await bench.work()
    expect([await news(reader), await news(silent)]).toEqual([['news-text'], []])
    const { rows } = await bench.instance.database.query<{ stop: string }>(
      "select payload->'parameters'->>'stop' as stop from jobs.job where kind = 'notify.send' and payload->>'to' = $1 and payload->>'text' like '%news-text'",
      [reader],
    )
    expect(new URL(rows[0]!.stop).pathname).toBe(`/en/consultations/letters/${token}`)
    expect((await press(token, 'end')).status).toBe(200)
    await bench.over(id)
    expect((await bench.ask('lawyer', 'POST', `/consultations/${id}/close`, {})).status).toBe(200)
    await bench.work()
    expect(await news(reader)).toEqual(['news-text'])
    expect((await press(token, 'confirm')).status).toBe(410)
  })

  it('about every new discussion', async () => {
    const email = 'all@people.example'
    await ask(email)
    await press(tokenIn((await letters(email))[0]!), 'confirm')
    await bench.publish()
    await bench.work()
    expect(await news(email)).toEqual(['news-opened'])
  })

  it('are asked for and begun in the browser', async () => {
    const id = await bench.publish()
    const context = await browser.newContext({ baseURL: bench.origin, viewport: { width: 320, height: 640 } })
    const page = await context.newPage()
    await page.goto(`/en/consultations/${id}`)
    await page.getByRole('link', { name: 'Get letters about this' }).click()
    expect(await faultsOf(page)).toEqual([])
    await page.locator('[name=email]').fill('browser@people.example')
    await page.locator('main form button.ds-button').click()
    await page.getByText('It was sent to browser@people.example').waitFor()
    await page.goto(`/en${(await letters('browser@people.example'))[0]!.link}`)
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Yes, begin' }).click()
    await page.getByRole('heading', { name: 'The letters begin' }).waitFor()
    await page.goto(`/en${(await letters('browser@people.example'))[0]!.link}`)
    await page.getByRole('button', { name: 'End the letters' }).click()
    await page.getByRole('heading', { name: 'There will be no more letters' }).waitFor()
    await context.close()
  })
})
