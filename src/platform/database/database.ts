import { createHash } from 'node:crypto'
import pg from 'pg'
import { GatheringSocket } from './gathering-socket.ts'
import { hear } from './heard.ts'
import { PRODUCT } from './others-of-product.ts'
import { StatementBatch } from './statement-batch.ts'
import { asOptions, asStatement, BEGIN_POOLED, cutHeldConnections, UtcClient, type Limits } from './session.ts'
import { fromDriver, isTie, troubleOf, type Trouble } from './trouble.ts'

/** What use cases, stores and jobs see of a transaction. */
export interface Tx {
  /**
   * Sends one statement with values as `$1…`. Statements are named by their text, so each is parsed once a connection.
   * Name every column: a named `select *` breaks when the table changes.
   */
  query<Row = Record<string, any>>(text: string, values?: unknown[]): Promise<{ rows: Row[]; rowCount: number | null }>
}

export interface Database {
  /** Reads and single statements outside a transaction. */
  query: Tx['query']
  /**
   * Runs `work` in one transaction; any throw rolls back. Serialization and deadlock losers are tried again (3 times).
   */
  transaction<Answer>(work: (tx: Tx) => Promise<Answer>): Promise<Answer>
  /**
   * Runs a read, which changes nothing, on one connection without a transaction: under READ COMMITTED each statement
   * sees what is
   * committed when it begins anyway, and begin and commit are half of what a short read asks of the database.
   */
  read<Answer>(work: (tx: Tx) => Promise<Answer>): Promise<Answer>
  /** A connection of its own for LISTEN, cursors and streams: not pipelined. The caller ends it. */
  dedicated(): Promise<pg.Client>
  readonly pool: pg.Pool
  readonly url: string
  /** What its connections call themselves: `darcha` and the number of this process. */
  readonly name: string
  /** What the database refused last by itself, and when (`performance.now()`). */
  readonly lastTrouble: (Trouble & { at: number }) | undefined
  close(): Promise<void>
}

export interface DatabaseOptions {
  url: string
  /** Connections at most; default 10. */
  connections?: number
  /** PgBouncer before 1.21 in transaction mode can't keep named statements: false sends them unnamed. */
  named?: boolean
  /** For what PgBouncer in transaction mode can't do, LISTEN above all; default `url`. */
  directUrl?: string
  /** How long the database may hold a connection; without it as long as it likes, whatever its role says. */
  limits?: Limits
  /** `url` leads to PgBouncer, or may: limits are set in each transaction. */
  pooled?: boolean
}

/**
 * Dates stay strings: making Date objects cost 40 % of a list query. int8 stays a string too (it may not fit); numeric
 * as sent.
 */
const types = {
  getTypeParser(oid: number, format?: string) {
    if (oid === 1082 || oid === 1114 || oid === 1184) return (value: string) => (oid === 1184 ? rfc3339(value) : value)
    return pg.types.getTypeParser(oid, format as 'text')
  },
}

/** PostgreSQL writes `2026-03-02 17:10:00.5+00`; with the session in UTC this is RFC 3339 but for the `T` and `Z`. */
function rfc3339(value: string): string {
  return value.endsWith('+00') ? `${value.slice(0, 10)}T${value.slice(11, -3)}Z` : value
}

/** What begins and ends a transaction goes with what it begins and ends. */
const IN_BATCH = new Set(['begin', BEGIN_POOLED, 'commit'])
const names = new Map<string, string>()
/** At most this many texts get a name, so that generated SQL can't fill the server's memory. */
const MAXIMUM_NAMES = 500

function nameOf(text: string): string | undefined {
  let name = names.get(text)
  if (name === undefined) {
    if (names.size >= MAXIMUM_NAMES) return undefined
    name = `d${createHash('sha256').update(text).digest('base64url').slice(0, 20)}`
    names.set(text, name)
  }
  return name
}

