import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { noteInAct } from '../audit/index.ts'
import { newId, type Tx } from '../database/index.ts'
import { testDatabase } from '../database/testing.ts'
import { performer, useCase } from './index.ts'

const now = '2026-03-02T10:00:00.000Z'
const principal = { personId: '0190c0de-0000-7000-8000-000000000001', name: 'A', roles: [] }
const actor = `person:${principal.personId}`
let test: Awaited<ReturnType<typeof testDatabase>>
let subject: string
let does: (tx: Tx) => Promise<unknown>
beforeAll(async () => {
  test = await testDatabase()
})
afterAll(() => test.drop())
beforeEach(() => {
  subject = newId(now)
})

const act = useCase({
  name: 'test.act',
  title: 'An act',
  at: 'POST /acts',
  input: z.object({}),
  output: z.object({}),
  may: 'anyone',
}).does(async (_call, tx) => {
  await does(tx)
  return { answer: {}, subject, facts: { said: 'so' } }
})
const perform = () => performer(test.database, {}, {}).perform(act, {}, { principal, language: 'en', now })
const note = (tx: Tx, kind: string, by = actor, of = subject) =>
  noteInAct(tx, { subject: of, kind, actor: by, at: now, body: { kind } })
const told = async (of = subject) =>
  (
    await test.database.query<{ kind: string; body: string }>(
      'select kind, body from audit.history where subject = $1 order by seq',
      [of],
    )
  ).rows.map(({ kind, body }) => {
    const { step } = JSON.parse(body)
    return step ? `${kind} with ${step.kind}` : kind
  })

describe('one act is one event', () => {
  it('with the step it brought about, also when it brought none', async () => {
    does = async (tx) => {
      note(tx, 'process.complete')
    }
    await perform()
    does = async () => undefined
    await perform()
    expect(await told()).toEqual(['test.act with process.complete', 'test.act'])
  })

  it('and what came after its step comes after it, what came before stays before; what belongs to others stands with them', async () => {
    const other = newId(now)
    does = async (tx) => {
      note(tx, 'process.first', 'system')
      note(tx, 'process.complete')
      note(tx, 'process.last', 'system')
      note(tx, 'process.message', 'system', other)
    }
    await perform()
    expect(await told()).toEqual(['process.first', 'test.act with process.complete', 'process.last'])
    expect(await told(other)).toEqual(['process.message'])
  })

  it('and none where it throws: the same transaction object is used no more', async () => {
    does = async (tx) => {
      note(tx, 'process.complete')
      throw new Error('no')
    }
    await expect(perform()).rejects.toThrow('no')
    expect(await told()).toEqual([])
    does = async () => undefined
    await perform()
    expect(await told()).toEqual(['test.act'])
  })

  it('told once when the transaction is tried again', async () => {
    let tries = 0
    does = async (tx) => {
      note(tx, `process.try-${++tries}`)
      if (tries < 3) await tx.query(`do $$ begin raise exception 'again' using errcode = '40001'; end $$`)
    }
    await perform()
    expect(tries).toBe(3)
    expect(await told()).toEqual(['test.act with process.try-3'])
  })

  it('also when it performs another within: each is told in its own transaction', async () => {
    const outer = subject
    const inner = newId(now)
    let within = false
    does = async (tx) => {
      note(tx, within ? 'process.inner' : 'process.outer-before')
      if (within) return
      within = true
      subject = inner
      await perform()
      subject = outer
      note(tx, 'process.outer')
    }
    await perform()
    expect(await told(outer)).toEqual(['process.outer-before', 'test.act with process.outer'])
    expect(await told(inner)).toEqual(['test.act with process.inner'])
  })
})

it('says of a value of another kind what belongs there, not that it is missing', async () => {
  const counted = useCase({
    name: 'test.count',
    title: 'A number',
    at: 'POST /counts',
    input: z.object({ count: z.int(), since: z.string() }),
    output: z.object({}),
    may: 'anyone',
  }).does(async () => ({ answer: {}, subject }))
  await expect(
    performer(test.database, {}, {}).perform(counted, { count: 'many' } as never, { principal, language: 'en', now }),
  ).rejects.toMatchObject({
    problems: [
      { path: 'count', text: 'errors.input.not-a-number' },
      { path: 'since', text: 'errors.input.required' },
    ],
  })
})
