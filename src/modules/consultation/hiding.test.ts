import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consultationBench, type ConsultationBench } from '../../../e2e/testing/consultation-bench.ts'
import { demoPersonId, giveRole, roleHolders } from '../../platform/identity/index.ts'

let bench: ConsultationBench
beforeAll(async () => {
  bench = await consultationBench()
})
afterAll(() => bench?.close())

it('a comment is hidden only for a listed reason, visibly, and somebody else decides the appeal', async () => {
  const id = await bench.publish()
  const words = 'You are all fools'
  const comment = await bench.comment(id, { words })
  const at = `/consultations/${id}/comments/${comment}`
  expect((await bench.ask('lawyer', 'POST', `${at}/hide`, { reason: 'we dislike it' })).status).toBe(422)
  expect((await bench.ask('citizen', 'POST', `${at}/hide`, { reason: 'insult' })).status).toBe(403)
  expect((await bench.ask('lawyer', 'POST', `${at}/hide`, { reason: 'insult' })).status).toBe(200)
  const seen = async () => (await bench.ask(undefined, 'GET', `/consultations/${id}/comments`)).body.items[0]
  expect(await seen()).toMatchObject({ hidden: 'insult', words: null, name: null, business: null })
  const page = (await bench.nobody.get(`/en/consultations/${id}/units/art_2`)).text
  expect(page).toContain('Reason: insult')
  for (const path of [`/units/art_2`, '/report', '/report/csv', '/report/json'])
    expect((await bench.nobody.get(`/en/consultations/${id}${path}`)).text, path).not.toContain(words)
  // it still has to be answered, by somebody who can read it
  expect((await bench.ask('citizen', 'GET', `/consultations/${id}/hidden`)).status).toBe(403)
  expect((await (await bench.as('timur')).get(`/en/consultations/${id}/answers`)).text).toContain(words)
  expect((await bench.ask('lawyer', 'POST', `/consultations/${id}/close`)).status).toBe(409)
  expect((await bench.ask('business', 'POST', `${at}/appeal`, { appeal: 'It is not mine' })).status).toBe(403)
  expect((await bench.ask('citizen', 'POST', `${at}/appeal`, { appeal: 'I meant the rules, not people' })).status).toBe(
    200,
  )
  const decide = (persona: string) =>
    bench.ask(persona, 'POST', `${at}/appeal/decision`, { decision: 'lifted', reason: 'It insults nobody in person' })
  expect((await decide('lawyer')).body.type).toContain('own-hiding')
  await giveRole(bench.instance.database, {
    person: demoPersonId('kamola'),
    role: 'head',
    body: 'ministry-justice',
    since: bench.clock(),
    givenBy: 'system',
  })
  expect((await decide('designer')).status).toBe(200)
  expect(await seen()).toMatchObject({ hidden: null, words })
  // what was lifted is not hidden again
  expect((await bench.ask('lawyer', 'POST', `${at}/hide`, { reason: 'insult' })).status).toBe(409)
})

it('what was typed about hiding stays on the page when it is refused, and pressing twice is one appeal', async () => {
  const id = await bench.publish()
  const comment = await bench.comment(id, { words: 'You are all fools' })
  const at = `/en/consultations/${id}/comments/${comment}`
  const [timur, dilnoza] = [await bench.as('timur'), await bench.as('dilnoza')]
  const unchosen = await timur.post(`${at}/hide`, { of: comment })
  expect([unchosen.status, unchosen.text]).toEqual([422, expect.stringContaining(`href="#hide-${comment}"`)])
  await timur.post(`${at}/hide`, { of: comment, reason: 'insult' })
  const to = `/consultations/${id}/comments/${comment}/appeal`
  const short = await dilnoza.post(`/en${to}`, { to, appeal: 'Why' })
  expect([short.status, short.text]).toEqual([422, expect.stringMatching(/<textarea[^>]*>\s*Why<\/textarea>/)])
  const form = { key: 'appealed-twice', to, appeal: 'I meant the rules, not people' }
  const both = await Promise.all([dilnoza.post(`/en${to}`, form), dilnoza.post(`/en${to}`, form)])
  expect(both.map(({ status }) => status)).toEqual([303, 303])
  await giveRole(bench.instance.database, {
    person: demoPersonId('kamola'),
    role: 'head',
    body: 'ministry-justice',
    since: bench.clock(),
    givenBy: 'system',
  })
  const decided = await (await bench.as('kamola')).post(`${at}/appeal/decision`, {
    of: comment,
    decision: 'upheld',
    reason: 'It does insult',
  })
  expect([decided.status, decided.text]).toEqual([
    422,
    expect.stringMatching(/<textarea[^>]*>\s*It does insult<\/textarea>/),
  ])
})

