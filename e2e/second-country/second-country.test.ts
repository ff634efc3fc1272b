import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composeInstance, type Instance } from '../../src/commands/compose.ts'
import { composeWeb } from '../../src/commands/compose-web.ts'
import { loadPeople } from '../../src/commands/load-data.ts'
import { loadServices } from '../../src/commands/load-services.ts'
import { readConfig } from '../../src/platform/config/index.ts'
import { projectRoot, testDatabase } from '../../src/platform/database/testing.ts'
import { cookieNames, demoPersonId, openSession } from '../../src/platform/identity/index.ts'
import { claimJobs, runJob } from '../../src/platform/jobs/index.ts'
import { unmarkedWords, writeMarkedTexts } from './marked-texts.ts'

const ORIGIN = 'http://localhost:3000'
// Thursday 2 April, 15:00 on the wall: the day after is a feast, and in the night after Saturday the clocks go back
const FILED = '2026-04-02T18:00:00.000Z'
const quiet = { info() {}, warn() {}, error() {}, debug() {} }
const folder = mkdtempSync(join(tmpdir(), 'second-country-'))
const pages: string[] = []
let now = FILED
let test: Awaited<ReturnType<typeof testDatabase>>
let instance: Instance
let web: Hono
let worker: Awaited<ReturnType<Instance['handlers']>>

beforeAll(async () => {
  test = await testDatabase()
  const pack = join(folder, 'pack')
  cpSync('e2e/second-country/pack', pack, { recursive: true })
  writeMarkedTexts(join(pack, 'texts', 'pl'), 'pl')
  const config = readConfig(projectRoot, {
    DARCHA_COUNTRY: pack,
    DARCHA_HOME: join(folder, 'home'),
    LOG_LEVEL: 'fatal',
  })
  instance = await composeInstance({ config, database: test.database, origin: ORIGIN, clock: () => now })
  web = composeWeb(instance, ORIGIN)
  worker = await instance.handlers()
  expect(await loadServices(test.database, instance.country, now)).toEqual({ all: 1, running: 1, drafts: [] })
  await loadPeople(test.database, true, instance.country, now)
})
afterAll(async () => {
  await worker.close()
  await test.drop()
  rmSync(folder, { recursive: true, force: true })
})

interface Seen {
  status: number
  text: string
  location: string | null
}

/** A browser of one person, or of nobody; follows nothing by itself. */
async function browserOf(person?: string) {
  const cookie = person
    ? `${cookieNames(ORIGIN).session}=${await test.database.transaction((tx) => openSession(tx, demoPersonId(person), undefined, now))}`
    : ''
  const send = async (path: string, init: RequestInit = {}): Promise<Seen> => {
    const answer = await web.fetch(
      new Request(`${ORIGIN}${path}`, {
        ...init,
        headers: {
          cookie,
          'x-darcha-peer': person ?? 'nobody',
          ...(init.method ? { origin: ORIGIN, 'sec-fetch-site': 'same-origin' } : {}),
        },
      }),
    )
    const seen = { status: answer.status, text: await answer.text(), location: answer.headers.get('location') }
    if (answer.headers.get('content-type')?.startsWith('text/html')) pages.push(seen.text)
    return seen
  }
  return {
    get: (path: string) => send(path),
    /** Posts a page's form with its hidden fields and what is typed. */
    async post(page: Seen, path: string, typed: Record<string, string>) {
      const hidden = [...page.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
        ([, name, value]) => [name!, value!.replaceAll('&quot;', '"').replaceAll('&amp;', '&')] as const,
      )
      return send(path, {
        method: 'POST',
        body: new URLSearchParams(Object.entries({ ...Object.fromEntries(hidden), ...typed })),
      })
    },
  }
}

async function work(): Promise<void> {
  for (let round = 0; round < 40; round++) {
    const jobs = await claimJobs(test.database, now, 20)
    if (jobs.length === 0) return
    for (const job of jobs)
      await runJob(
        test.database,
        worker.handlers.find((handler) => handler.kind === job.kind),
        job,
        () => now,
        quiet,
      )
  }
}
const taskOf = async (id: string, element: string) =>
  `${id}.${(await test.database.query<{ wait: number }>('select wait from process.task where case_id = $1 and element = $2', [id, element])).rows[0]!.wait}`
const plain = (text: string) => text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

