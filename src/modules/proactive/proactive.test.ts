import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { readPeople } from '../../platform/identity/index.ts'
import { caseBench, type CaseBench } from '../casework/testing.ts'
import { performer } from '../../platform/use-case/index.ts'
import { runNight, type Night } from './index.ts'
import { listRuns } from './use/list-runs.ts'
import { measureSelection } from './store/measure.ts'
import { measureTrigger } from './use/measure-trigger.ts'

// a dozen decisions are drawn and sealed
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })
const SERVICE = 'old-age-pension-proactive'
const people = readPeople('country/uz/people.yaml')
const tolqin = people.find(({ id }) => id === 'tolqin')!
let bench: CaseBench
let now = '2026-11-06T05:00:00.000Z'
beforeAll(async () => {
  bench = await caseBench([SERVICE], { clock: () => now })
})
afterAll(() => bench.close())

const night = async (): Promise<Night> => {
  const { database, world } = bench.instance
  const service = await world.services.get(database, SERVICE)
  return runNight(database, world, { services: [service], now })
}
const rows = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await bench.instance.database.query<Row>(text, values)).rows
const cases = () =>
  rows<{ person: string; status: string; outcome: string | null; number: string; id: string }>(
    `select person, status, outcome, number, case_id as id from casework.application where service = $1 order by number`,
    [SERVICE],
  )
const ofTolqin = async () => (await cases()).filter(({ person }) => person === tolqinId)
let tolqinId = ''
const send = (facts: object, record: string) =>
  fetch(`${bench.instance.config.registersUrl}/admin/rows`, {
    method: 'PUT',
    body: JSON.stringify({ register: 'population', feed: 'persons', rows: [{ record, number: tolqin.number, facts }] }),
  })
const facts = { birthDate: tolqin.birthDate, sex: 'male', district: tolqin.district }
const recordOf = async () =>
  (await rows<{ record: string }>('select record from proactive.known where number = $1', [tolqin.number]))[0]!.record

it('opens one case for each whose event is due, of two runs at once too', async () => {
  const nights = await Promise.all([night(), night()])
  tolqinId = (await rows<{ id: string }>('select id from identity.person where number = $1', [tolqin.number]))[0]!.id
  const due = people.filter(({ birthDate, sex }) =>
    sex === 'male'
      ? birthDate >= '1965-03-01' && birthDate <= '1966-12-20'
      : birthDate >= '1970-03-01' && birthDate <= '1971-12-20',
  )
  const opened = await cases()
  expect(new Set(opened.map(({ person }) => person)).size).toBe(opened.length)
  expect(opened).toHaveLength(due.length)
  expect(nights.reduce((sum, { opened: count }) => sum + count, 0)).toBe(due.length)
  expect(await night()).toMatchObject({ services: { [SERVICE]: { selected: 0, withdrawn: 0, came: 0 } }, opened: 0 })
})

it('prepares a decision with no applicant, and tells the person on the day of the notice', async () => {
  await bench.work()
  const [item] = await ofTolqin()
  const evidence = await rows<{ evidence: string; status: string }>(
    'select evidence, status from casework.evidence where case_id = $1 order by evidence',
    [item!.id],
  )
  expect(evidence.map(({ evidence: id }) => id)).toEqual(['address', 'personal-data', 'wages', 'work-record'])
  const accesses = await rows<{ register: string; message: string }>(
    'select register, message from exchange.access where case_id = $1',
    [item!.id],
  )
  expect(accesses).toHaveLength(4)
  for (const { message } of accesses)
    expect(await rows('select 1 from exchange.message where id = $1', [message])).toHaveLength(2)
  expect(await rows('select 1 from process.task where case_id = $1', [item!.id])).toEqual([])
  now = '2026-11-20T03:59:00.000Z'
  await bench.work()
  expect(await rows('select 1 from process.task where case_id = $1', [item!.id])).toEqual([])
  now = '2026-11-20T04:00:00.000Z'
  await bench.work()
  const task = await bench.task(item!.id, 'answer')
  const citizen = await bench.as('tolqin')
  const page = await citizen.get(`/en/tasks/${task}`)
  expect(page.text).toContain('Average monthly wage')
  expect(page.text).toContain('Pension a month')
  const key = /name="key" value="([^"]+)"/.exec(page.text)![1]!
  expect((await citizen.post(`/en/tasks/${task}`, { key, outcome: 'accepted' })).status).toBe(303)
  await bench.work()
  expect(await ofTolqin()).toMatchObject([{ status: 'completed', outcome: 'granted' }])
  expect(
    await rows('select 1 from documents.result where case_id = $1 and signed is not null', [item!.id]),
  ).toHaveLength(1)
})

