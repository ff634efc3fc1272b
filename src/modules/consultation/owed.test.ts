import { afterAll, beforeAll, expect, it } from 'vitest'
import { consultationBench, DRAFT, type ConsultationBench } from '../../../e2e/testing/consultation-bench.ts'
import { runningFrom, WEDNESDAY } from '../../platform/clock/testing.ts'

const DAY = 86_400_000
let later = 0
const runs = runningFrom(WEDNESDAY)
let bench: ConsultationBench
beforeAll(async () => {
  bench = await consultationBench({ clock: () => new Date(Date.parse(runs()) + later).toISOString() })
})
afterAll(() => bench?.close())

const ACCEPTED = { outcome: 'accepted', reason: 'You are right: the fee will be lowered.' }
const OWED = 'Article 2 will name five units in the text that goes to the government.'
const day = (days: number) => new Date(Date.parse(bench.clock()) + days * DAY).toISOString().slice(0, 10)
const list = async (query = '', persona?: string) =>
  (await bench.ask(persona, 'GET', `/consultation-owed${query}`)).body

it('what is owed is followed in public: with its day, red when it is over, until the body says where it was done', async () => {
  const id = await bench.publish()
  const answerOf = async (comment: string) => (await bench.answer(id, comment, ACCEPTED)).body.id as string
  const [first, second] = [await answerOf(await bench.comment(id)), await answerOf(await bench.comment(id))]
  const owe = (answer: string, owedBy?: string) =>
    bench.ask('lawyer', 'POST', `/consultations/${id}/answers/${answer}/change`, {
      owed: OWED,
      ...(owedBy ? { owedBy } : {}),
    })
  // without a day, or with one that has passed, nobody could hold the body to it
  for (const wrong of [undefined, day(-1)])
    expect((await owe(first, wrong)).body.type, wrong).toContain('consultation.owed-term')
  const timur = await bench.as('timur')
  const typed = { answer: first, owed: OWED, 'owedBy.day': '1', 'owedBy.month': '2', 'owedBy.year': '2020' }
  const refused = await timur.post(`/en/consultations/${id}/answers/${first}/change`, typed)
  expect([refused.status, refused.text.includes(`#owedBy-${first}`), refused.text.includes('value="2020"')]).toEqual([
    422,
    true,
    true,
  ])
  const [year, month, date] = day(20).split('-') as [string, string, string]
  const form = { answer: first, owed: OWED, 'owedBy.day': date, 'owedBy.month': month, 'owedBy.year': year }
  expect((await timur.post(`/en/consultations/${id}/answers/${first}/change`, form)).status).toBe(303)
  expect((await owe(second, day(10))).body).toMatchObject({ owedBy: day(10) })
  await bench.over(id)
  expect((await bench.ask('lawyer', 'POST', `/consultations/${id}/close`)).status).toBe(200)
  // what has to be done soonest stands first
  const order = (items: any[]) => items.map(({ answer, over, settles }) => [answer, over, settles])
  expect(order((await list(`?discussion=${id}`)).items)).toEqual([
    [second, false, false],
    [first, false, false],
  ])
  later = 15 * DAY
  expect(order((await list('', 'lawyer')).items)).toEqual([
    [second, true, true],
    [first, false, true],
  ])
  const page = (await bench.nobody.get('/en/consultations/owed')).text
  expect([page.includes('Overdue since'), page.includes(OWED), page.includes('Say that it was done')]).toEqual([
    true,
    true,
    false,
  ])
  expect((await bench.nobody.get(`/en/consultations/${id}/report`)).text).toContain(
    `/en/consultations/owed?discussion=${id}`,
  )
  const bodies = (await bench.nobody.get('/en/consultations/bodies')).text
  expect([bodies.includes('(1 overdue)'), bodies.includes('/en/consultations/owed')]).toEqual([true, true])

  const done = (answer: string, what: string, persona = 'lawyer') =>
    bench.ask(persona, 'POST', `/consultations/${id}/answers/${answer}/done`, {
      what,
      address: 'https://lex.example/42',
    })
  const WHAT = 'Article 2 of the law names five units since its publication.'
  expect((await done(second, WHAT, 'citizen')).status).toBe(403)
  // who signed in fifteen days ago signs in again
  const again = await bench.as('timur')
  const short = await again.post(`/en/consultations/${id}/answers/${second}/done`, { answer: second, what: 'Done.' })
  expect([short.status, short.text]).toEqual([422, expect.stringContaining(`href="#what-${second}"`)])
  const both = await Promise.all([done(second, WHAT), done(second, `${WHAT} Twice.`)])
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  expect(
    (
      await done(
        first.replace(/^./, (letter) => (letter === '0' ? '1' : '0')),
        WHAT,
      )
    ).status,
  ).toBe(409)
  expect(order((await list()).items)).toEqual([[first, false, false]])
  expect((await list('?done=true')).items).toMatchObject([
    { answer: second, over: false, state: 'done', said: [{ what: expect.stringContaining(WHAT) }] },
  ])
  // it stands with the comment as well, and its author is told
  expect((await bench.nobody.get(`/en/consultations/${id}/units/art_2`)).text).toContain(WHAT)
  await bench.work()
  const { rows } = await bench.instance.database.query<{ text: string }>(
    "select payload->>'text' as text from jobs.job where kind = 'notify.send' and payload->>'text' like '%.done'",
    [],
  )
  expect(rows).toHaveLength(1)
  // what was said stays; a promise of before, without a day, stands last
  for (const statement of [
    "update consultation.owed_done set what = 'Nothing at all was done' where discussion = $1",
    'delete from consultation.owed_done where discussion = $1',
  ])
    await expect(bench.instance.database.query(statement, [id])).rejects.toMatchObject({ constraint: 'never_removed' })
})

