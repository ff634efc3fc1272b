import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consultationBench, DRAFT, type ConsultationBench } from '../../../e2e/testing/consultation-bench.ts'

let bench: ConsultationBench
beforeAll(async () => {
  bench = await consultationBench()
})
afterAll(() => bench?.close())

const SECOND = DRAFT.replace(
  'Article 1. Aim',
  'Article 1. Words\nA stall is a place of trade that can be moved within an hour.\nArticle 2. Aim',
)
  .replace('Article 2. Permit', 'Article 3. Permit')
  .replace('ten units', 'five units')
  .replace('The permit is given within five days.', 'It is sent by post.')
  .replace('Article 3. Visits', 'Article 4. Visits')
  .replace('Article 4. Entry', 'Article 5. Entry')

describe('a new text of an act', () => {
  it('takes comments along, or says openly that their passage is gone and what stands there', async () => {
    const id = await bench.publish()
    const made = {
      kept: await bench.comment(id, { unit: 'art_3', passage: 'An inspector visits a trader' }),
      changed: await bench.comment(id, { passage: 'A trader pays a fee of ten units a month' }),
      gone: await bench.comment(id, { passage: 'The permit is given within five days.' }),
      article: await bench.comment(id, { unit: 'art_1' }),
      whole: await bench.comment(id, { unit: undefined }),
    }
    const next = await bench.ask('lawyer', 'POST', `/consultations/${id}/texts`, {
      text: SECOND,
      note: 'The fee is halved.',
    })
    expect(next.body).toEqual({ version: 2, articles: 5, lost: 1 })
    const { items } = (await bench.ask(undefined, 'GET', `/consultations/${id}/comments`)).body
    const place = (name: keyof typeof made) => items.find((item: any) => item.id === made[name]).place
    expect(place('kept')).toMatchObject({ state: 'same', unit: 'art_4' })
    expect(place('changed')).toMatchObject({ state: 'changed', unit: 'art_3' })
    expect(place('gone')).toMatchObject({
      state: 'gone',
      unit: 'art_3',
      instead: expect.stringContaining('It is sent by post'),
    })
    expect(place('article')).toMatchObject({ state: 'same', unit: 'art_2' })
    expect(place('whole')).toMatchObject({ state: 'same', unit: null })
    const seen = (await bench.ask(undefined, 'GET', `/consultations/${id}`)).body
    expect(seen.articles.map((article: any) => article.comments)).toEqual([0, 1, 2, 1, 0])
    // an answer leads to the change that it brought
    const change = { version: 2, unit: 'art_3' }
    expect((await bench.answer(id, made.changed, { outcome: 'accepted', change })).status).toBe(201)
    // whoever still reads the first text comments on what they read
    const late = await bench.ask('business', 'POST', `/consultations/${id}/comments`, {
      version: 1,
      unit: 'art_3',
      passage: 'visits a trader once a year',
      words: 'Twice would be better',
    })
    expect(late.body).toMatchObject({ unit: 'art_3' })
    const after = (await bench.ask(undefined, 'GET', `/consultations/${id}/comments`)).body.items[0]
    expect([after.version, after.place.unit]).toEqual([1, 'art_4'])
  })

  it('is compared word by word, also with the act in force', async () => {
    const id = await bench.publish({ inForce: { text: DRAFT.replace('once a year', 'four times a year') } })
    const { body } = await bench.ask(undefined, 'GET', `/consultations/${id}/changes`)
    expect([body.from, body.to]).toEqual([0, 1])
    expect(body.articles).toHaveLength(1)
    expect(body.articles[0].changes.filter(({ kind }: any) => kind !== 'same')).toEqual([
      { kind: 'removed', text: 'four times' },
      { kind: 'added', text: 'once' },
    ])
    for (const as of ['side', 'inline']) {
      const page = await bench.nobody.get(`/en/consultations/${id}/changes?as=${as}`)
      expect(page.status).toBe(200)
      expect(page.text).toContain('added: ')
    }
  })

  it('is refused when nothing changed, and when it can not be read', async () => {
    const id = await bench.publish()
    const send = (body: object) =>
      bench.ask('lawyer', 'POST', `/consultations/${id}/texts`, { note: 'Nothing', ...body })
    expect((await send({ text: DRAFT })).body.type).toContain('text-same')
    expect((await send({ text: '<x/>', format: 'akn' })).body.type).toContain('text-unreadable')
    expect((await send({ text: '<script>alert(1)</script>', format: 'html' })).body.type).toContain('text-empty')
  })
})
