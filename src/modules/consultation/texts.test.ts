import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consultationBench, DRAFT, type ConsultationBench } from '../../../e2e/testing/consultation-bench.ts'
import { performer } from '../../platform/use-case/index.ts'
import { demoPersonId } from '../../platform/identity/index.ts'
import { openDiscussion } from './use/open-discussion.ts'
import { writeDocx } from './model/write-docx.ts'

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
    // one that was accepted, and names no change, says so to everybody
    expect((await bench.answer(id, made.kept, { outcome: 'in-part' })).status).toBe(201)
    expect((await bench.nobody.get(`/en/consultations/${id}/report`)).text).toContain('has not been named yet')
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

  it('bears the day of the country, also after its midnight', async () => {
    const { instance } = bench
    const { perform } = performer(instance.database, instance.rights, instance.world)
    const lawyer = { personId: demoPersonId('timur'), roles: [{ role: 'lawyer', body: 'ministry-justice' }] }
    const { id } = await perform(
      openDiscussion,
      { body: 'ministry-justice', title: 'Past midnight', language: 'en', note: 'As of today.', text: DRAFT },
      { principal: lawyer, language: 'en', now: '2026-12-31T20:30:00.000Z' },
    )
    const { rows } = await instance.database.query<{ akn: string }>(
      'select akn from consultation.text where discussion = $1',
      [id],
    )
    expect(rows[0]!.akn).toContain('date="2027-01-01"')
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

describe('a text that is handed in as a file, on the page', () => {
  const send = async (
    person: string | undefined,
    path: string,
    fields: object,
    files: Record<string, [string, BlobPart]>,
  ) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    for (const [field, [name, content]] of Object.entries(files)) form.set(field, new Blob([content]), name)
    const session = person ? await bench.cookie(person) : undefined
    const answer = await fetch(`${bench.origin}/en/consultations/${path}`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
      headers: { origin: bench.origin, ...(session ? { cookie: `${session.name}=${session.value}` } : {}) },
    })
    return { status: answer.status, location: answer.headers.get('location') ?? '', text: await answer.text() }
  }
  const ABOUT = {
    body: 'ministry-justice',
    kind: 'draft',
    title: 'On street trade',
    language: 'en',
    days: '15',
    note: 'Why',
  }
  const docx = (text: string) =>
    Buffer.from(
      writeDocx(
        'en',
        text.split('\n').map((line) => ({ text: line })),
      ),
    )
  const html = (text: string) =>
    `<html><head><script>alert(1)</script></head><body>${text
      .split('\n')
      .map((line) => `<p>${line}</p>`)
      .join('')}</body></html>`
  const articlesOf = async (location: string) =>
    (await bench.ask(undefined, 'GET', `/consultations/${location.split('/').at(-1)}`)).body.articles

  it('is read as DOCX, HTML, Akoma Ntoso or plain text, alike', async () => {
    const first = await send('timur', 'new', { ...ABOUT, text: DRAFT }, {})
    expect(first.status).toBe(303)
    const articles = await articlesOf(first.location)
    expect(articles).toHaveLength(4)
    const akn = (await bench.nobody.get(`${first.location}/report/akn`)).text
    for (const [name, content] of [
      ['Draft.DOCX', docx(DRAFT)],
      ['draft.html', html(DRAFT)],
      ['draft.xml', akn],
      ['draft.txt', `\ufeff${DRAFT}`],
    ] as const) {
      const made = await send('timur', 'new', ABOUT, { file: [name, content], inForceFile: [name, content] })
      expect([name, made.status]).toEqual([name, 303])
      expect(await articlesOf(made.location), name).toEqual(articles)
    }
    const id = first.location.split('/').at(-1)!
    const next = await send('timur', `${id}/texts/new`, { note: 'Cheaper' }, { file: ['x.docx', docx(SECOND)] })
    expect(next.location).toContain(`/consultations/${id}/changes?to=2`)
  })

  it('is refused beside its field when it is another file, broken or too large; what was typed stays', async () => {
    for (const [name, content, said] of [
      ['draft.pdf', '%PDF-1.7', 'Give a DOCX, HTML'],
      ['draft.docx', 'PK and nothing', 'It can&#39;t be read'],
      ['draft.txt', Buffer.from([0xcf, 0xf0, 0xe8]), 'It can&#39;t be read'],
      ['draft.txt', 'x'.repeat(3_000_001), 'larger than 3 MB'],
    ] as const) {
      const { status, text } = await send(
        'timur',
        'new',
        { ...ABOUT, title: 'My own title' },
        { file: [name, content] },
      )
      expect([name, status >= 400 && status < 500]).toEqual([name, true])
      expect(text, name).toContain(said)
      expect(text).toContain('My own title')
    }
  })

  it('is taken of nobody who may not publish', async () => {
    expect((await send('dilnoza', 'new', ABOUT, { file: ['x.txt', DRAFT] })).status).toBe(403)
    expect((await send(undefined, 'new', ABOUT, { file: ['x.txt', DRAFT] })).status).toBe(401)
  })
})