/** Opens a pool of pipelined connections with named statements. */
export function openDatabase(options: DatabaseOptions): Database {
  const named = options.named ?? true
  const name = `${PRODUCT} ${process.pid}`
  const configuration = {
    connectionString: options.url,
    types,
    connectionTimeoutMillis: 10_000,
    application_name: name,
  } as pg.PoolConfig
  const pool = new pg.Pool({
    ...configuration,
    max: options.connections ?? 10,
    // an instance that nobody uses is still seen to be there, and its next request finds a connection
    min: 1,
    pipeline: true,
    stream: () => new GatheringSocket(),
    ...(options.pooled ? {} : { options: asOptions(options.limits) }),
    Client: UtcClient,
  } as pg.PoolConfig)
  if (options.limits) cutHeldConnections(pool, options.limits.hold)
  // A connection the server ended while idle: the pool drops it; the next query reports what matters.
  pool.on('error', () => undefined)
  // One lost while a transaction holds it but asks nothing: without a listener the whole process would end; the next
  // query says it.
  pool.on('connect', (client) => client.on('error', () => undefined))

  const send = (client: { query: pg.PoolClient['query'] }): Tx['query'] =>
    ((text: string, values?: unknown[]) => {
      const name = named && values ? nameOf(text) : undefined
      return name ? StatementBatch.alone(client as never, name, text, values!) : client.query(text, values)
    }) as Tx['query']

  /** What a transaction sends in one turn goes as one message. */
  const together = (client: pg.PoolClient): Tx['query'] => {
    if (!named) return send(client)
    const batch = StatementBatch.through(client as never)
    return ((text: string, values?: unknown[]) => {
      const name = values || IN_BATCH.has(text) ? nameOf(text) : undefined
      if (name) return batch.send(name, text, values ?? [])
      batch.flush()
      return client.query(text, values)
    }) as Tx['query']
  }
  const direct = send(pool as never)
  let lastTrouble: Database['lastTrouble']
  const noting = <Answer>(work: Promise<Answer>): Promise<Answer> =>
    work.catch((error: unknown) => {
      const trouble = troubleOf(error)
      if (trouble) lastTrouble = { ...trouble, at: performance.now() }
      throw error
    })
  return {
    pool,
    url: options.url,
    name,
    query: ((text: string, values?: unknown[]) => retryStalePlan(() => direct(text, values))) as Tx['query'],
    get lastTrouble() {
      return lastTrouble
    },
    transaction: (work) =>
      noting(inTransaction(pool, together, work, options.pooled ? asStatement(options.limits) : undefined)),
    read: (work) => noting(retryStalePlan(() => onOneConnection(pool, send, work))),
    async dedicated() {
      const client = new UtcClient({
        ...(configuration as pg.ClientConfig),
        ...(options.directUrl ? { connectionString: options.directUrl } : {}),
        ...(options.limits || options.pooled ? {} : { options: asOptions(undefined) }),
      })
      client.on('error', () => undefined)
      await client.connect().catch((error: unknown) => {
        throw fromDriver(error)
      })
      return client
    },
    close: () => pool.end(),
  }
}

const connection = (pool: pg.Pool): Promise<pg.PoolClient> =>
  pool.connect().catch((error: unknown) => {
    throw fromDriver(error)
  })

async function onOneConnection<Answer>(
  pool: pg.Pool,
  send: (client: pg.PoolClient) => Tx['query'],
  work: (tx: Tx) => Promise<Answer>,
): Promise<Answer> {
  const client = await connection(pool)
  const query = send(client)
  let over = false
  let broken: Error | undefined
  try {
    return await work({
      query: ((text: string, values?: unknown[]) =>
        hear(over ? Promise.reject(new Error('the read is over')) : query(text, values))) as Tx['query'],
    })
  } catch (error) {
    fromDriver(error)
    if (spoilsConnection(error)) broken = error as Error
    throw error
  } finally {
    // what a failed read still awaits elsewhere must not send on a connection that is another's now
    over = true
    client.release(broken)
  }
}

