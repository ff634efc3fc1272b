import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { judgeBytes } from '../../commands/verify.ts'
import { consultationBench, DRAFT, type ConsultationBench } from '../../../e2e/testing/consultation-bench.ts'

let bench: ConsultationBench
beforeAll(async () => {
  bench = await consultationBench()
})
afterAll(() => bench?.close())

const ACCEPTED = { outcome: 'accepted', reason: 'You are right: the fee will be lowered.' }
const OWED = 'Article 2 will name five units in the text that goes to the government.'
const BY = '2099-12-31'
const publish = (id: string, text: string) =>
  bench.ask('lawyer', 'POST', `/consultations/${id}/texts`, { text, note: 'Changed.' })
const close = (id: string) => bench.ask('lawyer', 'POST', `/consultations/${id}/close`)
const name = (id: string, answer: string, body: object, persona = 'lawyer') =>
  bench.ask(persona, 'POST', `/consultations/${id}/answers/${answer}/change`, body)

describe('a comment that was accepted', () => {
  it('gets its change when the next text has it, and holds the end up until then', async () => {
    const id = await bench.publish()
    const comment = await bench.comment(id)
    const { body: answer } = await bench.answer(id, comment, ACCEPTED)
    await bench.over(id)
    const refused = await close(id)
    expect([refused.status, refused.body.type]).toEqual([409, 'urn:darcha:problem:consultation.change-owed'])
    const timur = await bench.as('timur')
    expect((await timur.post(`/en/consultations/${id}/close`, {})).text).toContain('accepted comment names no change')
    await expect(
      bench.instance.database.query(
        "update consultation.discussion set state = 'closed', closed_at = until where id = $1",
        [id],
      ),
    ).rejects.toMatchObject({ constraint: 'accepted_is_changed' })
    const change = { version: 2, unit: 'art_2' }
    expect((await name(id, answer.id, { change })).body.type).toContain('change-unknown')
    await publish(id, DRAFT.replace('ten units', 'five units'))
    // an article that stayed as it was is no change, nor is a text that was there before
    for (const wrong of [
      { version: 2, unit: 'art_3' },
      { version: 1, unit: 'art_2' },
      { version: 3, unit: 'art_2' },
    ])
      expect((await name(id, answer.id, { change: wrong })).body.type, JSON.stringify(wrong)).toContain(
        'change-unknown',
      )
    expect((await name(id, answer.id, {})).body.type).toContain('change-missing')
    expect((await name(id, answer.id, { change }, 'citizen')).status).toBe(403)
    // on the page: the desk asks for it, and offers what really changed
    const desk = (await timur.get(`/en/consultations/${id}/answers`)).text
    expect(desk).toContain('Accepted, and the change is owed')
    expect(desk).toContain('value="2 art_2"')
    expect(desk).not.toContain('value="2 art_3"')
    const saved = await timur.post(`/en/consultations/${id}/answers/${answer.id}/change`, { change: '2 art_2' })
    expect([saved.status, saved.location]).toEqual([303, `/en/consultations/${id}/answers?done=named`])
    expect((await name(id, answer.id, { change })).body.type).toContain('change-named')
    const { items } = (await bench.ask(undefined, 'GET', `/consultations/${id}/comments`)).body
    expect(items[0].answer).toMatchObject({ change, owed: null })
    // who commented is told of it, beside the answer itself
    await bench.work()
    const { rows } = await bench.instance.database.query<{ text: string }>(
      "select payload->>'text' as text from jobs.job where kind = 'notify.send' order by 1",
      [],
    )
    expect(rows.map(({ text }) => text)).toEqual(['consultation.mail.answered', 'consultation.mail.changed'])
    expect((await close(id)).status).toBe(200)
    expect((await name(id, answer.id, { owed: OWED, owedBy: BY })).body.type).toContain('consultation.closed')
    for (const late of [
      "update consultation.answer set change_unit = 'art_1' where discussion = $1",
      `update consultation.answer set owed = '${OWED}' where discussion = $1`,
    ])
      await expect(bench.instance.database.query(late, [id]), late).rejects.toMatchObject({
        constraint: expect.stringMatching(/answer_stays|closed_for_good/),
      })
  })

  it('or says openly what is still owed: on the page, in every report, and in the sealed record', async () => {
    const id = await bench.publish()
    const comment = await bench.comment(id)
    const { body: answer } = await bench.answer(id, comment, ACCEPTED)
    expect((await name(id, answer.id, { owed: '. . . . . . . . . . . . . .' })).status).toBe(422)
    expect((await name(id, answer.id, { owed: OWED, owedBy: BY })).body).toEqual({
      change: null,
      owed: OWED,
      owedBy: BY,
    })
    expect((await name(id, answer.id, { owed: `${OWED} No.` })).body.type).toContain('change-named')
    await bench.over(id)
    expect((await close(id)).status).toBe(200)
    for (const path of ['units/art_2', 'report', 'report/csv', 'report/json', 'report/record'])
      expect((await bench.nobody.get(`/en/consultations/${id}/${path}`)).text, path).toContain(OWED)
    expect((await bench.nobody.get(`/en/consultations/${id}/report`)).text).toContain('1 still waits for its change')
    const record = (await bench.ask(undefined, 'GET', `/consultations/${id}/record`)).body
    const judge = (file: unknown) =>
      judgeBytes(new TextEncoder().encode(JSON.stringify(file)), {
        trust: () => Promise.reject(new Error('not asked')),
        ask: async () => undefined,
      })
    expect((await judge(record)).valid).toBe(true)
    const other = structuredClone(record)
    other.comments[0].answer.owedBy = '2100-12-31'
    expect((await judge(other)).problems.map(({ code }) => code)).toEqual(['root'])
    delete record.comments[0].answer.owed
    expect((await judge(record)).problems.map(({ code }) => code)).toEqual(['root'])
  })

  it('names an article that was taken out, and one answer to a group names it for all', async () => {
    const id = await bench.publish()
    const comment = await bench.comment(id, { unit: 'art_3', words: 'Take the visits out' })
    await publish(id, DRAFT.replace('Article 3. Visits\nAn inspector visits a trader once a year.\n', ''))
    const { articles } = (await bench.ask(undefined, 'GET', `/consultations/${id}/changes`)).body
    const removed = articles.find(({ kind }: { kind: string }) => kind === 'removed')
    expect(removed.id).toBe('was-art_3')
    const change = { version: 2, unit: removed.id }
    // who read the new text already did not bring it about
    const late = await bench.comment(id, { unit: 'art_1', words: 'Good that they are out' })
    expect((await bench.answer(id, late, { ...ACCEPTED, change })).body.type).toContain('change-unknown')
    expect((await bench.answer(id, comment, { ...ACCEPTED, change })).status).toBe(201)
    const page = (await bench.nobody.get(`/en/consultations/${id}/changes?to=2`)).text
    expect(page).toContain('id="was-art_3"')
    expect((await bench.nobody.get(`/en/consultations/${id}/report/csv`)).text).toContain('An inspector visits')
  })
})