it('what is hidden keeps its leaf of the record', async () => {
  const id = await bench.publish()
  const comment = await bench.comment(id, { words: 'Buy our stalls at half the price' })
  await bench.ask('lawyer', 'POST', `/consultations/${id}/comments/${comment}/hide`, { reason: 'advertising' })
  await bench.answer(id, comment, { outcome: 'outside', reason: 'It offers goods and says nothing of the law' })
  await bench.over(id)
  expect((await bench.ask('lawyer', 'POST', `/consultations/${id}/close`)).status).toBe(200)
  const { body } = await bench.ask(undefined, 'GET', `/consultations/${id}/record`)
  expect(body.comments[0]).toMatchObject({ hidden: 'advertising', commitment: expect.any(String) })
  expect(JSON.stringify(body)).not.toContain('half the price')
})

describe('an appeal in a body that has nobody else for it', () => {
  const hidden = async (author = 'citizen') => {
    const id = await bench.publish()
    const comment = await bench.comment(id, { words: 'You are all fools' }, author)
    const at = `/consultations/${id}/comments/${comment}`
    return { id, comment, at }
  }
  const decide = (persona: string, at: string) =>
    bench.ask(persona, 'POST', `${at}/appeal/decision`, { decision: 'lifted', reason: 'It insults nobody in person' })
  const role = (persona: string, body: string, role = 'head') =>
    giveRole(bench.instance.database, {
      person: demoPersonId(persona),
      role,
      body,
      since: bench.clock(),
      givenBy: 'system',
    })
  const leave = (persona: string, body: string) =>
    bench.instance.database.query('delete from identity.role where person = $1 and body = $2', [
      demoPersonId(persona),
      body,
    ])

  it('goes to the body that the country names, is told to its author, and is decided there alone', async () => {
    const others = [...(await roleHolders(bench.instance.database, 'ministry-justice', bench.clock()))].filter(
      ({ person, role }) => person !== demoPersonId('timur') && ['lawyer', 'head', 'officer'].includes(role),
    )
    for (const { person } of others)
      await bench.instance.database.query("delete from identity.role where person = $1 and body = 'ministry-justice'", [
        person,
      ])
    const { id, comment, at } = await hidden()
    await bench.ask('lawyer', 'POST', `${at}/hide`, { reason: 'insult' })
    await bench.ask('citizen', 'POST', `${at}/appeal`, { appeal: 'I meant the rules, not people' })
    const own = (await bench.ask('citizen', 'GET', '/me/comments')).body.items[0]
    expect(own.hiding).toMatchObject({ decides: 'accounts-chamber', decision: null })
    expect((await (await bench.as('dilnoza')).get('/en/consultations/mine')).text).toContain(
      'Accounts Chamber decides it',
    )
    const desk = (await (await bench.as('timur')).get(`/en/consultations/${id}/answers`)).text
    expect([desk.includes('Accounts Chamber decides it'), desk.includes(`decision-${comment}`)]).toEqual([true, false])
    // somebody of the demonstration holds a role there
    const tohir = await bench.as('tohir')
    expect((await tohir.get('/en/consultations/appeals')).text).toContain('I meant the rules, not people')
    expect((await (await bench.as('dilnoza')).get('/en/consultations/appeals')).text).not.toContain('I meant the rules')
    const path = `/en${at}/appeal/decision`
    const refused = await tohir.post(path, { of: comment, decision: 'upheld', reason: 'It does insult' })
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('It does insult')])
    const kept = await tohir.post(path, { of: comment, decision: 'lifted', reason: 'It insults nobody in person.' })
    expect([kept.status, kept.location]).toEqual([303, '/en/consultations/appeals?done=decided'])
    expect((await bench.ask(undefined, 'GET', `/consultations/${id}/comments`)).body.items[0].hidden).toBeNull()
  })

  it('stays in the body while somebody there may decide, who is neither who hid the comment nor who wrote it', async () => {
    await role('kamola', 'ministry-justice')
    await role('jasur', 'accounts-chamber')
    try {
      const { at } = await hidden('designer')
      await bench.ask('lawyer', 'POST', `${at}/hide`, { reason: 'insult' })
      await bench.ask('designer', 'POST', `${at}/appeal`, { appeal: 'I meant the rules, not people' })
      // the only other one of the body wrote the comment
      expect((await decide('designer', at)).body.type).toContain('own-appeal')
      const { at: other } = await hidden()
      await bench.ask('lawyer', 'POST', `${other}/hide`, { reason: 'insult' })
      await bench.ask('citizen', 'POST', `${other}/appeal`, { appeal: 'I meant the rules, not people' })
      expect((await decide('officer', other)).status).toBe(403)
      expect((await decide('designer', other)).status).toBe(200)
      expect((await decide('officer', at)).status).toBe(200)
    } finally {
      await leave('kamola', 'ministry-justice')
      await leave('jasur', 'accounts-chamber')
    }
  })
})

