import { afterAll, beforeAll, expect, it } from 'vitest'
import { runningFrom, WEDNESDAY } from '../../platform/clock/testing.ts'
import { publishService, readServiceFolder } from '../catalogue/index.ts'
import { deployDefinition } from '../process/index.ts'
import { caseBench, type CaseBench } from './testing.ts'

// What silence means is lived through the product: questions, corrections, a hearing, a case that stands still, days off
// that are decided meanwhile; then what everybody is told of it.
const GUARD = 'guardianship-incapacitated-adult'
const LINE = 'electricity-connection'
const HOUR = 3_600_000
const DAY = 24 * HOUR

let bench: CaseBench
let turned = 0
beforeAll(async () => {
  const running = runningFrom(WEDNESDAY)
  bench = await caseBench([GUARD, LINE], { clock: () => new Date(Date.parse(running()) + turned).toISOString() })
})
afterAll(() => bench?.close())

/** Publishes a service once more with what silence means there. */
let version = 100
async function meaning(id: string, means: 'consent' | 'refusal' | 'none'): Promise<void> {
  const { database, country } = bench.instance
  const { service } = readServiceFolder(`services/${id}`, country)
  const passport = { ...service!.passport, version: ++version, silence: { means } }
  const now = bench.clock()
  await database.transaction((tx) =>
    publishService(
      tx,
      { ...service!, passport: passport as never },
      {
        conventions: country.conventions,
        now,
        deploy: (definition, bpmn, dmn) => deployDefinition(tx, definition, bpmn, dmn, now),
      },
    ),
  )
}
const rows = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await bench.instance.database.query<Row>(text, values)).rows
const caseOf = async (id: string) =>
  (
    await rows<{ status: string; outcome: string | null; due: string; silent: string | null }>(
      'select status, outcome, due_at as due, silent_at as silent from casework.application where case_id = $1',
      [id],
    )
  )[0]!
const dueOf = async (id: string) => Date.parse((await caseOf(id)).due)
async function turnTo(instant: number): Promise<void> {
  turned += instant - Date.parse(bench.clock())
  await bench.work()
}
const pass = (time: number) => turnTo(Date.parse(bench.clock()) + time)
const ok = async (answer: Promise<{ status: number; body: any }>) => {
  const { status, body } = await answer
  expect([status, status < 300 ? '' : body]).toEqual([status < 300 ? status : 200, ''])
  return body
}
const warned = async (id: string) =>
  (await rows("select 1 from casework.notice where text = 'task-silence' and case_id = $1", [id])).length

async function complete(persona: string, id: string, element: string, result: object): Promise<void> {
  await ok(bench.api(persona, 'POST', `/tasks/${await bench.task(id, element)}/complete`, result))
  await bench.work()
}

it('consents on the day that is left after questions, a hearing, a standstill and days off, and says so everywhere', async () => {
  await meaning(GUARD, 'consent')
  const { id } = await bench.file(GUARD)
  await bench.work()
  const first = await dueOf(id)
  // a question of the office holds the clock
  await ok(bench.api('officer', 'POST', `/applications/${id}/questions`, { text: 'Who lives there?' }))
  await pass(2 * DAY)
  const { questions } = await ok(bench.api('citizen', 'GET', `/applications/${id}`))
  await ok(bench.api('citizen', 'POST', `/applications/${id}/questions/${questions[0].id}/answer`, { text: 'We two' }))
  const asked = await dueOf(id)
  expect(asked).toBeGreaterThan(first)
  await complete('officer-health', id, 'healthOpinion', { outcome: 'agree' })
  await complete('officer-social', id, 'socialOpinion', { outcome: 'agree' })
  // a refusal is considered, the applicant is heard, and then nobody decides
  const note = 'The room is too small for the person and the child'
  await ok(
    bench.api('officer', 'POST', `/tasks/${await bench.task(id, 'decide')}/hearing`, {
      reason: 'not-in-interest',
      note,
    }),
  )
  await pass(4 * DAY)
  await ok(bench.api('citizen', 'POST', `/applications/${id}/hearing/answer`, { text: 'The room is ready' }))
  await bench.work()
  const heard = await dueOf(id)
  expect(heard).toBeGreaterThan(asked)
  // a day off is decided while the term runs
  const administrator = await bench.as('aziza')
  const off = new Date(heard).toISOString().slice(0, 10).split('-').map(Number)
  const set = await administrator.post('/en/administration/calendar?year=2026', {
    'date.day': String(off[2]),
    'date.month': String(off[1]),
    'date.year': String(off[0]),
    kind: 'day-off',
    name: 'Day off by decree',
    source: 'Decree UP-1 (made up for this test)',
    'sourceDate.day': '10',
    'sourceDate.month': '11',
    'sourceDate.year': '2026',
  })
  expect(set.status).toBe(303)
  await bench.work()
  const moved = await dueOf(id)
  expect(moved).toBeGreaterThan(heard)
  // three days before nobody is warned, a day before the office is; nothing speaks before its end
  await turnTo(moved - 3 * DAY)
  expect(await warned(id)).toBe(0)
  await turnTo(moved - DAY)
  expect(await warned(id)).toBeGreaterThan(0)
  // made to stand still by an administrator: silence does not decide what nobody may move
  const still = async (what: string) =>
    (await (await bench.as('aziza')).post(`/en/administration/cases/${id}/${what}`, { reason: 'In order' })).status
  expect(await still('suspend')).toBe(303)
  await turnTo(moved + HOUR)
  expect(await caseOf(id)).toMatchObject({ outcome: null })
  expect(await still('resume')).toBe(303)
  await bench.work()
  const end = await caseOf(id)
  expect(end).toMatchObject({ status: 'completed', outcome: 'granted', silent: expect.anything() })
  await told(id, { outcome: 'granted', page: 'by law this is consent', status: 'completed' })
}, 60_000)

