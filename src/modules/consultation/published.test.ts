import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readXml } from '../../kernel/xml/index.ts'
import { pdfText } from '../../../e2e/journeys/pdf-text.ts'
import { consultationBench, type ConsultationBench } from '../../../e2e/testing/consultation-bench.ts'

let bench: ConsultationBench
let id: string
beforeAll(async () => {
  bench = await consultationBench()
  id = await bench.publish({
    title: 'On street trade; markets, fairs',
    costs: [{ what: 'A permit', price: 5_000_000, frequency: 2, population: 12_000 }],
  })
  const comment = await bench.comment(id, {
    words: '=cmd|" /C calc"!A0 is what I think 👍',
    passage: 'fee of ten units',
  })
  await bench.answer(id, comment)
  await bench.comment(id, { words: 'Ҳали жавоб йўқ' }, 'business')
})
afterAll(() => bench?.close())

const get = (path: string) => bench.nobody.get(`/en/consultations/${path}`)

describe('what is published of a discussion', () => {
  it('is a report in every format, without signing in', async () => {
    const types: Record<string, RegExp> = { pdf: /pdf/, docx: /wordprocessingml/, csv: /csv/, json: /json/, akn: /xml/ }
    for (const [file, type] of Object.entries(types)) {
      const answer = await get(`${id}/report/${file}`)
      expect([file, answer.status, type.test(answer.type ?? '')]).toEqual([file, 200, true])
    }
    expect((await get(`${id}/report/pdf`)).text.startsWith('%PDF-')).toBe(true)
    expect((await get(`${id}/report/csv`)).text).toContain(`"'=cmd|"" /C calc""!A0`)
    expect(readXml((await get(`${id}/report/akn`)).text).root.name).toBe('akomaNtoso')
    expect((await get(`${id}/report/__proto__`)).status).toBe(404)
    expect((await get(`${id}/report/record`)).status).toBe(404)
  })

  it('is a page of what became of comments, with what it costs businesses', async () => {
    const report = (await get(`${id}/report`)).text
    expect(report).toContain('Not accepted')
    expect(report).toContain('The discussion is not closed yet')
    // 50,000 × 2 × 12,000
    expect((await get(id)).text.replace(/[\s\u00a0\u202f]/g, ' ')).toMatch(/1,200,000,000/)
  })

  it('is a feed and a calendar that programs read', async () => {
    const feed = readXml((await get('feed.atom')).text).root
    expect([feed.name, feed.namespace]).toEqual(['feed', 'http://www.w3.org/2005/Atom'])
    expect(feed.children.filter(({ name }) => name === 'entry')).toHaveLength(1)
    const calendar = (await get('dates.ics')).text
    expect(calendar).toContain('BEGIN:VEVENT\r\n')
    expect(calendar.replace(/\r\n /g, '')).toContain('On street trade\\; markets\\, fairs')
    for (const line of calendar.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  })

  it('tells by a feed of its own what happens in one discussion: texts, answers with their reasons', async () => {
    const { text, type } = await get(`${id}/feed.atom`)
    expect(type).toContain('application/atom+xml')
    const feed = readXml(text).root
    const entries = feed.children.filter(({ name }) => name === 'entry')
    const textOf = (entry: (typeof entries)[number], name: string) =>
      entry.children.find((child) => child.name === name)!.text
    expect(entries.map((entry) => textOf(entry, 'title'))).toEqual([
      'Not accepted. This answer was given to 1 comment',
      'Text 1',
    ])
    const ids = entries.map((entry) => textOf(entry, 'id'))
    expect(new Set(ids).size).toBe(ids.length)
    const items = (await bench.ask(undefined, 'GET', `/consultations/${id}/answers`)).body.items
    expect(items).toMatchObject([{ outcome: 'not-accepted', comments: 1, change: null }])
    expect(textOf(entries[0]!, 'summary')).toBe(items[0].reason)
    expect((await get(id)).text).toContain(`/consultations/${id}/feed.atom`)
    expect((await get('00000000-0000-7000-8000-000000000000/feed.atom')).status).toBe(404)
  })

  it('is a feed in the order of instants, not of how they are written', async () => {
    const other = await bench.publish()
    const { database } = bench.instance
    const text = (number: number, at: string) =>
      database.query(
        "insert into consultation.text (discussion, number, akn, at, note) select discussion, $2, akn, $3, 'Next' from consultation.text where discussion = $1 and number = 1",
        [other, number, at],
      )
    for (const [number, at] of [
      [7, '2030-01-01T10:00:00.12Z'],
      [8, '2030-01-01T10:00:00.2Z'],
      [9, '2030-01-01T10:00:00Z'],
    ] as const)
      await text(number, at)
    const feed = (await get(`${other}/feed.atom`)).text
    expect([...feed.matchAll(/<title>Text (\d)/g)].map(([, number]) => number)).toEqual(['8', '7', '9', '1'])
  })

  it('says how each body answers, and tells everyone what became of theirs', async () => {
    const { items } = (await bench.ask(undefined, 'GET', '/consultation-figures')).body
    expect(items).toMatchObject([{ body: 'ministry-justice', comments: 2, answered: 1, accepted: 0, waiting: 1 }])
    expect((await get('bodies')).status).toBe(200)
    const mine = await (await bench.as('dilnoza')).get('/en/consultations/mine')
    expect(mine.text).toContain('The fee covers what a permit costs the state.')
    await bench.instance.database.query("delete from jobs.job where kind <> 'consultation.tell-authors'", [])
    await bench.work()
    const { rows } = await bench.instance.database.query<{ to: string; text: string }>(
      "select payload->>'to' as to, payload->>'text' as text from jobs.job where kind = 'notify.send'",
      [],
    )
    expect(rows).toEqual([{ to: 'dilnoza@people.example', text: 'consultation.mail.answered' }])
  })

  it('calls few of many not none, and nearly all not all', async () => {
    const id = await bench.publish()
    await bench.answer(id, await bench.comment(id), { outcome: 'outside' })
    await bench.instance.database.query(
      `with given as (
         insert into consultation.answer (discussion, id, outcome, reason, reason_hash, given_by, given_by_name, at, comments)
         values ($1, gen_random_uuid(), 'not-accepted', 'The fee covers what a permit costs', 'x', gen_random_uuid(), 'Made Up', now(), 300) returning id)
       insert into consultation.comment (discussion, id, version, words, language, at, confirmed_at, salt, answer)
         select $1, gen_random_uuid(), 1, 'Too dear', 'en', now(), now(), 'x', id from given, generate_series(1, 300)`,
      [id],
    )
    const page = (await get(`${id}/report`)).text
    expect([page.includes('under 1%'), page.includes('over 99%'), />0%|>100%/.test(page)]).toEqual([true, true, false])
  })

  it('is a paper with every comment, in parts where it is long, and no letter of it lost', async () => {
    const long = await bench.publish()
    const words = 'Assalomu alaykum 👍🏽 ქართული 中文 и всем, кто читает'
    await bench.comment(long, { words })
    await bench.instance.database.query(
      `insert into consultation.comment (discussion, id, version, words, language, at, confirmed_at, salt)
       select $1, ('f1900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 1, 'Comment-' || n || '-of-many ' || repeat('Bu juda uzun fikr. ', 520), 'en', now(), now(), 'x'
       from generate_series(1, 130) n`,
      [long],
    )
    const page = (await get(`${long}/report`)).text
    const parts = [...page.matchAll(/report\/pdf\?part=(\d+)"/g)].map(([, number]) => number)
    expect([parts, page.includes('Report (PDF), part 2 of 2')]).toEqual([['1', '2'], true])
    const papers: string[] = []
    for (const part of parts)
      papers.push(pdfText(await bench.paper(`/en/consultations/${long}/report/pdf?part=${part}`)) ?? '')
    const told = papers.map((paper) =>
      [...paper.matchAll(/Comment-(\d+)-of-many/g)].map(([, number]) => Number(number)),
    )
    for (const wrong of ['0', '3', 'x', '1.5']) expect((await get(`${long}/report/pdf?part=${wrong}`)).status).toBe(404)
    // where nothing reads a paper's text
    if (papers.every((paper) => paper === '')) return
    expect(told.every((numbers) => numbers.length > 0)).toBe(true)
    expect(told.flat()).toEqual(Array.from({ length: 130 }, (_unused, at) => at + 1))
    expect(papers[0]).toContain('Assalomu alaykum [U+1F44D][U+1F3FD] ქართული 中文 и всем, кто читает')
  })
})
