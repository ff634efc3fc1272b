import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../database/testing.ts'
import { newId } from '../database/index.ts'
import { claimJobs, runJob } from '../jobs/index.ts'
import { append } from './append.ts'
import {
  keepMonths,
  keepWitness,
  lastSeal,
  readWitness,
  scheduleSealing,
  sealEvents,
  sealHandler,
  settledPosition,
  verifyAudit,
  type KnownSeal,
} from './index.ts'

const log = { info() {}, warn() {}, error() {}, debug() {} }
const now = '2026-03-02T10:00:00.000Z'
let test: Awaited<ReturnType<typeof testDatabase>>
let [item, two, three] = ['', '', '']
const opened: (typeof test)[] = []
afterAll(async () => {
  for (const each of opened) await each.drop()
})

const record = (subject: string, body: unknown) =>
  test.database.transaction((tx) => append(tx, { subject, at: now, kind: 'test.done', actor: 'system', body }))
const seal = async () => {
  const settled = (await settledPosition(test.database))!
  return test.database.transaction((tx) => sealEvents(tx, settled, now))
}
const change = (text: string, values: unknown[] = []) => test.database.query(text, values)
const found = async (known: KnownSeal[] = []) =>
  (await verifyAudit(test.database, known)).problems.map((each) => [
    each.code,
    each.subject ?? each.seal,
    ...(each.seq === undefined ? [] : [each.seq]),
  ])

beforeEach(async () => {
  test = await testDatabase()
  opened.push(test)
  ;[item, two, three] = [newId(now), newId(now), newId(now)].sort() as [string, string, string]
  for (const subject of [item, two, three, item, two, item]) await record(subject, { text: 'oʻzgarish' })
  await seal()
  for (const subject of [two, three]) await record(subject, {})
  await seal()
  await record(three, { last: true })
})

it('goes on with chains and begins others in one statement, each as if it were written alone', async () => {
  const [first, second] = [newId(now), newId(now)]
  const events = [first, three, second, item].map((subject) => ({
    subject,
    kind: 'test.done',
    actor: 'system',
    body: '{"text":"oʻzgarish"}',
  }))
  await change('select audit.append_many($1, $2)', [now, JSON.stringify(events)])
  await record(first, {})
  const { rows } = await change(
    'select subject, count(*)::int as n, max(seq) as last from audit.event where subject = any($1) group by subject order by subject',
    [[first, second, three, item]],
  )
  expect(rows).toEqual(
    [
      { subject: item, n: 4, last: 4 },
      { subject: three, n: 4, last: 4 },
      { subject: first, n: 2, last: 2 },
      { subject: second, n: 1, last: 1 },
    ].sort((a, b) => (a.subject < b.subject ? -1 : 1)),
  )
  await seal()
  expect(await found()).toEqual([])
})

it('finds nothing wrong while a migration rewrites the log', async () => {
  const migration = await test.database.dedicated()
  await migration.query('begin; alter table audit.event add column shape uuid default gen_random_uuid()')
  const check = verifyAudit(test.database)
  const waits =
    "select 1 from pg_locks where not granted and mode = 'AccessShareLock' and database = (select oid from pg_database where datname = current_database())"
  await expect.poll(() => test.database.query(waits).then(({ rows }) => rows.length), { timeout: 60_000 }).toBe(1)
  await migration.query('commit')
  await migration.end()
  expect(await check).toMatchObject({ valid: true, problems: [], facts: { events: 9, seals: 2 } })
}, 90_000)

it('finds nothing wrong with what is whole', async () => {
  const check = await verifyAudit(test.database)
  expect(check).toMatchObject({
    valid: true,
    problems: [],
    facts: { events: 9, subjects: 3, seals: 2, unsealed: 1, lastSeal: { number: 2 } },
  })
  expect(await seal()).toEqual({ events: 1, more: false })
  expect(await seal()).toEqual({ events: 0, more: false })
  expect((await verifyAudit(test.database, [check.facts.lastSeal!])).problems).toEqual([])
})

