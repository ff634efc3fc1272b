import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../database/index.ts'
import { testDatabase } from '../database/testing.ts'
import { append } from './append.ts'
import { dropEvents, sealEvents, settledPosition, verifyAudit } from './index.ts'

const now = '2026-03-02T10:00:00.000Z'
let test: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  test = await testDatabase()
})
afterAll(() => test.drop())

const SUBJECTS = Array.from({ length: 5 }, () => newId(now))
const item = async <Row>(text: string, values: unknown[] = []) => (await test.database.query<Row>(text, values)).rows[0]
const record = (subject: string, body: unknown) =>
  test.database.transaction((tx) => append(tx, { subject, at: now, kind: 'test.done', actor: 'system', body }))
const seal = async () => {
  const settled = (await settledPosition(test.database))!
  await test.database.transaction((tx) => sealEvents(tx, settled, now))
}

/** As a case is archived: all so far is dropped, and the chain goes on with the head of what was. */
async function archive(subject: string): Promise<boolean> {
  return test.database.transaction(async (tx) => {
    const head = (
      await tx.query<{ seq: number; hash: string }>(
        "select seq, encode(hash, 'hex') as hash from audit.event where subject = $1 order by seq desc limit 1",
        [subject],
      )
    ).rows[0]
    if (!head || (await dropEvents(tx, subject, head.seq)) === undefined) return false
    await append(tx, { subject, at: now, kind: 'test.archive', actor: 'system', body: { file: 'x', head: head.hash } })
    return true
  })
}

/** Each changes one thing of what stands there. @returns false where there is nothing of that kind */
const TAMPERINGS: Record<string, (nth: number) => Promise<boolean>> = {
  'an event altered': (nth) =>
    changed(
      "update audit.event set body = body || ' ' where position = (select position from audit.event order by position offset $1 % (select count(*) from audit.event) limit 1)",
      nth,
    ),
  'an event removed': (nth) =>
    changed(
      'delete from audit.event where position = (select position from audit.event order by position offset $1 % (select count(*) from audit.event) limit 1)',
      nth,
    ),
  'an archived hash altered': (nth) =>
    changed(
      'update audit.archived set hash = sha256(hash) where (seal, subject) = (select seal, subject from audit.archived order by 1, 2 offset $1 % greatest(1, (select count(*) from audit.archived)) limit 1)',
      nth,
    ),
  'an archived count altered': (nth) =>
    changed(
      'update audit.archived set events = events + 1 where (seal, subject) = (select seal, subject from audit.archived order by 1, 2 offset $1 % greatest(1, (select count(*) from audit.archived)) limit 1)',
      nth,
    ),
  'an archived row removed': (nth) =>
    changed(
      'delete from audit.archived where (seal, subject) = (select seal, subject from audit.archived order by 1, 2 offset $1 % greatest(1, (select count(*) from audit.archived)) limit 1)',
      nth,
    ),
  'events passed off as archived': async (nth) => {
    const at = await item<{ subject: string; seq: number }>(
      'select e.subject, e.seq from audit.event e join audit.head h using (subject) join audit.seal s on e.position >= s.from_position and e.position < s.until_position where e.seq < h.seq order by e.position offset $1 % 7 limit 1',
      [nth],
    )
    if (!at) return false
    return (
      (await item<{ dropped: number }>('select audit.drop_events($1, $2) as dropped', [at.subject, at.seq]))!.dropped >
      0
    )
  },
}
const changed = async (text: string, nth: number): Promise<boolean> =>
  ((await test.database.query(text, [nth])).rowCount ?? 0) > 0

it('whatever is archived, sealed and added in whatever order: it is proven, and what was touched is found', async () => {
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ does: fc.constant('add' as const), subject: fc.nat(4) }) },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('seal' as const), subject: fc.nat(4) }) },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('archive' as const), subject: fc.nat(4) }) },
  )
  const done = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 30 }), fc.nat(30), async (steps, nth) => {
      await test.database.query('truncate audit.event, audit.head, audit.seal, audit.archived')
      // something archived and something sealed that still stands, whatever comes then
      for (const subject of [0, 0, 1, 1]) await record(SUBJECTS[subject]!, { subject })
      await seal()
      expect(await archive(SUBJECTS[0]!)).toBe(true)
      for (const { does, subject } of steps) {
        if (does === 'add') await record(SUBJECTS[subject]!, { subject })
        else if (does === 'seal') await seal()
        else await archive(SUBJECTS[subject]!)
      }
      expect((await verifyAudit(test.database)).problems).toEqual([])
      for (const [name, tamper] of Object.entries(TAMPERINGS)) {
        await test.database.query(
          'create table kept_event as table audit.event; create table kept_archived as table audit.archived',
        )
        const touched = await tamper(nth)
        const { valid } = await verifyAudit(test.database)
        if (touched) done.add(name)
        await test.database.query(
          'truncate audit.event, audit.archived; insert into audit.event select * from kept_event; insert into audit.archived select * from kept_archived; drop table kept_event; drop table kept_archived',
        )
        expect([name, valid]).toEqual([name, !touched])
      }
      expect((await verifyAudit(test.database)).problems).toEqual([])
    }),
    { numRuns: 8 },
  )
  expect([...done].sort()).toEqual(Object.keys(TAMPERINGS).sort())
}, 60_000)
