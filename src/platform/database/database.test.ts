import { spawnSync } from 'node:child_process'
import type { Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openDatabase } from './index.ts'
import { testDatabase } from './testing.ts'

const STRAY = `
  import { openDatabase, outliveFailures } from '${new URL('index.ts', import.meta.url)}'
  outliveFailures({ error: ({ problem }) => console.log('told ' + problem.split('\\n')[0]) })
  const database = openDatabase({ url: process.env.URL_OF_DATABASE })
  const fails = (tx) => tx.query('select 1 / $1::int', [0]).then(() => undefined)
  await database[process.env.UNIT](async (tx) => {
    const first = fails(tx)
    const second = fails(tx)
    await first
    await second
  }).catch((error) => console.log('thrown ' + error.code))
  void Promise.reject(new Error('of nobody'))
  await database.close()
`

describe('database', () => {
  let test: Awaited<ReturnType<typeof testDatabase>>
  beforeAll(async () => {
    test = await testDatabase()
    await test.database.query('create table thing (id int primary key, at timestamptz)')
  })
  afterAll(() => test.drop())

  it('commits a transaction and gives instants as RFC 3339 text', async () => {
    await test.database.transaction(async (tx) => {
      await tx.query('insert into thing (id, at) values ($1, $2)', [1, '2026-03-02T22:10:00+05:00'])
    })
    const found = await test.database.query('select at from thing where id = $1', [1])
    expect(found.rows).toEqual([{ at: '2026-03-02T17:10:00Z' }])
  })

  it('reads and writes dates as they are on a server that shows them otherwise', async () => {
    const [{ name }] = (await test.database.query<{ name: string }>('select current_database() as name', [])).rows as [
      { name: string },
    ]
    await test.database.query(`alter database ${name} set datestyle = 'German'`)
    const database = openDatabase({ url: test.url, connections: 1 })
    try {
      const ask = "select $1::date as day, $1::date::text as said, '2026-03-02T22:10:00+05'::timestamptz as at"
      expect((await database.query(ask, ['2026-03-02'])).rows).toEqual([
        { day: '2026-03-02', said: '2026-03-02', at: '2026-03-02T17:10:00Z' },
      ])
    } finally {
      await database.close()
      await test.database.query(`alter database ${name} reset datestyle`)
    }
  })

  it.each([false, true])(
    'reads what others committed meanwhile, whatever the database says (pooler: %s)',
    async (pooled) => {
      const { name } = (await test.database.query<{ name: string }>('select current_database() as name', [])).rows[0]!
      await test.database.query(`alter database ${name} set default_transaction_isolation = serializable`)
      const own = openDatabase({ url: test.url, pooled })
      try {
        await own.transaction(async (tx) => {
          const count = async () =>
            (await tx.query('select count(*)::int as n from thing where id >= $1', [90])).rows[0]!['n']
          const before = await count()
          await test.database.query('insert into thing (id) values ($1)', [pooled ? 90 : 91])
          // an insert that does nothing for another's row goes on to read it
          expect(await count()).toBe(before + 1)
        })
      } finally {
        await own.close()
        await test.database.query(`alter database ${name} reset default_transaction_isolation`)
      }
    },
  )

  it('rolls back when the work throws', async () => {
    await expect(
      test.database.transaction(async (tx) => {
        await tx.query('insert into thing (id) values ($1)', [2])
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect((await test.database.query('select id from thing where id = $1', [2])).rows).toEqual([])
  })

  it.each(['transaction', 'read'] as const)(
    'a %s that fails does not end the process by what it no longer awaits; another failure that nobody awaited is told',
    (unit) => {
      const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', STRAY], {
        env: { ...process.env, URL_OF_DATABASE: test.url, UNIT: unit },
        encoding: 'utf8',
      })
      expect([status, stderr]).toEqual([0, ''])
      expect(stdout.split('\n')).toEqual(['thrown 22012', 'told Error: of nobody', ''])
    },
  )

  it('never reports success when an unawaited statement of the pipeline failed', async () => {
    await expect(
      test.database.transaction(async (tx) => {
        void tx.query('insert into thing (id) values ($1)', [3]).catch(() => undefined)
        void tx.query('insert into thing (id) values ($1)', [3]).catch(() => undefined)
        return 'done'
      }),
    ).rejects.toMatchObject({ code: '23505' })
    // also when the next statement is the one that is awaited: the first failure tells why
    await expect(
      test.database.transaction(async (tx) => {
        void tx.query('insert into thing (id) values ($1)', [1]).catch(() => undefined)
        await tx.query('select id from thing', [])
      }),
    ).rejects.toMatchObject({ code: '23505' })
    expect((await test.database.query('select id from thing where id = $1', [3])).rows).toEqual([])
  })

  it('sends what is asked in one turn with one call', async () => {
    const database = openDatabase({ url: test.url, connections: 1 })
    await database.query('select 1 as one', [])
    const client = await database.pool.connect()
    const socket = (client as unknown as { connection: { stream: Socket } }).connection.stream
    client.release()
    const sent = vi.spyOn(socket, '_write')
    await database.transaction(async (tx) => {
      await Promise.all([tx.query('select id from thing', []), tx.query('select at from thing', [])])
      void tx.query('select id, at from thing', [])
    })
    // begin with two questions, then the third with commit
    expect(sent).toHaveBeenCalledTimes(2)
    await database.close()
  })

  it('asks once a connection what a statement answers with, and reads the rows rightly after it changed', async () => {
    const database = openDatabase({ url: test.url, connections: 1 })
    await database.query('create table word (a int, b text)')
    await database.query("insert into word values (1, null), (2, 'two')")
    const client = await database.pool.connect()
    const asked = vi.spyOn((client as unknown as { connection: { describe(): void } }).connection, 'describe')
    client.release()
    const rows = async () => (await database.query('select a, b from word where a::int < $1 order by a', [5])).rows
    expect(await rows()).toEqual([
      { a: 1, b: null },
      { a: 2, b: 'two' },
    ])
    expect(await rows()).toEqual([
      { a: 1, b: null },
      { a: 2, b: 'two' },
    ])
    expect(asked).toHaveBeenCalledTimes(1)
    await database.query('alter table word alter column a type text')
    expect(await rows()).toEqual([
      { a: '1', b: null },
      { a: '2', b: 'two' },
    ])
    await database.close()
  })

  it('goes on after the columns of a named statement changed', async () => {
    const database = openDatabase({ url: test.url, connections: 1 })
    await database.query('select id from thing where id = $1', [1])
    await database.query('alter table thing alter column id type bigint')
    await expect(
      database.transaction(async (tx) => (await tx.query('select id from thing where id = $1', [1])).rows),
    ).resolves.toHaveLength(1)
    await database.close()
  })
})
