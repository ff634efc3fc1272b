import { UtcClient } from './session.ts'
import { fromDriver } from './trouble.ts'

/** A setting nobody needs otherwise, sent with the connection: who does not keep it stands between us and PostgreSQL. */
const MARK = 'darcha.asked'

/**
 * Asks a database whether settings that come with a connection reach it. PgBouncer refuses them, or takes them and
 * drops them (`ignore_startup_parameters`).
 * @returns whether a pooler stands between, and the server's version as `server_version_num`
 * @throws what the connection was refused with
 */
export async function findPooler(url: string): Promise<{ pooled: boolean; version: number }> {
  try {
    const direct = await ask(url, `-c ${MARK}=1`)
    return { pooled: direct.mark !== '1', version: direct.version }
  } catch (error) {
    if (!/unsupported startup parameter/i.test((error as Error).message)) throw error
  }
  return { pooled: true, version: (await ask(url)).version }
}

async function ask(url: string, options?: string): Promise<{ mark: string | null; version: number }> {
  const client = new UtcClient({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    ...(options ? { options } : {}),
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const found = await client.query<{ mark: string | null; version: number }>(
      `select current_setting('${MARK}', true) as mark, current_setting('server_version_num')::int as version`,
    )
    return found.rows[0]!
  } catch (error) {
    throw fromDriver(error)
  } finally {
    await client.end().catch(() => undefined)
  }
}
