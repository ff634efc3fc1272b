import { afterAll, beforeAll, expect, it } from 'vitest'
import { runningFrom, WEDNESDAY } from '../../platform/clock/testing.ts'
import { caseBench, type CaseBench, type Visitor } from '../../modules/casework/testing.ts'

const SERVICE = 'guardianship-incapacitated-adult'
const REFUSED = 'housing-availability-certificate'
const PAID = 'tree-felling-permit'
let bench: CaseBench
/** How far the clock was turned on. */
let turned = 0
let administrator: Visitor, citizen: Visitor, officer: Visitor
beforeAll(async () => {
  const running = runningFrom(WEDNESDAY)
  bench = await caseBench([SERVICE, REFUSED, PAID], {
    clock: () => new Date(Date.parse(running()) + turned).toISOString(),
  })
  ;[administrator, citizen, officer] = (await Promise.all(['aziza', 'dilnoza', 'jasur'].map((id) => bench.as(id)))) as [
    Visitor,
    Visitor,
    Visitor,
  ]
})
afterAll(async () => {
  await bench?.close()
})

const day = (more: Record<string, string> = {}) => ({
  'date.day': '16',
  'date.month': '11',
  'date.year': '2026',
  kind: 'day-off',
  name: 'Day off by decree',
  source: 'Decree UP-1 of the President (made up for this test)',
  'sourceDate.day': '10',
  'sourceDate.month': '11',
  'sourceDate.year': '2026',
  ...more,
})
const dueOf = async (id: string) =>
  (
    await bench.instance.database.query<{ due: string }>(
      'select due_at as due from casework.application where case_id = $1',
      [id],
    )
  ).rows[0]!.due

it('moves the terms of open cases by a day off that an administrator sets, and tells applicant and office', async () => {
  const { id } = await bench.file(SERVICE)
  await bench.work()
  const before = await dueOf(id)
  const set = await administrator.post('/en/administration/calendar?year=2026', day())
  expect([set.status, set.location]).toEqual([303, '/en/administration/calendar?year=2026&done=set'])
  const shown = await administrator.get('/en/administration/calendar?year=2026')
  expect(shown.text.replaceAll('<wbr/>', '')).toContain('Decree UP-1')
  await bench.work()
  const after = await dueOf(id)
  expect(Date.parse(after)).toBeGreaterThan(Date.parse(before))
  expect((await citizen.get(`/en/applications/${id}`)).text).toContain('Days off changed')
  expect((await officer.get(`/en/desk/cases/${id}`)).text).toContain('Days off changed')
  expect((await citizen.get('/en/cabinet/messages')).text).toContain('days off changed')
  const { rows } = await bench.instance.database.query<{ kind: string; body: string }>(
    "select kind, body from audit.event where kind in ('administration.change-calendar', 'casework.term-moved') order by position",
    [],
  )
  expect(rows.map(({ kind }) => kind)).toEqual(['administration.change-calendar', 'casework.term-moved'])
  expect(JSON.parse(rows[0]!.body)).toMatchObject({ date: '2026-11-16', sourceDate: '2026-11-10' })
  // taken back, the term is as it was
  await administrator.post('/en/administration/calendar?year=2026', day({ kind: 'plain' }))
  await bench.work()
  expect(await dueOf(id)).toBe(before)
})

it('moves what offices, applicants and asked bodies are to do by a day, and what follows when they do not', async () => {
  const [{ id }, { id: unpaid }] = [await bench.file(SERVICE), await bench.file(PAID)]
  await bench.work()
  const question = { office: 'interior-1726266', question: 'Is the address known?' }
  expect((await bench.api('officer', 'POST', `/applications/${id}/inquiries`, question)).status).toBe(201)
  const { database } = bench.instance
  const days = async () =>
    (
      await database.query<{ name: string; day: string }>(
        `select 'task ' || element as name, due_at as day from process.task where case_id = any($1) and due_at < 'infinity'
         union all select 'timer of ' || wait, run_at from jobs.job where case_id = any($1) and kind = 'process.timer'
         union all select 'fee', expires_at from pay.payment where case_id = any($1)
         union all select 'inquiry', due_at from casework.inquiry where case_id = any($1) order by 1`,
        [[id, unpaid]],
      )
    ).rows
  const before = await days()
  expect(before.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['fee', 'inquiry', 'task healthOpinion', 'task pay', expect.stringMatching(/^timer/)]),
  )
  // the fee is asked for, and the case annulled, by the same instant
  const dayOf = (all: typeof before, name: string) => all.find((each) => each.name.startsWith(name))!.day
  const thursday = { 'date.day': '12' }
  expect((await administrator.post('/en/administration/calendar', day(thursday))).status).toBe(303)
  await bench.work()
  const after = await days()
  expect(after.filter(({ day: to }, at) => Date.parse(to) <= Date.parse(before[at]!.day))).toEqual([])
  expect([dayOf(after, 'fee'), dayOf(after, 'timer')]).toEqual([dayOf(after, 'task pay'), dayOf(after, 'task pay')])
  const moved = await database.query<{ performer: string }>(
    "select body::jsonb ->> 'performer' as performer from audit.event where kind = 'casework.task-term-moved' and subject = any($1)",
    [[id, unpaid]],
  )
  expect(moved.rows.map(({ performer }) => performer).sort()).toEqual(
    ['applicant', ...after.filter(({ name }) => /^task (?!pay)/.test(name)).map(() => 'office')].sort(),
  )
  expect((await officer.get(`/en/desk/cases/${id}`)).text).toContain('Days off changed: this step is due by')
  expect((await citizen.get(`/en/applications/${id}`)).text).not.toContain('this step is due by')
  expect((await citizen.get(`/en/applications/${unpaid}`)).text).toContain('what is asked of the applicant is due by')
  expect((await citizen.get('/en/cabinet/messages')).text).toContain('The day by which something is asked of you moved')
  // taken back, all is as it was
  await administrator.post('/en/administration/calendar', day({ ...thursday, kind: 'plain' }))
  await bench.work()
  expect(await days()).toEqual(before)
})

