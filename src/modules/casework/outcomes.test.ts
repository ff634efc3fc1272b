import { chmodSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { OUTCOMES, type Outcome } from '../../kernel/case/index.ts'
import { loadTexts } from '../../platform/i18n/index.ts'
import { conventions } from '../../platform/i18n/testing.ts'
import { caseBench, type CaseBench, type Visitor } from './testing.ts'
import { APPEALED, paymentBench } from './testing/payment-bench.ts'

// Every outcome at every place where somebody reads how a case came out: its own words, and those of no other.
let bench: CaseBench
let [citizen, officer]: [Visitor, Visitor] = [undefined!, undefined!]
const { pays, takesBack, filedAndPaid, refused, appealed, judges } = paymentBench(() => bench)
const cases: { said: Outcome | 'appealed'; id: string; number: string; receipt: string }[] = []
const speech = loadTexts(['texts', 'country/uz/texts'], conventions).in('en')

async function filed(): Promise<string> {
  const { id } = await bench.file(APPEALED)
  await bench.work()
  return id
}
/** One case of each outcome, in one and the same cabinet. */
const MAKES: Record<string, () => Promise<string>> = {
  async granted() {
    const id = await filedAndPaid(APPEALED)
    const task = await bench.task(id, 'decide')
    const done = await bench.api('officer-cadastre', 'POST', `/tasks/${task}/complete`, { outcome: 'grant' })
    expect([done.status, done.body.errors]).toEqual([200, undefined])
    await bench.work()
    return id
  },
  refused,
  appealed,
  async upheld() {
    const id = await appealed()
    await judges(id, 'uphold')
    return id
  },
  async withdrawn() {
    const id = await filed()
    expect((await bench.api('citizen', 'POST', `/applications/${id}/withdraw`, {})).status).toBe(200)
    await bench.work()
    return id
  },
  async lapsed() {
    const id = await filed()
    await bench.instance.database.query(
      "update jobs.job set run_at = $2 where case_id = $1 and kind = 'process.timer'",
      [id, bench.clock()],
    )
    await bench.work()
    return id
  },
  async terminated() {
    const id = await filed()
    await pays(id, `t ${id}`)
    await takesBack(`t ${id}`)
    return id
  },
}

beforeAll(async () => {
  bench = await caseBench([APPEALED])
  ;[citizen, officer] = [await bench.as('dilnoza'), await bench.as('bekzod')]
  for (const [said, make] of Object.entries(MAKES)) {
    const id = await make()
    const { number, receipt } = (await bench.api('citizen', 'GET', `/applications/${id}`)).body
    cases.push({ said: said as Outcome, id, number, receipt })
  }
}, 240_000)
afterAll(() => bench?.close())

/** What a person reads, without marks. */
const words = (html: string) =>
  html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
/** The entry of a list that names a number. */
const entry = (html: string, number: string) =>
  words(html.split(/<(?:li|article|tr)\b/).find((part) => part.includes(number)) ?? '')
const told = (outcome: string) => speech.t(`casework.outcome-told.${outcome}`)
const tag = (outcome: string) => speech.t(`casework.outcome.${outcome}`)
const EVERY = [...OUTCOMES, 'appealed']

it('is said on the page of the case in its own words, and who decided only where somebody did', async () => {
  for (const { said, id } of cases) {
    const { text } = await citizen.get(`/en/applications/${id}`)
    expect([said, EVERY.filter((other) => text.includes(`<h2>${told(other)}</h2>`))]).toEqual([said, [said]])
    const page = words(text)
    const decided = ['granted', 'refused', 'appealed', 'upheld'].includes(said)
    expect([said, page.includes('Decided by')]).toEqual([said, decided])
    // how one goes on
    const next = { refused: 'Appeal', upheld: 'court', withdrawn: 'You can apply again', lapsed: 'You can apply again' }
    expect(page).toContain(next[said as 'refused'] ?? '')
  }
})

it('is said in the lists of the cabinet, the desk and the interface, and to no stranger with a receipt', async () => {
  const cabinet = (await citizen.get('/en/cabinet')).text
  const list = (await bench.api('citizen', 'GET', '/applications?size=100')).body.items
  for (const { said, id, number, receipt } of cases) {
    expect([said, entry(cabinet, number)]).toEqual([said, expect.stringContaining(tag(said))])
    const outcome = said === 'appealed' ? 'refused' : said
    expect([said, list.find((item: any) => item.id === id).outcome]).toEqual([said, outcome])
    const desk = words((await officer.get(`/en/desk/cases/${id}`)).text)
    expect([said, desk.includes(tag(said))]).toEqual([said, true])
    const check = words((await bench.nobody.get(`/en/verify?code=${receipt}`)).text)
    // whoever holds a receipt learns that it is genuine, and not how it came out
    expect([said, check.includes(number), EVERY.filter((other) => check.includes(tag(other)))]).toEqual([
      said,
      true,
      [],
    ])
  }
})

it('is said of each document, where it is listed and where anybody checks it', async () => {
  const documents = (await citizen.get('/en/cabinet/documents')).text
  const titles = new Map<string, string>()
  for (const { said, id } of cases) {
    const { results } = (await bench.api('citizen', 'GET', `/applications/${id}`)).body
    const issued = results.filter(({ issuedAt }: any) => issuedAt !== null)
    expect([said, issued.length]).toEqual([
      said,
      { granted: 1, refused: 1, appealed: 1, upheld: 2 }[said as 'granted'] ?? 0,
    ])
    for (const { code, outcome, title } of issued) {
      expect([said, documents.includes(code)]).toEqual([said, true])
      const check = words((await bench.nobody.get(`/en/verify?code=${code}`)).text)
      expect([said, check]).toEqual([said, expect.stringContaining(tag(outcome))])
      expect(check).toContain(title)
      titles.set(outcome, title)
      const { name, value } = await bench.cookie('dilnoza')
      const paper = await fetch(`${bench.origin}/en/results/${code}/document`, {
        headers: { cookie: `${name}=${value}` },
      })
      expect([paper.status, paper.headers.get('content-type')]).toEqual([200, 'application/pdf'])
      // what is downloaded runs nothing
      expect(paper.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
      await paper.body?.cancel()
    }
  }
  // no paper bears the name of another
  expect(new Set(titles.values()).size).toBe(3)
})

it('stands in the history of the case and in a message, each once', async () => {
  const messages = words((await citizen.get('/en/cabinet/messages')).text)
  for (const { said, id } of cases) {
    const { timeline, decisions } = (await bench.api('citizen', 'GET', `/applications/${id}`)).body
    const kinds = timeline.map(({ kind }: any) => kind)
    const line = { appealed: 'refused', upheld: 'appeal-upheld' }[said as 'upheld'] ?? said
    expect([said, kinds.filter((kind: string) => kind === line).length]).toEqual([said, 1])
    expect([said, decisions.at(-1)?.outcome]).toEqual([said, said === 'appealed' ? 'refused' : said])
    if (said !== 'appealed' && said !== 'terminated')
      expect([said, messages.includes(speech.t(`applicant.notice.outcome.${said}`))]).toEqual([said, true])
  }
})

it('is called genuine by the file that lies on the disk at that moment', async () => {
  const { id } = cases.find(({ said }) => said === 'granted')!
  const [{ code, sha256 }] = (
    await bench.instance.database.query<{ code: string; sha256: string }>(
      "select code, signed as sha256 from documents.result where case_id = $1 and status = 'valid'",
      [id],
    )
  ).rows as [{ code: string; sha256: string }]
  const path = join(bench.instance.config.home, 'files', sha256.slice(0, 2), sha256)
  const whole = readFileSync(path)
  const check = async () => words((await bench.nobody.get(`/en/verify?code=${code}`)).text)
  expect(await check()).toContain('The document is genuine')
  // one bit of it, of the same length and with its old time; then what is left when a disk was full
  const altered = Buffer.from(whole)
  altered[whole.length - 10]! ^= 1
  for (const spoiled of [altered, whole.subarray(0, -1), Buffer.alloc(0)]) {
    const { atime, mtime } = statSync(path)
    chmodSync(path, 0o600)
    writeFileSync(path, spoiled)
    utimesSync(path, atime, mtime)
    const said = await check()
    expect([said.includes('The document is genuine'), said.includes('be confirmed as genuine')]).toEqual([false, true])
  }
  writeFileSync(path, whole)
  expect(await check()).toContain('The document is genuine')
})
