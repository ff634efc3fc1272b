import { afterAll, beforeAll, expect, it } from 'vitest'
import { judgeBytes } from '../../commands/verify.ts'
import { consultationBench, type ConsultationBench } from '../../../e2e/testing/consultation-bench.ts'

const alone = { trust: () => Promise.reject(new Error('not asked')), ask: async () => undefined }
const judge = (file: unknown) => judgeBytes(new TextEncoder().encode(JSON.stringify(file)), alone)

let bench: ConsultationBench
beforeAll(async () => {
  bench = await consultationBench()
})
afterAll(() => bench?.close())

const today = () => bench.instance.world.country.localDate(bench.clock())
const day = (days: number) =>
  new Date(Date.parse(`${today()}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
const enter = (id: string, comments: object[], persona = 'lawyer') =>
  bench.ask(persona, 'POST', `/consultations/${id}/entered-comments`, {
    source: 'paper',
    origin: 'Letter 12-34',
    comments,
  })
const seen = async (id: string) => (await bench.ask(undefined, 'GET', `/consultations/${id}`)).body

it('comments on paper stand in the same record: each counted, in history, receipted, grouped and answered like any other', async () => {
  const id = await bench.publish()
  const words = 'The fee of ten units a month is too much for who sells herbs from one basket'
  const web = await bench.comment(id, { words })
  const sent = [
    { received: today(), words: `${words}!`, unit: 'art_2', passage: 'fee of ten units', name: 'Made Up Elder' },
    {
      received: today(),
      words: 'Савдогар ойига ўн бирлик тўлай олмайди',
      language: 'uz-Cyrl',
      business: 'Made Up LLC',
    },
  ]
  // nobody else's comment is entered for a body, and all of a request or nothing of it
  expect((await enter(id, sent, 'citizen')).status).toBe(403)
  for (const [wrong, path] of [
    [{ received: day(1), words }, 'comments.1.received'],
    [{ received: day(-1), words }, 'comments.1.received'],
    [{ received: today(), words, unit: 'art_99' }, 'comments.1.passage'],
    [{ received: 'yesterday', words }, 'comments.1.received'],
    [{ received: today(), words: '\u200b\u202e' }, 'comments.1.words'],
  ] as const) {
    const { status, body } = await enter(id, [sent[0]!, wrong])
    expect([wrong, status, JSON.stringify(body).includes(path)]).toEqual([wrong, 422, true])
  }
  expect((await enter(id, [])).status).toBe(422)
  for (const origin of ['--', '5.', '\u3164\u3164', '\u200b', 'x'.repeat(201)]) {
    const given = { source: 'paper', origin, comments: [sent[0]] }
    const { status } = await bench.ask('lawyer', 'POST', `/consultations/${id}/entered-comments`, given)
    expect([origin, status]).toEqual([origin, 422])
  }
  expect(await seen(id)).toMatchObject({ comments: 1 })
  const { status, body } = await enter(id, sent)
  expect([status, body.items.length]).toEqual([201, 2])
  expect(await seen(id)).toMatchObject({ comments: 3, waiting: 3 })
  const { rows } = await bench.instance.database.query<{ body: string }>(
    "select body::text from audit.history where kind = 'consultation.enter-comments' and subject = $1",
    [id],
  )
  expect(rows.map((row) => JSON.parse(row.body))).toMatchObject([
    { source: 'paper', comments: body.items.map(({ id: comment, commitment }: any) => ({ comment, commitment })) },
  ])
  const page = (await bench.nobody.get(`/en/consultations/${id}/units/art_2`)).text
  expect([page.includes('Came on paper on'), page.includes('Letter 12-34'), page.includes('Made Up Elder')]).toEqual([
    true,
    true,
    true,
  ])
  // the link that was handed over stands for the comment
  const token = body.items[0].link.split('/').at(-1)
  const { receipt } = (await bench.ask(undefined, 'GET', `/held-comments/${token}`)).body
  expect(await judge(receipt)).toMatchObject({ valid: true })
  expect((await bench.nobody.get(`/en${body.items[0].link}`)).status).toBe(200)
  // one campaign, on paper and on the site
  expect((await bench.ask('lawyer', 'POST', `/consultations/${id}/groups`)).status).toBe(202)
  await bench.work()
  const { items: groups } = (await bench.ask('lawyer', 'GET', `/consultations/${id}/groups`)).body
  expect(groups).toMatchObject([{ members: 2, people: 2 }])
  // what came in time is entered later too; the end waits for its answer
  await bench.over(id)
  const { body: late } = await enter(id, [{ received: today(), words: 'It came with the last post' }])
  for (const comment of [web, ...body.items.map((item: any) => item.id)])
    expect((await bench.answer(id, comment)).status).toBe(201)
  expect((await bench.ask('lawyer', 'POST', `/consultations/${id}/close`)).body.type).toContain('unanswered')
  expect((await bench.answer(id, late.items[0].id)).status).toBe(201)
  expect((await bench.ask('lawyer', 'POST', `/consultations/${id}/close`)).status).toBe(200)
  expect((await enter(id, sent)).body.type).toContain('consultation.closed')
  const record = (await bench.ask(undefined, 'GET', `/consultations/${id}/record`)).body
  expect(await judge(record)).toMatchObject({ valid: true, facts: { comments: 4 } })
  expect(record.comments.find((one: any) => one.id === body.items[1].id)).toMatchObject({
    commitment: body.items[1].commitment,
  })
  const data = (await bench.ask(undefined, 'GET', `/consultations/${id}/data`)).body.items as any[]
  expect(data.filter(({ entered }) => entered?.origin === 'Letter 12-34').length).toBe(3)
  await expect(
    bench.instance.database.query('delete from consultation.entered where discussion = $1', [id]),
  ).rejects.toMatchObject({ constraint: 'never_removed' })
})

it('on the page one is entered at a time; its link is shown once, and kept nowhere', async () => {
  const id = await bench.publish()
  const timur = await bench.as('timur')
  expect((await timur.get(`/en/consultations/${id}/answers`)).text).toContain(`/en/consultations/${id}/enter`)
  expect((await bench.nobody.get(`/en/consultations/${id}/enter`)).status).toBe(401)
  const at = `/en/consultations/${id}/enter`
  const key = /name="key" value="([^"]+)"/.exec((await timur.get(at)).text)![1]!
  const [year, month, date] = today().split('-') as [string, string, string]
  const form = {
    key,
    source: 'portal',
    origin: 'regulation.example',
    about: 'art_2',
    words: 'The permit takes five days and should take one',
    'received.day': date,
    'received.month': month,
    'received.year': year,
  }
  const wrong = await timur.post(at, { ...form, 'received.year': '2020', words: '' })
  expect([wrong.status, wrong.text.includes('href="#words"'), wrong.text.includes('regulation.example')]).toEqual([
    422,
    true,
    true,
  ])
  const early = await timur.post(at, { ...form, 'received.year': '2020' })
  expect([early.status, early.text]).toEqual([422, expect.stringContaining('href="#received')])
  const done = await timur.post(at, form)
  expect(done.status).toBe(200)
  const link = /<code>[^<]*(\/en\/consultations\/held\/[\w-]{43})<\/code>/.exec(done.text)![1]!
  expect((await bench.nobody.get(link)).text).toContain('The permit takes five days')
  const again = await timur.post(at, form)
  expect([again.status, again.text.includes('/held/'), again.text.includes('entered before')]).toEqual([
    200,
    false,
    true,
  ])
  expect(await seen(id)).toMatchObject({ comments: 1 })
  const { rows } = await bench.instance.database.query(
    "select 1 from use_case.idempotency where answer::text like '%' || $1 || '%'",
    [link.split('/').at(-1)],
  )
  expect(rows).toEqual([])
})
