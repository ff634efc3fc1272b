import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createPlainServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startEmbedded, type EmbeddedServer } from '../../src/platform/database/index.ts'
import { freePorts } from '../testing/free-ports.ts'
import { oldDatabase } from '../testing/old-database.ts'
import { runCommand } from '../testing/start-instance.ts'

const folder = mkdtempSync(join(tmpdir(), 'darcha-address-'))
let server: EmbeddedServer
/** The server's socket as part of an address. */
let socket: string
const servers: Server[] = []
const portOf = async (made: Server) => {
  servers.push(made)
  await new Promise<void>((done) => made.listen(0, '127.0.0.1', done))
  return (made.address() as AddressInfo).port
}

beforeAll(async () => {
  const home = join(folder, 'server')
  mkdirSync(home)
  const rules = join(folder, 'pg_hba.conf')
  writeFileSync(rules, 'local all stranger scram-sha-256\nlocal all reader trust\nlocal all darcha trust\n')
  server = await startEmbedded(home, [`hba_file=${rules}`])
  socket = server.url.slice(server.url.indexOf('?'))
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  for (const statement of [
    "create role stranger login password 'the-right-one'",
    'create role reader login',
    'create database darcha',
    "create database latin encoding LATIN1 locale 'C' template template0",
    'create database taken',
  ])
    await admin.query(statement)
  await admin.end()
  const other = new pg.Client({ connectionString: at('darcha', 'taken') })
  await other.connect()
  await other.query('create schema casework')
  await other.end()
}, 120_000)
afterAll(async () => {
  for (const made of servers) made.close()
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const at = (user: string, database: string) => `postgresql://${user}@/${database}${socket}`

const SECRET = 'kept-to-ourselves'
const run = (environment: Record<string, string>, command: string) =>
  runCommand({ DARCHA_HOME: join(folder, 'home'), PORT: '0', ...environment }, command)

/** One sentence, in it what is the matter and what to do; nothing of a password. */
function refusedWell({ code, stdout, stderr }: Awaited<ReturnType<typeof run>>, ...said: string[]) {
  const sentences = stderr.split('\n').filter((line) => line.startsWith('darcha: '))
  expect(sentences).toHaveLength(1)
  for (const words of said) expect(sentences[0]).toContain(words)
  expect(stdout + stderr).not.toMatch(new RegExp(`    at |${SECRET}`))
  expect(code).toBe(3)
}

it('a database that is none, away, closed, too old or made for other letters is one sentence with the remedy', async () => {
  const silent = await portOf(createPlainServer((heard) => heard.on('error', () => undefined)))
  const web = await portOf(createServer((_, answer) => answer.end('hello')))
  const old = await portOf(oldDatabase({ mark: '1', version: '140009', encoding: 'UTF8' }))
  const cases: [address: string, ...said: string[]][] = [
    ['nonsense', 'DATABASE_URL is no address of PostgreSQL', 'postgresql://USER'],
    [`mysql://darcha:${SECRET}@127.0.0.1/darcha`, 'begins with mysql:', 'postgresql://USER'],
    ['postgres://', 'DATABASE_URL names no server', 'postgresql://USER'],
    [`postgresql://darcha:${SECRET}#1@127.0.0.1/darcha`, "can't be read as an address", '%23'],
    [`postgresql://darcha:${SECRET}@127.0.0.1:9/darcha`, 'does not answer (', 'check DATABASE_URL'],
    [`postgresql://darcha:${SECRET}@localhost:9/darcha`, 'does not answer (connect', 'check DATABASE_URL'],
    [`postgresql://darcha:${SECRET}@nowhere.invalid/darcha`, 'nowhere.invalid', 'check DATABASE_URL'],
    [`postgresql://darcha:${SECRET}@127.0.0.1:${silent}/darcha`, 'does not answer', 'check DATABASE_URL'],
    [`postgresql://darcha:${SECRET}@127.0.0.1:${web}/darcha`, 'does not answer', 'check DATABASE_URL'],
    [`postgresql://darcha:${SECRET}@127.0.0.1:${old}/darcha`, 'PostgreSQL 14, older than 15', 'use a newer one'],
    [at(`stranger:${SECRET}`, 'darcha'), 'refuses the login', 'check user, password'],
    [at('stranger', 'darcha'), 'refuses the login', 'check user, password'],
    [at('nobody', 'darcha'), 'refuses the login', 'check user, password'],
    [at('darcha', 'nowhere'), 'refuses the login', 'database name'],
    [at('reader', 'darcha'), 'does not let its user do this (permission denied', 'grant create on database'],
    [at('darcha', 'latin'), 'keeps texts in LATIN1', 'encoding UTF8'],
    [at('darcha', 'taken'), 'something of another product (schema "casework"', 'a database of its own'],
    [`${at('darcha', 'darcha')}&sslmode=verify-full`, 'can not be made safe', 'leave sslmode out'],
    [`${at('darcha', 'darcha')}&sslrootcert=/nowhere/root.crt`, '/nowhere/root.crt', 'sslrootcert'],
  ]
  for (let from = 0; from < cases.length; from += 4)
    await Promise.all(
      cases
        .slice(from, from + 4)
        .map(async ([address, ...said]) => refusedWell(await run({ DATABASE_URL: address }, 'migrate'), ...said)),
    )
}, 180_000)

it('so it is for every command that goes there', async () => {
  const refused = await Promise.all(
    [['start'], ['serve'], ['work'], ['verify', '--audit'], ['token', 'citizen']].map(async (args) =>
      runCommand(
        {
          DARCHA_HOME: join(folder, 'home'),
          PORT: String(await freePorts()),
          DATABASE_URL: at(`stranger:${SECRET}`, 'darcha'),
        },
        ...args,
      ),
    ),
  )
  for (const told of refused) refusedWell(told, 'refuses the login', 'check user, password')
}, 120_000)

it('a database without a schema is told so', async () => {
  const refused = await Promise.all(
    [['token', 'citizen'], ['verify', '--audit'], ['seal'], ['serve']].map((args) =>
      runCommand({ DARCHA_HOME: join(folder, 'home'), PORT: '0', DATABASE_URL: server.url }, ...args),
    ),
  )
  for (const told of refused) refusedWell(told, 'darcha migrate')
}, 120_000)

it.skipIf(!existsSync('/proc'))(
  'a home that can not be one is told at once',
  async () => {
    writeFileSync(join(folder, 'file'), '')
    symlinkSync(join(folder, 'gone'), join(folder, 'link'))
    const cases: [home: string, said: string, more?: Record<string, string>][] = [
      ['/proc/x', '/proc/x'],
      ['/dev/null', '/dev/null'],
      ['/dev/null/x', '/dev/null'],
      [join(folder, 'file'), 'a file stands where a folder is needed'],
      [join(folder, 'link'), 'a link that leads nowhere'],
      [join(folder, 'x'.repeat(300)), 'longer than this system takes'],
      // before anything is done in a database that is elsewhere
      ['/proc/x', '/proc/x', { DATABASE_URL: at('darcha', 'darcha') }],
    ]
    await Promise.all(
      cases.map(async ([home, said, more]) =>
        refusedWell(await run({ DARCHA_HOME: home, PORT: String(await freePorts()), ...more }, 'start'), said),
      ),
    )
    const admin = new pg.Client({ connectionString: at('darcha', 'darcha') })
    await admin.connect()
    const made = await admin.query("select count(*)::int as n from pg_namespace where nspname = 'casework'")
    await admin.end()
    expect(made.rows).toEqual([{ n: 0 }])
  },
  120_000,
)
