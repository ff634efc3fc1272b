import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consultationBench, setTerm, type ConsultationBench } from '../../../e2e/testing/consultation-bench.ts'

let bench: ConsultationBench
beforeAll(async () => {
  bench = await consultationBench()
})
afterAll(() => bench?.close())

describe('a discussion', () => {
  it('is read by anyone, article by article, and spoken to by whoever signed in', async () => {
    const id = await bench.publish()
    const seen = await bench.ask(undefined, 'GET', `/consultations/${id}`)
    expect(seen.status).toBe(200)
    expect(seen.body.articles.map((article: { id: string }) => article.id)).toEqual([
      'art_1',
      'art_2',
      'art_3',
      'art_4',
    ])
    const passage = await bench.ask('citizen', 'POST', `/consultations/${id}/comments`, {
      unit: 'art_2',
      passage: 'fee of  ten units',
      words: 'Five units are enough.',
      proposal: 'a fee of five units',
    })
    expect(passage.body).toMatchObject({ unit: 'art_2', passage: 'fee of ten units' })
    await bench.comment(id, { unit: undefined, words: 'A good law', named: false }, 'business')
    const { body } = await bench.ask(undefined, 'GET', `/consultations/${id}/comments`)
    expect(body.items.map((comment: any) => [comment.unit, comment.name, comment.answer])).toEqual([
      [null, null, null],
      ['art_2', 'Dilnoza Karimova', null],
    ])
    expect((await bench.ask(undefined, 'GET', `/consultations/${id}`)).body).toMatchObject({ comments: 2, waiting: 2 })
    expect((await bench.ask(undefined, 'POST', `/consultations/${id}/comments`, { words: 'No name' })).status).toBe(401)
  })

  it('refuses words that do not stand in the article, and articles that are not there', async () => {
    const id = await bench.publish()
    const send = (more: object) =>
      bench.ask('citizen', 'POST', `/consultations/${id}/comments`, { words: 'Why so?', ...more })
    expect((await send({ unit: 'art_9' })).body.type).toContain('unit-unknown')
    expect((await send({ unit: 'art_2', passage: 'fee of nine units' })).body.type).toContain('passage-unknown')
    expect((await send({ passage: 'fee of ten units' })).body.type).toContain('passage-unknown')
  })

  it('counts a person who supports a comment once', async () => {
    const id = await bench.publish()
    const comment = await bench.comment(id)
    const press = (persona: string) => bench.ask(persona, 'POST', `/consultations/${id}/comments/${comment}/support`)
    const pressed = await Promise.all([press('business'), press('business'), press('officer')])
    expect(pressed.map(({ status }) => status)).toEqual([200, 200, 200])
    expect((await press('business')).body).toEqual({ supported: 2 })
    expect((await press('citizen')).body.type).toContain('own-comment')
  })

  it('answers a comment once, with a reason that says something', async () => {
    const id = await bench.publish()
    const comment = await bench.comment(id)
    expect((await bench.answer(id, comment, { reason: '      \u200b\u200b  no                  ' })).status).toBe(422)
    expect((await bench.answer(id, comment, { change: { version: 1, unit: 'art_2' } })).body.type).toContain(
      'change-unknown',
    )
    const twice = await Promise.all([bench.answer(id, comment), bench.answer(id, comment, { outcome: 'outside' })])
    expect(twice.map(({ status }) => status).sort()).toEqual([201, 409])
    const { body } = await bench.ask(undefined, 'GET', `/consultations/${id}/comments`)
    expect(body.items[0].answer).toMatchObject({ by: expect.any(String), repeated: 1, comments: 1, change: null })
  })

  it('shows a reason that is given again, in whatever script, as repeated', async () => {
    const id = await bench.publish()
    const reasons = ['Bu talab qonunda allaqachon bor', 'Бу талаб қонунда аллақачон бор!']
    for (const reason of reasons) expect((await bench.answer(id, await bench.comment(id), { reason })).status).toBe(201)
    const { body } = await bench.ask(undefined, 'GET', `/consultations/${id}/comments`)
    expect(body.items.map((comment: any) => comment.answer.repeated)).toEqual([2, 2])
  })

  it('shows a reason as repeated that differs by a word or two, and none that says something else', async () => {
    const id = await bench.publish()
    const reasons: [string, number][] = [
      ['We thank you for your comment, which will be taken into account in the further work on the draft.', 3],
      ['Your idea costs the budget more than the state earns by it, as the note to article 2 shows.', 1],
      ['We thank you for your kind comment, which will be taken into account in the further work on the draft.', 3],
      ['Once more we thank you for your comment: it will be taken into account in the further work on the draft!', 3],
      ['Quite outside this law', 2],
      ['Quite outside of this law', 2],
    ]
    for (const [reason] of reasons)
      expect((await bench.answer(id, await bench.comment(id), { reason })).status, reason).toBe(201)
    const { body } = await bench.ask(undefined, 'GET', `/consultations/${id}/comments`)
    expect(body.items.map(({ answer }: any) => [answer.reason, answer.repeated]).reverse()).toEqual(reasons)
  })

  it('shows nearly the same reason as repeated that two officials give in the same instant', async () => {
    const id = await bench.publish()
    const [first, second] = [await bench.comment(id), await bench.comment(id)]
    const { database } = bench.instance
    const waits = async () =>
      (
        await database.query(
          'select 1 from pg_locks where not granted and (database is null or database = (select oid from pg_database where datname = current_database()))',
          [],
        )
      ).rows.length
    const slow = await database.dedicated()
    try {
      // the first answer has looked for others like it, and is not written yet
      await slow.query('begin')
      await slow.query(`select 1 from consultation.comment where id = '${first}' for update`)
      const reason = 'We thank you for your comment, which will be looked at in the work on the draft.'
      const one = bench.answer(id, first, { reason })
      await expect.poll(waits, { timeout: 20_000 }).toBeGreaterThan(0)
      let done = false
      const other = bench
        .answer(id, second, { reason: reason.replace('your', 'your kind') })
        .finally(() => (done = true))
      await expect.poll(async () => done || (await waits()) > 1, { timeout: 20_000 }).toBe(true)
      await slow.query('commit')
      expect([(await one).status, (await other).status]).toEqual([201, 201])
    } finally {
      await slow.end()
    }
    const { body } = await bench.ask(undefined, 'GET', `/consultations/${id}/comments`)
    expect(body.items.map((comment: any) => comment.answer.repeated)).toEqual([2, 2])
  })

  it('takes a comment of the last second, and none after it', async () => {
    const id = await bench.publish({ days: 1 })
    const until = Date.parse((await bench.ask(undefined, 'GET', `/consultations/${id}`)).body.until)
    const { database } = bench.instance
    const moved = (by: number) => setTerm(database, id, new Date(Date.parse(bench.clock()) + by).toISOString())
    expect(until).toBeGreaterThan(Date.parse(bench.clock()))
    await moved(60_000)
    await bench.comment(id)
    await moved(0)
    const late = await bench.ask('citizen', 'POST', `/consultations/${id}/comments`, { words: 'Too late?' })
    expect([late.status, late.body.type]).toEqual([409, 'urn:darcha:problem:consultation.time-over'])
  })
})

