import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { testDatabase } from '../../src/platform/database/testing.ts'
import { apiClient } from '../testing/api-client.ts'
import { baseBackup } from '../testing/base-backup.ts'
import { freePorts } from '../testing/free-ports.ts'
import { runCommand as run, startInstance, type StartedInstance } from '../testing/start-instance.ts'

const SERVICE = 'housing-availability-certificate'

const folder = mkdtempSync(join(tmpdir(), 'darcha-backup-'))
const [home, backup, base] = [join(folder, 'home'), join(folder, 'backup'), join(folder, 'base')]
let running: StartedInstance | undefined
let port: number
/** Of everything filed before the backup began. */
const before: string[] = []
let written: { rows: number; tables: number; files: number }
const token = { citizen: '' }

/** Files without end, no faster than documents are made on a busy machine. */
function load(instance: StartedInstance) {
  const citizen = apiClient(instance.url, token.citizen)
  const filed: string[] = []
  let over = false
  const lane = async (at: number) => {
    // one after the other: a backup that takes half a second meets one of them
    await new Promise((done) => setTimeout(done, at * 400))
    const { example } = (await citizen.get(`/services/${SERVICE}`)).body
    while (!over) {
      const { status, body } = await citizen.post('/applications', { service: SERVICE, answers: example.answers })
      if (status === 201) filed.push(body.id)
      else throw new Error(`filing answered ${status}`)
      await new Promise((done) => setTimeout(done, 800))
    }
  }
  const lanes = Promise.all([0, 1].map(lane))
  return {
    filed,
    async end() {
      over = true
      await lanes
    },
  }
}

beforeAll(async () => {
  port = await freePorts()
  running = await startInstance({ home, port, environment: { DARCHA_REQUESTS_PER_MINUTE: '1000000' } })
  token.citizen = await running.token('citizen')
  const loading = load(running)
  await vi.waitFor(() => expect(loading.filed.length).toBeGreaterThan(5), { timeout: 120_000 })
  before.push(...loading.filed)
  const done = await running.command('backup', backup, '--json')
  expect(done.stderr).toBe('')
  written = JSON.parse(done.stdout) as typeof written
  // the other way of the handbook, under the same load: the server's own backup, then what stands beside it
  mkdirSync(base)
  await baseBackup(running.databaseUrl, join(home, 'pg'), join(base, 'pg'))
  cpSync(home, base, {
    recursive: true,
    filter: (path) => !/^(pg|socket|running\.json|postgres\.log|held.*)$/.test(path.slice(home.length + 1)),
  })
  await loading.end()
  expect(loading.filed.length).toBeGreaterThan(before.length)
}, 300_000)

afterAll(async () => {
  await running?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Everything that stood there is there, proven, and work goes on. */
async function expectWhole(instance: StartedInstance): Promise<void> {
  const citizen = apiClient(instance.url, token.citizen)
  const ids: string[] = []
  for (let after: string | undefined, more = true; more; more = after !== undefined) {
    const { body } = await citizen.get(`/applications?size=100${after === undefined ? '' : `&after=${after}`}`)
    ids.push(...body.items.map((item: { id: string }) => item.id))
    after = body.next ?? undefined
  }
  expect(ids).toEqual(expect.arrayContaining(before))
  const { example } = (await citizen.get(`/services/${SERVICE}`)).body
  const filed = await citizen.post('/applications', { service: SERVICE, answers: example.answers })
  expect(filed.status, JSON.stringify(filed.body) + instance.log()).toBe(201)
  // what was under way goes on, and the new one overtakes nothing that was lost
  for (const id of [before.at(-1), filed.body.id])
    await expect
      .poll(async () => (await citizen.get(`/applications/${id}`)).body.status, { timeout: 120_000 })
      .toBe('completed')
  const { results } = (await citizen.get(`/applications/${before[0]}`)).body
  if (results.length > 0) {
    const pdf = await fetch(`${instance.url}/d/${results[0].code}`, { redirect: 'manual' })
    expect(pdf.status).toBeLessThan(500)
  }
  const numbers = new pg.Client({ connectionString: instance.databaseUrl })
  await numbers.connect()
  const twice = await numbers.query('select number from casework.application group by 1 having count(*) > 1')
  await numbers.end()
  expect(twice.rows).toEqual([])
  const audit = JSON.parse((await instance.command('verify', '--audit', '--json')).stdout)
  expect(audit).toMatchObject({ valid: true, problems: [] })
}

it('leaves an instance that runs alone', async () => {
  const refused = await running!.command('restore', backup, '--replace')
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('the instance runs') })
  expect(refused.stderr).not.toContain('    at ')
}, 180_000)

