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

  it('that is refused when it is to be kept, after it was done, is not told as done', async () => {
    await database.query('create table late (id int unique deferrable initially deferred)')
    const insert = 'insert into late (id) values ($1)'
    await database.query(insert, [1])
    await expect(database.query(insert, [1])).rejects.toMatchObject({ code: '23505' })
    await expect(database.transaction((tx) => tx.query(insert, [1]))).rejects.toMatchObject({ code: '23505' })
    expect((await database.query('select id from late where id = $1', [1])).rows).toEqual([{ id: 1 }])
  })

  it('is not sent any more where its transaction has failed', async () => {
    let later: Promise<unknown> | undefined
    const write = 'insert into pair (id, word) values ($1, $2)'
    await expect(
      database.transaction(async (tx) => {
        later = new Promise((done) => setTimeout(done, 20)).then(() => tx.query(write, [99, 'late']))
        later.catch(() => undefined)
        throw new Error('refused')
      }),
    ).rejects.toThrow('refused')
    await expect(later).rejects.toThrow('the transaction is over')
    expect((await database.query('select id from pair where id = $1', [99])).rows).toEqual([])
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

  it('goes with the others of its turn: the server says once a turn that it is ready', async () => {
    const client = await database.pool.connect()
    const { connection } = client as unknown as { connection: NodeJS.EventEmitter }
    client.release()
    let ready = 0
    const count = () => ready++
    connection.on('readyForQuery', count)
    try {
      const read = await database.transaction(async (tx) => {
        const first = tx.query('select $1::int as number', [1])
        const second = tx.query('select $1::text as word', ['a'])
        const answers = [await first, await second]
        void tx.query('select $1::int as number', [2]).catch(() => undefined)
        return answers.map((answer) => [answer.rows, answer.rowCount])
      })
      expect(read).toEqual([
        [[{ number: 1 }], 1],
        [[{ word: 'a' }], 1],
      ])
      expect(ready).toBe(2)
    } finally {
      connection.off('readyForQuery', count)
    }
  })

  it('is told of the one that failed before it in its turn, and the connection serves the next', async () => {
    const client = await database.pool.connect()
    client.release()
    const told: unknown[] = []
    const failing = database.transaction(async (tx) => {
      await Promise.allSettled(
        [
          tx.query('select $1::int as before', [1]),
          tx.query('select 1 / $1::int as failing', [0]),
          tx.query('select $1::int as never_parsed', [1]),
          tx.query('insert into pair (id) values ($1)', [90]),
        ].map((sent) =>
          sent.then(
            ({ rows }) => told.push(rows),
            (error: { code: string }) => told.push(error.code),
          ),
        ),
      )
    })
    await expect(failing).rejects.toMatchObject({ code: '22012' })
    expect(told).toEqual([[{ before: 1 }], '22012', '25P02', '25P02'])
    expect((await database.query('select $1::int as never_parsed', [1])).rows).toEqual([{ never_parsed: 1 }])
    expect((await database.query('select id from pair where id = $1', [90])).rows).toEqual([])
    const again = await database.pool.connect()
    again.release()
    expect(again).toBe(client)
  })

  it('of a remark alone does nothing, and those of its turn are answered', async () => {
    await database.transaction(async (tx) => {
      const [nothing, one] = await Promise.all([tx.query('-- nothing', []), tx.query('select 1 as one', [])])
      expect(nothing).toMatchObject({ rows: [], rowCount: null })
      expect(one.rows).toEqual([{ one: 1 }])
    })
  })

  it('keeps its place among statements without values', async () => {
    const numbers = await database.transaction(async (tx) => {
      void tx.query('insert into pair (id) values ($1)', [50]).catch(() => undefined)
      void tx.query('update pair set id = 51 where id = 50').catch(() => undefined)
      return tx.query<{ id: number }>('select id from pair where id in ($1, $2)', [50, 51])
    })
    expect(numbers.rows).toEqual([{ id: 51 }])
  })
})