it('opens no second case when the birth date is corrected, and marks what was decided before', async () => {
  await send({ ...facts, birthDate: '1966-12-01' }, await recordOf())
  await night()
  expect(await ofTolqin()).toHaveLength(1)
  await send({ ...facts, birthDate: '1976-12-20' }, await recordOf())
  await night()
  expect(await ofTolqin()).toHaveLength(1)
  expect(
    await rows("select 1 from proactive.occasion where problem = 'decided-before' and state = 'opened'"),
  ).toHaveLength(1)
})

/** Somebody of middle age whose birth date the register corrects so that the event is near: their case is open. */
const young = people.filter(
  ({ birthDate, sex }) => sex === 'male' && birthDate > '1976-01-01' && birthDate < '1995-01-01',
)
const other = async (which: number) => {
  const { number } = young[which]!
  const [kept] = await rows<{ record: string; facts: Record<string, unknown> }>(
    'select record, facts from proactive.known where number = $1',
    [number],
  )
  await correct({ record: kept!.record, number }, { ...kept!.facts, birthDate: '1966-12-10' })
  await night()
  const [found] = await rows<{
    id: string
    record: string
    number: string
    facts: Record<string, unknown>
    known: string
  }>(
    `select occasion.case_id as id, known.record, known.number, known.facts, known.id as known
     from proactive.occasion occasion join proactive.known known on known.id = occasion.known
     where occasion.state = 'opened' and known.number = $1`,
    [number],
  )
  return found!
}
const correct = (of: { record: string; number: string }, changed: object) =>
  fetch(`${bench.instance.config.registersUrl}/admin/rows`, {
    method: 'PUT',
    body: JSON.stringify({
      register: 'population',
      feed: 'persons',
      rows: [{ record: of.record, number: of.number, facts: changed }],
    }),
  })
const stateOf = async (id: string) =>
  (
    await rows<{ status: string; outcome: string }>(
      'select status, outcome from casework.application where case_id = $1',
      [id],
    )
  )[0]

it('ends an open case whose ground has gone, and begins anew when it comes back: late, backdated, corrected', async () => {
  const person = await other(0)
  await correct(person, { ...person.facts, birthDate: '1990-01-01' })
  expect((await night()).services[SERVICE]!.withdrawn).toBe(1)
  expect(await stateOf(person.id)).toEqual({ status: 'annulled', outcome: 'terminated' })
  await correct(person, person.facts)
  expect(await night()).toMatchObject({ opened: 1 })
  expect(await night()).toMatchObject({ opened: 0 })
  const states = await rows<{ state: string }>(
    'select state from proactive.occasion where known = $1 order by selected_at',
    [person.known],
  )
  expect(states.map(({ state }) => state)).toEqual(['withdrawn', 'opened'])
})

it('begins anew with the right day when a corrected birth date moves it, and once', async () => {
  const person = await other(3)
  // they have moved, too: the office of where they live now gets the case
  await correct(person, { ...person.facts, birthDate: '1966-12-24', district: '1726269' })
  expect(await night()).toMatchObject({ services: { [SERVICE]: { withdrawn: 1, selected: 1 } }, opened: 1 })
  expect(await stateOf(person.id)).toEqual({ status: 'annulled', outcome: 'terminated' })
  const occasions = await rows<{ state: string; on: string; notice: string; id: string }>(
    `select state, event_on::text as on, notice_on::text as notice, case_id as id from proactive.occasion
     where known = $1 order by selected_at, state desc`,
    [person.known],
  )
  expect(occasions).toMatchObject([
    { state: 'withdrawn', on: '2026-12-10', id: person.id },
    { state: 'opened', on: '2026-12-24', notice: '2026-11-24' },
  ])
  expect(await stateOf(occasions[1]!.id)).toMatchObject({ outcome: null })
  expect(
    await rows('select district, owner from casework.application where case_id = $1', [occasions[1]!.id]),
  ).toMatchObject([{ district: '1726269', owner: expect.stringContaining('1726269') }])
  // who refused is not asked again because a day was corrected
  await rows(
    "update casework.application set status = 'annulled', outcome = 'declined', closed_at = $2 where case_id = $1",
    [occasions[1]!.id, now],
  )
  await correct(person, { ...person.facts, birthDate: '1966-12-25' })
  expect(await night()).toMatchObject({ services: { [SERVICE]: { withdrawn: 0 } }, opened: 0 })
})

