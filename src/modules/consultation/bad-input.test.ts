import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composeWeb } from '../../commands/compose-web.ts'
import { consultationBench, setTerm, type ConsultationBench } from '../../../e2e/testing/consultation-bench.ts'

const NAUGHTY = join(process.env['DARCHA_CONFORMANCE'] ?? '../shared/data/conformance', 'input-hardening/blns.json')

let bench: ConsultationBench
let id: string
beforeAll(async () => {
  bench = await consultationBench()
  id = await bench.publish()
})
afterAll(() => bench?.close())

const send = (words: unknown, more: object = {}) =>
  bench.ask('citizen', 'POST', `/consultations/${id}/comments`, { unit: 'art_1', words, ...more })
const shown = async () => (await bench.nobody.get(`/en/consultations/${id}/units/art_1`)).text

describe('a comment', () => {
  it('with markup and script is shown as the words it is', async () => {
    const words = '<script>alert(1)</script><img src=x onerror=alert(2)> "quoted" \'s {{x}} javascript:alert(3)'
    expect((await send(words, { proposal: '</textarea><svg/onload=alert(4)>' })).status).toBe(201)
    const html = await shown()
    expect(html).not.toMatch(/<script>alert|<img src=x|<svg\/onload/)
    expect(html).toContain('&lt;script&gt;alert(1)')
  })

  it('loses what nobody sees: overrides of direction, zero width, control characters', async () => {
    const sent = await send('pay\u202Eeno\u202C ten\u200b\u2066 units\u0007')
    expect(sent.status).toBe(201)
    const { items } = (await bench.ask(undefined, 'GET', `/consultations/${id}/comments`)).body
    expect(items[0].words).toBe('payeno ten units')
    expect((await send('\u200b\u202e\u2060 \ufeff')).status).toBe(422)
  })

  it('of a megabyte is refused, and one that is too long says so', async () => {
    expect((await send('x'.repeat(1_048_576))).status).toBeOneOf([413, 422])
    expect((await send('x'.repeat(10_001))).status).toBe(422)
    expect((await send('x'.repeat(10_000))).status).toBe(201)
  })

  it('that is pressed twice is one comment', async () => {
    const citizen = await bench.as('dilnoza')
    const before = (await bench.ask(undefined, 'GET', `/consultations/${id}`)).body.comments
    const form = { key: 'pressed-twice', words: 'I pressed twice', about: 'whole', named: 'true' }
    const answers = await Promise.all([
      citizen.post(`/en/consultations/${id}/units/art_1`, form),
      citizen.post(`/en/consultations/${id}/units/art_1`, form),
    ])
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    expect(answers[0]!.location).toBe(answers[1]!.location)
    expect((await bench.ask(undefined, 'GET', `/consultations/${id}`)).body.comments).toBe(before + 1)
  })

  it.skipIf(!existsSync(NAUGHTY))(
    'of any of the naughty strings (conformance) is kept or refused, and every page stays safe',
    async () => {
      const strings = JSON.parse(readFileSync(NAUGHTY, 'utf8')) as string[]
      const discussion = await bench.publish()
      const statuses = new Set<number>()
      for (const words of strings) {
        const { status } = await bench.ask('citizen', 'POST', `/consultations/${discussion}/comments`, {
          words,
          proposal: `x${words}`,
        })
        statuses.add(status)
      }
      expect([...statuses].sort()).toEqual([201, 422])
      for (const page of ['', '/units/whole', '/report', '/report/csv', '/report/json', '/changes']) {
        const { status, text } = await bench.nobody.get(`/en/consultations/${discussion}${page}`)
        expect(status, page).toBe(200)
        expect(text.replace(/<script src="[^"]*"[^>]*><\/script>/g, ''), page).not.toMatch(
          page.startsWith('/report/') ? /\u0000/ : /<script|<img|<svg[^>]*onload|<iframe/i,
        )
      }
    },
  )
})

