import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composeInstance, type Instance } from '../../src/commands/compose.ts'
import { composeWeb } from '../../src/commands/compose-web.ts'
import { scheduleFirst } from '../../src/commands/load-data.ts'
import { MODULES } from '../../src/commands/modules.ts'
import { judgeBytes, judgeCode } from '../../src/commands/verify.ts'
import { readConfig } from '../../src/platform/config/index.ts'
import { testDatabase } from '../../src/platform/database/testing.ts'
import {
  demoPersonId,
  issueToken,
  loadDemoPeople,
  openSession,
  cookieNames,
  readPeople,
} from '../../src/platform/identity/index.ts'
import { claimJobs, runJob } from '../../src/platform/jobs/index.ts'
import { furnish, type Module } from '../../src/platform/module/index.ts'
import { describeInterface } from '../../src/platform/use-case/index.ts'
import { describedIn } from '../../src/commands/compose-web.ts'
import { bellModule } from './fictitious/module.ts'

const ORIGIN = 'http://localhost:3000'
const heard: string[] = []
const quiet = { info() {}, warn() {}, error() {}, debug() {} } as never

let test: Awaited<ReturnType<typeof testDatabase>>
let tokens: { auditor: string; citizen: string }
let session: string
beforeAll(async () => {
  test = await testDatabase()
  const now = new Date().toISOString()
  const people = readPeople('country/uz/people.yaml')
  await test.database.transaction((tx) => loadDemoPeople(tx, people, 'uz', now))
  const token = async (persona: string) =>
    (await test.database.transaction((tx) => issueToken(tx, persona, now)))!.token
  tokens = { auditor: await token('auditor'), citizen: await token('citizen') }
  const administrator = people.find((person) => person.persona === 'administrator')!
  session = await test.database.transaction((tx) => openSession(tx, demoPersonId(administrator.id), undefined, now))
})
afterAll(() => test?.drop())

async function open(modules: readonly Module[]): Promise<{ instance: Instance; app: ReturnType<typeof composeWeb> }> {
  const config = { ...readConfig(process.cwd(), {}), logLevel: 'fatal' }
  const instance = await composeInstance({ config, database: test.database, origin: ORIGIN, modules })
  return { instance, app: composeWeb(instance, ORIGIN) }
}