it('tells everybody when a later text takes the change back, and names no such change any more', async () => {
  const id = await bench.publish()
  const [comment, other, kept] = [await bench.comment(id), await bench.comment(id), await bench.comment(id)]
  const changed = DRAFT.replace('ten units', 'five units')
  await publish(id, changed.replace('once a year', 'never'))
  const change = { version: 2, unit: 'art_2' }
  expect((await bench.answer(id, comment, { ...ACCEPTED, change })).status).toBe(201)
  await bench.answer(id, kept, { ...ACCEPTED, change: { version: 2, unit: 'art_3' } })
  const answers = async () =>
    new Map<string, { undone?: boolean }>(
      (await bench.ask(undefined, 'GET', `/consultations/${id}/comments`)).body.items.map((item: any) => [
        item.id,
        item.answer,
      ]),
    )
  expect((await answers()).get(comment)!.undone).toBeUndefined()
  await publish(id, DRAFT.replace('once a year', 'never'))
  expect((await answers()).get(comment)!.undone).toBe(true)
  expect((await answers()).get(kept)!.undone).toBeUndefined()
  expect((await bench.answer(id, other, { ...ACCEPTED, change })).body.type).toContain('change-unknown')
  const said = 'A later text took this change back.'
  for (const path of ['units/art_2', 'report'])
    expect((await bench.nobody.get(`/en/consultations/${id}/${path}`)).text, path).toContain(said)
  const { items } = JSON.parse((await bench.nobody.get(`/en/consultations/${id}/report/json`)).text)
  expect(items.map((item: any) => [item.id, item.undone])).toEqual(
    [comment, other, kept].map((each) => [each, each === comment]),
  )
  for (const file of ['pdf', 'docx', 'csv'])
    expect((await bench.nobody.get(`/en/consultations/${id}/report/${file}`)).status, file).toBe(200)
})