describe('a flood', () => {
  it('from one address is stopped with the time to wait, while others get in', async () => {
    const most = 15
    const { instance, origin } = bench
    const app = composeWeb(
      { ...instance, config: { ...instance.config, limits: { ...instance.config.limits, requestsPerMinute: most } } },
      origin,
    )
    const discussion = await bench.publish()
    const from = (address: string) =>
      app.request(`${origin}/api/v1/consultations/${discussion}/comments-by-email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-darcha-peer': address },
        body: JSON.stringify({ words: 'Again and again', name: 'Made Up', email: 'a@people.example', puzzle: '' }),
      })
    const flood = await Promise.all(Array.from({ length: 3 * most }, () => from('203.0.113.7')))
    const statuses = flood.map(({ status }) => status)
    // what came through was judged like any other: its puzzle is not solved
    expect([
      statuses.filter((status) => status === 422).length,
      statuses.filter((status) => status === 429).length,
    ]).toEqual([most, 2 * most])
    expect(Number(flood.at(-1)!.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await from('203.0.113.99')).status).toBe(422)
    expect((await bench.ask(undefined, 'GET', `/consultations/${discussion}`)).body).toMatchObject({ comments: 0 })
  })

  it('in the last second: each comment is taken and waits, or is told that time is over; none is lost', async () => {
    const discussion = await bench.publish({ days: 1 })
    const { database } = bench.instance
    const set = (until: string) => setTerm(database, discussion, until)
    await set(new Date(Date.parse(bench.clock()) + 1_000).toISOString())
    const sent = Array.from({ length: 40 }, (_unused, at) =>
      bench.ask(at % 2 ? 'citizen' : 'business', 'POST', `/consultations/${discussion}/comments`, {
        words: `At the last moment, number ${at}`,
      }),
    )
    await set(bench.clock())
    const answers = await Promise.all(sent)
    const taken = answers.filter(({ status }) => status === 201).length
    for (const { status, body } of answers)
      if (status !== 201) expect([status, body.type]).toEqual([409, 'urn:darcha:problem:consultation.time-over'])
    expect((await bench.ask(undefined, 'GET', `/consultations/${discussion}`)).body).toMatchObject({
      comments: taken,
      waiting: taken,
    })
  })
})

it('takes costs and days as the page’s language writes them, and names both numbers where one can be two', async () => {
  const lawyer = await bench.as('timur')
  const sent = (language: string, costs: string, days = '15') =>
    lawyer.post(`/${language}/consultations/new`, {
      key: `costs ${language} ${costs} ${days}`,
      body: 'ministry-justice',
      kind: 'draft',
      title: 'On numbers',
      language: 'en',
      note: 'How numbers are read.',
      days,
      format: 'text',
      text: 'Article 1. Aim\nNumbers are read as they are written.',
      costs,
    })
  const kept = async (language: string, costs: string) => {
    const { status, location, text } = await sent(language, costs)
    expect(status, text.replace(/<[^>]+>/g, ' ').slice(0, 2000)).toBe(303)
    return (await bench.ask(undefined, 'GET', `/consultations/${location!.split('/').at(-1)}`)).body.costs
  }
  const line = { what: 'A permit', price: 7_290_050, frequency: 2.5, population: 12_000 }
  expect(await kept('en', 'A permit; 72,900.50; 2.5; 12,000')).toEqual([line])
  expect(await kept('ru', 'A permit; 72 900,50; 2,5; 12 000')).toEqual([line])
  for (const [language, costs, says] of [
    ['ru', 'A permit; 1,000; 1; 10', '1,000 можно прочесть двояко'],
    ['en', 'A permit; 10; 1; 1.000', '1.000 can mean two numbers'],
    ['en', 'A permit; much; 1; 10', 'Write a number here'],
    // there is no coin for it
    ['en', 'A permit; 10.005; 1; 10', 'can mean two numbers|Write a number here'],
  ] as const) {
    const refused = await sent(language, costs)
    expect(refused.status, costs).toBe(422)
    expect(refused.text, costs).toMatch(new RegExp(says))
    expect(refused.text).toContain(costs)
  }
  expect((await sent('en', '', 'a fortnight')).text).toContain('Write a number here')
})