describe('a country with another zone, currency, numbers, language and bodies, and no code of its own', () => {
  it('takes a case from the home page to a document that anybody can check', async () => {
    const [ola, nobody] = await Promise.all([browserOf('ola'), browserOf()])
    expect((await nobody.get('/')).location).toBe('/pl')
    const home = await nobody.get('/pl')
    expect(home.text).toContain('<html lang="pl"')
    expect(home.text).toContain('/pl/services/boat-licence')
    expect(plain((await nobody.get('/pl/services?query=lodka')).text)).toContain('Zezwolenie na łódź')
    const service = plain((await nobody.get('/pl/services/boat-licence')).text)
    expect(service).toContain('Urząd gminy')
    expect((await nobody.get('/en')).location).toBe('/pl/en')

    const begun = await ola.post(await ola.get('/pl/services/boat-licence/start'), '/pl/services/boat-licence/start', {
      for: 'myself',
    })
    const page = `${begun.location}/boat`
    const form = await ola.get(page)
    const typed = {
      name: 'Żółw',
      'built.day': '1',
      'built.month': '2',
      'built.year': '2020',
      price: '1234,005',
      owner: '900514–1271',
      builder: 'q 123 385',
      phone: '00 48 512 345 678',
      district: 'port',
    }
    const refused = await ola.post(form, page, {
      ...typed,
      owner: '9005141272',
      builder: 'Q123386',
      phone: '0 512 345 67',
      price: '1,0005',
    })
    expect(refused.status).toBe(422)
    expect(plain(refused.text)).toContain('Stocznia: enter 7 characters, such as Q123385')
    expect(plain(refused.text)).toContain('Telefon: enter the full number, such as +48 512 345 678')
    expect(plain(refused.text)).toContain('Właściciel: the number has a mistake')
    expect((await ola.post(refused, page, typed)).location).toBe(`${begun.location}/check`)

    const check = await ola.get(`${begun.location}/check`)
    expect(plain(check.text)).toContain('12,345 talar')
    expect(plain(check.text)).toContain('1234,005 talar')
    const sent = await ola.post(check, `${begun.location}/check`, { sure: 'true' })
    const id = /\/applications\/([0-9a-f-]{36})\/receipt/.exec(sent.location ?? '')![1]!
    await work()
    const filed = (
      await test.database.query<{
        number: string
        due: string
        receipt: string
        answers: Record<string, unknown>
        fee: { amount: number }
      }>('select number, due_at as due, receipt, answers, fee from casework.application where case_id = $1', [id])
    ).rows[0]!
    // Saturday and Tuesday are the two working days; the clocks have gone back by then
    expect(new Date(filed.due).toISOString()).toBe('2026-04-07T20:00:00.000Z')
    expect(filed.fee.amount).toBe(12_345)
    expect(filed.answers).toMatchObject({
      owner: '9005141271',
      builder: 'Q123385',
      phone: '+48512345678',
      price: 1234.005,
    })
    expect(plain((await ola.get(`/pl/applications/${id}`)).text)).toContain('7 kwietnia 2026')
    expect(plain((await nobody.get(`/pl/verify?code=${filed.receipt.replaceAll('-', '–')}`)).text)).toContain(
      filed.number,
    )

    // Tuesday 7 April, 10:00 on the wall
    now = '2026-04-07T14:00:00.000Z'
    const [jan, ewa] = await Promise.all([browserOf('jan'), browserOf('ewa')])
    const desk = await jan.get('/pl/desk')
    expect(desk.text).toContain(filed.number)
    const decide = `/pl/desk/tasks/${await taskOf(id, 'decide')}`
    const decided = await jan.post(await jan.get(decide), `${decide}/complete`, { outcome: 'grant' })
    expect(decided.status).toBe(303)
    await work()
    const sign = `/pl/desk/tasks/${await taskOf(id, 'sign')}`
    const signed = await ewa.post(await ewa.get(sign), `${sign}/complete`, { outcome: 'sign' })
    expect(signed.status).toBe(303)
    await work()

    const { code } = (
      await test.database.query<{ code: string }>('select code from documents.result where case_id = $1', [id])
    ).rows[0]!
    for (const given of [code, code.toLowerCase().replaceAll('-', ' '), `${ORIGIN}/pl/results/${code}`]) {
      const verified = await nobody.get(`/pl/verify?code=${encodeURIComponent(given)}`)
      expect(plain(verified.text)).toContain('Urząd Portu')
      expect(plain(verified.text)).toContain('7 kwietnia 2026')
      expect(plain(verified.text)).toContain(filed.number)
    }
    const again = await browserOf('ola')
    const document = await again.get(`/pl/results/${code}/document`)
    expect(document.text.startsWith('%PDF-')).toBe(true)
    expect(await nobody.get(`/api/v1/results/${code}`)).toMatchObject({
      status: 200,
      text: expect.stringContaining('"status":"valid"'),
    })
    expect(plain((await again.get('/pl/cabinet/documents')).text)).toContain('Zezwolenie na łódź')
  })

  it('says nothing on these pages that is not a text of its language, its data, or what was typed', () => {
    expect(pages.length).toBeGreaterThan(12)
    const own = new Set([...wordsOf('e2e/second-country/pack'), ...DATES, ...KEYS, 'Żółw'])
    const foreign = pages.flatMap(unmarkedWords).filter((word) => !own.has(word) && !/^[0-9A-Z-]+$/.test(word))
    expect([...new Set(foreign)]).toEqual([])
    for (const page of pages) expect(page).not.toMatch(/uzbek|tashkent|soum|UZS|khokim|pinfl|\+998/i)
  })
})

/** Months as Intl writes them within a date. */
const DATES = Array.from({ length: 12 }, (_, month) =>
  new Intl.DateTimeFormat('pl', { day: 'numeric', month: 'long' }).format(Date.UTC(2026, month, 15)),
).flatMap((date) => date.match(/\p{L}+/gu) ?? [])
/** What stands on keys of keyboards. */
const KEYS = ['Enter']

/** All words of a folder's files. */
const wordsOf = (root: string): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8').match(/\p{L}+/gu) ?? [])
