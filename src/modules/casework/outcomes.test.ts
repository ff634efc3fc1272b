import { chmodSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { OUTCOMES, type Outcome } from '../../kernel/case/index.ts'
import { loadTexts } from '../../platform/i18n/index.ts'
import { conventions } from '../../platform/i18n/testing.ts'
import { demoPersonId } from '../../platform/identity/index.ts'
import { archiveCase } from '../process/index.ts'
import { sealEvents, settledPosition } from '../../platform/audit/index.ts'
import { agreementBench } from './testing/agreement-bench.ts'
import { caseBench, type CaseBench, type Visitor } from './testing.ts'
import { APPEALED, paymentBench } from './testing/payment-bench.ts'

/** What is offered there can be declined, and goes on after an appeal that is won. */
const OFFERS = 'electricity-connection'
const COUNTER = 'service-centre-1726266'
// Every outcome at every place where somebody reads how a case came out: its own words, and those of no other.
let bench: CaseBench
let [citizen, counter]: [Visitor, Visitor] = [undefined!, undefined!]
const { pays, takesBack, filedAndPaid, refused, appealed, judges } = paymentBench(() => bench)
const cases: { said: Outcome | 'appealed'; id: string; number: string; receipt: string; officer: Visitor }[] = []
const speech = loadTexts(['texts', 'country/uz/texts'], conventions).in('en')

async function filed(): Promise<string> {
  const { id } = await bench.file(APPEALED)
  await bench.work()
  return id
}
const done = async (persona: string, path: string, body: object = {}) => {
  const { status, body: said } = await bench.api(persona, 'POST', path, body)
  expect([path, status, status < 300 ? '' : said]).toEqual([path, status < 300 ? status : 200, ''])
  await bench.work()
}
const completes = async (persona: string, id: string, element: string, result: object) =>
  done(persona, `/tasks/${await bench.task(id, element)}/complete`, result)
async function examined(): Promise<string> {
  const { id } = await bench.file(OFFERS)
  await bench.work()
  await completes('officer-region', id, 'examine', { outcome: 'ok' })
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
  async 'granted-in-part'() {
    // its end and its document say so, in a version of the model that does not give all
    const inPart = (model: string) => model.replaceAll('darcha:outcome="granted"', 'darcha:outcome="granted-in-part"')
    await agreementBench(bench).publishAnew(APPEALED, (form) => form, inPart)
    const id = await filedAndPaid(APPEALED)
    await completes('officer-cadastre', id, 'decide', { outcome: 'grant' })
    return id
  },
  refused,
  appealed,
  async overturned() {
    const id = await examined()
    const said = { reason: 'no-capacity', note: 'There is not enough power in this street' }
    await done('officer-region', `/tasks/${await bench.task(id, 'decide')}/hearing`, said)
    await done('citizen', `/applications/${id}/hearing/answer`, { text: 'There is' })
    await completes('officer-region', id, 'decide', { outcome: 'refuse', ...said })
    await done('citizen', `/applications/${id}/appeal`, { grounds: 'There is enough' })
    await completes('officer-enterprise', id, 'appeal', { outcome: 'overturn', note: 'Looked at again' })
    return id
  },
  async declined() {
    const id = await examined()
    await completes('officer-region', id, 'decide', { outcome: 'grant' })
    await completes('citizen', id, 'confirm', { outcome: 'declined' })
    return id
  },
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
  bench = await caseBench([APPEALED, OFFERS], { config: { webhookNetworks: ['127.0.0.1'] } })
  ;[citizen, counter] = [await bench.as('dilnoza'), await bench.as('malika')]
  const officers: Record<string, Visitor> = { [APPEALED]: await bench.as('bekzod'), [OFFERS]: await bench.as('erkin') }
  // somebody wants to be told, so that it is kept what they would be told
  const client = 'UZ/GOV/309990920/ecology-system'
  await done('administrator', '/exchange/systems', { client, account: demoPersonId('bekzod') })
  await done('administrator', '/webhooks', { client, address: 'http://127.0.0.1:9/told', events: ['case.decided'] })
  for (const [said, make] of Object.entries(MAKES)) {
    const id = await make()
    const { number, receipt, service } = (await bench.api('citizen', 'GET', `/applications/${id}`)).body
    cases.push({ said: said as Outcome, id, number, receipt, officer: officers[service]! })
  }
  // as if a counter had taken them in
  await bench.instance.database.query('update casework.application set taken_by_office = $1', [COUNTER])
}, 240_000)
afterAll(() => bench?.close())

