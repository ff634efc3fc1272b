import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Tx } from '../../platform/database/index.ts'
import { readPeople } from '../../platform/identity/index.ts'
import { performer } from '../../platform/use-case/index.ts'
import { caseBench, type CaseBench } from '../casework/testing.ts'
import { runNight, type Night } from './index.ts'
import { holdWriting } from './store/looked.ts'
import { listRuns } from './use/list-runs.ts'
import { readFeedAnew } from './use/read-feed-anew.ts'

// what follows people after their case was begun, and feeds that can't be relied on
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })
const SERVICE = 'old-age-pension-proactive'
const BIRTH = 'birth-grant'
const people = readPeople('country/uz/people.yaml')
const tolqin = people.find(({ id }) => id === 'tolqin')!
let bench: CaseBench
let now = '2026-11-06T05:00:00.000Z'
beforeAll(async () => {
  bench = await caseBench([SERVICE, BIRTH], { clock: () => now })
  await night()
})
afterAll(() => bench.close())

const night = async (which = SERVICE): Promise<Night> => {
  const { database, world } = bench.instance
  const service = await world.services.get(database, which)
  return runNight(database, world, { services: [service], now })
}
const rows = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await bench.instance.database.query<Row>(text, values)).rows
const cases = () => rows<{ id: string }>('select case_id as id from casework.application where service = $1', [SERVICE])
const settings = (given: object) =>
  fetch(`${bench.instance.config.registersUrl}/admin/settings`, { method: 'PUT', body: JSON.stringify(given) })
const correct = (
  of: { record: string; number: string },
  changed: object,
  to = { register: 'population', feed: 'persons' },
) =>
  fetch(`${bench.instance.config.registersUrl}/admin/rows`, {
    method: 'PUT',
    body: JSON.stringify({ ...to, rows: [{ record: of.record, number: of.number, facts: changed }] }),
  })
const stateOf = async (id: string) =>
  (
    await rows<{ status: string; outcome: string | null }>(
      'select status, outcome from casework.application where case_id = $1',
      [id],
    )
  )[0]

interface Due {
  id: string
  record: string
  number: string
  facts: Record<string, unknown>
  known: string
}
const dueOf = async (number: string): Promise<Due> =>
  (
    await rows<Due>(
      `select occasion.case_id as id, known.record, known.number, known.facts, known.id as known
       from proactive.occasion occasion join proactive.known known on known.id = occasion.known
       where occasion.state = 'opened' and known.number = $1`,
      [number],
    )
  )[0]!

/** Somebody of middle age whose birth date the register corrects so that the event is near: their case is open. */
const young = people.filter(
  ({ birthDate, sex }) => sex === 'male' && birthDate > '1976-01-01' && birthDate < '1995-01-01',
)
const other = async (which: number): Promise<Due> => {
  const { number } = young[which]!
  const [kept] = await rows<{ record: string; facts: Record<string, unknown> }>(
    'select record, facts from proactive.known where number = $1',
    [number],
  )
  await correct({ record: kept!.record, number }, { ...kept!.facts, birthDate: '1966-12-10' })
  await night()
  return dueOf(number)
}

it('hands an open case over to the office of where the person moved, with its history, and tells them', async () => {
  const person = await other(6)
  const [before] = await rows<{ owner: string }>('select owner from casework.application where case_id = $1', [
    person.id,
  ])
  await correct(person, { ...person.facts, birthDate: '1966-12-10', district: '1726269' })
  expect(await night()).toMatchObject({ services: { [SERVICE]: { withdrawn: 0, selected: 0 } }, opened: 0 })
  await bench.work()
  const [after] = await rows<{ owner: string; district: string; lives: string }>(
    "select owner, district, applicant->>'district' as lives from casework.application where case_id = $1",
    [person.id],
  )
  expect(after).toEqual({ owner: expect.stringContaining('1726269'), district: '1726269', lives: '1726269' })
  expect(after!.owner).not.toBe(before!.owner)
  // what comes later goes there too; the office that had it still reads it, and the person is told
  expect(
    await rows(
      "select facts->>'owner' as owner, facts->>'district' as district from process.instance where case_id = $1",
      [person.id],
    ),
  ).toEqual([{ owner: after!.owner, district: '1726269' }])
  expect(
    await rows('select 1 from casework.involved where case_id = $1 and office = $2', [person.id, before!.owner]),
  ).toHaveLength(1)
  expect(
    await rows("select 1 from casework.notice where case_id = $1 and text = 'handed-over'", [person.id]),
  ).toHaveLength(1)
  await night()
  expect(
    await rows("select 1 from casework.notice where case_id = $1 and text = 'handed-over'", [person.id]),
  ).toHaveLength(1)
})