/** Milliseconds after which who waits for a transaction whose connection was lost is told so. */
const AGAIN_WITHIN = 8_000

async function inTransaction<Answer>(
  pool: pg.Pool,
  send: (client: pg.PoolClient) => Tx['query'],
  work: (tx: Tx) => Promise<Answer>,
  settings: string | undefined,
): Promise<Answer> {
  const started = performance.now()
  for (let attempt = 1; ; attempt++) {
    let committing = false
    const client = await connection(pool)
    let broken: Error | undefined
    // statements need not be awaited: the first that failed is known at the latest when COMMIT answers, and tells why
    let failed: unknown
    let over = false
    const awaited = send(client)
    try {
      const query = ((text: string, values?: unknown[]) =>
        hear(over ? Promise.reject(new Error('the transaction is over')) : awaited(text, values), (error) => {
          failed ??= error
        })) as Tx['query']
      const begun = query(settings ? BEGIN_POOLED : 'begin')
      if (settings) void query(settings, []).catch(() => undefined)
      const answer = await work({ query })
      await begun
      // one that never left (a value that can't be written) has not stopped the transaction in the database
      if (failed !== undefined) throw failed
      committing = true
      const commit = (await query('commit')) as unknown as { command: string }
      // in a pipeline, COMMIT after a failed statement resolves as ROLLBACK without an error
      if (commit.command !== 'COMMIT') throw failed ?? new Error('a statement of the transaction failed')
      return answer
    } catch (thrown) {
      // what follows a failed statement fails too, and says less
      const error = fromDriver(CONSEQUENCES.has(code(thrown)) ? (failed ?? thrown) : thrown)
      // what a failed transaction still awaits elsewhere must not send on a connection that is another's then
      over = true
      // by the same way, so that it comes after what still waits to be sent
      await awaited('rollback').catch((failure: Error) => {
        broken = failure
      })
      if (spoilsConnection(error)) broken = error as Error
      if (attempt < 4 && (isTie(error) || code(error) === STALE_PLAN || isMovedPartition(error))) continue
      // lost before it was told to commit: nothing of it is there
      if (attempt < 4 && !committing && endsConnection(error) && performance.now() - started < AGAIN_WITHIN) continue
      if (attempt < 2 && isReadOnly(error)) continue
      throw error
    } finally {
      client.release(broken)
    }
  }
}

/** The transaction has failed already; a statement was not made known because of that. */
const CONSEQUENCES = new Set(['25P02', '26000'])
/** A stale named plan: as for who loses a tie, the same work may succeed when run again from its start. */
const STALE_PLAN = '0A000'

/**
 * The row's partition was made while its statement waited: the same statement finds it now. Constraints that someone
 * wrote have a name.
 */
const isMovedPartition = (error: unknown): boolean =>
  code(error) === '23514' && (error as { constraint?: string }).constraint === undefined

const endsConnection = (error: unknown): boolean => troubleOf(error)?.kind === 'away'

/**
 * A connection may be read-only for as long as it lives, though the database takes changes again: it was opened while
 * that was set for the database, or leads to a server that is the primary no more.
 */
const isReadOnly = (error: unknown): boolean => troubleOf(error)?.kind === 'read-only'

/** After these a connection is not kept: it is gone, or would refuse the next as well. */
const spoilsConnection = (error: unknown): boolean =>
  endsConnection(error) || isReadOnly(error) || code(error) === STALE_PLAN

const code = (error: unknown): string => (error as { code?: string } | undefined)?.code ?? ''

async function retryStalePlan<Result>(attempt: () => Promise<Result>): Promise<Result> {
  try {
    return await attempt()
  } catch (error) {
    if (code(error) !== STALE_PLAN) throw fromDriver(error)
    return attempt()
  }
}