/** What a person reads, without marks. */
const words = (html: string) =>
  html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
/** The entries of a page's lists that name a number. */
const entry = (html: string, number: string) =>
  words(
    html
      .split(/<(?:li|article|tr)\b/)
      .filter((part) => part.includes(number))
      .join(''),
  )
const told = (outcome: string) => speech.t(`casework.outcome-told.${outcome}`)
const tag = (outcome: string) => speech.t(`casework.outcome.${outcome}`)
const EVERY = [...OUTCOMES, 'appealed']

it('is said on the page of the case in its own words, and who decided only where somebody did', async () => {
  for (const { said, id } of cases) {
    const { text } = await citizen.get(`/en/applications/${id}`)
    expect([said, EVERY.filter((other) => text.includes(`<h2>${told(other)}</h2>`))]).toEqual([said, [said]])
    const page = words(text)
    const decided = ['granted', 'granted-in-part', 'refused', 'appealed', 'upheld', 'overturned'].includes(said)
    expect([said, page.includes('Decided by')]).toEqual([said, decided])
    // how one goes on
    const next = { refused: 'Appeal', upheld: 'court', appealed: 'Your appeal is examined by' }
    const again = ['withdrawn', 'lapsed', 'declined', 'terminated'].includes(said) ? 'You can apply again' : ''
    expect([said, page]).toEqual([said, expect.stringContaining(next[said as 'refused'] ?? again)])
  }
})

it('is said in the lists of the cabinet, the desk and the interface, and to no stranger with a receipt', async () => {
  const cabinet = (await citizen.get('/en/cabinet')).text
  const list = (await bench.api('citizen', 'GET', '/applications?size=100')).body.items
  // who is found by their number at a counter, and what a counter took in
  const found = (await counter.get(`/en/counter/people/${demoPersonId('dilnoza')}?office=${COUNTER}`)).text
  const taken = (await counter.get(`/en/counter?office=${COUNTER}`)).text
  for (const { said, id, number, receipt, officer } of cases) {
    expect([said, entry(cabinet, number)]).toEqual([said, expect.stringContaining(tag(said))])
    expect([said, entry(found, number)]).toEqual([said, expect.stringContaining(tag(said))])
    expect([said, entry(taken, number)]).toEqual([said, expect.stringContaining(tag(said))])
    const outcome = said === 'appealed' ? 'refused' : said
    expect([said, list.find((item: any) => item.id === id).outcome]).toEqual([said, outcome])
    const desk = words((await officer.get(`/en/desk/cases/${id}`)).text)
    expect([said, desk.includes(tag(said))]).toEqual([said, true])
    const atCounter = words((await counter.get(`/en/counter/applications/${id}`)).text)
    expect([said, atCounter.includes(tag(said))]).toEqual([said, true])
    // what is handed over there says what it decides itself
    const paper = { appealed: 'refused' }[said as 'appealed'] ?? said
    const papers = EVERY.filter((other) =>
      atCounter.includes(`The document is ready: ${tag(other)} ${speech.t('counter.result-how')}`),
    )
    const issued = ['granted', 'granted-in-part', 'refused', 'upheld', 'overturned'].includes(paper)
    expect([said, papers]).toEqual([said, issued ? [paper] : []])
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
      { granted: 1, 'granted-in-part': 1, refused: 1, appealed: 1, upheld: 2, overturned: 2 }[said as 'granted'] ?? 0,
    ])
    for (const { code, outcome, title } of issued) {
      expect([said, documents.includes(code)]).toEqual([said, true])
      const check = words((await bench.nobody.get(`/en/verify?code=${code}`)).text)
      expect([said, check]).toEqual([said, expect.stringContaining(tag(outcome))])
      expect(check).toContain(title)
      titles.set(outcome, title)
      // the paper itself says it among its facts
      const { rows } = await bench.instance.database.query<{ values: string[] }>(
        "select jsonb_path_query_array(content, '$.facts[*].value') as values from documents.result where code = $1",
        [code],
      )
      expect([said, rows[0]!.values]).toEqual([said, expect.arrayContaining([tag(outcome)])])
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
  expect(new Set(titles.values()).size).toBe(4)
  expect(words(documents)).toContain(`${tag('granted-in-part')} `)
})

