import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PRINCIPALS, openStage, type PrincipalName, type Stage } from '../rights/open-stage.ts'
import { isInPath as standsInPath, requests, send } from '../rights/requests.ts'
import { expected, useCaseOf } from '../rights/table.ts'
import { judge } from './judge.ts'
import { unprintableIn } from '../../src/kernel/text/index.ts'
import { awkward, deep, LONG, oddTexts, wrongTypes } from './odd-values.ts'

/** `HARDENING=all` asks for every string in every place; minutes. */
const EVERYTHING = process.env['HARDENING'] === 'all'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => {
  await stage?.close()
})

const rows = [...expected.keys()]
/** Somebody who may: what is odd must not be stopped by rights before it is looked at. */
const whoMay = (row: string): PrincipalName =>
  (Object.keys(PRINCIPALS) as PrincipalName[]).find(
    (_name, at) => expected.get(row)![at] === '+' && _name !== 'nobody',
  ) ?? 'nobody'

const odd: string[] = []
async function attack(
  row: string,
  change: Record<string, unknown>,
  what: string,
  headers: Record<string, string> = {},
) {
  const begun = performance.now()
  const answer = await send(stage, useCaseOf(row), whoMay(row), { ...requests[row]!(stage.real), ...change }, headers)
  odd.push(
    ...judge({ ...answer, seconds: (performance.now() - begun) / 1000 }, what).map(
      (wrong) => `${row} with ${JSON.stringify(change).slice(0, 80)} (${what.slice(0, 30)}): ${wrong}`,
    ),
  )
  return answer
}
const isText = (value: unknown): value is string => typeof value === 'string'
const sendable = (text: string) => text.isWellFormed() || undefined

async function everyField(change: (row: string, field: string, value: unknown) => Promise<void>) {
  odd.length = 0
  for (const row of rows)
    for (const [field, value] of Object.entries(requests[row]!(stage.real))) await change(row, field, value)
  expect(odd.slice(0, 30)).toEqual([])
}

describe('every operation of the interface refuses with a sentence, and never fails', () => {
  it(
    'what is missing or of another type',
    () =>
      everyField(async (row, field) => {
        await attack(row, { [field]: undefined }, 'missing')
        for (const value of wrongTypes) await attack(row, { [field]: value }, 'wrong type')
      }),
    120_000,
  )

  it(
    'odd texts in each field',
    () =>
      everyField(async (row, field, value) => {
        if (isText(value))
          for (const text of oddTexts)
            if (sendable(text) || !isInPath(row, field)) await attack(row, { [field]: text }, text)
      }),
    120_000,
  )

  it(
    'a megabyte in each field',
    () =>
      everyField(async (row, field, value) => {
        if (!isText(value) || isInPath(row, field)) return
        const { status } = await attack(row, { [field]: LONG }, 'a megabyte')
        if (status < 400) odd.push(`${row}: a megabyte of ${field} was taken`)
      }),
    120_000,
  )

  it('bodies that are no bodies', async () => {
    odd.length = 0
    const bodies: [string | Uint8Array, string?][] = [
      ['{'],
      ['[]'],
      ['null'],
      ['"text"'],
      [deep(100_000)],
      [`{"answers":${deep(100_000)}}`],
      [`{"answers":{"a":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}}`],
      [new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])],
      ['{"a":1}', 'text/plain'],
      ['a=1', 'application/x-www-form-urlencoded'],
      ['{"service":"a","service":"b","__proto__":{"admin":true}}'],
      [`{"x":"${'x'.repeat(3_000_000)}"}`],
    ]
    for (const row of rows.filter((text) => !/check-|find-services/.test(text))) {
      for (const [body, type] of bodies) {
        const answer = await raw(row, body, type)
        if (answer) odd.push(...judge(answer, '').map((wrong) => `${row} with ${String(body).slice(0, 40)}: ${wrong}`))
        if (answer && answer.status < 400 && /^casework\.(submit|save|ask)/.test(row))
          odd.push(`${row} with ${String(body).slice(0, 40)}: ${answer.status}`)
      }
    }
    expect(odd).toEqual([])
  }, 120_000)

  it('odd headers', async () => {
    odd.length = 0
    for (const headers of [
      { authorization: 'Bearer x' },
      { authorization: 'Basic YTpi' },
      { authorization: `Bearer ${'x'.repeat(8000)}` },
      { 'idempotency-key': 'x'.repeat(5000) },
      { 'idempotency-key': '\u00e9\u00ff' },
      { 'accept-language': 'xx;q=9,*;q=-1' },
      { 'darcha-acting-for': "' or 1=1" },
      { 'if-none-match': '*' },
    ] as Record<string, string>[]) {
      for (const row of ['casework.list-applications', 'casework.start-draft']) await attack(row, {}, 'header', headers)
    }
    expect(odd).toEqual([])
  })

  it('paths that are no paths', async () => {
    odd.length = 0
    for (const path of [
      '/applications/%ff',
      '/applications/%00',
      '/applications/%',
      '/applications/..%2f..%2fetc',
      `/results/${'9'.repeat(5000)}`,
      '/results/%E2%80%AE',
      '/tasks/.',
      '/tasks/1.1',
      '/services/%2e%2e',
      '/nothing',
      '/applications/?a=%ff&after=%00',
      '/services?query=%ff%fe',
      '/events?after=-1',
      '/tasks?office=%00',
      '/services?after=🙂',
    ]) {
      const answer = await stage.ask('applicant', 'GET', path)
      odd.push(...judge(answer, '').map((wrong) => `${path}: ${wrong}`))
    }
    expect(odd).toEqual([])
  })
})