it('hands a case over later, when an office serves the place where the person moved', async () => {
  const person = await other(8)
  const { database, world } = bench.instance
  const service = await world.services.get(database, SERVICE)
  // no office serves that place yet
  const country = Object.create(world.country, {
    officeFor: {
      value: (kind: string, level: string, place: string) =>
        place === '1726269' ? undefined : world.country.officeFor(kind, level, place),
    },
  }) as typeof world.country
  const problems = () => rows('select problem from proactive.occasion where case_id = $1', [person.id])
  const owner = async () =>
    (await rows<{ owner: string }>('select owner from casework.application where case_id = $1', [person.id]))[0]!.owner
  const before = await owner()
  await correct(person, { ...person.facts, birthDate: '1966-12-10', district: '1726269' })
  await runNight(database, { ...world, country }, { services: [service], now })
  expect(await problems()).toEqual([{ problem: 'moved-no-office' }])
  expect(await owner()).toBe(before)
  await runNight(database, { ...world, country }, { services: [service], now })
  expect(await problems()).toEqual([{ problem: 'moved-no-office' }])
  // there is one now
  await night()
  expect(await problems()).toEqual([{ problem: null }])
  expect(await owner()).toMatch(/1726269/)
})

it('looks at what changed since the last run, also at what was being written, or was held, while that went', async () => {
  const [late, later, held] = [await other(13), await other(14), await other(15)]
  const { database } = bench.instance
  const looked = async () =>
    (await rows<{ known: string }>('select known from proactive.looked where service = $1', [SERVICE]))[0]!.known
  await night()
  const before = await looked()
  const dies = (tx: Pick<Tx, 'query'>, { known }: Due) =>
    tx.query("update proactive.known set ended = '2026-11-01', changed = default where id = $1", [known])
  // whoever was written first is committed last, when a run has looked at the other
  const paused = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const slow = database.transaction(async (tx) => {
    await holdWriting(tx)
    await dies(tx, late)
    begun.resolve()
    await paused.promise
  })
  await begun.promise
  await dies(database, later)
  expect((await night()).services[SERVICE]).toMatchObject({ withdrawn: 1 })
  expect(await looked()).toBe(before)
  paused.resolve()
  await slow
  expect((await night()).services[SERVICE]).toMatchObject({ withdrawn: 1 })
  expect(BigInt(await looked())).toBeGreaterThan(BigInt(before))
  // somebody else holds the row: it is not waited for, and not forgotten
  await dies(database, held)
  await database.transaction(async (tx) => {
    await tx.query("select 1 from proactive.occasion where known = $1 and state = 'opened' for update", [held.known])
    expect((await night()).services[SERVICE]).toMatchObject({ withdrawn: 0 })
  })
  expect((await night()).services[SERVICE]).toMatchObject({ withdrawn: 1 })
  expect(await Promise.all([late, later, held].map(({ id }) => stateOf(id)))).toEqual(
    Array.from({ length: 3 }, () => ({ status: 'annulled', outcome: 'terminated' })),
  )
  // the register says so too
  for (const person of [late, later, held]) await correct(person, { ...person.facts, endedOn: '2026-11-01' })
  await night()
})