describe('names', () => {
  it('an altered event', async () => {
    await change("update audit.event set body = '{}' where subject = $1 and seq = 2", [item])
    expect(await found()).toEqual([['altered', item, 2]])
  })

  it.each(["at = at + interval '1 day'", "kind = 'other'", "actor = audit.actor_bytes('person:x')"])(
    'an altered event: %s',
    async (what) => {
      await change(`update audit.event set ${what} where subject = $1 and seq = 1`, [two])
      // a time is also part of what its seal fixes of its place
      expect(await found()).toEqual([['altered', two, 1], ...(what.startsWith('at') ? [['seal-places', 1]] : [])])
    },
  )

  it('a missing event, in the middle, at the end, and a whole case', async () => {
    await change('delete from audit.event where subject = $1 and seq = 2', [item])
    await change('delete from audit.event where subject = $1 and seq = 3', [two])
    await change('delete from audit.event where subject = $1', [three])
    expect(await found()).toEqual([
      ['missing', item, 2],
      ['missing', two, 3],
      ['missing', three],
      ['seal-root', 1],
      ['seal-root', 2],
    ])
  })

  it('a case removed with its head', async () => {
    await change('delete from audit.event where subject = $1', [item])
    await change('delete from audit.head where subject = $1', [item])
    expect(await found()).toEqual([['seal-root', 1]])
  })

  it('an added event, after the end and before the beginning', async () => {
    await change(
      "insert into audit.event (subject, seq, at, kind, actor, body, hash) values ($1, 4, now(), 'x', '\\x0078', '{}', '\\x00'), ($2, 0, now(), 'x', '\\x0078', '{}', '\\x00')",
      [item, two],
    )
    expect(await found()).toEqual([
      ['altered', item, 4],
      ['added', item, 4],
      ['added', two, 0],
      ['altered', two, 1],
    ])
  })

  it('a whole chain rewritten with its head: by the seals', async () => {
    await change('delete from audit.event where subject = $1', [item])
    await change('delete from audit.head where subject = $1', [item])
    for (let n = 0; n < 3; n++) await record(item, { text: 'boshqa' })
    // put back where the sealed ones stood
    await change('select 1')
    await change(
      'update audit.event set position = case seq when 1 then 1 when 2 then 4 else 6 end where subject = $1',
      [item],
    )
    expect(await found()).toEqual([['seal-root', 1]])
  })

  it('a head that does not fit, or is gone', async () => {
    await change("update audit.head set hash = '\\x00' where subject = $1", [item])
    await change('delete from audit.head where subject = $1', [two])
    expect(await found()).toEqual([
      ['head', item, 3],
      ['head', two],
    ])
  })

  it('an altered and a missing seal', async () => {
    await change('update audit.seal set events = 7 where number = 1')
    expect(await found()).toEqual([
      ['seal-altered', 1],
      ['seal-root', 1],
    ])
    await change('delete from audit.seal where number = 1')
    expect((await found())[0]).toEqual(['seal-missing', 1])
  })

  it('seals that were all made anew, when one was kept elsewhere', async () => {
    const kept = (await verifyAudit(test.database)).facts.lastSeal!
    await change("update audit.event set body = '{}' where subject = $1 and seq = 3", [item])
    await change(
      "with again as (select subject, seq, sha256((select hash from audit.event p where p.subject = e.subject and p.seq = 2) || convert_to(seq || E'\\n' || floor(extract(epoch from at) * 1000)::bigint || E'\\n' || kind || E'\\n' || audit.actor_text(actor) || E'\\n' || body, 'UTF8')) as hash from audit.event e where subject = $1 and seq = 3), changed as (update audit.event e set hash = again.hash from again where e.subject = again.subject and e.seq = again.seq) update audit.head h set hash = again.hash from again where h.subject = again.subject",
      [item],
    )
    await change('delete from audit.seal')
    await seal()
    expect(await found()).toEqual([])
    expect(await found([kept])).toEqual([['seal-missing', 2]])
    await record(item, {})
    await seal()
    expect(await found([kept])).toEqual([['seal-unknown', 2]])
  })
})

it('seals nothing that may still be rolled back or come late', async () => {
  const late = newId(now)
  let commit = () => {}
  const held = test.database.transaction(async (tx) => {
    await append(tx, { subject: late, at: now, kind: 'late', actor: 'system', body: {} })
    await new Promise<void>((done) => {
      commit = done
    })
  })
  await expect.poll(() => commit.length).toBe(0)
  await record(item, {})
  expect(await settledPosition(test.database, 200)).toBeUndefined()
  commit()
  await held
  expect(await seal()).toEqual({ events: 3, more: false })
  expect(await found()).toEqual([])
})

it('seals by a job that renews itself, once between two workers', async () => {
  await test.database.transaction((tx) => scheduleSealing(tx, now))
  await test.database.transaction((tx) => scheduleSealing(tx, now))
  const jobs = await claimJobs(test.database, now, 5)
  expect(jobs).toHaveLength(1)
  await Promise.all(
    [1, 2].map(() =>
      runJob(
        test.database,
        sealHandler(test.database, () => now),
        jobs[0]!,
        () => now,
        log,
      ),
    ),
  )
  expect((await verifyAudit(test.database)).facts).toMatchObject({ seals: 3, unsealed: 0 })
  expect((await change('select kind, run_at from jobs.job')).rows).toEqual([
    { kind: 'audit.seal', run_at: '2026-03-02T10:01:00Z' },
  ])
})

