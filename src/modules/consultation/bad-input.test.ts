import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consultationBench, type ConsultationBench } from '../../../e2e/testing/consultation-bench.ts'

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