it('keeps what people write byte for byte, or says why not', async () => {
  const { does, shows } = keeper()
  const kept: string[] = []
  const refused: string[] = []
  for (const text of [...oddTexts, ...(awkward ?? [])]) {
    const answer = await does(text)
    if (answer.status >= 400) {
      refused.push(text)
      expect(judge(answer, text)).toEqual([])
      continue
    }
    kept.push(text)
    // the one thing that is changed, here as everywhere: space around a text goes
    expect(await shows(JSON.parse(answer.text).id), JSON.stringify(text)).toBe(text.trim())
  }
  expect(kept.length).toBeGreaterThan(refused.length)
  // refused: nothing at all, and what no register, letter or document can write
  expect(
    refused.filter(
      (text) =>
        text.trim() !== '' &&
        !/[\p{Cc}\p{Cs}\p{Cn}\u202a-\u202e\u2066-\u2069]/u.test(text) &&
        unprintableIn(text).length === 0,
    ),
  ).toEqual([])
}, 120_000)

it.skipIf(!awkward)(
  'conformance: awkward strings in the free-text places of the interface',
  async () => {
    odd.length = 0
    const places: [string, string][] = [
      ['catalogue.find-services', 'query'],
      ['casework.get-application', 'application'],
      ['documents.check-result', 'code'],
      ['casework.ask-body', 'question'],
      ['casework.take-cash', 'receipt'],
      ['administration.find-bodies', 'query'],
      ['process.suspend-case', 'reason'],
    ]
    for (const [at, text] of awkward!.entries()) {
      // each string stands in all texts of one row and in one of the places in turn; in all of them when everything is
      // asked for
      for (const [row, field] of [
        ...(EVERYTHING ? places : [places[at % places.length]!]),
        [rows[at % rows.length]!, '*'] as [string, string],
      ]) {
        const fields =
          field === '*'
            ? Object.entries(requests[row]!(stage.real))
                .filter(([, value]) => isText(value))
                .map(([name]) => name)
            : [field]
        if (sendable(text)) await attack(row, Object.fromEntries(fields.map((name) => [name, text])), text)
      }
      await attack('casework.save-answers', { answers: { wardName: text, [text.slice(0, 90)]: text } }, text)
      await attack(
        'casework.submit-application',
        {
          answers: {
            wardName: text,
            relation: text,
            district: text,
            wardNumber: text,
            familyConsent: text,
            phone: text,
          },
        },
        text,
      )
    }
    expect(odd.slice(0, 30)).toEqual([])
  },
  180_000,
)

/** Sends a body as it is to a row's own address, when the operation has one. */
async function raw(row: string, body: string | Uint8Array, type = 'application/json') {
  let sent: Promise<{ status: number; text: string; type: string }> | undefined
  const spy = {
    ...stage,
    ask: (who: PrincipalName, method: string, path: string) => {
      if (method === 'POST') sent = stage.ask(who, method, path, body, { 'content-type': type })
      return Promise.resolve({ status: 0, text: '', type: '' })
    },
  }
  await send(spy, useCaseOf(row), whoMay(row), requests[row]!(stage.real))
  return sent
}

const isInPath = (row: string, field: string): boolean => standsInPath(useCaseOf(row), field)

/** Writes a question into a case for good, and tells what the officers of the asked body read. */
function keeper() {
  const { application } = stage.real
  return {
    does: (text: string) =>
      stage.really('officer', 'POST', `/applications/${application}/inquiries`, {
        office: 'health-1726266',
        question: text,
      }),
    async shows(id: string) {
      const read = JSON.parse((await stage.really('asked', 'GET', '/offices/health-1726266/desk')).text).inquiries.find(
        (inquiry: { id: string }) => inquiry.id === id,
      ).question as string
      await stage.really('asked', 'POST', `/applications/${application}/inquiries/${id}/answer`, { text: 'Read' })
      return read
    },
  }
}