it('that it was done is shown where everybody can look, or it is not said; who may look closer disputes it in public', async () => {
  later = 0
  const id = await bench.publish()
  const owes = async () => {
    const comment = await bench.comment(id)
    const { id: answer } = (await bench.answer(id, comment, ACCEPTED)).body
    const owed = { owed: OWED, owedBy: day(10) }
    expect((await bench.ask('lawyer', 'POST', `/consultations/${id}/answers/${answer}/change`, owed)).status).toBe(200)
    return answer as string
  }
  const other = await bench.publish()
  const NEXT = { text: DRAFT.replace('ten units', 'five units'), note: 'The fee is lower.' }
  expect((await bench.ask('lawyer', 'POST', `/consultations/${other}/texts`, NEXT)).status).toBe(201)
  const [first, second] = [await owes(), await owes()]
  const WHAT = 'Article 2 names five units since the next draft.'
  const done = (more: object, answer = first) =>
    bench.ask('lawyer', 'POST', `/consultations/${id}/answers/${answer}/done`, { what: WHAT, ...more })
  for (const nothing of [
    {},
    { address: 'in the law' },
    { address: 'javascript:alert(1)' },
    { address: 'http://lex.example/42' },
    { address: 'https://user@lex.example/42' },
    // a text of before the answer, one that is not there, and an article that reads as before
    { seen: { discussion: other, version: 2, unit: 'art_2' } },
    { seen: { discussion: other, version: 9 } },
  ])
    expect([nothing, (await done(nothing)).status]).toEqual([nothing, 422])
  const THIRD = { text: NEXT.text.replace('once a year', 'twice a year'), note: 'Visits.' }
  expect((await bench.ask('lawyer', 'POST', `/consultations/${other}/texts`, THIRD)).status).toBe(201)
  expect((await done({ seen: { discussion: other, version: 3, unit: 'art_2' } })).status).toBe(422)
  const timur = await bench.as('timur')
  const form = { answer: first, what: WHAT, address: 'in the law' }
  const unseen = await timur.post(`/en/consultations/${id}/answers/${first}/done`, form)
  expect([unseen.status, unseen.text.includes(`href="#address-${first}"`), unseen.text.includes('in the law')]).toEqual(
    [422, true, true],
  )
  const here = `${bench.origin}/uz/consultations/${other}/changes?to=3#art_3`
  expect((await timur.post(`/en/consultations/${id}/answers/${first}/done`, { ...form, address: here })).status).toBe(
    303,
  )
  expect((await done({ address: 'https://lex.example/42' }, second)).status).toBe(201)
  const items = async (persona?: string, what = 'done=true') =>
    (await list(`?discussion=${id}&${what}`, persona)).items as any[]
  expect(await items()).toMatchObject([
    {
      answer: first,
      said: [{ seen: { discussion: other, version: 3, unit: 'art_3' }, address: null }],
      disputable: false,
    },
    { answer: second, said: [{ seen: null, address: 'https://lex.example/42', disputes: [] }] },
  ])
  const page = async (who = bench.nobody) => (await who.get(`/en/consultations/owed?done=true&discussion=${id}`)).text
  expect(await page()).toContain(`/en/consultations/${other}/changes?to=3#art_3`)
  expect(await page()).toMatch(/<a href="https:\/\/lex\.example\/42" rel="nofollow noopener noreferrer">/)
  expect((await page()).includes('Say that it was not done')).toBe(false)
  // whose comment it was, and the auditor; nobody else, and each once
  const dispute = (persona: string, why = 'I looked at the law: it still names ten units.') =>
    bench.ask(persona, 'POST', `/consultations/${id}/answers/${second}/dispute`, { why })
  expect((await dispute('business')).status).toBe(403)
  expect((await dispute('citizen', 'No')).status).toBe(422)
  const pressed = await Promise.all([dispute('citizen'), dispute('citizen')])
  expect(pressed.map(({ status }) => status).sort()).toEqual([201, 409])
  const dilnoza = await bench.as('dilnoza')
  const sardor = await bench.as('sardor')
  const short = await sardor.post(`/en/consultations/${id}/answers/${second}/dispute`, {
    answer: second,
    why: 'Not so',
  })
  expect([short.status, short.text]).toEqual([422, expect.stringContaining(`href="#why-${second}"`)])
  const why = { answer: second, why: 'The address opens no act at all.' }
  expect((await sardor.post(`/en/consultations/${id}/answers/${second}/dispute`, why)).status).toBe(303)
  // whoever speaks for the body is told, once however many dispute its word
  await bench.work()
  const bodyTold = await bench.instance.database.query<{ to: string; link: string }>(
    "select payload->>'to' as to, payload->>'link' as link from jobs.job where kind = 'notify.send' and payload->>'text' = 'consultation.mail.disputed'",
  )
  expect(bodyTold.rows.length).toBeGreaterThan(0)
  expect(bodyTold.rows.length).toBe(new Set(bodyTold.rows.map(({ to }) => to)).size)
  expect(bodyTold.rows[0]!.link).toBe(`/consultations/owed?discussion=${id}#owed-${second}`)
  // what is disputed is no longer done: it stands with what is owed, and does not look done anywhere
  const states = (found: any[]) =>
    found.map(({ answer, state, disputable, settles }) => [answer, state, disputable, settles])
  expect(states(await items('citizen'))).toEqual([[first, 'done', true, false]])
  expect(states(await items('lawyer', ''))).toEqual([[second, 'disputed', false, true]])
  expect(states(await items('citizen', ''))).toEqual([[second, 'disputed', false, false]])
  const owed = async (who = bench.nobody) => (await who.get(`/en/consultations/owed?discussion=${id}`)).text
  const text = await owed()
  expect([text.includes('The address opens no act'), text.includes('Disputed</span>')]).toEqual([true, true])
  expect([text.includes('data-tone="done"'), (await page()).includes('data-tone="done"')]).toEqual([false, true])
  expect((await page(dilnoza)).includes(`why-${first}`)).toBe(true)
  const card = (await bench.nobody.get(`/en/consultations/${id}/units/art_2`)).text
  expect(card).toContain('Disputed: owed again')
  const figures = async () =>
    (await bench.ask(undefined, 'GET', '/consultation-figures')).body.items.find(
      (one: any) => one.body === 'ministry-justice',
    )
  const { owed: before } = await figures()
  // the body answers, with a reason alone or the right place; nobody else, and each dispute once
  expect(
    (await timur.post(`/en/consultations/${id}/answers/${second}/done`, { answer: second, what: 'Yes' })).status,
  ).toBe(422)
  const reply = { what: 'The act opens at this address since today.' }
  const answered = await Promise.all([done(reply, second), done(reply, second)])
  expect(answered.map(({ status }) => status).sort()).toEqual([201, 409])
  expect((await figures()).owed).toBe(before - 1)
  expect(states(await items('citizen'))).toEqual([
    [first, 'done', true, false],
    [second, 'done', true, false],
  ])
  expect((await page()).includes('The body answers:')).toBe(true)
  // an answer is its word again: it can be disputed too, by who has read it
  const stale = await bench.ask('citizen', 'POST', `/consultations/${id}/answers/${second}/dispute`, {
    why: 'I looked at the law: it still names ten units.',
    statement: 0,
  })
  expect([stale.status, stale.body.type]).toEqual([409, expect.stringContaining('consultation.said-anew')])
  expect((await dispute('citizen')).status).toBe(201)
  expect(states(await items('lawyer', ''))).toEqual([[second, 'disputed', false, true]])
  expect((await done({ ...reply, address: 'https://lex.example/43' }, second)).status).toBe(201)
  expect((await items())[1].said.map(({ disputes, address }: any) => [disputes.length, address])).toEqual([
    [2, 'https://lex.example/42'],
    [1, null],
    [0, 'https://lex.example/43'],
  ])
  await bench.work()
  const { rows: told } = await bench.instance.database.query(
    "select 1 from jobs.job where kind = 'notify.send' and payload->>'text' like '%.replied'",
    [],
  )
  expect(told).toHaveLength(2)
  // the tables take no answer to a dispute that nobody made, and no dispute of what nobody said
  for (const [statement, constraint] of [
    [
      `insert into consultation.owed_done (discussion, answer, number, answers_person, what, said_by, said_by_name, at)
       select discussion, answer, 3, person, 'It is done all the same', person, 'Made Up', now() from consultation.owed_dispute where discussion = $1 limit 1`,
      'owed_done_discussion_answer_answers_answers_person_fkey',
    ],
    [
      `insert into consultation.owed_done (discussion, answer, number, what, said_by, said_by_name, at)
       select discussion, answer, 3, 'It is done all the same', person, 'Made Up', now() from consultation.owed_dispute where discussion = $1 limit 1`,
      'answers_a_dispute',
    ],
    [
      `insert into consultation.owed_dispute (discussion, answer, statement, person, why, at)
       select discussion, answer, 7, person, 'It is not done at all', now() from consultation.owed_dispute where discussion = $1 limit 1`,
      'owed_dispute_discussion_answer_statement_fkey',
    ],
  ] as const)
    await expect(bench.instance.database.query(statement, [id]), constraint).rejects.toMatchObject({ constraint })
  for (const statement of [
    'delete from consultation.owed_dispute where discussion = $1',
    "update consultation.owed_done set address = 'https://other.example' where discussion = $1",
  ])
    await expect(bench.instance.database.query(statement, [id])).rejects.toMatchObject({ constraint: 'never_removed' })
})