it('opens one case for a person whom the feed holds under two records, of two runs at once too, and says so', async () => {
  const { number } = young[9]!
  const facts = { birthDate: '1966-12-10', sex: 'male', district: young[9]!.district }
  const [kept] = await rows<{ record: string }>('select record from proactive.known where number = $1', [number])
  await correct({ record: kept!.record, number }, facts)
  await correct({ record: 'written-twice', number }, facts)
  await Promise.all([night(), night()])
  await night()
  const ofNumber = () =>
    rows(
      `select occasion.state, occasion.problem from proactive.occasion join proactive.known on known.id = occasion.known
       where known.number = $1 order by occasion.state`,
      [number],
    )
  expect(await ofNumber()).toEqual([
    { state: 'opened', problem: null },
    { state: 'selected', problem: 'same-person' },
  ])
})

it('takes no end on a day to come for an end: a mistyped year takes nobody’s pension', async () => {
  const person = await other(10)
  const facts = { ...person.facts, birthDate: '1966-12-10' }
  await correct(person, { ...facts, endedOn: '2062-11-06' })
  await night()
  expect(await stateOf(person.id)).toMatchObject({ outcome: null })
  await correct(person, { ...facts, endedOn: '2026-11-06' })
  await night()
  expect(await stateOf(person.id)).toMatchObject({ outcome: 'terminated' })
})

it('asks anew under the number that replaced another, says so, and opens one case', async () => {
  const person = await other(7)
  const replaced = `${person.number.slice(0, -1)}${(Number(person.number.at(-1)) + 1) % 10}`
  await fetch(`${bench.instance.config.registersUrl}/admin/settings`, {
    method: 'PUT',
    body: JSON.stringify({ overrides: { population: { [replaced]: { name: 'Yangi Raqam', ...person.facts } } } }),
  })
  await correct({ record: person.record, number: replaced }, { ...person.facts, birthDate: '1966-12-10' })
  expect(await night()).toMatchObject({ services: { [SERVICE]: { withdrawn: 1, selected: 1 } }, opened: 1 })
  const open = await rows<{ id: string; number: string }>(
    `select case_id as id, applicant->>'number' as number from casework.application
     where closed_at is null and case_id in (select case_id from proactive.occasion where known = $1)`,
    [person.known],
  )
  expect(open).toMatchObject([{ number: replaced }])
  // whoever answered before is told that it does not count
  expect(
    await rows('select 1 from process.instance where case_id = $1 and state::text like \'%"again"%\'', [open[0]!.id]),
  ).toHaveLength(1)
  expect(await night()).toMatchObject({ services: { [SERVICE]: { withdrawn: 0, selected: 0 } }, opened: 0 })
})

it('tells when a feed counts its changes from a lower number than before, and reads it anew when told to', async () => {
  const { database, rights, world } = bench.instance
  const administrator = {
    personId: (await rows<{ id: string }>('select id from identity.person limit 1'))[0]!.id,
    roles: [{ role: 'administrator', body: 'operator' }],
  }
  const does = performer(database, rights, world)
  const stateOfFeed = async () => {
    const { feeds } = await does.perform(listRuns, {}, { principal: administrator, language: 'en', now })
    return feeds.find(({ feed }) => feed === 'persons')!
  }
  await night()
  expect(await stateOfFeed()).toMatchObject({ problem: null, anew: false })
  const someone = young[5]!
  const [kept] = await rows<{ record: string; facts: object }>(
    'select record, facts from proactive.known where number = $1',
    [someone.number],
  )
  // a `next` far ahead was believed once, or the register was restored from a backup: what changes since is below the mark
  await rows("update proactive.mark set next = next + 1000 where feed = 'population persons'")
  await correct({ record: kept!.record, number: someone.number }, { ...kept!.facts, birthDate: '1966-12-11' })
  expect(await night()).toMatchObject({ services: { [SERVICE]: { came: 0 } }, opened: 0 })
  expect(await stateOfFeed()).toMatchObject({ problem: 'behind', anew: true })
  const before = (await cases()).length
  await does.perform(
    readFeedAnew,
    { register: 'population', feed: 'persons' },
    { principal: administrator, language: 'en', now },
  )
  // of two runs at once, with what was read before the press: one case for who was missed, and no second for anybody
  await Promise.all([night(), night()])
  expect((await cases()).length).toBe(before + 1)
  expect(await stateOfFeed()).toMatchObject({ problem: null, anew: false })
  expect(await night()).toMatchObject({ services: { [SERVICE]: { came: 0, selected: 0 } }, opened: 0 })
})