describe('texts that are published while comments come', () => {
  it('leave none behind: each is carried along, or finds its place in the text of then', async () => {
    const id = await bench.publish()
    const { database } = bench.instance
    const publish = (text: string) =>
      bench.ask('lawyer', 'POST', `/consultations/${id}/texts`, { text, note: 'Changed once more.' })
    // a comment on the permit that is written and not committed yet when the next text is asked for
    const slow = await database.dedicated()
    try {
      await slow.query('begin')
      await slow.query(
        `insert into consultation.comment (discussion, id, version, unit, place_unit, placed_on, words, language, at, confirmed_at, salt)
         values ('${id}', gen_random_uuid(), 1, 'art_2', 'art_2', 1, 'Sent in the same instant', 'en', now(), now(), 'x')`,
      )
      const publishing = publish(SECOND)
      const waits = `select 1 from pg_locks where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())`
      await expect
        .poll(async () => (await database.query(waits, [])).rows.length, { timeout: 20_000 })
        .toBeGreaterThan(0)
      // and one that comes while the text is being published
      const coming = bench.comment(id, { words: 'Sent a moment later', version: 1 })
      await expect
        .poll(async () => (await database.query(waits, [])).rows.length, { timeout: 20_000 })
        .toBeGreaterThan(1)
      await slow.query('commit')
      expect((await publishing).status).toBe(201)
      await coming
    } finally {
      await slow.end()
    }
    const units = async () =>
      (await bench.ask(undefined, 'GET', `/consultations/${id}/comments`)).body.items.map(
        (item: any) => item.place.unit,
      )
    expect(await units()).toEqual(['art_3', 'art_3'])
    // many comments, and the text turned round and back between them
    const sent = Promise.all(
      Array.from({ length: 12 }, (_unused, at) => bench.comment(id, { version: 1, words: `Number ${at}` })),
    )
    expect((await publish(`${DRAFT}\nArticle 5. More\nNothing else.`)).status).toBe(201)
    expect((await publish(SECOND)).status).toBe(201)
    await sent
    expect(new Set(await units())).toEqual(new Set(['art_3']))
  })

  it('take each comment that comes while text after text is published', async () => {
    const id = await bench.publish()
    const office = await bench.instance.database.dedicated()
    let over = false
    // no page publishes so fast: whoever comments meets somebody who publishes each time, and waits a moment
    const publishing = (async () => {
      for (let number = 2; !over; number++)
        await office.query(`begin; select pg_advisory_xact_lock(hashtextextended('consultation.text ${id}', 0));
          insert into consultation.text (discussion, number, akn, at, note)
            select discussion, ${number}, akn, now(), 'Again' from consultation.text where discussion = '${id}' and number = 1;
          update consultation.discussion set version = ${number} where id = '${id}'; select pg_sleep(0.05); commit`)
    })()
    try {
      const comment = { words: 'Too dear', unit: 'art_2' }
      for (let count = 0; count < 5; count++)
        expect((await bench.ask('citizen', 'POST', `/consultations/${id}/comments`, comment)).status).toBe(201)
    } finally {
      over = true
      await publishing
      await office.end()
    }
  })

  it('of many letters hold up nobody else, and one that is larger than any code of laws is refused in words', async () => {
    const words = (from: number) =>
      Array.from({ length: 9 }, (_unused, at) => `word${(from * 31 + at) % 4_999}`).join(' ')
    const long = (last: string) =>
      Array.from({ length: 1_500 }, (_unused, at) => `Article ${at + 1}. Name\n${`${words(at)}.\n`.repeat(14)}`).join(
        '',
      ) + last
    /** The longest time for which nothing else was done, as a share of all the time it took. */
    const share = async (work: () => Promise<unknown>): Promise<number> => {
      const began = performance.now()
      let [last, longest] = [began, 0]
      const tick = setInterval(() => {
        longest = Math.max(longest, performance.now() - last)
        last = performance.now()
      }, 5)
      await work()
      clearInterval(tick)
      return Math.max(longest, performance.now() - last) / (performance.now() - began)
    }
    let id = ''
    const shares = [await share(async () => (id = await bench.publish({ text: long('The end.') })))]
    const next = { text: long('Another end.'), note: 'The end is another.' }
    expect((await bench.ask('lawyer', 'POST', `/consultations/${id}/texts`, next)).status).toBe(201)
    shares.push(
      await share(async () => {
        const { articles } = (await bench.ask(undefined, 'GET', `/consultations/${id}/changes`)).body
        expect(articles.map((one: any) => one.id)).toEqual(['art_1500'])
      }),
    )
    expect(
      shares.every((one) => one < 0.5),
      shares.join(' '),
    ).toBe(true)
    const refused = await bench.ask('lawyer', 'POST', `/consultations/${id}/texts`, {
      text: 'a\n'.repeat(500_000),
      note: 'As many lines as fit.',
    })
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([413, expect.stringContaining('30,000 paragraphs')])
  }, 60_000)
})
