import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { loadTexts } from '../i18n/index.ts'
import { conventions } from '../i18n/testing.ts'
import { performer, type Refusal, useCase } from '../use-case/index.ts'
import { mountApi, problem } from './api.ts'

const texts = loadTexts('texts', conventions)
const speech = texts.in('ru')
const list = useCase({
  name: 'yard.list-trees',
  title: 'Trees',
  at: 'GET /yards/{yard}/trees',
  input: z.object({
    yard: z.string(),
    state: z.enum(['open', 'felled']).optional(),
    from: z.iso.date().optional(),
    size: z.int().max(100).default(30),
    old: z.boolean().default(false),
  }),
  output: z.unknown(),
  may: 'anyone',
}).reads(async ({ input }) => input)
const plant = useCase({
  name: 'yard.plant-tree',
  title: 'A tree',
  at: 'POST /yards/{yard}/trees',
  input: z.object({ yard: z.string(), kind: z.string() }),
  output: z.unknown(),
  may: 'anyone',
}).does(async ({ input }) => ({ answer: input }))

const app = new Hono()
const database = { read: (run: (tx: never) => unknown) => run({} as never) } as never
mountApi(app, {
  useCases: [list, plant],
  performer: performer(database, {}, {}),
  authenticate: async () => ({ roles: [] }),
  speak: () => speech,
  languages: conventions.languages,
  clock: () => '2028-02-29T10:00:00.000Z',
  bodyLimit: 1000,
  title: 'Yards',
  version: '0',
})
app.onError((error) => problem(error as Refusal, speech))

/** What is wrong, by the parameter's name; what was read where nothing is. */
async function asked(address: string, body?: string): Promise<unknown> {
  const answer = await app.request(
    `/api/v1/yards/1/trees${address}`,
    body === undefined ? {} : { method: 'POST', body, headers: { 'content-type': 'application/json' } },
  )
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const told = (await answer.json()) as { errors?: { path: string; code: string; message: string }[] }
  expect(answer.status, JSON.stringify(told)).toBe(told.errors ? 422 : 200)
  // words, not keys
  for (const { message } of told.errors ?? []) expect(message).toMatch(/^[А-Я{/a-z].* .*\.$/)
  return told.errors ? Object.fromEntries(told.errors.map(({ path, code }) => [path, code.split('.').at(-1)])) : told
}

it('reads what a list knows', async () => {
  expect(await asked('?state=open&size=7&old=true&from=2028-02-29&language=uz-cyrl')).toEqual({
    yard: '1',
    state: 'open',
    from: '2028-02-29',
    size: 7,
    old: true,
  })
})

it.each([
  ['?stauts=open', { stauts: 'no-such-parameter' }],
  ['?state=shut', { state: 'invalid-value' }],
  ['?size=abc', { size: 'not-a-number' }],
  ['?size=', { size: 'not-a-number' }],
  ['?size=1e1', { size: 'not-a-number' }],
  ['?old=yes', { old: 'not-yes-or-no' }],
  ['?from=2027-02-29', { from: 'not-a-date' }],
  ['?state=open&state=felled', { state: 'given-twice' }],
  ['?language=xx', { language: 'not-a-language' }],
  // the path has said it
  ['?yard=2', { yard: 'no-such-parameter' }],
  ['?__proto__=1&toString=2', { ['__proto__']: 'no-such-parameter', toString: 'no-such-parameter' }],
  [`?${'x'.repeat(200)}=1`, { '': 'invalid-key' }],
])('refuses by name what a list would pass over: %s', async (address, wrong) => {
  expect(Object.entries((await asked(address)) as object)).toEqual(Object.entries(wrong))
})

it('reads nothing of a change but its body, where each name stands once', async () => {
  expect(await asked('?dry=1', '{"kind":"a"}')).toEqual({ dry: 'no-such-parameter' })
  expect(await asked('?kind=b', '{"kind":"a"}')).toEqual({ kind: 'no-such-parameter' })
  expect(await asked('?language=ru', '{"kind":"a","k\\u0069nd":"b"}')).toEqual({ kind: 'given-twice' })
})
