import { afterAll, beforeAll, expect, it } from 'vitest'
import { EnvironmentFailure } from '../config/index.ts'
import {
  findMigrations,
  isTrouble,
  migrate,
  openDatabase,
  REQUEST_LIMITS,
  troubleOf,
  whyNotReady,
  type Database,
} from './index.ts'
import { projectRoot, testDatabase } from './testing.ts'

let test: Awaited<ReturnType<typeof testDatabase>>
let name: string
const opened: Database[] = []
beforeAll(async () => {
  test = await testDatabase()
  name = (await test.database.query<{ name: string }>('select current_database() as name', [])).rows[0]!.name
  await test.database.query('create table held (id int primary key); insert into held values (1)')
})
afterAll(async () => {
  for (const database of opened) await database.close()
  await test.drop()
})

const limits = { statement: 300, lock: 200, idle: 200, hold: 10_000 }
function open(options: Partial<Parameters<typeof openDatabase>[0]> = {}): Database {
  const database = openDatabase({ url: test.url, connections: 2, ...options })
  opened.push(database)
  return database
}
const kindOf = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (error: unknown) => troubleOf(error)?.kind ?? error,
  )
const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

it('tells a database that takes no changes, and is ready by itself when it takes them again', async () => {
  await test.database.query(`alter database ${name} set default_transaction_read_only = on`)
  const database = open()
  try {
    expect(await kindOf(database.query('update held set id = 1 where id = $1', [1]))).toBe('read-only')
    expect(await kindOf(database.transaction((tx) => tx.query('delete from held where id = $1', [1])))).toBe(
      'read-only',
    )
    expect(await whyNotReady(database)).toMatchObject({ kind: 'read-only' })
  } finally {
    await test.database.query(`alter database ${name} reset default_transaction_read_only`)
  }
  // connections that were opened meanwhile would refuse for as long as they live
  expect(await whyNotReady(database)).toBeUndefined()
  expect(await kindOf(database.transaction((tx) => tx.query('delete from held where id = $1', [2])))).toBe('nothing')
})

it('a transaction goes on over another connection when its own takes no changes any more', async () => {
  const database = open({ connections: 1 })
  // as one that leads to a server that is the primary no more
  await database.pool.query('set default_transaction_read_only = on')
  expect(await kindOf(database.transaction((tx) => tx.query('delete from held where id = $1', [2])))).toBe('nothing')
})

it('tells a login that is refused, a server that is away and a name nobody knows', async () => {
  for (const [url, kind] of [
    [test.url.replace(`/${name}`, '/nobody_made_this'), 'login-refused'],
    ['postgresql://x@127.0.0.1:9/x', 'away'],
    ['postgresql://x@nowhere.invalid/x', 'away'],
  ] as const) {
    const database = open({ url })
    expect(await kindOf(database.query('select 1 as x', []))).toBe(kind)
    expect(await kindOf(database.transaction((tx) => tx.query('select 1 as x', [])))).toBe(kind)
    expect((await whyNotReady(database))?.kind).toBe(kind)
  }
})

it.each([
  ['extension_control_path', 'extension "pg_trgm" is not available'],
  ['dynamic_library_path', 'could not access file "pg_trgm"'],
])('says which package a server lacks whose extensions are not there (%s)', async (setting, said) => {
  const known = await test.database.query('select 1 from pg_settings where name = $1', [setting])
  // servers before 18 have one folder for all
  if (known.rows.length === 0) return
  const bare = `bare_${name}`
  const extending = findMigrations(projectRoot).filter(({ sql }) => sql.includes('create extension'))
  await test.database.query(`create database ${bare} template template0`)
  try {
    await test.database.query(`alter database ${bare} set ${setting} = '/nowhere'`)
    const database = open({ url: test.url.replace(`/${name}`, `/${bare}`) })
    const failure = await migrate(database, extending).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(EnvironmentFailure)
    expect(String(failure)).toContain(said)
    expect((failure as EnvironmentFailure).remedy).toContain('postgresql-contrib')
  } finally {
    await test.database.query(`drop database ${bare} with (force)`)
  }
})

it('tells a server that takes no more connections', async () => {
  await test.database.query(`do $$ begin create role "crowd ${name}" login connection limit 0; end $$`)
  try {
    const url = test.url.replace('darcha@', `${encodeURIComponent(`crowd ${name}`)}@`)
    expect(await kindOf(open({ url }).query('select 1 as x', []))).toBe('no-connection-left')
  } finally {
    await test.database.query(`drop role "crowd ${name}"`)
  }
})