it('every hidden comment that waits can be read by who answers it, however many there are', async () => {
  const id = await bench.publish()
  const { database } = bench.instance
  const { rows } = await database.query<{ id: string }>(
    `insert into consultation.comment (discussion, id, version, words, language, at, confirmed_at, salt)
     select $1, ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 1, 'Hidden words ' || n, 'en', now(), now(), 'x'
     from generate_series(1, 205) n returning id`,
    [id],
  )
  await database.query(
    `insert into consultation.hiding (discussion, comment, reason, hidden_by, hidden_at)
     select discussion, id, 'insult', gen_random_uuid(), now() from consultation.comment where discussion = $1`,
    [id],
  )
  await database.query("update consultation.comment set hidden_reason = 'insult' where discussion = $1", [id])
  const first = (await bench.ask('lawyer', 'GET', `/consultations/${id}/hidden`)).body
  const rest = (await bench.ask('lawyer', 'GET', `/consultations/${id}/hidden?after=${first.next}`)).body
  expect([first.items.length, rest.items.length, rest.next]).toEqual([200, 5, null])
  expect(new Set([...first.items, ...rest.items].map(({ comment }) => comment)).size).toBe(rows.length)
  // on the desk too: the oldest stand on a page of their own, with their words
  const after = rows[4]!.id
  const timur = await bench.as('timur')
  const last = (await timur.get(`/en/consultations/${id}/answers?after=${after}`)).text
  expect(['Hidden words 1<', 'Hidden words 4<'].map((words) => last.replace(/\s*</g, '<').includes(words))).toEqual([
    true,
    true,
  ])
  // what was typed there and refused stands there again
  const [, action] = /action="([^"]*\/answers\?after=[^"]*)"/.exec(last)!
  const refused = await timur.post(action!, { comment: rows[0]!.id, outcome: 'not-accepted', reason: 'Far down' })
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('Far down')])
})

it('two officials at once: one hides, one decides; who supported a comment still does when it is hidden and shown again', async () => {
  const id = await bench.publish()
  const comment = await bench.comment(id, { words: 'You are all fools' })
  const at = `/consultations/${id}/comments/${comment}`
  expect((await bench.ask('business', 'POST', `${at}/support`)).body).toEqual({ supported: 1 })
  const people = ['kamola', 'jasur'] as const
  for (const person of people)
    await giveRole(bench.instance.database, {
      person: demoPersonId(person),
      role: 'head',
      body: 'ministry-justice',
      since: bench.clock(),
      givenBy: 'system',
    })
  const hidden = await Promise.all(
    ['lawyer', 'lawyer'].map((who, n) => bench.ask(who, 'POST', `${at}/hide`, { reason: n ? 'insult' : 'violence' })),
  )
  expect(hidden.map(({ status }) => status).sort()).toEqual([200, 409])
  await bench.ask('citizen', 'POST', `${at}/appeal`, { appeal: 'I meant the rules, not people' })
  const decided = await Promise.all(
    (['designer', 'officer'] as const).map((who, n) =>
      bench.ask(who, 'POST', `${at}/appeal/decision`, {
        decision: n ? 'lifted' : 'upheld',
        reason: 'This was looked at with care.',
      }),
    ),
  )
  expect(decided.map(({ status }) => status).sort()).toEqual([200, 409])
  const { decision } = decided.find(({ status }) => status === 200)!.body
  const seen = (await bench.ask(undefined, 'GET', `/consultations/${id}/comments`)).body.items[0]
  expect([seen.hidden === null, seen.supported]).toEqual([decision === 'lifted', 1])
})
