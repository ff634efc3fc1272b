import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from './index.ts'
import { testDatabase } from './testing.ts'

describe('a named statement', () => {
  let test: Awaited<ReturnType<typeof testDatabase>>
  let database: Database
  beforeAll(async () => {
    test = await testDatabase()
    // one connection, so that what is remembered of it is met again
    database = openDatabase({ url: test.url, connections: 1 })
    await database.query('create table pair (id int primary key, word text, more jsonb)')
  })
  afterAll(async () => {
    await database.close()
    await test.drop()
  })

  it('that fails at its first use is read rightly at the next, on the same connection', async () => {
    const read = 'select 10 / $1::int as share, $2::text as word'
    const client = await database.pool.connect()
    client.release()
    await database
      .transaction(async (tx) => {
        await tx.query('select 1 as one', [])
        await expect(tx.query(read, [0, 'a'])).rejects.toMatchObject({ code: '22012' })
      })
      .catch(() => undefined)
    await database.transaction(async (tx) => {
      expect((await tx.query(read, [5, 'b'])).rows).toEqual([{ share: 2, word: 'b' }])
      expect((await tx.query(read, [2, 'c'])).rows).toEqual([{ share: 5, word: 'c' }])
    })
    const again = await database.pool.connect()
    again.release()
    expect(again).toBe(client)
  })

  it('gives what it returns when it writes many rows, and none when it returns nothing', async () => {
    for (const start of [1, 3]) {
      expect(
        (
          await database.query(
            'insert into pair (id, word, more) values ($1, $2, null), ($3, null, $4) returning id, word, more',
            [start, 'x', start + 1, '{"a":[1]}'],
          )
        ).rows,
      ).toEqual([
        { id: start, word: 'x', more: null },
        { id: start + 1, word: null, more: { a: [1] } },
      ])
      expect(await database.query('update pair set word = $2 where id = $1', [start, 'y'])).toMatchObject({
        rows: [],
        rowCount: 1,
      })
      expect(await database.query('select id, word from pair where id = $1', [-1])).toMatchObject({
        rows: [],
        rowCount: 0,
      })
    }
    expect((await database.query('select id, word from pair where id = $1', [1])).rows).toEqual([{ id: 1, word: 'y' }])
  })

  it('answers each of those who use it first at the same time', async () => {
    const rows = await database.transaction((tx) =>
      Promise.all([1, 2, 3, 4].map((id) => tx.query('select id, word as first_word from pair where id = $1', [id]))),
    )
    expect(rows.map((each) => each.rows.map((row) => row['id']))).toEqual([[1], [2], [3], [4]])
  })

  it('gives its connection back when it fails outside a transaction', async () => {
    for (let n = 0; n < 5; n++)
      await expect(database.query('insert into pair (id) values ($1)', [1])).rejects.toMatchObject({ code: '23505' })
    expect((await database.query('select id from pair where id = $1', [1])).rows).toHaveLength(1)
    expect(database.pool.waitingCount).toBe(0)
  })

  it('whose values cannot be written is refused alone, and can be used again', async () => {
    const circular: Record<string, unknown> = {}
    circular['self'] = circular
    await expect(
      database.transaction((tx) => tx.query('select $1::jsonb as given, 1 as number', [circular])),
    ).rejects.toThrow(/circular/i)
    expect(
      (await database.transaction((tx) => tx.query('select $1::jsonb as given, 1 as number', [{ a: 1 }]))).rows,
    ).toEqual([{ given: { a: 1 }, number: 1 }])
  })

  it('that never left is not passed over: nothing of its transaction is kept', async () => {
    const circular: Record<string, unknown> = {}
    circular['self'] = circular
    await expect(
      database.transaction(async (tx) => {
        await tx.query('insert into pair (id) values ($1)', [77])
        void tx.query('update pair set more = $2 where id = $1', [77, circular]).catch(() => undefined)
      }),
    ).rejects.toThrow(/circular/i)
    expect((await database.query('select id from pair where id = $1', [77])).rows).toEqual([])
  })

  it('never hides why a transaction failed: what came before it tells', async () => {
    const fresh = `select id, 'never used before' as note from pair where id = $1`
    await expect(
      database.transaction(async (tx) => {
        void tx.query('insert into pair (id) values ($1)', [1]).catch(() => undefined)
        void tx.query(fresh, [1]).catch(() => undefined)
        await tx.query(fresh, [1])
      }),
    ).rejects.toMatchObject({ code: '23505' })
    expect((await database.query(fresh, [1])).rows).toEqual([{ id: 1, note: 'never used before' }])
  })
})