describe('the tables themselves', () => {
  it('keep what a receipt promises and what an answer says, whoever writes', async () => {
    const id = await bench.publish()
    const comment = await bench.comment(id, { passage: 'fee of ten units' })
    const other = await bench.comment(id, { words: 'Another one' }, 'business')
    await bench.answer(id, other)
    const { database } = bench.instance
    const refused: [string, RegExp][] = [
      ['update consultation.comment set confirmed_at = null where discussion = $1', /comment_stays/],
      ["update consultation.comment set author_name = 'Somebody else' where discussion = $1", /comment_stays/],
      ["update consultation.comment set at = at - interval '1 hour' where discussion = $1", /comment_stays/],
      ["update consultation.comment set unit = 'art_1' where discussion = $1", /comment_stays/],
      ["update consultation.comment set business = 'Made Up LLC' where discussion = $1", /comment_stays/],
      ["update consultation.comment set hidden_reason = 'dislike' where discussion = $1", /hidden_/],
      ["update consultation.comment set hidden_reason = 'insult' where discussion = $1", /hidden_by_the_book/],
      ["update consultation.text set akn = '<x/>' where discussion = $1", /never_removed/],
      ["update consultation.answer set outcome = 'outside' where discussion = $1", /answer_stays/],
    ]
    for (const reason of [
      '.'.repeat(40),
      '\u200b'.repeat(40),
      '\n'.repeat(40),
      '\u2800'.repeat(40),
      '\u00a0\t'.repeat(20),
    ])
      refused.push([
        `insert into consultation.answer (discussion, id, outcome, reason, reason_hash, given_by, given_by_name, at, comments) values ($1, gen_random_uuid(), 'outside', '${reason}', 'x', gen_random_uuid(), 'X', now(), 1)`,
        /reason_says_something|answer_reason_check/,
      ])
    for (const words of ['\u200b\u202e', '\u2800\u3164', '\n\t\u00a0'])
      refused.push([
        `insert into consultation.comment (discussion, id, version, words, language, at, confirmed_at, salt) values ($1, gen_random_uuid(), 1, '${words}', 'en', now(), now(), 'x')`,
        /words_are_seen|comment_words_check/,
      ])
    for (const [statement, constraint] of refused)
      await expect(database.query(statement, [id]), JSON.stringify(statement)).rejects.toMatchObject({
        constraint: expect.stringMatching(constraint),
      })
    // and a person is told so in words, before the tables are asked
    for (const words of ['\u2800\u2800\u2800', '\u3164\u200b\u00a0'])
      expect((await bench.ask('citizen', 'POST', `/consultations/${id}/comments`, { words })).status).toBe(422)
    for (const reason of ['.'.repeat(40), '– '.repeat(20), '\u2800'.repeat(30), '👍'.repeat(20)])
      expect((await bench.answer(id, comment, { reason })).status, reason).toBe(422)
    const said = await (await bench.as('timur')).post(`/en/consultations/${id}/answers`, {
      comment,
      outcome: 'outside',
      reason: '.'.repeat(40),
    })
    expect([said.status, said.text]).toEqual([422, expect.stringContaining('Give a reason in words')])
  })

  it('tell who comes while the discussion is being closed that it is closed', async () => {
    const id = await bench.publish()
    const { database } = bench.instance
    const closing = await database.dedicated()
    try {
      await closing.query('begin')
      await closing.query(
        `update consultation.discussion set state = 'closed', closed_at = until, root = '' where id = '${id}'`,
      )
      const late = bench.ask('citizen', 'POST', `/consultations/${id}/comments`, { words: 'Still in time?' })
      const waits =
        "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%consultation.comment%'"
      await expect
        .poll(async () => (await database.query(waits, [])).rows.length, { timeout: 20_000 })
        .toBeGreaterThan(0)
      await closing.query('commit')
      const { status, body } = await late
      expect([status, body.type]).toEqual([409, 'urn:darcha:problem:consultation.closed'])
    } finally {
      await closing.end()
    }
  })
})
