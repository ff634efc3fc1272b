import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { readPeople } from '../../platform/identity/index.ts'
import { caseBench, type CaseBench } from '../casework/testing.ts'
import { runNight } from './index.ts'

// what people answer, in whatever order, and what befalls them between
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })
const SERVICE = 'old-age-pension-proactive'
const people = readPeople('country/uz/people.yaml')
const tolqin = people.find(({ id }) => id === 'tolqin')!
let bench: CaseBench
let now = '2026-11-06T05:00:00.000Z'
let id = ''
beforeAll(async () => {
  bench = await caseBench([SERVICE], { clock: () => now })
  await night()
  await bench.work()
  now = '2026-11-20T04:00:00.000Z'
  await bench.work()
  id = (
    await rows<{ id: string }>("select case_id as id from casework.application where applicant->>'number' = $1", [
      tolqin.number,
    ])
  )[0]!.id
})
afterAll(() => bench?.close())

const rows = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await bench.instance.database.query<Row>(text, values)).rows
const night = async () => {
  const { database, world } = bench.instance
  return runNight(database, world, { services: [await world.services.get(database, SERVICE)], now })
}
const stateOf = async (of: string) =>
  (
    await rows<{ status: string; outcome: string | null }>(
      'select status, outcome from casework.application where case_id = $1',
      [of],
    )
  )[0]
const questions = async () => (await rows<{ n: number }>('select count(*)::int as n from exchange.access'))[0]!.n
const answer = async (outcome: string, more: object = {}) => {
  const task = await bench.task(id, 'answer')
  const citizen = await bench.as('tolqin')
  return citizen.post(`/en/tasks/${task}`, { outcome, ...more } as Record<string, string>)
}
const day = (until: string) => {
  const [year, month, date] = until.split('-') as [string, string, string]
  return { 'until.day': date, 'until.month': month, 'until.year': year }
}
const correct = async (number: string, changed: object) => {
  const [kept] = await rows<{ record: string; facts: object }>(
    'select record, facts from proactive.known where number = $1',
    [number],
  )
  const row = { record: kept!.record, number, facts: { ...kept!.facts, ...changed } }
  return fetch(`${bench.instance.config.registersUrl}/admin/rows`, {
    method: 'PUT',
    body: JSON.stringify({ register: 'population', feed: 'persons', rows: [row] }),
  })
}
const young = people.filter(
  ({ birthDate, sex }) => sex === 'male' && birthDate > '1976-01-01' && birthDate < '1995-01-01',
)
/** Somebody of middle age whose birth date the register corrects so that the event is near: their case is open. */
const other = async (which: number, birthDate: string) => {
  const { id: person, number } = young[which]!
  await correct(number, { birthDate })
  await night()
  await bench.work()
  const [open] = await rows<{ id: string }>(
    `select case_id as id from casework.application where applicant->>'number' = $1 and closed_at is null and service = '${SERVICE}'`,
    [number],
  )
  return { id: open!.id, person, number }
}

it('is put off until a day to come and no later than a year, with what was typed still there', async () => {
  const asked = await questions()
  for (const until of ['2026-11-19', '2026-11-20', '2027-12-21', '2150-12-31']) {
    const refused = await answer('postponed', day(until))
    expect([refused.status, refused.text.includes('a day to come')], until).toEqual([422, true])
    // the day stands at its own field, and the part of the form that holds it is open
    expect(refused.text).toMatch(new RegExp(`name="until.year"[^>]*value="${until.slice(0, 4)}"`))
  }
  const half = await answer('postponed', { 'until.day': '31', 'until.month': '2', 'until.year': '2027', note: 'x' })
  expect([half.status, /name="until.day"[^>]*value="31"/.test(half.text)]).toEqual([422, true])
  const line = await answer('disputed', { line: 'no-such', note: 'My own words' })
  expect([line.status, line.text.includes('My own words')]).toEqual([422, true])
  // the page says what an empty day means, and which is the last
  const page = (await (await bench.as('tolqin')).get(`/en/tasks/${await bench.task(id, 'answer')}`)).text
  for (const said of ['answer by 30 November 2026', '20 December 2026', '20 December 2027'])
    expect(page).toContain(said)
  await bench.work()
  // what the state began was asked for by nobody
  expect((await bench.api('citizen', 'GET', '/figures')).body.asked).toEqual([])
  expect(await questions()).toBe(asked)
  expect(await stateOf(id)).toMatchObject({ outcome: null })
})

