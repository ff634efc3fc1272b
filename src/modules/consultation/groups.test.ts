import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consultationBench, type ConsultationBench } from '../../../e2e/testing/consultation-bench.ts'

const CAMPAIGN =
  'Bu toʻlov kichik savdogarlar uchun juda ogʻir yuk boʻladi, shuning uchun uni ikki baravar kamaytirish kerak deb hisoblayman'
const IN_CYRILLIC =
  'Бу тўлов кичик савдогарлар учун жуда оғир юк бўлади, шунинг учун уни икки баравар камайтириш керак деб ҳисоблайман'
const AGAINST = `${CAMPAIGN.replace('kerak', 'kerak emas')}`

let bench: ConsultationBench
beforeAll(async () => {
  bench = await consultationBench()
})
afterAll(() => bench?.close())

const grouped = async (id: string) => {
  expect((await bench.ask('lawyer', 'POST', `/consultations/${id}/groups`)).status).toBe(202)
  await bench.work()
  return (await bench.ask(undefined, 'GET', `/consultations/${id}/groups`)).body.items
}
const act = (id: string, group: string, what: string, body: object) =>
  bench.ask('lawyer', 'POST', `/consultations/${id}/groups/${group}/${what}`, body)

describe('comments that say the same', () => {
  it('are one group in any script, answered once for all when an official has confirmed it', async () => {
    const id = await bench.publish()
    for (const [persona, words] of [
      ['citizen', CAMPAIGN],
      ['business', `${IN_CYRILLIC}. Рустам`],
      ['citizen-2', CAMPAIGN.toUpperCase()],
      ['officer', 'The hours should be longer on holidays, since people are free then'],
    ] as const)
      await bench.comment(id, { words }, persona)
    const [group, ...others] = await grouped(id)
    expect([group, others]).toMatchObject([{ members: 3, waiting: 3, state: 'proposed' }, []])
    // campaigns are shown to everybody as what they are
    const alike = (await bench.nobody.get(`/en/consultations/${id}/alike`)).text
    expect([alike.includes('3 comments alike'), alike.includes('Proposed by the machine')]).toEqual([true, true])
    const answer = { comment: undefined, group: { id: group.id, revision: group.revision } }
    expect((await bench.answer(id, '', answer)).body.type).toContain('group-not-confirmed')
    const confirmed = await act(id, group.id, 'confirm', { revision: group.revision })
    expect(confirmed.body.members).toBe(3)
    // what was written to a group and lacks something stays on its page
    const written = await (await bench.as('timur')).post(`/en/consultations/${id}/answers`, {
      group: group.id,
      revision: String(confirmed.body.revision),
      reason: 'A reason that took long to write',
    })
    expect([written.status, written.text]).toEqual([
      422,
      expect.stringMatching(/<textarea[^>]*>\s*A reason that took long to write<\/textarea>/),
    ])
    const given = await bench.answer(id, '', { ...answer, group: { id: group.id, revision: confirmed.body.revision } })
    expect(given.body).toMatchObject({ comments: 3, waiting: 1 })
    const { body } = await bench.ask(undefined, 'GET', `/consultations/${id}/comments`)
    expect(body.items.map((comment: any) => [comment.group?.members, comment.answer?.comments])).toEqual([
      [undefined, undefined],
      [3, 3],
      [3, 3],
      [3, 3],
    ])
  })

  it('are looked at again when others stand among them, though as many; and how many people they are is told', async () => {
    const id = await bench.publish()
    await bench.comment(id, { words: CAMPAIGN }, 'business')
    const own: string[] = []
    for (const tail of ['. Yana', '. Yana bir bor', '. Yana uch bor'])
      own.push(await bench.comment(id, { words: CAMPAIGN + tail }, 'citizen'))
    const [seen] = await grouped(id)
    expect(seen).toMatchObject({ members: 4, people: 2 })
    await bench.answer(id, own.find((comment) => comment !== seen.id)!)
    await bench.comment(id, { words: `${CAMPAIGN}. Iltimos` }, 'citizen')
    const [now] = await grouped(id)
    expect(now).toMatchObject({ id: seen.id, members: 4, people: 2 })
    expect((await act(id, seen.id, 'confirm', { revision: seen.revision })).body.type).toContain('group-changed')
    expect((await act(id, seen.id, 'confirm', { revision: now.revision })).status).toBe(200)
    expect((await bench.nobody.get(`/en/consultations/${id}/alike`)).text).toContain('All from 2 people')
  })

  it('are shown with the words that turn them round, and split by such a word', async () => {
    const id = await bench.publish()
    for (const [persona, words] of [
      ['citizen', CAMPAIGN],
      ['business', AGAINST],
      ['citizen-2', CAMPAIGN],
      ['officer', AGAINST],
    ] as const)
      await bench.comment(id, { words }, persona)
    const [group] = await grouped(id)
    expect(group.members).toBe(4)
    const seen = (await bench.ask('lawyer', 'GET', `/consultations/${id}/groups/${group.id}`)).body
    expect(seen.differs[0]).toMatchObject({ word: 'emas', members: 2, negates: true })
    const split = await act(id, group.id, 'split', { revision: seen.revision, word: seen.differs[0].folded })
    expect(split.body).toMatchObject({ members: 2, splitMembers: 2 })
    // what was split by a person stays split, whatever the machine would say
    expect((await grouped(id)).map((item: any) => [item.members, item.state])).toEqual([
      [2, 'confirmed'],
      [2, 'confirmed'],
    ])
    expect((await act(id, group.id, 'split', { revision: seen.revision, word: 'x' })).body.type).toContain(
      'group-changed',
    )
  })

  it('are shown with the one that says the contrary, though it is one among many', async () => {
    const id = await bench.publish()
    const personas = ['citizen', 'business', 'citizen-2', 'officer', 'head', 'counter'] as const
    for (let at = 0; at < 30; at++)
      await bench.comment(id, { words: at === 17 ? AGAINST : CAMPAIGN }, personas[at % personas.length])
    const [group] = await grouped(id)
    expect(group.members).toBe(30)
    const seen = (await bench.ask('lawyer', 'GET', `/consultations/${id}/groups/${group.id}`)).body
    expect(seen.differs).toMatchObject([{ word: 'emas', members: 1, negates: true }])
    expect(seen.examples.map(({ words }: { words: string }) => words)).toEqual([CAMPAIGN, AGAINST])
  })

  it('are never answered in contradiction while somebody splits the group', async () => {
    const id = await bench.publish()
    for (const persona of ['citizen', 'business', 'citizen-2', 'officer'])
      await bench.comment(id, { words: persona.startsWith('c') ? CAMPAIGN : AGAINST }, persona)
    const [group] = await grouped(id)
    const { revision } = (await act(id, group.id, 'confirm', { revision: group.revision })).body
    const [answered, split] = await Promise.all([
      bench.answer(id, '', { comment: undefined, group: { id: group.id, revision } }),
      act(id, group.id, 'split', { revision, word: 'emas' }),
    ])
    const { rows } = await bench.instance.database.query<{ answers: number; waiting: number }>(
      'select count(distinct answer)::int as answers, count(*) filter (where awaits)::int as waiting from consultation.comment where discussion = $1',
      [id],
    )
    // whoever came first decides: the answer reached all, or nobody
    expect([answered.status, rows[0]]).toEqual(
      answered.status === 201 ? [201, { answers: 1, waiting: 0 }] : [409, { answers: 0, waiting: 4 }],
    )
    expect(split.status).toBe(200)
  })
})

