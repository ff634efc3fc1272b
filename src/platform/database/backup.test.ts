import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { append } from '../audit/append.ts'
import { verifyAudit } from '../audit/index.ts'
import { enqueue } from '../jobs/index.ts'
import { backupDatabase, BackupUnreadable, newId, restoreDatabase, type Database } from './index.ts'
import { testDatabase } from './testing.ts'

let item: { database: Database; drop(): Promise<void> }, two: typeof item
beforeAll(async () => {
  ;[item, two] = [await testDatabase(), await testDatabase()]
})
afterAll(async () => {
  await item?.drop()
  await two?.drop()
})

it('keeps rows that point at each other, values of every kind and the text of a JSON null', async () => {
  const [person, now] = [newId('2026-03-02T05:00:00.000Z'), '2026-03-02T05:00:00.000Z']
  const shape = `create schema shapes;
    create table shapes.early (id int generated always as identity primary key, late int, twin int references shapes.early,
      at timestamptz, span interval, bytes bytea, json jsonb not null, words text[], number numeric, doubled int generated always as (late * 2) stored);
    create table shapes.late (id int primary key, early int references shapes.early);
    alter table shapes.early add constraint "points at Late" foreign key (late) references shapes.late;
    create table shapes.old (reason text);`
  // a check that came later, and that rows from before it need not keep
  const later = "alter table shapes.old add constraint says_something check (reason ~ '[a-z]') not valid"
  for (const each of [item, two]) await each.database.query(shape)
  await item.database.query("insert into shapes.old values ('...')")
  for (const each of [item, two]) await each.database.query(later)
  await item.database.query(`begin; alter table shapes.early alter constraint "points at Late" deferrable initially deferred;
    insert into shapes.early (late, twin, at, span, bytes, json, words, number) overriding system value select 7, null, 'infinity', '1 mon 3 days 04:05:06', '\\x00ff', 'null', array['a,"b', null], 1e-30 from generate_series(1, 3);
    update shapes.early set twin = 4 - id; insert into shapes.late values (7, 2); set constraints all immediate;
    alter table shapes.early alter constraint "points at Late" not deferrable; commit`)
  await item.database.query("insert into identity.person (id, name, language, changed_at) values ($1, $2, 'en', $3)", [
    person,
    'A',
    now,
  ])
  await item.database.query(
    'insert into identity.bearer (token_hash, person, label, made_at, expires_at) values ($1, $2, $3, $4, $4)',
    [Buffer.from('x'), person, 'x', now],
  )
  const file = join(mkdtempSync(join(tmpdir(), 'darcha-backup-')), 'd.gz')
  const written = await backupDatabase(item.database, file)
  expect(await restoreDatabase(two.database, file)).toEqual(written)
  for (const table of ['shapes.early', 'shapes.late', 'shapes.old', 'identity.bearer']) {
    const texts = (database: Database) =>
      database.query(`select t::text as row from ${table} t order by 1`, []).then(({ rows }) => rows)
    expect(await texts(two.database)).toEqual(await texts(item.database))
  }
  // keys and checks are there again as they were
  const keys = (database: Database) =>
    database
      .query(
        "select conrelid::regclass::text as t, conname, pg_get_constraintdef(oid) as d from pg_constraint where contype in ('c', 'f') order by 1, 2",
        [],
      )
      .then(({ rows }) => rows)
  expect(await keys(two.database)).toEqual(await keys(item.database))
  for (const each of [item, two]) await each.database.query('drop schema shapes cascade')
})

it('holds the rows of a table that a migration rewrites while the backup begins', async () => {
  await item.database.query(`create schema shapes; create table shapes.kept (n int);
    insert into shapes.kept values (1), (2), (3)`)
  const migration = await item.database.dedicated()
  await migration.query('begin; alter table shapes.kept alter n type bigint')
  const file = join(mkdtempSync(join(tmpdir(), 'darcha-backup-')), 'd.gz')
  const written = backupDatabase(item.database, file)
  const waits = "select 1 from pg_locks where not granted and relation = 'shapes.kept'::regclass"
  await expect.poll(() => item.database.query(waits).then(({ rows }) => rows.length), { timeout: 60_000 }).toBe(1)
  await migration.query('commit')
  await migration.end()
  await written
  const lines = gunzipSync(readFileSync(file)).toString().split('\n')
  const at = lines.findIndex((line) => line.startsWith('{"table":"shapes.kept"'))
  expect(lines.slice(at + 1, at + 4)).toEqual(['["1"]', '["2"]', '["3"]'])
  await item.database.query('drop schema shapes cascade')
}, 90_000)