it('puts a backup taken under load into a new home, which goes on working', async () => {
  await running!.stop()
  const fresh = join(folder, 'fresh')
  running = undefined
  const environment = { DARCHA_HOME: fresh }
  const restored = await run(environment, 'restore', backup, '--replace', '--json')
  expect(JSON.parse(restored.stdout)).toEqual({ rows: written.rows, tables: written.tables, files: written.files })
  running = await startInstance({ home: fresh, port })
  await expectWhole(running)
  await running.stop()
  running = undefined
}, 300_000)

it('puts it into its own home, in the place of what came later', async () => {
  await running?.stop()
  const restored = await run({ DARCHA_HOME: home }, 'restore', backup, '--replace', '--json')
  expect(JSON.parse(restored.stdout)).toMatchObject({ rows: written.rows })
  running = await startInstance({ home, port })
  await expectWhole(running)
  await running.stop()
  running = undefined
}, 300_000)

it('starts on what PostgreSQL itself copied under load, and goes on working', async () => {
  await running?.stop()
  running = await startInstance({ home: base, port })
  await expectWhole(running)
  await running.stop()
  running = undefined
}, 300_000)

it('puts it into DATABASE_URL', async () => {
  const server = await testDatabase()
  try {
    const other = join(folder, 'other')
    const restored = await run(
      { DARCHA_HOME: other, DATABASE_URL: server.url },
      'restore',
      backup,
      '--replace',
      '--json',
    )
    expect(JSON.parse(restored.stdout)).toMatchObject({ rows: written.rows })
    const found = await server.database.query<{ id: string }>('select case_id as id from casework.application', [])
    expect(found.rows.map((row) => row.id)).toEqual(expect.arrayContaining(before))
    const audit = await run({ DARCHA_HOME: other, DATABASE_URL: server.url }, 'verify', '--audit', '--json')
    expect(JSON.parse(audit.stdout)).toMatchObject({ valid: true, problems: [] })
    expect(existsSync(join(other, 'secrets.json'))).toBe(true)
  } finally {
    await server.drop()
  }
}, 180_000)

const damages: [string, (copy: string) => void, RegExp][] = [
  [
    'the database cut off',
    (copy) => truncateSync(join(copy, 'database.jsonl.gz'), 5_000),
    /database\.jsonl\.gz is damaged/,
  ],
  ['a byte too many', (copy) => appendFileSync(join(copy, 'secrets.json'), ' '), /secrets\.json is damaged/],
  [
    'no files',
    (copy) => rmSync(join(copy, 'files'), { recursive: true }),
    /lacks \d+ of its \d+ files, the first is files\//,
  ],
  ['no end', (copy) => rmSync(join(copy, 'SHA256SUMS')), /no finished backup/],
  ['nothing at all', (copy) => rmSync(copy, { recursive: true }), /there is no folder/],
]

it.each(damages)(
  'refuses a backup with %s by name, and changes nothing',
  async (_, damage, says) => {
    const copy = mkdtempSync(join(folder, 'damaged-'))
    cpSync(backup, copy, { recursive: true })
    damage(copy)
    const kept = readFileSync(join(home, 'secrets.json'), 'utf8')
    const refused = await run({ DARCHA_HOME: home }, 'restore', copy, '--replace')
    expect(refused.code).toBe(1)
    expect(refused.stderr).toMatch(says)
    expect(refused.stderr).toContain('nothing was changed')
    expect(refused.stderr).not.toContain('    at ')
    expect(readFileSync(join(home, 'secrets.json'), 'utf8')).toBe(kept)
  },
  180_000,
)