it('reads on past a name that no database keeps, and offers its bearer what is due', async () => {
  const person = await other(4)
  const garbled = { ...person.facts, name: 'Dil\0noza', birthDate: '1966-12-24' }
  await correct(person, garbled)
  expect(await night()).toMatchObject({ services: { [SERVICE]: { came: 1, withdrawn: 1 } }, opened: 1 })
})

it('offers nothing to who died', async () => {
  const person = await other(1)
  await correct(person, { ...person.facts, endedOn: '2026-11-19' })
  await night()
  expect(await stateOf(person.id)).toEqual({ status: 'annulled', outcome: 'terminated' })
  expect(await night()).toMatchObject({ opened: 0 })
})

it('goes on where a run was cut off', async () => {
  const { database } = bench.instance
  const someone = young[2]!
  const kept = (
    await rows<{ record: string; facts: object }>('select record, facts from proactive.known where number = $1', [
      someone.number,
    ])
  )[0]!
  await correct({ record: kept.record, number: someone.number }, { ...kept.facts, birthDate: '1966-11-30' })
  const { world } = bench.instance
  const service = await world.services.get(database, SERVICE)
  const engine = { ...world.engine, startMany: () => Promise.reject(new Error('cut off')) }
  await runNight(database, { ...world, engine }, { services: [service], now })
  const waiting = () => rows<{ problem: string }>("select problem from proactive.occasion where state = 'selected'")
  expect(await waiting()).toEqual([{ problem: 'cut off' }])
  // whoever runs it is told, and of what was decided on other facts
  const { troubles } = await performer(database, bench.instance.rights, world).perform(
    listRuns,
    {},
    { principal: { personId: tolqinId, roles: [{ role: 'administrator', body: 'operator' }] }, language: 'en', now },
  )
  expect(troubles.filter(({ service: of }) => of === SERVICE).map(({ problem, count }) => [problem, count])).toEqual([
    ['cut off', 1],
    ['decided-before', 1],
  ])
  const before = (await cases()).length
  now = '2026-11-20T06:00:00.000Z'
  await Promise.all([night(), night()])
  expect(await waiting()).toEqual([])
  expect((await cases()).length).toBe(before + 1)
  // written once, as it is after its first step; one event tells of the step and of how the row stands
  expect(
    await rows(
      `select event.kind, (event.body::jsonb -> 'rows') ? 'application' as told, head.seq, application.revision, application.status
       from casework.application join audit.event on event.subject = application.case_id
         join audit.head on head.subject = event.subject
       where application.applicant ->> 'number' = $1`,
      [someone.number],
    ),
  ).toEqual([{ kind: 'process.start', told: true, seq: 1, revision: 1, status: 'in_progress' }])
})

it('asks anew for whom the register did not know, and writes down each look', async () => {
  const stranger = { record: 'known-later', number: '31212669999870' }
  const told = { birthDate: '1966-12-12', sex: 'male', district: tolqin.district }
  await correct(stranger, told)
  const looks = () =>
    rows<{ status: string; known: boolean }>(
      `select status, case_id in (select case_id from casework.application) as known
       from exchange.access where subject = $1 order by id`,
      [stranger.number],
    )
  expect(await night()).toMatchObject({ services: { [SERVICE]: { selected: 1 } }, opened: 0 })
  expect(await looks()).toEqual([{ status: 'missing', known: false }])
  await fetch(`${bench.instance.config.registersUrl}/admin/settings`, {
    method: 'PUT',
    body: JSON.stringify({ overrides: { population: { [stranger.number]: { name: 'Yangi Kishi', ...told } } } }),
  })
  // each try is a look: once a day
  now = '2026-11-20T12:00:00.000Z'
  expect((await night()).opened).toBe(0)
  now = '2026-11-21T06:30:00.000Z'
  expect((await night()).opened).toBe(1)
  // found for the case that was opened by it
  expect(await looks()).toEqual([
    { status: 'missing', known: false },
    { status: 'found', known: true },
  ])
})

