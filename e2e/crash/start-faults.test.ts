import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { apiClient } from '../testing/api-client.ts'
import { freePorts } from '../testing/free-ports.ts'
import { isAlive, postmasterOf } from '../testing/processes.ts'
import { runCommand, startInstance, type StartedInstance } from '../testing/start-instance.ts'

const SERVICE = 'housing-availability-certificate'
const folder = mkdtempSync(join(tmpdir(), `darcha's "faults" `))
const home = join(folder, 'home')
let instance: StartedInstance
let port: number
let token: string
beforeAll(async () => {
  // what a power cut leaves
  mkdirSync(home)
  writeFileSync(join(home, 'secrets.json'), '')
  writeFileSync(join(home, 'running.json'), '{"url":"http://loc')
  port = await freePorts()
  instance = await startInstance({ home, port, environment: { DARCHA_REQUESTS_PER_MINUTE: '1000000' } })
  token = await instance.token('citizen')
}, 300_000)
afterAll(async () => {
  await instance?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const oneSentence = (stderr: string) => {
  expect(stderr).not.toContain('    at ')
  expect(stderr.split('\n').filter((line) => line.startsWith('darcha: '))).toHaveLength(1)
}

const answersOf = async () =>
  (await apiClient(instance.url, token).get(`/services/${SERVICE}`)).body.example.answers as Record<string, unknown>

it('a second start on the same home says what runs there, and leaves it running', async () => {
  for (const other of [port, await freePorts()]) {
    const second = await runCommand({ DARCHA_HOME: home, PORT: String(other) }, 'start')
    expect(second.code).toBe(3)
    expect(second.stderr).toContain(instance.url)
    oneSentence(second.stderr)
  }
  expect(JSON.parse(readFileSync(join(home, 'running.json'), 'utf8'))).toMatchObject({ url: instance.url })
  await expect.poll(async () => (await fetch(`${instance.url}/readyz`)).status, { timeout: 20_000 }).toBe(200)
}, 120_000)

it('registers are processes of those who keep them: when one dies the others answer, and it comes again', async () => {
  const told = () => {
    const members = join(home, 'exchange', 'members')
    const addresses = readdirSync(members).map((file) => JSON.parse(readFileSync(join(members, file), 'utf8')).address)
    return [...new Set(addresses.filter((address): address is string => address !== undefined))]
  }
  const held = async (url: string): Promise<string[]> =>
    fetch(`${url}/v1/registers`)
      .then(async (answer) => (await answer.json()).registers)
      .catch(() => [])
  const all = async () => (await Promise.all(told().map(held))).filter((names) => names.length > 0)
  const before = await all()
  expect(before.find((names) => names.includes('population'))?.sort()).toEqual(['address', 'population', 'vehicles'])
  expect(before.find((names) => names.includes('tax'))).toEqual(['tax'])
  expect(instance.pids('registers')).toHaveLength(before.length)
  instance.kill('registers')
  await expect.poll(async () => (await all()).length, { interval: 20, timeout: 20_000 }).toBe(before.length - 1)
  await expect.poll(async () => (await all()).flat().length, { timeout: 30_000 }).toBe(before.flat().length)
}, 60_000)

it('a taken port is one sentence, and no PostgreSQL is left', async () => {
  const other = join(folder, 'other')
  const taken = await freePorts()
  const listener = createServer().listen(taken, '127.0.0.1')
  const refused = await runCommand({ DARCHA_HOME: other, PORT: String(taken) }, 'start')
  listener.close()
  expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining('choose another PORT') })
  oneSentence(refused.stderr)
  // also one of those that the providers need
  const free = await freePorts()
  const second = createServer().listen(free + 2, '127.0.0.1')
  const late = await runCommand({ DARCHA_HOME: other, PORT: String(free) }, 'start')
  second.close()
  expect(late.code).toBe(3)
  oneSentence(late.stderr)
  expect(postmasterOf(other)).toBeUndefined()
}, 180_000)

