import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeSchemas, openDatabase, type Database } from './index.ts'
import { testDatabase, withDatabase } from './testing.ts'

let test: Awaited<ReturnType<typeof testDatabase>>
let empty: Database
const NAME = `describe_${process.pid}`
beforeAll(async () => {
  test = await testDatabase()
  await test.database.query(`create database ${NAME} template template0`)
  empty = openDatabase({ url: withDatabase(test.url, NAME), connections: 1 })
})
afterAll(async () => {
  await empty.close()
  await test.database.query(`drop database ${NAME}`)
  await test.drop()
})

const ODD = `
  create schema odd;
  create type odd.colour as enum ('red', 'it''s blue');
  create domain odd.positive as integer not null check (value > 0);
  create sequence odd.tickets increment 5 cache 10;
  create table odd.thing (id bigint generated always as identity primary key, "Name" text collate "C" not null default 'x', n odd.positive, twice integer generated always as (n * 2) stored, paint odd.colour,
    at timestamptz(3), body text, unique ("Name", n), constraint short check (length(body) < 100)) with (fillfactor = 70, toast.autovacuum_enabled = false);
  alter table odd.thing alter body set storage external;
  alter table odd.thing add constraint later check (n < 900) not valid;
  create index thing_body on odd.thing (lower(body) desc nulls last) include (n) where n > 3;
  create table odd.part (thing bigint references odd.thing on delete cascade, day date not null) partition by range (day);
  create table odd.part_2026 partition of odd.part for values from ('2026-01-01') to ('2027-01-01');
  create index part_day on odd.part (day);
  create unlogged table odd.lost (a integer[]);
  create view odd.red as select id from odd.thing where paint = 'red';
  create function odd.touch() returns trigger language plpgsql as $$ begin new.body := 'touched'; return new; end $$;
  create trigger touching before insert on odd.thing for each row execute function odd.touch();`

it('says all that makes a schema: what it writes makes the same schema again', async (context) => {
  for (const statement of ODD.split(/;\n(?! *alter table odd.thing)/))
    await test.database.query(statement.replace(/\n\s*/g, ' '))
  const described = await describeSchemas(test.database)
  expect([...described.keys()]).toEqual(expect.arrayContaining(['audit', 'casework', 'jobs', 'odd', 'process']))
  // what is written is read by 16 and newer: before, a table could not be made with the storage of a column
  context.skip(
    Number(
      (await test.database.query<{ server_version_num: string }>('show server_version_num')).rows[0]!
        .server_version_num,
    ) < 160_000,
    'PostgreSQL 15',
  )
  for (const [, text] of described) await empty.query(`set check_function_bodies = off; ${text}`)
  expect(Object.fromEntries(await describeSchemas(empty))).toEqual(Object.fromEntries(described))
}, 60_000)

it.each([
  ['an index that is gone', 'drop index odd.thing_body'],
  ['a default', 'alter table odd.thing alter "Name" set default \'y\''],
  ['room left in pages', 'alter table odd.thing set (fillfactor = 71)'],
  [
    'a body of a function',
    "create or replace function odd.touch() returns trigger language plpgsql as $$ begin new.body := 'other'; return new; end $$",
  ],
  ['a constraint', 'alter table odd.thing drop constraint short'],
  ['a type of a column', 'alter table odd.lost alter a type bigint[]'],
  ['how a value is stored', 'alter table odd.thing alter body set storage main'],
  ['a trigger', 'drop trigger touching on odd.thing'],
  ['a table', 'drop table odd.lost'],
])('shows a change of %s', async (_what, change) => {
  const before = (await describeSchemas(test.database)).get('odd')
  await test.database.query(change)
  expect((await describeSchemas(test.database)).get('odd')).not.toBe(before)
})
