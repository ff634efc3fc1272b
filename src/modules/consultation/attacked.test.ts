import { afterAll, beforeAll, expect, it } from 'vitest'
import { judgeBytes } from '../../commands/verify.ts'
import { demoPersonId, giveRole } from '../../platform/identity/index.ts'
import { consultationBench, type ConsultationBench } from '../../../e2e/testing/consultation-bench.ts'

const alone = { trust: () => Promise.reject(new Error('not asked')), ask: async () => undefined }
const judge = (file: unknown) => judgeBytes(new TextEncoder().encode(JSON.stringify(file)), alone)

let bench: ConsultationBench
beforeAll(async () => {
  bench = await consultationBench()
})
afterAll(() => bench?.close())

const close = (id: string) => bench.ask('lawyer', 'POST', `/consultations/${id}/close`)
const statuses = async (asked: Promise<{ status: number }>[]) =>
  (await Promise.all(asked)).map(({ status }) => status).sort()

it('a hidden comment without an answer holds the end up; two who close at once seal one record; an appeal comes after it too', async () => {
  const id = await bench.publish()
  const comment = await bench.comment(id, { words: 'You are all fools' })
  const at = `/consultations/${id}/comments/${comment}`
  expect((await bench.ask('lawyer', 'POST', `${at}/hide`, { reason: 'insult' })).status).toBe(200)
  await bench.over(id)
  expect((await close(id)).body.type).toContain('consultation.unanswered')
  const lawyers = ['Your words are about people, not about the rules.', 'We heard what you say of the rules.']
  expect(await statuses(lawyers.map((reason) => bench.answer(id, comment, { reason })))).toEqual([201, 409])
  expect(await statuses([close(id), close(id)])).toEqual([200, 409])
  const { rows } = await bench.instance.database.query(
    "select 1 from audit.history where kind = 'consultation.closed' and subject = $1",
    [id],
  )
  expect(rows).toHaveLength(1)
  const record = async () => (await bench.ask(undefined, 'GET', `/consultations/${id}/record`)).body
  const sealed = await record()
  expect(await judge(sealed)).toMatchObject({ valid: true, facts: { comments: 1, hidden: 1 } })
  // hiding is judged after the end as well, and the leaf was over what was said from the beginning
  expect((await bench.ask('citizen', 'POST', `${at}/appeal`, { appeal: 'I meant the rules, not people' })).status).toBe(
    200,
  )
  await giveRole(bench.instance.database, {
    person: demoPersonId('kamola'),
    role: 'head',
    body: 'ministry-justice',
    since: bench.clock(),
    givenBy: 'system',
  })
  const decision = { decision: 'lifted', reason: 'It insults nobody in person' }
  expect((await bench.ask('designer', 'POST', `${at}/appeal/decision`, decision)).status).toBe(200)
  const shown = await record()
  expect([shown.root, shown.comments[0].content.words]).toEqual([sealed.root, 'You are all fools'])
  expect(await judge(shown)).toMatchObject({ valid: true, facts: { hidden: 0 } })
})

it('an answer and a new text in the same instant both stand; what was promised is disputed and answered in one order', async () => {
  const id = await bench.publish()
  const { text } = {
    text: 'Article 1. Aim\nThis law regulates street trade.\nArticle 2. Permit\nA trader pays five units.',
  }
  const comment = await bench.comment(id, { passage: 'fee of ten units' })
  const [given, published] = await Promise.all([
    bench.answer(id, comment, { outcome: 'accepted', reason: 'You are right: the fee will be lowered.' }),
    bench.ask('lawyer', 'POST', `/consultations/${id}/texts`, { text, note: 'The fee is lower.' }),
  ])
  expect([given.status, published.status]).toEqual([201, 201])
  const at = `/consultations/${id}/answers/${given.body.id}`
  const post = (persona: string, what: string, body: object) => bench.ask(persona, 'POST', `${at}/${what}`, body)
  expect((await post('lawyer', 'change', { owed: 'It names three units by then.', owedBy: '2099-01-01' })).status).toBe(
    200,
  )
  expect(
    (await post('lawyer', 'done', { what: 'It names three units since today.', address: 'https://lex.example/1' }))
      .status,
  ).toBe(201)
  const why = { why: 'The law names five units still.' }
  expect(await statuses([post('citizen', 'dispute', why), post('auditor', 'dispute', why)])).toEqual([201, 201])
  const replies = ['It is in the law of today.', 'Look at the law of today.'].map((what) =>
    post('lawyer', 'done', { what }),
  )
  // a dispute of the word before finds the answer there, whoever of them was first
  const late = post('citizen', 'dispute', { ...why, statement: 0 })
  expect(await statuses(replies)).toEqual([201, 409])
  expect((await late).status).toBe(409)
  const { items } = (await bench.ask(undefined, 'GET', `/consultation-owed?discussion=${id}&done=true`)).body
  expect(items[0].said.map(({ disputes }: any) => disputes.length)).toEqual([2, 0])
})