/** A process without the right to ports below 1024, though it be root's. */
const WITHOUT_RIGHT = ['setpriv', '--bounding-set', '-net_bind_service', '--inh-caps', '-net_bind_service']
const listens = (port: number) =>
  `require('net').createServer().listen(${port}, '127.0.0.1').on('error', (e) => { console.log(e.code); process.exit() }).on('listening', () => process.exit())`
const lacksRight =
  spawnSync(WITHOUT_RIGHT[0]!, [...WITHOUT_RIGHT.slice(1), process.execPath, '-e', listens(80)])
    .stdout?.toString()
    .trim() === 'EACCES'
const LOW_PORTS: [command: string, port: string][] = [
  ['start', '80'],
  ['serve', '443'],
]
// where everybody may listen there, nobody lacks the right
it.each(lacksRight ? LOW_PORTS : [])('%s on port %s without the right to it is one sentence', (command, PORT) => {
  const environment = { ...process.env, DARCHA_HOME: join(folder, 'privileged'), PORT }
  const { status, stderr } = spawnSync(
    WITHOUT_RIGHT[0]!,
    [...WITHOUT_RIGHT.slice(1), process.execPath, 'bin/darcha.js', command],
    {
      env: command === 'serve' ? { ...environment, DATABASE_URL: 'postgres://x@127.0.0.1:9/x' } : environment,
      encoding: 'utf8',
    },
  )
  expect([status, stderr]).toEqual([3, expect.stringContaining('CAP_NET_BIND_SERVICE')])
  oneSentence(stderr)
  expect(postmasterOf(environment.DARCHA_HOME)).toBeUndefined()
})

it('a setting in whose place the demonstration puts its own is refused by name', async () => {
  const refused = await runCommand(
    { DARCHA_HOME: join(folder, 'idle'), PORT: String(await freePorts()), DARCHA_SMTP_URL: 'smtp://mail.example' },
    'start',
  )
  expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining('DARCHA_SMTP_URL has no effect') })
  oneSentence(refused.stderr)
}, 60_000)