it('stands in the history of the case and in a message, each once', async () => {
  const messages = words((await citizen.get('/en/cabinet/messages')).text)
  for (const { said, id } of cases) {
    const { timeline, decisions } = (await bench.api('citizen', 'GET', `/applications/${id}`)).body
    const kinds = timeline.map(({ kind }: any) => kind)
    const line =
      { appealed: 'refused', upheld: 'appeal-upheld', overturned: 'appeal-overturned' }[said as 'upheld'] ?? said
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

it('is told to the log and to systems when it is decided, each decision once, whoever made it', async () => {
  const before: Record<string, string[]> = { appealed: [], upheld: ['refused'], overturned: ['refused'] }
  for (const { said, id, number } of cases) {
    const told = [...(before[said] ?? []), said === 'appealed' ? 'refused' : said]
    const log = await bench.api('auditor', 'GET', `/events?case=${number}&kind=casework.decided`)
    expect([said, log.body.items.map(({ facts }: any) => facts.outcome)]).toEqual([said, told])
    const { rows } = await bench.instance.database.query<{ outcome: string }>(
      "select data ->> 'outcome' as outcome from webhooks.event where subject = $1 and kind = 'case.decided' order by id",
      [id],
    )
    expect([said, rows.map(({ outcome }) => outcome)]).toEqual([said, told])
  }
})

it('is said of what was declined before that was an outcome of its own, though it was written down as lapsed', async () => {
  const { id } = cases.find(({ said }) => said === 'declined')!
  const lapsed = cases.find(({ said }) => said === 'lapsed')!
  const { database } = bench.instance
  const write = async (outcome: string) => {
    await database.query('update casework.application set outcome = $2 where case_id = $1', [id, outcome])
    await database.query(
      "update casework.decision set outcome = $2 where case_id = $1 and outcome in ('lapsed', 'declined')",
      [id, outcome],
    )
  }
  const page = async (of: string) => words((await citizen.get(`/en/applications/${of}`)).text)
  const [said, passed] = ['You declined on', 'it was not done by']
  await write('lapsed')
  expect([(await page(id)).includes(said), (await page(id)).includes(passed)]).toEqual([true, false])
  expect([(await page(lapsed.id)).includes(said), (await page(lapsed.id)).includes(passed)]).toEqual([false, true])
  await write('declined')
  expect([(await page(id)).includes(said), (await page(id)).includes(passed)]).toEqual([true, false])
})

it('is said of a case that was archived', async () => {
  const { database, config } = bench.instance
  const settled = (await settledPosition(database))!
  await database.transaction((tx) => sealEvents(tx, settled, bench.clock()))
  const closed = ['granted', 'granted-in-part', 'withdrawn', 'lapsed', 'declined', 'terminated']
  for (const { said, id } of cases.filter(({ said: each }) => closed.includes(each))) {
    await archiveCase(database, id, join(config.home, 'archive'), { now: bench.clock(), actor: 'system' })
    const { text } = await citizen.get(`/en/applications/${id}`)
    expect([said, EVERY.filter((other) => text.includes(`<h2>${told(other)}</h2>`))]).toEqual([said, [said]])
  }
})