describe.each([
  ['with its line in the list of rooms', [...MODULES, bellModule(heard)], true],
  ['without it', MODULES, false],
] as const)('a room, %s', (_what, modules, there) => {
  let instance: Instance
  let app: ReturnType<typeof composeWeb>
  beforeAll(async () => {
    ;({ instance, app } = await open(modules))
  })

  const ring = (token?: string) =>
    app.request(`${ORIGIN}/api/v1/bells/west/ring`, {
      method: 'POST',
      headers: token ? { authorization: `Bearer ${token}` } : {},
    })

  it('offers its use case, with its rights', async () => {
    const answers = [await ring(), await ring(tokens.citizen), await ring(tokens.auditor)]
    expect(answers.map(({ status }) => status)).toEqual(there ? [401, 403, 200] : [404, 404, 404])
    expect(instance.useCases.some(({ name }) => name === 'bell.ring-bell')).toBe(there)
  })

  it('stands in the description of the interface', () => {
    const { paths } = describeInterface(instance.useCases, 'Darcha', '1', describedIn(instance.modules)) as {
      paths: Record<string, unknown>
    }
    expect(['/bells/{bell}/ring', '/bells.txt'].map((path) => path in paths)).toEqual([there, there])
  })

  it('shows its page and its entries in the menus', async () => {
    expect((await app.request(`${ORIGIN}/en/bells`)).status).toBe(there ? 200 : 404)
    expect((await app.request(`${ORIGIN}/bells.txt`)).status).toBe(there ? 200 : 302)
    const cookie = `${cookieNames(ORIGIN).session}=${session}`
    const page = await app.request(`${ORIGIN}/en/administration`, { headers: { cookie } })
    const html = await page.text()
    expect(page.status).toBe(200)
    expect(['href="/en/bells"', 'href="/en/administration/bells"'].map((link) => html.includes(link))).toEqual([
      there,
      there,
    ])
  })

  it('has its jobs done, and begun at the start', async () => {
    await test.database.query("delete from jobs.job where kind = 'bell.sound'", [])
    if (there) expect((await ring(tokens.auditor)).status).toBe(200)
    await test.database.transaction((tx) => scheduleFirst(tx, new Date().toISOString(), modules))
    const { handlers, close } = await instance.handlers()
    const handler = handlers.find(({ kind }) => kind === 'bell.sound')
    expect(handler !== undefined).toBe(there)
    heard.length = 0
    const jobs = await claimJobs(test.database, new Date(Date.now() + 1000).toISOString(), 500)
    for (const job of jobs.filter(({ kind }) => kind === 'bell.sound'))
      await runJob(test.database, handler, job, () => new Date().toISOString(), quiet)
    expect(heard.sort()).toEqual(there ? ['every day', 'west'] : [])
    await close()
  })

  it('tells what happened: at once in the same transaction, and later by a job', async () => {
    heard.length = 0
    const { handlers, close } = await instance.handlers()
    const handler = handlers.find(({ kind }) => kind === 'hears.bell.bell.echoed')
    expect(handler !== undefined).toBe(there)
    if (!there) return close()
    await test.database.query("delete from jobs.job where kind like '%bell%'", [])
    expect((await ring(tokens.auditor)).status).toBe(200)
    expect(heard).toEqual(['west at once, 2 times'])
    const history = await test.database.query<{ kind: string; body: string }>(
      "select kind, body from audit.history where kind like 'bell.%' order by position desc limit 2",
      [],
    )
    expect(history.rows.map(({ kind }) => kind).sort()).toEqual(['bell.echoed', 'bell.ring-bell'])
    const jobs = await claimJobs(test.database, new Date(Date.now() + 1000).toISOString(), 500)
    for (const job of jobs.filter(({ kind }) => kind === handler!.kind))
      await runJob(test.database, handler, job, () => new Date().toISOString(), quiet)
    expect(heard.slice(1)).toEqual(['west later, of 0190c0de-0000-7000-8000-00000000beef'])
    await close()
  })

  it('undoes what happened when a listener of the same transaction cannot follow', async () => {
    if (!there) return
    const count = async () =>
      (
        await test.database.query<{ n: number }>(
          "select count(*)::int as n from audit.history where kind like 'bell.%'",
          [],
        )
      ).rows[0]!.n
    const before = await count()
    const answer = await app.request(`${ORIGIN}/api/v1/bells/cracked/ring`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens.auditor}` },
    })
    expect([answer.status, await count()]).toEqual([500, before])
  })

  it('has its files and codes judged', async () => {
    const witnesses = { trust: () => Promise.reject(new Error('not asked')), ask: async () => undefined }
    const file = await judgeBytes(new TextEncoder().encode('BELL1 west'), witnesses, modules)
    expect([file.kind, file.valid]).toEqual(there ? ['bell', true] : ['unknown', false])
    expect((await judgeCode(test.database, 'BELL-0000-0001', modules)).valid).toBe(there)
  })
})

it('a room that needs what nobody furnishes does not start, and says so', async () => {
  const lonely = { ...bellModule([]), needs: ['clapper' as never] }
  await expect(open([...MODULES, lonely])).rejects.toThrow('bell needs clapper, which no room furnishes')
})

it('two rooms that furnish the same do not start, and are named', async () => {
  const again: Module = { ...bellModule([]), furnishes: () => ({ people: {} as never }) }
  await expect(furnish([...MODULES.slice(0, 5), again], (await open(MODULES)).instance)).rejects.toThrow(
    'bell furnishes "people", which identity furnishes already',
  )
})

it('two rooms that declare one event, or one that listens to none, do not start', async () => {
  const twin = {
    ...bellModule([]),
    name: 'twin',
    useCases: () => [],
    rights: {},
    listens: [],
    schedules: [],
    pages: () => [],
  }
  await expect(open([...MODULES, bellModule([]), twin])).rejects.toThrow('twin declares "bell.echoed"')
  const deaf = { ...bellModule([]), events: [] }
  await expect(open([...MODULES, deaf])).rejects.toThrow('bell listens to "bell.echoed", which no room declares')
})