it('tells a database that is closed to everybody', async () => {
  const closed = `closed_${name}`
  await test.database.query(`create database ${closed} template template0 allow_connections false`)
  try {
    const database = open({ url: test.url.replace(`/${name}`, `/${closed}`) })
    expect(await kindOf(database.query('select 1 as x', []))).toBe('away')
    expect(await kindOf(database.transaction((tx) => tx.query('select 1 as x', [])))).toBe('away')
    expect((await whyNotReady(database))?.kind).toBe('away')
  } finally {
    await test.database.query(`drop database ${closed}`)
  }
})

it.each(['40001', '40P01'])('tells a transaction that lost each time it was tried (%s)', async (code) => {
  let attempts = 0
  const losing = test.database.transaction((tx) => {
    attempts++
    return tx.query(`do $$ begin raise sqlstate '${code}'; end $$`)
  })
  expect([await kindOf(losing), attempts]).toEqual(['locked', 4])
})

it('lets no statement, no lock and no idle transaction take as long as it likes, directly and behind a pooler', async () => {
  for (const pooled of [false, true]) {
    const database = open({ limits, pooled })
    expect(await kindOf(database.transaction((tx) => tx.query('select pg_sleep($1)', [5])))).toBe('too-slow')
    const holding = test.database.transaction(async (tx) => {
      await tx.query('select id from held for update', [])
      await pause(600)
    })
    await pause(100)
    expect(await kindOf(database.transaction((tx) => tx.query('select id from held for update', [])))).toBe('locked')
    await holding
    let attempts = 0
    const idle = database.transaction(async (tx) => {
      await tx.query('select id from held for update', [])
      // as a process does that was stopped and goes on: the second time it is quick
      if (++attempts === 1) await pause(900)
      await tx.query('select 1 as x', [])
    })
    const failed = kindOf(idle)
    await pause(100)
    // another waits only until the idle one is ended, whose process would go on holding it
    await test.database.transaction((tx) => tx.query('select id from held for update', []))
    expect([await failed, attempts]).toEqual(['nothing', 2])
    // and the pool is as good as before
    expect(await kindOf(database.query('select 1 as x', []))).toBe('nothing')
  }
})

it('lets work without limits take as long as it takes, also where the role limits what people wait for', async () => {
  await test.database.query(
    `alter database ${name} set statement_timeout = '200ms'; alter database ${name} set idle_in_transaction_session_timeout = '200ms'`,
  )
  try {
    // as a migration, a backup and a look through the log do, with PgBouncer and without
    for (const pooled of [false, true]) {
      const database = open({ pooled })
      const long = database.transaction(async (tx) => {
        await tx.query('select pg_sleep($1)', [0.5])
        await pause(500)
        await tx.query('select 1 as x', [])
      })
      expect([pooled, await kindOf(long)]).toEqual([pooled, 'nothing'])
    }
    const alone = await open().dedicated()
    expect(await kindOf(alone.query('select pg_sleep(0.5)'))).toBe('nothing')
    await alone.end()
  } finally {
    await test.database.query(
      `alter database ${name} reset statement_timeout; alter database ${name} reset idle_in_transaction_session_timeout`,
    )
  }
})

it('cuts a connection that is held for too long, whatever the server does', async () => {
  const database = open({ limits: { ...limits, statement: 60_000, hold: 1000 } })
  const begun = performance.now()
  expect(await kindOf(database.query('select pg_sleep($1)', [20]))).toBe('away')
  expect(performance.now() - begun).toBeLessThan(10_000)
  expect(await kindOf(database.query('select 1 as x', []))).toBe('nothing')
})

it('lets whoever waits for a lock outlive whoever froze with it', () => {
  expect(REQUEST_LIMITS.lock).toBeGreaterThan(REQUEST_LIMITS.idle)
  expect(REQUEST_LIMITS.hold).toBeGreaterThan(REQUEST_LIMITS.statement)
})

it('blames the database for nothing else', () => {
  const made = (code: string, more = {}) => Object.assign(new Error('x'), { code, ...more })
  for (const error of [made('ECONNREFUSED'), made('ENOENT', { syscall: 'open' }), made('23505'), new Error('no'), 'no'])
    expect(isTrouble(error)).toBe(false)
  for (const code of ['53100', '57P01', '57P03', '25P03', '08006', '53300', '28P01'])
    expect(isTrouble(made(code))).toBe(true)
})
