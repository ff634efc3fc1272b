import { randomBytes } from 'node:crypto'
import { rmSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CONNECTIONS } from '../src/platform/config/index.ts'
import { findMigrations, migrate, openDatabase, startEmbedded, type Database } from '../src/platform/database/index.ts'
import { projectRoot } from '../src/commands/project-root.ts'
import { familyOf } from './cores.ts'

/** A PostgreSQL of the benchmark's own, as safe as in production (fsync on), and the product's empty schema in it. */
export interface BenchServer {
  database: Database
  url: string
  /** Folder of the socket and name of the database, for `pgbench`. */
  socket: string
  name: string
  version: string
  /** The server's processes now. */
  processes(): number[]
  /** Ends the server and removes its data. */
  end(): Promise<void>
}

/** Both sides of a comparison run on this same server with these same settings. */
const SETTINGS = ['shared_buffers=1GB', 'max_wal_size=16GB', 'checkpoint_timeout=1h', 'max_connections=100']

/**
 * @param home an empty folder, removed at the end @param connections of the product's pool @param settings of
 * PostgreSQL that differ from those of the other benchmarks
 */
export async function benchServer(
  home: string,
  connections = CONNECTIONS,
  settings: readonly string[] = [],
): Promise<BenchServer> {
  const server = await startEmbedded(home, [...SETTINGS, ...settings])
  const name = `bench_${randomBytes(4).toString('hex')}`
  const admin = openDatabase({ url: server.url, connections: 1 })
  await admin.query(`create database ${name}`)
  const version = (await admin.query<{ version: string }>("select current_setting('server_version') as version", []))
    .rows[0]!.version
  await admin.close()
  const url = server.url.replace('/postgres?', `/${name}?`)
  const database = openDatabase({ url, connections })
  await migrate(database, findMigrations(projectRoot))
  return {
    database,
    url,
    name,
    version,
    socket: decodeURIComponent(/host=([^&]+)/.exec(url)![1]!),
    processes: () => familyOf(Number(readFileSync(join(home, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0])),
    async end() {
      await database.close()
      await server.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