it('is shown page by page, those without a day last', async () => {
  const id = await bench.publish()
  const { database } = bench.instance
  await database.query(
    `insert into consultation.answer (discussion, id, outcome, reason, reason_hash, owed, owed_by, given_by, given_by_name, at, comments)
     select $1, gen_random_uuid(), 'accepted', 'It was accepted, and is owed', 'x', 'A change of the text', case when n > 5 then date '2030-01-01' + n % 7 end,
       gen_random_uuid(), 'Made Up', now(), 1 from generate_series(1, 65) n`,
    [id],
  )
  const seen: any[] = []
  for (let after: string | null = ''; after !== null; ) {
    const { items, next }: any = await list(`?discussion=${id}${after ? `&after=${encodeURIComponent(after)}` : ''}`)
    seen.push(...items)
    after = next
  }
  expect([seen.length, new Set(seen.map(({ answer }) => answer)).size]).toEqual([65, 65])
  const terms = seen.map(({ owedBy }) => owedBy ?? '9999')
  expect(terms).toEqual([...terms].sort())
  // what is refused far down the list stands there with what was typed
  const timur = await bench.as('timur')
  const far = seen[40].answer as string
  const at = `/en/consultations/owed?discussion=${id}&after=${encodeURIComponent(`${terms[29]} ${seen[29].answer}`)}`
  const action = new RegExp(`action="([^"]*/answers/${far}/done[^"]*)"`).exec((await timur.get(at)).text)![1]!
  const short = await timur.post(action.replaceAll('&amp;', '&'), { answer: far, what: 'Yes, done' })
  expect([short.status, short.text]).toEqual([422, expect.stringContaining('Yes, done')])
  expect((await bench.ask(undefined, 'GET', '/consultation-owed?after=x')).status).toBe(422)
  expect((await bench.nobody.get('/en/consultations/owed?after=x')).status).toBeLessThan(500)
  expect((await bench.nobody.get('/en/consultations/owed?discussion=x')).status).toBeLessThan(500)
})