it('moves the term of whoever decides an appeal, where the term of the case itself is over', async () => {
  const { id } = await bench.file(REFUSED, {
    answers: { about: 'child', childNumber: '50511259990532', purpose: 'court', consent: true },
  })
  await bench.work()
  await bench.api('citizen', 'POST', `/applications/${id}/appeal`, { grounds: 'I do not agree' })
  await bench.work()
  const { database } = bench.instance
  const due = async () =>
    (
      await database.query<{ task: string; own: string }>(
        'select t.due_at as task, a.due_at as own from process.task t join casework.application a using (case_id) where case_id = $1',
        [id],
      )
    ).rows[0]!
  const before = await due()
  await administrator.post('/en/administration/calendar', day())
  await bench.work()
  const after = await due()
  expect(Date.parse(after.task)).toBeGreaterThan(Date.parse(before.task))
  expect(after.own).toBe(before.own)
  await administrator.post('/en/administration/calendar', day({ kind: 'plain' }))
  await bench.work()
})

it('refuses a day that no calendar knows, one without a source, a decision to come, and anybody else', async () => {
  for (const more of [
    { 'date.year': '0001' },
    { 'date.year': '9999' },
    { 'date.day': '30', 'date.month': '2' },
    { source: '' },
    { 'sourceDate.year': '2027' },
  ] as Record<string, string>[])
    expect([more, (await administrator.post('/en/administration/calendar', day(more))).status]).toEqual([more, 422])
  expect((await officer.post('/en/administration/calendar', day())).status).toBe(403)
})

it('moves the last day to appeal with the calendar: the case waits as long as the page says', async () => {
  const { id } = await bench.file(REFUSED, {
    answers: { about: 'child', childNumber: '50511259990532', purpose: 'court', consent: true },
  })
  await bench.work()
  const appealOf = async () => (await bench.api('citizen', 'GET', `/applications/${id}`)).body.appeal
  const { until } = (await appealOf()) as { until: string }
  const [year, month, date] = until.slice(0, 10).split('-') as [string, string, string]
  const off = { 'date.day': date, 'date.month': month, 'date.year': year }
  expect((await administrator.post('/en/administration/calendar', day(off))).status).toBe(303)
  await bench.work()
  expect(Date.parse((await appealOf()).until)).toBeGreaterThan(Date.parse(until))
  expect((await citizen.get(`/en/applications/${id}`)).text).toContain('Days off changed: the last day to appeal is')
  expect((await citizen.get('/en/cabinet/messages')).text).toContain('The term to appeal moved')
  // the day on which it would have been over before
  turned += Date.parse(until) + 3_600_000 - Date.parse(bench.clock())
  await bench.work()
  const appealed = await bench.api('citizen', 'POST', `/applications/${id}/appeal`, { grounds: 'I do not agree' })
  expect([appealed.status, appealed.body.status]).toEqual([200, 'in_progress'])
})

it('counts the term of a case anew that an appeal opened again', async () => {
  const { id } = await bench.file(SERVICE)
  await bench.work()
  // refused, and the refusal overturned: it is decided once more
  await bench.instance.database.query(
    "update casework.application set outcome = 'overturned', decided_at = filed_at where case_id = $1",
    [id],
  )
  const before = await dueOf(id)
  const [year, month, date] = new Date(before).toISOString().slice(0, 10).split('-') as [string, string, string]
  administrator = await bench.as('aziza')
  await administrator.post(
    '/en/administration/calendar',
    day({ 'date.day': date, 'date.month': month, 'date.year': year }),
  )
  await bench.work()
  expect(Date.parse(await dueOf(id))).toBeGreaterThan(Date.parse(before))
})
