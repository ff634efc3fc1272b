import { UtcClient } from './session.ts'
import { fromDriver } from './trouble.ts'

/** A setting nobody needs otherwise, sent with the connection: who does not keep it stands between us and PostgreSQL. */
const MARK = 'darcha.asked'

/** What has to be known of a database before it is used. */
export interface Found {
  /** A pooler stands between. */
  pooled: boolean
  /** The server's `server_version_num`. */
  version: number
  /** How the database keeps texts: `UTF8`, `LATIN1`, … */
  encoding: string
}

/**
 * Asks a database whether settings that come with a connection reach it. PgBouncer refuses them, or takes them and
 * drops them (`ignore_startup_parameters`).
 * @throws what the connection was refused with
 */
export async function findPooler(url: string): Promise<Found> {
  try {
    const { mark, ...direct } = await ask(url, `-c ${MARK}=1`)
    return { pooled: mark !== '1', ...direct }
  } catch (error) {
    if (!/unsupported startup parameter/i.test((error as Error).message)) throw error
  }
  const { mark: _, ...behind } = await ask(url)
  return { pooled: true, ...behind }
}

/**
 * Asks whether a pooler keeps named statements apart for each client (PgBouncer from 1.21 on, with
 * `max_prepared_statements`). One that does not gives them to whoever has the server's connection next: two that call
 * different statements by one name then meet.
 */
export async function keepsNamedStatements(url: string): Promise<boolean> {
  const clients = [open(url), open(url)]
  try {
    for (const [at, client] of clients.entries()) {
      await client.connect()
      await client.query({ name: NAME, text: `select ${at} as at` })
    }
    return true
  } catch (error) {
    // a name that is taken, or nobody's
    if (['42P05', '26000'].includes((error as { code?: string }).code ?? '')) return false
    throw fromDriver(error)
  } finally {
    for (const client of clients) await client.end().catch(() => undefined)
  }
}
const NAME = 'darcha_asked'

async function ask(url: string, options?: string): Promise<{ mark: string | null; version: number; encoding: string }> {
  const client = open(url, options)
  try {
    await client.connect()
    const found = await client.query<{ mark: string | null; version: number; encoding: string }>(
      `select current_setting('${MARK}', true) as mark, current_setting('server_version_num')::int as version,
              current_setting('server_encoding') as encoding`,
    )
    return found.rows[0]!
  } catch (error) {
    throw fromDriver(error)
  } finally {
    await client.end().catch(() => undefined)
  }
}

function open(url: string, options?: string): UtcClient {
  const client = new UtcClient({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    ...(options ? { options } : {}),
  })
  client.on('error', () => undefined)
  return client
}
