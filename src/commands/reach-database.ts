import { EnvironmentFailure, type Config } from '../platform/config/index.ts'
import {
  endLaunched,
  findPooler,
  keepsNamedStatements,
  openDatabase,
  operatorSentence,
  startEmbedded,
  troubleOf,
  type Database,
  type Limits,
} from '../platform/database/index.ts'

/** The database in the instance's own name, so that several instances can share a server. */
const DATABASE_NAME = 'darcha'

export interface Reached {
  database: Database
  url: string
  embedded: boolean
  /** Connections of its own are sessions of their own: no PgBouncer stands before them. */
  sessions: boolean
  /** Starts the embedded server again whenever it dies; nothing where the database is someone else's. */
  keep(): void
  close(): Promise<void>
}

export interface ReachOptions {
  /** How long the database may hold a connection; without it as long as it likes. */
  limits?: Limits
  /** One long work that needs a session of its own: past PgBouncer, when the settings say how. */
  direct?: boolean
}

/**
 * Opens `DATABASE_URL`, or starts (or adopts) the embedded server of this home.
 * @throws EnvironmentFailure when it does not answer, is older than 15, can't keep every letter, or has a pooler before it
 * that does not do what the settings say
 */
export async function reachDatabase(config: Config, { limits, direct = false }: ReachOptions = {}): Promise<Reached> {
  const options = { connections: config.connections, ...(limits ? { limits } : {}) }
  if (config.databaseUrl) {
    const url = direct && config.databaseDirectUrl ? config.databaseDirectUrl : config.databaseUrl
    const { pooled, version, encoding } = await findPooler(url).catch(tell)
    if (version < 150000)
      throw new EnvironmentFailure(
        `the database is PostgreSQL ${Math.floor(version / 10_000)}, older than 15`,
        'use a newer one or leave DATABASE_URL out',
      )
    if (encoding !== 'UTF8')
      throw new EnvironmentFailure(
        `the database keeps texts in ${encoding}, which has not every letter`,
        'make one in UTF8: create database darcha encoding UTF8 template template0',
      )
    if (pooled && config.namedStatements && !(await keepsNamedStatements(url).catch(tell)))
      throw new EnvironmentFailure(
        'DARCHA_NAMED_STATEMENTS is 1, and the pooler in DATABASE_URL does not keep named statements',
        'set max_prepared_statements there (PgBouncer 1.21 or newer), or leave DARCHA_NAMED_STATEMENTS out',
      )
    const database = openDatabase({
      url,
      ...options,
      pooled,
      named: config.namedStatements ?? !pooled,
      ...(config.databaseDirectUrl ? { directUrl: config.databaseDirectUrl } : {}),
    })
    return {
      database,
      url: config.databaseUrl,
      embedded: false,
      sessions: !pooled,
      keep() {},
      close: () => database.close(),
    }
  }
  const leave = endServerOnSignal()
  const server = await startEmbedded(config.home, ['max_connections=100', 'shared_buffers=64MB'])
  const url = await ensureDatabase(server.url).catch(async (error: unknown) => {
    await server.stop()
    return tell(error)
  })
  const database = openDatabase({ url, ...options, named: config.namedStatements ?? true })
  return {
    database,
    url,
    embedded: true,
    sessions: true,
    keep: server.keep,
    async close() {
      await database.close()
      await server.stop()
      leave()
    },
  }
}

/** How many databases of this process listen for signals. */
let listening = 0
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/**
 * A server that this process started ends with it, also when it is asked to end before the command listens for that.
 * @returns a function by which nobody listens any more
 */
function endServerOnSignal(): () => void {
  listening++
  const ends = Object.entries(SIGNALS).map(([signal, code]) => {
    const end = () => {
      // a command that listens itself ends what it began, in its order
      if (process.listenerCount(signal) > listening) return
      endLaunched()
      process.exit(code)
    }
    process.on(signal, end)
    return () => process.off(signal, end)
  })
  return () => {
    listening--
    for (const off of ends) off()
  }
}

function tell(error: unknown): never {
  const trouble = troubleOf(error)
  const { syscall, path } = error as NodeJS.ErrnoException
  // the driver reads certificates that the address names
  if (!trouble && syscall === 'open' && path !== undefined)
    throw new EnvironmentFailure(
      `DATABASE_URL names a file that can't be read (${path})`,
      'give the files of the certificates in sslrootcert, sslcert and sslkey',
    )
  if (!trouble) throw error
  const { what, remedy } = operatorSentence(trouble)
  throw new EnvironmentFailure(what, remedy)
}

async function ensureDatabase(serverUrl: string): Promise<string> {
  const admin = openDatabase({ url: serverUrl, connections: 1 })
  try {
    const found = await admin.query('select 1 as yes from pg_database where datname = $1', [DATABASE_NAME])
    // two first starts at once: the second finds it made
    if (found.rows.length === 0)
      await admin.query(`create database ${DATABASE_NAME}`).catch((error: { code?: string }) => {
        if (error.code !== '42P04' && error.code !== '23505') throw error
      })
  } finally {
    await admin.close()
  }
  return serverUrl.replace('/postgres?', `/${DATABASE_NAME}?`)
}