it('refuses a backup whose rows point to nothing, and one of another schema, with nothing changed', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'darcha-backup-')), 'd.gz')
  await backupDatabase(item.database, file)
  const lines = gunzipSync(readFileSync(file)).toString().split('\n')
  const people = async () => (await two.database.query('select id from identity.person', [])).rows
  const before = await people()
  const without = lines.filter((_, at) => !lines[at - 1]?.startsWith('{"table":"identity.person"'))
  const end = JSON.parse(without.at(-2)!) as { end: { rows: number } }
  without.splice(-2, 1, JSON.stringify({ end: { ...end.end, rows: end.end.rows - 1 } }))
  writeFileSync(`${file}.less`, gzipSync(without.join('\n')))
  await expect(restoreDatabase(two.database, `${file}.less`)).rejects.toThrow(/foreign key/)
  const head = JSON.parse(lines[0]!) as { migrations: string[] }
  writeFileSync(
    `${file}.newer`,
    gzipSync(
      [JSON.stringify({ ...head, migrations: [...head.migrations, 'audit/9999_x abc'] }), ...lines.slice(1)].join('\n'),
    ),
  )
  await expect(restoreDatabase(two.database, `${file}.newer`)).rejects.toThrow(/another release.*audit\/9999_x/)
  // as no backup ever was, whatever its sums say
  for (const [name, changed] of Object.entries({
    'no head': ['null', ...lines.slice(1)],
    'migrations that are no list': [JSON.stringify({ ...head, migrations: 7 }), ...lines.slice(1)],
    'a line without sense': [lines[0]!, '5', ...lines.slice(1)],
    'rows of no table': [lines[0]!, '["1"]', ...lines.slice(1)],
  })) {
    writeFileSync(`${file}.odd`, gzipSync(changed.join('\n')))
    const refused = await restoreDatabase(two.database, `${file}.odd`).catch((error: unknown) => error)
    expect([name, refused]).toEqual([name, expect.any(BackupUnreadable)])
  }
  expect(await people()).toEqual(before)
})

it('brings every row to another server, numbers going on where they were, and the log still proven', async () => {
  const now = '2026-03-02T05:00:00.000Z',
    subject = newId(now)
  await item.database.transaction(async (tx) => {
    for (let at = 0; at < 1_200; at++)
      await append(tx, { subject, at: now, kind: 'x', actor: 'system', body: { at, text: 'Oʻzbek «ё» \\ "q" \n' } })
    await enqueue(tx, { kind: 'later', payload: { a: [1, null] }, runAt: '2027-01-01T00:00:00Z' }, now)
  })
  const file = join(mkdtempSync(join(tmpdir(), 'darcha-backup-')), 'd.gz')
  const written = await backupDatabase(item.database, file)
  await two.database.query("insert into jobs.job (kind, payload, run_at, lane) values ('old', '{}', now(), '')", [])
  expect(await restoreDatabase(two.database, file)).toEqual(written)
  const all = (database: Database) =>
    database
      .query('select subject, seq, at, kind, actor, body, hash, position from audit.event order by subject, seq', [])
      .then((found) => found.rows)
  expect(await all(two.database)).toEqual(await all(item.database))
  expect((await two.database.query('select kind, payload from jobs.job', [])).rows).toEqual([
    { kind: 'later', payload: { a: [1, null] } },
  ])
  expect(await verifyAudit(two.database)).toMatchObject({ valid: true })
  await two.database.transaction((tx) => enqueue(tx, { kind: 'new' }, now))
  expect((await two.database.query('select count(distinct id)::int as n from jobs.job', [])).rows).toEqual([{ n: 2 }])
  // a backup that is cut off changes nothing
  const cut = `${file}.cut`
  writeFileSync(cut, readFileSync(file).subarray(0, 2_000))
  await expect(restoreDatabase(two.database, cut)).rejects.toThrow(BackupUnreadable)
  await expect(restoreDatabase(two.database, `${file}.none`)).rejects.toThrow(BackupUnreadable)
  expect(await all(two.database)).toHaveLength(1_200)
})