it('ends what was begun for a mother who died, though births say nothing of her, and tells whoever runs it', async () => {
  const mother = people.find(({ sex, birthDate }) => sex === 'female' && birthDate > '1985-01-01')!
  const births = { register: 'civil-registry', feed: 'births' }
  const child = { record: 'child-of-mother', number: mother.number }
  await night(BIRTH)
  await correct(
    child,
    { birthDate: '2026-11-05', sex: 'male', childNumber: '50511269990012', district: mother.district },
    births,
  )
  expect((await night(BIRTH)).opened).toBe(1)
  const [open] = await rows<{ id: string }>(
    "select case_id as id from proactive.occasion where service = $1 and known = (select id from proactive.known where record = 'child-of-mother')",
    [BIRTH],
  )
  await bench.work()
  // days of what is offered are written as people write them
  const offer = await (await bench.as(mother.id)).get(`/en/tasks/${await bench.task(open!.id, 'answer')}`)
  expect(offer.text).toContain('>5 November 2026<')
  expect(offer.text).not.toContain('2026-11-05')
  const [herself] = await rows<{ record: string; facts: object }>(
    "select record, facts from proactive.known where number = $1 and feed = 'population persons'",
    [mother.number],
  )
  await correct({ record: herself!.record, number: mother.number }, { ...herself!.facts, endedOn: '2026-11-06' })
  await night()
  expect((await night(BIRTH)).opened).toBe(0)
  expect(await stateOf(open!.id)).toEqual({ status: 'annulled', outcome: 'terminated' })
  expect(await rows('select problem from proactive.occasion where case_id = $1', [open!.id])).toEqual([
    { problem: 'bearer-died' },
  ])
  // said once, and nothing is begun for her again
  expect((await night(BIRTH)).services[BIRTH]).toMatchObject({ selected: 0, withdrawn: 0 })
  // what is corrected of the birth later is looked at once, not with each run
  await correct(
    child,
    { birthDate: '2026-11-05', sex: 'male', childNumber: '50511269990012', district: '1726269' },
    births,
  )
  await night(BIRTH)
  expect(await rows('select district, problem from proactive.occasion where case_id = $1', [open!.id])).toEqual([
    { district: '1726269', problem: 'bearer-died' },
  ])
  // and of a birth that is told when her death is known
  const late = { birthDate: '2026-11-04', sex: 'female', childNumber: '60411269990015', district: mother.district }
  await correct({ record: 'told-late', number: mother.number }, late, births)
  await night(BIRTH)
  await night(BIRTH)
  expect(
    await rows(
      "select problem from proactive.occasion where known = (select id from proactive.known where record = 'told-late')",
    ),
  ).toEqual([{ problem: 'bearer-died' }])
})

it('lets no silence count while the register is not heard: what would be assigned could be a dead person’s', async () => {
  const [dies, lives] = [await dueOf(tolqin.number), await other(1)]
  await bench.work()
  now = '2026-11-20T04:00:00.000Z'
  await night()
  await bench.work()
  expect(await bench.task(dies.id, 'answer')).toBeTruthy()
  await settings({ outage: ['population'] })
  now = '2026-12-02T06:00:00.000Z'
  expect((await night()).services[SERVICE]).toMatchObject({ unavailable: 'failing' })
  await bench.work()
  expect([await stateOf(dies.id), await stateOf(lives.id)]).toMatchObject([{ outcome: null }, { outcome: null }])
  // waiting is no failure of theirs
  expect(await rows("select 1 from jobs.job where kind = 'process.timer' and stopped_at is not null")).toEqual([])
  await settings({ outage: [] })
  await correct(dies, { ...dies.facts, endedOn: '2026-11-30' })
  await night()
  now = '2026-12-02T06:02:00.000Z'
  await bench.work()
  expect([await stateOf(dies.id), await stateOf(lives.id)]).toMatchObject([
    { status: 'annulled', outcome: 'terminated' },
    { status: 'completed', outcome: 'granted' },
  ])
})