it('assigns nothing to who dies on the day of the notice, or between their answer and the decision', async () => {
  const { status, location } = await answer('postponed')
  expect(status).toBe(303)
  await bench.work()
  // until when, and what comes then
  const said = (await (await bench.as('tolqin')).get(location!)).text
  expect(said).toContain('You put it off until 20 December 2026')
  expect(said).toContain('you are asked again')
  expect(said.split('You put it off').at(-1)).toContain('20 December 2026')
  const [first, second] = [await other(0, '1966-12-20'), await other(1, '1966-12-10')]
  await correct(first.number, { endedOn: '2026-11-20' })
  // agreed, and nobody has sealed it yet
  const task = await bench.task(second.id, 'answer')
  expect((await (await bench.as(second.person)).post(`/en/tasks/${task}`, { outcome: 'accepted' })).status).toBe(303)
  await correct(second.number, { endedOn: '2026-11-20' })
  await night()
  await bench.work()
  for (const of of [first, second]) {
    expect(await stateOf(of.id)).toEqual({ status: 'annulled', outcome: 'terminated' })
    expect(await rows('select 1 from documents.result where case_id = $1 and signed is not null', [of.id])).toEqual([])
  }
  // a stranger's hand, or one's own in another window, finds it over
  expect((await (await bench.as(second.person)).post(`/en/tasks/${task}`, { outcome: 'refused' })).status).toBe(409)
})

it('judges who is entered as a woman now by the rules of women, and takes that back with the entry', async () => {
  const { number } = young[3]!
  const open = () =>
    rows<{ id: string }>(
      "select case_id as id from casework.application where applicant->>'number' = $1 and closed_at is null",
      [number],
    )
  await correct(number, { birthDate: '1971-12-10' })
  await night()
  expect(await open()).toEqual([])
  await correct(number, { birthDate: '1971-12-10', sex: 'female' })
  await Promise.all([night(), night()])
  expect(await open()).toHaveLength(1)
  await correct(number, { birthDate: '1971-12-10', sex: 'male' })
  await night()
  expect(await open()).toEqual([])
})

it('lets silence count after a last day that is a holiday, at the end of the next working day', async () => {
  // told on 28 November; the tenth day is 8 December, the day of the constitution
  const { id: silent } = await other(2, '1966-12-28')
  for (const at of ['2026-11-28T04:00', '2026-12-05T04:00', '2026-12-08T15:00', '2026-12-09T04:00']) {
    now = `${at}:00.000Z`
    await night()
    await bench.work()
    expect(await stateOf(silent), at).toMatchObject({ outcome: null })
  }
  now = '2026-12-10T04:00:00.000Z'
  await night()
  await bench.work()
  expect(await stateOf(silent)).toEqual({ status: 'completed', outcome: 'granted' })
})

it('is put off twice, worked out anew each time, and not beyond the last day', async () => {
  const before = await questions()
  expect(await rows('select 1 from process.task where case_id = $1', [id])).toEqual([])
  now = '2026-12-20T04:00:00.000Z'
  await bench.work()
  expect(await questions()).toBeGreaterThan(before)
  // the day of the event has come: a day has to be given now
  expect((await answer('postponed')).status).toBe(422)
  expect((await answer('postponed', day('2027-12-20'))).status).toBe(303)
  await bench.work()
  now = '2027-12-20T04:00:00.000Z'
  // nobody ran it for a year: two runs at once find all who reached their age meanwhile, each once
  await Promise.all([night(), night()])
  const ofYear = people.filter(({ birthDate, sex }) =>
    sex === 'male'
      ? birthDate > '1967-01-20' && birthDate <= '1968-01-20'
      : birthDate > '1972-01-20' && birthDate <= '1973-01-20',
  )
  const began = await rows<{ number: string; n: number }>(
    `select applicant->>'number' as number, count(*)::int as n from casework.application
     where service = '${SERVICE}' and applicant->>'number' = any($1) group by 1`,
    [ofYear.map(({ number }) => number)],
  )
  expect(ofYear.length).toBeGreaterThan(0)
  expect(began.map(({ n }) => n)).toEqual(ofYear.map(() => 1))
  await bench.work()
  const page = (await (await bench.as('tolqin')).get(`/en/tasks/${await bench.task(id, 'answer')}`)).text
  expect(page).toContain('may not be put off any longer')
  expect((await answer('postponed', day('2027-12-21'))).status).toBe(422)
  // one paper stands prepared, however often it was worked out
  expect(await rows('select 1 from documents.result where case_id = $1 and signed is not null', [id])).toEqual([])
})

it('is agreed to once: neither the same nor another answer comes after it', async () => {
  const task = await bench.task(id, 'answer')
  const citizen = await bench.as('tolqin')
  // two windows, two answers, one press each
  const pressed = await Promise.all(
    ['accepted', 'accepted'].map((outcome) => citizen.post(`/en/tasks/${task}`, { outcome })),
  )
  expect(pressed.map(({ status }) => status).sort()).toEqual([303, 409])
  for (const outcome of ['refused', 'accepted', 'postponed'])
    expect((await citizen.post(`/en/tasks/${task}`, { outcome })).status, outcome).toBe(409)
  await bench.work()
  expect(await stateOf(id)).toEqual({ status: 'completed', outcome: 'granted' })
  expect((await citizen.post(`/en/tasks/${task}`, { outcome: 'refused' })).status).toBe(409)
  // a death that is told after it ends nothing that was decided
  await correct(tolqin.number, { endedOn: '2027-12-19' })
  await night()
  await bench.work()
  expect(await stateOf(id)).toEqual({ status: 'completed', outcome: 'granted' })
})