it('the database is read-only: people read why in their language, the interface says when to come again', async () => {
  const admin = new pg.Client({ connectionString: instance.databaseUrl })
  await admin.connect()
  const cut = () =>
    admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'darcha%' and query !~ '^(listen|select pg_try)'",
    )
  const answers = await answersOf()
  await admin.query('alter database darcha set default_transaction_read_only = on')
  try {
    await cut()
    // who was cut off in the same moment is told that the database is away
    const word = async () => (await fetch(`${instance.url}/readyz`)).text()
    await expect.poll(word, { timeout: 10_000 }).toContain('read-only')
    const sentences = new Set<string>()
    for (const language of ['uz', 'ru', 'en']) {
      const refused = await fetch(`${instance.url}/api/v1/applications?language=${language}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'accept-language': language },
        body: JSON.stringify({ service: SERVICE, answers }),
      })
      expect(refused.status).toBe(503)
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
      const problem = (await refused.json()) as { type: string; title: string }
      expect(problem.type).toBe('urn:darcha:problem:errors.read-only')
      sentences.add(problem.title)
    }
    expect(sentences.size).toBe(3)
    const ready = await fetch(`${instance.url}/readyz`)
    expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining('read-only')])
    expect(ready.headers.get('retry-after')).toBeTruthy()
  } finally {
    await admin.query('set default_transaction_read_only = off')
    await admin.query('alter database darcha reset default_transaction_read_only')
    await cut()
    await admin.end()
  }
  expect(instance.log()).not.toContain('request failed')
  await expect.poll(async () => (await fetch(`${instance.url}/readyz`)).status, { timeout: 30_000 }).toBe(200)
}, 120_000)

it('a web server that stands still stops nobody else', async () => {
  const answers = await answersOf()
  const [second] = await secondServer()
  try {
    const citizen = (url: string) => apiClient(url, token)
    let over = false
    const loading = Array.from({ length: 4 }, async () => {
      while (!over)
        await citizen(instance.url)
          .post('/applications', { service: SERVICE, answers })
          .catch(() => undefined)
    })
    const [web] = instance.pids('web')
    for (let round = 0; round < 2; round++) {
      await new Promise((done) => setTimeout(done, 500 + Math.random() * 500))
      process.kill(web!, 'SIGSTOP')
      try {
        const begun = performance.now()
        // the first may wait until what stands still is ended by the database, and no longer
        const filed = await citizen(second.url).post('/applications', { service: SERVICE, answers })
        expect(filed.status).toBe(201)
        expect(performance.now() - begun).toBeLessThan(10_000)
      } finally {
        process.kill(web!, 'SIGCONT')
      }
    }
    over = true
    await Promise.all(loading)
  } finally {
    second.child.kill('SIGTERM')
    await second.ended
  }
}, 180_000)

it('a schema of another release is one sentence for web server, worker and start', async () => {
  const admin = new pg.Client({ connectionString: instance.databaseUrl })
  await admin.connect()
  const run = (command: string) =>
    runCommand({ DARCHA_HOME: join(folder, 'x'), DATABASE_URL: instance.databaseUrl, PORT: '0' }, command)
  try {
    await admin.query("insert into database.migration (room, name, digest) values ('audit', '9999_come-later', 'x')")
    for (const command of ['serve', 'work', 'migrate']) {
      const refused = await run(command)
      expect([command, refused.code]).toEqual([command, 3])
      expect(refused.stderr).toContain('newer release')
      oneSentence(refused.stderr)
    }
    await admin.query("delete from database.migration where room = 'audit' and name = '9999_come-later'")
    await admin.query('create table kept as select * from database.migration')
    await admin.query("delete from database.migration where room = 'pay'")
    for (const command of ['serve', 'work']) {
      const refused = await run(command)
      expect([command, refused.code]).toEqual([command, 3])
      expect(refused.stderr).toContain('darcha migrate')
      oneSentence(refused.stderr)
    }
  } finally {
    await admin.query("delete from database.migration where name = '9999_come-later'")
    await admin.query('insert into database.migration select * from kept on conflict do nothing')
    await admin.query('drop table kept')
    await admin.end()
  }
}, 180_000)

it('what is set wrong ends web server and worker with one sentence', async () => {
  for (const command of ['serve', 'work'])
    for (const [setting, value] of [
      ['DARCHA_X_ROAD_URL', 'nonsense'],
      ['DARCHA_EXCHANGE_TLS', '/nowhere'],
      ['DARCHA_COUNTRY', 'nowhere'],
    ] as const) {
      const refused = await runCommand(
        { DARCHA_HOME: join(folder, 'x'), DATABASE_URL: instance.databaseUrl, PORT: '0', [setting]: value },
        command,
      )
      expect([command, setting, refused.code]).toEqual([command, setting, 3])
      oneSentence(refused.stderr)
    }
}, 120_000)

it.each(['start', 'serve', 'work', 'migrate'])(
  '%s leaves no process behind when it is ended while it starts',
  async (command) => {
    const other = join(folder, `ended-${command}`)
    const child = spawn(process.execPath, [resolve('bin/darcha.js'), command], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, DATABASE_URL: '', DARCHA_HOME: other, PORT: String(await freePorts()) },
    })
    const ended = new Promise((done) => child.once('close', done))
    await expect.poll(() => postmasterOf(other), { timeout: 60_000, interval: 5 }).toBeDefined()
    const server = postmasterOf(other)!
    child.kill('SIGTERM')
    await ended
    await expect.poll(() => isAlive(server), { timeout: 15_000 }).toBe(false)
  },
  120_000,
)

/** Another web server of the same instance. */
async function secondServer() {
  const child = spawn(process.execPath, [resolve('bin/darcha.js'), 'serve'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: instance.databaseUrl, DARCHA_HOME: home, PORT: '0', LOG_LEVEL: 'fatal' },
  })
  const ended = new Promise((done) => child.once('close', done))
  const url = await new Promise<string>((done, fail) => {
    child.stdout.on('data', (chunk: Buffer) => {
      if (/"ready":true/.test(String(chunk))) done((JSON.parse(String(chunk)) as { url: string }).url)
    })
    void ended.then(() => fail(new Error('the second web server ended')))
  })
  return [{ child, ended, url }] as const
}