/** What interface, page, message, check, and the paper itself say of a decision of silence. */
async function told(id: string, { outcome, page, status }: { outcome: string; page: string; status: string }) {
  const view = await ok(bench.api('citizen', 'GET', `/applications/${id}`))
  expect(view).toMatchObject({ status, outcome })
  expect(view.decisions.at(-1)).toMatchObject({ outcome, bySilence: true, decidedBy: null, signedBy: null })
  const result = view.results.at(-1)
  expect(result).toMatchObject({ outcome, status: 'valid' })
  expect((await (await bench.as('dilnoza')).get(`/en/applications/${id}`)).text).toContain(page)
  const check = await ok(bench.api('citizen', 'GET', `/results/${result.code}`))
  // nobody decided, and nobody's name stands for it
  expect(check).toMatchObject({ status: 'valid', outcome, signer: { name: null } })
  expect(check).not.toHaveProperty('decided')
  expect(plain((await bench.nobody.get(`/en/verify?code=${result.code}`)).text)).toContain(
    'Nobody: Khokimiyat of Yunusabad district was silent until the end of the term',
  )
  const letters = plain((await (await bench.as('dilnoza')).get('/en/cabinet/messages')).text)
  expect(letters).toContain(view.number)
  const paper = (await rows('select content from documents.result where code = $1', [result.code]))[0]
  expect(JSON.stringify(paper)).toMatch(/was to be decided by/)
}
const plain = (html: string) => html.replace(/<[^>]*>/g, '')

it('refuses where silence means refusal; the term of appeal runs from the day it is read', async () => {
  await meaning(GUARD, 'refusal')
  const { id } = await bench.file(GUARD)
  await bench.work()
  await turnTo((await dueOf(id)) + HOUR)
  await told(id, { outcome: 'refused', page: 'by law this is', status: 'refused' })
  const view = () => ok(bench.api('citizen', 'GET', `/applications/${id}`))
  // the page was opened: from then the applicant knows, and the term of appeal runs
  const opened = await view()
  expect(opened.decisions.at(-1)).toMatchObject({ servedHow: 'cabinet', servedAt: expect.any(String) })
  expect(opened.mayAppeal).toBe(true)
  expect(Date.parse(opened.appeal.until)).toBeGreaterThan(Date.parse(bench.clock()) + 8 * DAY)
  await turnTo(Date.parse(opened.appeal.until) - HOUR)
  await ok(bench.api('citizen', 'POST', `/applications/${id}/appeal`, { grounds: 'Nobody looked at it' }))
  await bench.work()
  expect(await caseOf(id)).toMatchObject({ status: 'in_progress', outcome: 'refused' })
  await complete('appeal', id, 'appeal', { outcome: 'overturn', note: 'It was never looked at' })
  expect(await caseOf(id)).toMatchObject({ status: 'completed', outcome: 'granted' })
  const after = await view()
  expect(after.results.map(({ outcome, status }: any) => [outcome, status]).sort()).toEqual([
    ['granted', 'valid'],
    ['refused', 'withdrawn'],
  ])
  expect(after.decisions.map(({ outcome, bySilence }: any) => [outcome, bySilence])).toEqual([
    ['refused', true],
    ['overturned', false],
    ['granted', false],
  ])
}, 60_000)

it('says nothing where silence means nothing, however long it lasts', async () => {
  await meaning(GUARD, 'none')
  const { id } = await bench.file(GUARD)
  await bench.work()
  await turnTo((await dueOf(id)) + 30 * DAY)
  expect(await caseOf(id)).toMatchObject({ outcome: null, silent: null, status: 'in_progress' })
  expect(await warned(id)).toBe(0)
}, 60_000)

it('waits for corrections, however many, and consents to what was corrected', async () => {
  // a plain Wednesday, so that each day counts
  await turnTo(Date.parse('2027-04-07T05:00:00Z'))
  await meaning(LINE, 'consent')
  const { id } = await bench.file(LINE)
  await bench.work()
  await pass(DAY)
  let due = await dueOf(id)
  for (const days of [3, 8]) {
    await complete('officer-region', id, 'examine', { outcome: 'correct', note: 'The address lacks the house' })
    await pass(days * DAY)
    const task = await bench.task(id, 'correct')
    const draft = (await ok(bench.api('citizen', 'POST', `/tasks/${task}/correction`, {}))).id
    await ok(bench.api('citizen', 'POST', `/tasks/${task}/corrected`, { answers: bench.answersOf(LINE), draft }))
    await bench.work()
    expect(await dueOf(id)).toBeGreaterThan(due)
    due = await dueOf(id)
  }
  // the clock stands while it is corrected: the end of the term passes, and nothing is decided
  await complete('officer-region', id, 'examine', { outcome: 'correct', note: 'The address lacks the flat' })
  await turnTo(due + 5 * DAY)
  expect(await caseOf(id)).toMatchObject({ outcome: null, silent: null })
  const task = await bench.task(id, 'correct')
  const draft = (await ok(bench.api('citizen', 'POST', `/tasks/${task}/correction`, {}))).id
  await ok(bench.api('citizen', 'POST', `/tasks/${task}/corrected`, { answers: bench.answersOf(LINE), draft }))
  await bench.work()
  expect(await caseOf(id)).toMatchObject({ outcome: null, silent: null })
  await turnTo((await dueOf(id)) - HOUR)
  expect(await caseOf(id)).toMatchObject({ outcome: null, silent: null })
  await pass(2 * HOUR)
  expect(await caseOf(id)).toMatchObject({ silent: expect.anything() })
}, 60_000)