it('takes a register that is away or refuses for no news', async () => {
  const settings = (outage: string[], refuses: string[] = []) =>
    fetch(`${bench.instance.config.registersUrl}/admin/settings`, {
      method: 'PUT',
      body: JSON.stringify({ outage, refuses }),
    })
  await settings(['population'])
  expect((await night()).services[SERVICE]).toMatchObject({ unavailable: 'failing', withdrawn: 0 })
  // one that refuses stops no other service either
  await settings([], ['population'])
  expect((await night()).services[SERVICE]).toMatchObject({ unavailable: 'refused', withdrawn: 0 })
  await settings([])
})

it('goes on being measured once it acts: who took what was offered need not apply', async () => {
  const { database, world, rights } = bench.instance
  const [granted] = await rows<{ n: number }>(
    "select count(distinct applicant->>'number')::int as n from casework.application where service = $1 and outcome = 'granted'",
    [SERVICE],
  )
  const { all } = await performer(database, rights, world).perform(
    measureTrigger,
    { service: SERVICE, from: '2025-01-01', until: '2027-01-01' },
    { principal: { personId: tolqinId, roles: [{ role: 'auditor', body: 'audit' }] }, language: 'en', now },
  )
  expect(granted!.n).toBeGreaterThan(0)
  expect(all).toMatchObject({ applied: granted!.n, both: granted!.n, missed: 0, wrong: all.selected - granted!.n })
})

it('in shadow only counts, and is measured against who applied by themselves', async () => {
  const { database, world, rights } = bench.instance
  const service = await world.services.get(database, SERVICE)
  const shadowed = {
    ...service,
    id: 'shadow-pension',
    passport: { ...service.passport, id: 'shadow-pension', trigger: { ...service.passport.trigger!, shadow: true } },
  }
  const before = (await cases()).length
  // one more service than is published: what the registers are asked for is asked in its name
  const services = world.services as { get: (...asked: never[]) => Promise<unknown> }
  const published = services.get
  services.get = async () => shadowed
  const night = await runNight(database, world, { services: [shadowed], now }).finally(() => {
    services.get = published
  })
  const { selected } = night.services['shadow-pension']!
  expect(selected).toBeGreaterThan(1)
  expect((await cases()).length).toBe(before)
  const [applied] = await rows<{ number: string }>(
    `select known.number from proactive.occasion occasion join proactive.known known on known.id = occasion.known
     where occasion.service = 'shadow-pension' and occasion.grouping = 'male' limit 1`,
  )
  await rows(
    "update casework.application set channel = 'web', service = 'applied-for' where case_id = (select case_id from casework.application where applicant->>'number' = $1 limit 1)",
    [applied!.number],
  )
  const does = performer(database, rights, { ...world, services: { get: async () => shadowed } } as never)
  const measure = (by: 'group' | 'age' | 'district', { from = '2025-01-01', until = '2027-01-01' } = {}) =>
    does.perform(
      measureTrigger,
      { service: 'shadow-pension', from, until, against: 'applied-for', by },
      { principal: { personId: tolqinId, roles: [{ role: 'auditor', body: 'audit' }] }, language: 'en', now },
    )
  const measured = await measure('group')
  const men = measured.groups.find(({ group }) => group === 'male')!
  expect(men).toMatchObject({ applied: 1, both: 1, recall: 1, missed: 0, wrong: men.selected - 1 })
  expect(men.precision).toBeCloseTo(1 / men.selected)
  // the same people by age and by where they live
  const [byAge, byDistrict] = [await measure('age'), await measure('district')]
  expect(byAge.groups.map(({ group }) => group)).toEqual(expect.arrayContaining(['50', '60']))
  expect(byDistrict.groups.length).toBeGreaterThan(1)
  expect([byAge.all, byDistrict.all]).toEqual([measured.all, measured.all])
  // half past midnight is that day's and no other's, wherever Greenwich stands then
  await rows("update casework.application set filed_at = '2026-10-09T19:30:00Z' where service = 'applied-for'")
  const on = async (day: string) => (await measure('group', { from: day, until: day })).all.applied
  expect([await on('2026-10-09'), await on('2026-10-10')]).toEqual([0, 1])
  // who has two children applied once
  await rows(
    "insert into proactive.known (feed, record, number, facts, changed_at) select 'of births', n, 'parent', '{}', now() from generate_series(1, 2) n",
  )
  const asked = {
    service: 'none',
    feed: 'of births',
    from: '2025-01-01',
    until: '2027-01-01',
    numbers: ['parent'],
    took: [],
  }
  expect(await measureSelection(database, { ...asked, by: 'group' })).toMatchObject([{ applied: 1, both: 0 }])
  await rows("delete from proactive.known where feed = 'of births'")
})
