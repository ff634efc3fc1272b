import { afterAll, beforeEach, expect, it } from 'vitest'
import { newId } from '../database/index.ts'
import { testDatabase } from '../database/testing.ts'
import { append } from './append.ts'
import { keepMonths, verifyAudit } from './index.ts'

const NOW = '2031-12-31T23:50:00.000Z'
let test: Awaited<ReturnType<typeof testDatabase>>
const opened: (typeof test)[] = []
beforeEach(async () => {
  test = await testDatabase()
  opened.push(test)
})
afterAll(async () => {
  for (const each of opened) await each.drop()
})

const rows = async (text: string) => (await test.database.query<Record<string, unknown>>(text, [])).rows

/** Until somebody waits for what this transaction holds of `event_other`. */
const somebodyWaits = () =>
  expect
    .poll(
      async () =>
        (
          await rows(
            "select count(*)::int as waits from pg_locks where not granted and relation = 'audit.event_other'::regclass",
          )
        )[0]!['waits'],
    )
    .toBe(1)

it('two who make the months at once make them once', async () => {
  let second: Promise<unknown> = Promise.resolve()
  await test.database.transaction(async (tx) => {
    await tx.query('select audit.keep_months(3, $1)', [NOW])
    second = keepMonths(test.database, NOW)
    second.catch(() => undefined)
    await somebodyWaits()
  })
  await second
  expect(
    await rows("select count(*)::int as months from pg_inherits where inhparent = 'audit.event'::regclass"),
  ).toEqual([{ months: 5 }])
})

it('takes in what came before its month, while others write: nothing is lost, nothing refused', async () => {
  const subjects = Array.from({ length: 4 }, () => newId(NOW))
  let open = true
  const written = subjects.map(async (subject) => {
    let count = 0
    for (; open || count < 40; count++) {
      await test.database.transaction(async (tx) => {
        for (const at of ['2024-01-31T23:59:59.999Z', NOW])
          await append(tx, { subject, at, kind: 'test.done', actor: 'system', body: { count } })
      })
    }
    return count * 2
  })
  for (let n = 0; n < 6; n++) await keepMonths(test.database, NOW)
  open = false
  const counts = await Promise.all(written)
  await keepMonths(test.database, NOW)
  expect(await rows('select count(*)::int as events from audit.event')).toEqual([
    { events: counts.reduce((sum, count) => sum + count) },
  ])
  expect(await rows('select count(*)::int as events from audit.event_other')).toEqual([{ events: 0 }])
  expect((await verifyAudit(test.database)).problems).toEqual([])
})

it('a writer who waited while the month was made writes into it', async () => {
  const [first, second] = [newId(NOW), newId(NOW)]
  const write = (subject: string) =>
    test.database.transaction((tx) =>
      append(tx, { subject, at: '2025-07-01T00:00:00Z', kind: 'test.done', actor: 'system', body: {} }),
    )
  await write(first)
  let writing: Promise<unknown> = Promise.resolve()
  await test.database.transaction(async (tx) => {
    await tx.query('select audit.keep_months(3, $1)', [NOW])
    writing = write(second)
    writing.catch(() => undefined)
    await somebodyWaits()
  })
  await writing
  expect(await rows("select tableoid::regclass::text as month from audit.event where at = '2025-07-01'")).toEqual([
    { month: 'audit.event_2025_07' },
    { month: 'audit.event_2025_07' },
  ])
})