describe('closing while one comment lacks an answer', () => {
  it('is refused at the button, at the interface and by the tables', async () => {
    const id = await bench.publish()
    const comment = await bench.comment(id)
    const close = () => bench.ask('lawyer', 'POST', `/consultations/${id}/close`)
    const refused = await close()
    expect([refused.status, refused.body.type]).toEqual([409, 'urn:darcha:problem:consultation.unanswered'])
    const timur = await bench.as('timur')
    const pressed = await timur.post(`/en/consultations/${id}/close`, {})
    expect([pressed.status, pressed.text]).toEqual([409, expect.stringContaining('1 of 1 comments lacks an answer')])
    const { database } = bench.instance
    await expect(
      database.query("update consultation.discussion set state = 'closed', closed_at = until where id = $1", [id]),
    ).rejects.toThrow(/closed_is_answered/)
    expect((await bench.answer(id, comment)).status).toBe(201)
    // the term that was promised runs to its end: nobody is shut out by closing before the first comment comes
    const early = await close()
    expect([early.status, early.body.type]).toEqual([409, 'urn:darcha:problem:consultation.term-runs'])
    expect((await timur.post(`/en/consultations/${id}/close`, {})).text).toContain('comments are still taken')
    const before = "closed_at = until - interval '1 second'"
    await expect(
      database.query(`update consultation.discussion set state = 'closed', ${before} where id = $1`, [id]),
    ).rejects.toMatchObject({ constraint: 'closed_after_term' })
    await expect(
      database.query("update consultation.discussion set until = until - interval '1 day' where id = $1", [id]),
    ).rejects.toMatchObject({ constraint: 'term_stays' })
    await bench.over(id)
    expect((await close()).status).toBe(200)
    expect((await close()).body.type).toContain('consultation.closed')
    // nothing comes after, nothing goes
    for (const late of [
      'insert into consultation.comment (discussion, id, version, words, language, at, confirmed_at, salt) select discussion, gen_random_uuid(), 1, words, language, at, at, salt from consultation.comment where discussion = $1',
      'update consultation.comment set answer = null where discussion = $1',
      'delete from consultation.comment where discussion = $1',
      'update consultation.shard set closed = false where discussion = $1',
      "update consultation.discussion set state = 'open', closed_at = null where id = $1",
      "update consultation.answer set reason = 'Something else than was said before' where discussion = $1",
      "update consultation.comment set words = 'I said nothing' where discussion = $1",
      // one that brings its answer along
      'insert into consultation.comment (discussion, id, version, words, language, at, confirmed_at, salt, answer) select discussion, gen_random_uuid(), 1, words, language, at, at, salt, answer from consultation.comment where discussion = $1',
    ])
      await expect(database.query(late, [id]), late).rejects.toThrow()
    const row = { discussion: id, words: 'Too late?' }
    expect((await bench.ask('citizen', 'POST', `/consultations/${id}/comments`, row)).status).toBe(409)
  })

  it.each(['read committed', 'repeatable read', 'serializable'])(
    'is refused in every order of two sessions, under %s',
    async (level) => {
      const { database } = bench.instance
      const insert = (id: string) =>
        `insert into consultation.comment (discussion, id, version, words, language, at, confirmed_at, salt) values ('${id}', gen_random_uuid(), 1, 'Wait for me', 'en', now(), now(), 'x')`
      const close = (id: string) =>
        `update consultation.discussion set state = 'closed', closed_at = until where id = '${id}'`
      for (const commentFirst of [true, false]) {
        const id = await bench.publish()
        const [earlier, later] = await Promise.all([database.dedicated(), database.dedicated()])
        try {
          for (const client of [earlier, later]) {
            await client.query(`begin isolation level ${level}`)
            await client.query('select count(*) from consultation.comment')
          }
          await earlier.query(commentFirst ? insert(id) : close(id))
          const waits = later.query(commentFirst ? close(id) : insert(id)).then(
            () => later.query('commit'),
            () => later.query('rollback'),
          )
          await earlier.query('commit')
          await waits
        } finally {
          await Promise.all([earlier.end(), later.end()])
        }
        const { rows } = await database.query<{ state: string; waiting: number }>(
          'select state, (select count(*)::int from consultation.comment c where c.discussion = d.id and c.awaits) as waiting from consultation.discussion d where id = $1',
          [id],
        )
        expect([commentFirst, rows[0]]).toEqual([
          commentFirst,
          commentFirst ? { state: 'open', waiting: 1 } : { state: 'closed', waiting: 0 },
        ])
      }
    },
  )
})