it('a comment that is committed behind the back of a pass is grouped by the next one, though no other comes', async () => {
  const id = await bench.publish()
  const { database } = bench.instance
  await bench.comment(id, { words: CAMPAIGN })
  const slow = await database.dedicated()
  try {
    await slow.query('begin')
    await slow.query(
      `insert into consultation.comment (discussion, id, version, words, language, at, confirmed_at, salt, signature, content)
       select discussion, gen_random_uuid(), 1, words, language, at, now(), 'x', signature, content
       from consultation.comment where discussion = '${id}'`,
    )
    // it found this pass waiting, and put down none of its own
    expect(await grouped(id)).toEqual([])
    await slow.query('commit')
  } finally {
    await slow.end()
  }
  const later = async () => {
    await database.query("update jobs.job set run_at = '2000-01-01' where kind = 'consultation.group-comments'", [])
    await bench.work()
  }
  // the pass that the first comment asked for is not counted on
  await database.query("delete from jobs.job where key = 'consultation.group-comments ' || $1", [id])
  await later()
  expect((await bench.ask(undefined, 'GET', `/consultations/${id}/groups`)).body.items).toMatchObject([{ members: 2 }])
  // and where nothing came, nothing is looked at for ever
  await later()
  const { rows } = await database.query("select key from jobs.job where kind = 'consultation.group-comments'", [])
  expect(rows).toEqual([])
})
