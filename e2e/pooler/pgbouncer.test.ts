import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  findPooler,
  keepsNamedStatements,
  openDatabase,
  REQUEST_LIMITS,
  type Database,
} from '../../src/platform/database/index.ts'
import { enqueue, startWorker } from '../../src/platform/jobs/index.ts'
import { testDatabase } from '../../src/platform/database/testing.ts'
import { apiClient } from '../testing/api-client.ts'
import { freePorts } from '../testing/free-ports.ts'
import { runCommand, startInstance } from '../testing/start-instance.ts'

// not part of the project: the test machine brings it (Debian: apt-get install pgbouncer)
const there = spawnSync('pgbouncer', ['--version']).status === 0
const folder = mkdtempSync(join(tmpdir(), 'darcha-pooler-'))
let test: Awaited<ReturnType<typeof testDatabase>>
let pooler: ChildProcess
let url: string

beforeAll(async () => {
  if (!there) return
  test = await testDatabase()
  const port = await freePorts(1)
  const [, name, host] = /\/([^/?]+)\?host=(.*)$/.exec(test.url)!
  const file = join(folder, 'pgbouncer.ini')
  // as it comes, but for transaction mode; two connections for everybody, so that clients change places on them
  writeFileSync(
    file,
    `[databases]\ndarcha = host=${decodeURIComponent(host!)} dbname=${name} user=darcha\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = ${port}\nunix_socket_dir =\nauth_type = any\npool_mode = transaction\ndefault_pool_size = 2\n`,
  )
  // it refuses root, as PostgreSQL does
  const asRoot = process.getuid?.() === 0
  const [program, args] = asRoot
    ? ['unshare', ['--user', '--map-user=65534', '--map-group=65534', '--', 'pgbouncer', file]]
    : ['pgbouncer', [file]]
  pooler = spawn(program as string, args as string[], { stdio: 'ignore' })
  url = `postgresql://darcha@127.0.0.1:${port}/darcha`
  await expectListening(port)
}, 180_000)

afterAll(async () => {
  pooler?.kill('SIGTERM')
  await test?.drop()
  rmSync(folder, { recursive: true, force: true })
})

async function expectListening(port: number): Promise<void> {
  for (const until = Date.now() + 30_000; ; await new Promise((done) => setTimeout(done, 50))) {
    const heard = await new Promise<boolean>((done) => {
      const socket = createConnection(port, '127.0.0.1', () => done(true))
      socket.once('error', () => done(false)).once('connect', () => socket.end())
    })
    if (heard) return
    if (Date.now() > until) throw new Error('pgbouncer does not listen')
  }
}

it.skipIf(!there)('PgBouncer is found by itself, and a direct server is none', async () => {
  expect(await findPooler(url)).toMatchObject({ pooled: true })
  expect(await findPooler(test.url)).toMatchObject({ pooled: false })
})

it.skipIf(!there)(
  'a pooler that does not keep named statements is told by name to who counts on them',
  async () => {
    expect(await keepsNamedStatements(test.url)).toBe(true)
    // by default none did before 1.24
    const keeps = await keepsNamedStatements(url)
    const environment = { DARCHA_HOME: join(folder, 'named'), DATABASE_URL: url, DARCHA_NAMED_STATEMENTS: '1' }
    const migrated = await runCommand(environment, 'migrate')
    expect([migrated.code, migrated.stderr.includes('max_prepared_statements')]).toEqual(keeps ? [0, false] : [3, true])
  },
  60_000,
)

it.skipIf(!there)(
  'behind PgBouncer transactions keep their limits, instants are in UTC, LISTEN goes past it',
  async () => {
    const database: Database = openDatabase({
      url,
      directUrl: test.url,
      connections: 10,
      // one that keeps them is used as whoever sets DARCHA_NAMED_STATEMENTS uses it
      named: await keepsNamedStatements(url),
      pooled: true,
      limits: REQUEST_LIMITS,
    })
    try {
      const seen = await Promise.all(
        Array.from({ length: 40 }, (_, at) =>
          database.transaction(async (tx) => {
            const first = await tx.query<{ n: number; limit: string; idle: string }>(
              "select $1::int as n, current_setting('statement_timeout') as limit, current_setting('idle_in_transaction_session_timeout') as idle",
              [at],
            )
            const second = await tx.query<{ at: string }>("select '2026-03-02T22:10:00+05'::timestamptz as at", [])
            return { ...first.rows[0], ...second.rows[0] }
          }),
        ),
      )
      expect(seen).toEqual(seen.map((_, n) => ({ n, limit: '15s', idle: '5s', at: '2026-03-02T17:10:00Z' })))
      const listener = await database.dedicated()
      const heard = new Promise((done) => listener.once('notification', done))
      await listener.query('listen pooled_bell')
      await database.query('notify pooled_bell')
      await heard
      await listener.end()
    } finally {
      await database.close()
    }
  },
)

it.skipIf(!there)('a worker behind PgBouncer hears at once what there is to do', async () => {
  const named = await keepsNamedStatements(url)
  const database = openDatabase({ url, directUrl: test.url, connections: 4, named, pooled: true })
  let done = 0
  const worker = startWorker(
    database,
    [
      {
        kind: 'pooled',
        async finish() {
          done++
        },
      },
    ],
    { log: { info() {}, warn() {}, error() {}, debug() {} } },
  )
  const took: number[] = []
  try {
    for (let round = 1; round <= 5; round++) {
      // it rests then, for five seconds if nobody rings
      await new Promise((next) => setTimeout(next, 300))
      const begun = performance.now()
      await database.transaction((tx) => enqueue(tx, { kind: 'pooled' }, new Date().toISOString()))
      await expect.poll(() => done, { timeout: 30_000, interval: 10 }).toBe(round)
      took.push(performance.now() - begun)
    }
  } finally {
    await worker.stop()
    await database.close()
  }
  expect(took.sort((one, other) => one - other)[2]).toBeLessThan(1000)
})

it.skipIf(!there)(
  'an instance works through PgBouncer from filing to the end',
  async () => {
    const home = join(folder, 'home')
    const instance = await startInstance({
      home,
      environment: {
        DATABASE_URL: url,
        DARCHA_DATABASE_DIRECT_URL: test.url,
        DARCHA_NAMED_STATEMENTS: (await keepsNamedStatements(url)) ? '1' : '0',
      },
    })
    try {
      const citizen = apiClient(instance.url, await instance.token('citizen'))
      const { example } = (await citizen.get('/services/housing-availability-certificate')).body
      const filed = await Promise.all(
        Array.from({ length: 5 }, () =>
          citizen.post('/applications', { service: 'housing-availability-certificate', answers: example.answers }),
        ),
      )
      expect(filed.map((apiAnswer) => apiAnswer.status)).toEqual([201, 201, 201, 201, 201])
      for (const { body } of filed)
        await expect
          .poll(async () => (await citizen.get(`/applications/${body.id}`)).body.status, { timeout: 120_000 })
          .toBe('completed')
      expect(instance.log()).not.toMatch(/request failed|waits for the database/)
    } finally {
      await instance.stop()
    }
  },
  400_000,
)
