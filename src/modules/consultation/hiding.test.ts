import { afterAll, beforeAll, expect, it } from 'vitest'
import { consultationBench, type ConsultationBench } from '../../../e2e/testing/consultation-bench.ts'
import { demoPersonId, giveRole } from '../../platform/identity/index.ts'

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