it('looks through many events in little memory, and lists no more than can be read', async () => {
  await change(
    "select audit.append(gen_random_uuid(), now(), 'k', 'a', repeat('x', 500)) from generate_series(1, 20000)",
  )
  await seal()
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  /** What is held when all that nobody needs is gone: garbage tells only how busy the machine is. */
  const held = (): number => {
    collect()
    return process.memoryUsage().heapUsed
  }
  const before = held()
  let [most, looked] = [0, 0]
  const watch = setInterval(() => {
    looked++
    most = Math.max(most, held() - before)
  }, 20)
  expect(await verifyAudit(test.database)).toMatchObject({ valid: true, facts: { events: 20_009 } })
  clearInterval(watch)
  expect(looked).toBeGreaterThan(0)
  expect(most).toBeLessThan(15_000_000)
  await change("update audit.event set body = ''")
  expect(await verifyAudit(test.database)).toMatchObject({
    valid: false,
    problems: { length: 1000 },
    facts: { notListed: 19_009 },
  })
})

it('keeps each month apart, ahead of time, and refuses nothing for the want of a month', async () => {
  const today = '2028-02-29T18:50:00.000Z'
  const months = async () =>
    (
      await test.database.query<{ name: string }>(
        "select relid::text as name from pg_partition_tree('audit.event') where isleaf order by 1",
        [],
      )
    ).rows.map((row) => row.name)
  const month = (ahead: number) => {
    const day = new Date(today)
    return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + ahead, 1))
      .toISOString()
      .slice(0, 7)
      .replace('-', '_')
  }
  await keepMonths(test.database, today)
  const made = await months()
  expect(made).toEqual(expect.arrayContaining([0, 1, 2, 3].map((ahead) => `audit.event_${month(ahead)}`)))
  await keepMonths(test.database, today)
  expect(await months()).toEqual(made)
  const where = async (at: string) => {
    const subject = newId(now)
    await test.database.transaction((tx) => append(tx, { subject, at, kind: 'test.done', actor: 'system', body: {} }))
    return (
      await test.database.query<{ name: string }>(
        'select tableoid::regclass::text as name from audit.event where subject = $1',
        [subject],
      )
    ).rows[0]!.name
  }
  expect(await where(today)).toBe(`audit.event_${month(0)}`)
  const day = new Date(Date.parse(today) - 90 * 86_400_000)
  expect(await where(day.toISOString())).toBe('audit.event_other')
  // a month that is made later takes what came before it
  await keepMonths(test.database, today)
  const late = (
    await test.database.query<{ name: string }>(
      'select tableoid::regclass::text as name from audit.event where at = $1',
      [day.toISOString()],
    )
  ).rows
  expect(late).toEqual([{ name: `audit.event_${day.toISOString().slice(0, 7).replace('-', '_')}` }])
  expect((await test.database.query('select 1 as one from audit.event_other', [])).rows).toEqual([])
  expect((await verifyAudit(test.database)).problems).toEqual([])
})

it('finds an event moved, or its time changed with its hash, within a seal', async () => {
  await change('update audit.event set position = case position when 1 then 2 else 1 end where position in (1, 2)')
  expect(await found()).toEqual([['seal-places', 1]])
})

it('keeps the last seal in a witness that is only added to, and finds a log that was cut with its seals', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'darcha-witness-')), 'far', 'seals.txt')
  for (let n = 0; n < 2; n++) await keepWitness(file, (await lastSeal(test.database))!)
  await seal()
  await keepWitness(file, (await lastSeal(test.database))!)
  const kept = readWitness(readFileSync(file, 'utf8'))!
  expect(kept.map(({ number }) => number)).toEqual([2, 3])
  expect(await found(kept)).toEqual([])
  // the newest event and its seal are cut off, with the head: without a witness nobody knows
  await change('delete from audit.seal where number = 3')
  await change('delete from audit.event where subject = $1 and seq = 3', [three])
  await change(
    'update audit.head set seq = 2, hash = (select hash from audit.event where subject = $1 and seq = 2) where subject = $1',
    [three],
  )
  expect(await found()).toEqual([])
  expect(await found(kept)).toEqual([['seal-missing', 3]])
  expect(readWitness('something else')).toBeUndefined()
})
