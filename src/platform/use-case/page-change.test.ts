import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { newId } from '../database/index.ts'
import { testDatabase } from '../database/testing.ts'
import type { Rights } from '../rights/index.ts'
import { general, pageChange, pageRead, pageStep, performer, refusals, useCase } from './index.ts'

const now = '2026-03-02T10:00:00.000Z'
const refusal = refusals('test', { gone: 410 })
const rights: Rights = {
  owner: async (tx, { personId }, id) =>
    (await tx.query('select 1 as yes from own.thing where id = $1 and person = $2', [id, personId])).rows.length > 0,
}
let test: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  test = await testDatabase()
  await test.database.query('create schema own', [])
  await test.database.query('create table own.thing (id uuid primary key, person uuid, bytes int)', [])
})
afterAll(() => test.drop())

const send = useCase({
  name: 'test.send',
  title: 'Send a thing',
  at: 'POST /things/{thing}',
  input: z.object({ thing: z.uuid() }),
  output: z.object({ bytes: z.int() }),
  may: 'owner of thing',
}).does(async ({ input }, tx) => ({ answer: { bytes: 0 }, facts: { thing: input.thing, of: tx !== undefined } }))

const WithBytes = send.input.extend({ bytes: z.int() })
const take = pageStep(send, { input: WithBytes, hides: refusal.gone }).does(async ({ input }, tx) => {
  await tx.query('update own.thing set bytes = $2 where id = $1', [input.thing, input.bytes])
  if (input.bytes < 0) throw new Error('fewer than none')
  return input.bytes
})
const sendWhole = pageChange(send, { input: WithBytes }).does(async ({ input }, tx) => {
  await tx.query('update own.thing set bytes = $2 where id = $1', [input.thing, input.bytes])
  return { answer: { bytes: input.bytes }, facts: { thing: input.thing } }
})
const see = pageRead(send, { hides: refusal.gone }).reads(
  async ({ input }, tx) =>
    (await tx.query<{ bytes: number }>('select bytes from own.thing where id = $1', [input.thing])).rows[0]!.bytes,
)

async function thingOf(personId: string): Promise<string> {
  const id = newId(now)
  await test.database.query('insert into own.thing values ($1, $2, 0)', [id, personId])
  return id
}
const as = (personId: string | undefined) => ({
  principal: { ...(personId ? { personId } : {}), name: 'A', roles: [] },
  language: 'en',
  now,
})
const { perform } = {
  perform: ((...given) => performer(test.database, rights, {}).perform(...given)) as ReturnType<
    typeof performer<never>
  >['perform'],
}
const toldOf = async (subject: string) =>
  (
    await test.database.query<{ kind: string }>('select kind from audit.history where subject = $1 order by seq', [
      subject,
    ])
  ).rows.map(({ kind }) => kind)

it('is one transaction under the right of the use case; a step is recorded by nothing, the change as itself', async () => {
  const person = newId(now)
  const thing = await thingOf(person)
  expect(await perform(take, { thing, bytes: 3 }, as(person))).toBe(3)
  expect(await perform(see, { thing }, as(person))).toBe(3)
  await expect(perform(take, { thing, bytes: -1 }, as(person))).rejects.toThrow('fewer than none')
  expect(await perform(see, { thing }, as(person))).toBe(3)
  expect(await toldOf(person)).toEqual([])
  expect(await perform(sendWhole, { thing, bytes: 5 }, as(person))).toEqual({ bytes: 5 })
  expect(await toldOf(person)).toEqual(['test.send'])
})

it('hides from others what it is told to hide, and records that it was denied', async () => {
  const [person, other] = [newId(now), newId(now)]
  const thing = await thingOf(person)
  await expect(perform(see, { thing }, as(other))).rejects.toMatchObject({ kind: refusal.gone })
  await expect(perform(take, { thing, bytes: 9 }, as(other))).rejects.toMatchObject({ kind: refusal.gone })
  await expect(perform(sendWhole, { thing, bytes: 9 }, as(other))).rejects.toMatchObject({
    kind: general['not-allowed'],
  })
  await expect(perform(see, { thing }, as(undefined))).rejects.toMatchObject({ kind: general['sign-in-needed'] })
  expect(await perform(see, { thing }, as(person))).toBe(0)
  expect(await toldOf(other)).toEqual(['rights.denied', 'rights.denied', 'rights.denied'])
})
