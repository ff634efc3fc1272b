import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { caseBench, type CaseBench } from '../casework/testing.ts'
import { runNight } from './index.ts'

const SERVICE = 'disability-reassessment'
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
let bench: CaseBench
let now = '2026-11-10T05:00:00.000Z'
beforeAll(async () => {
  bench = await caseBench([SERVICE], { clock: () => now })
})
afterAll(() => bench?.close())

const rows = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await bench.instance.database.query<Row>(text, values)).rows
const cases = () =>
  rows<{ id: string; status: string; outcome: string | null; number: string }>(
    "select case_id as id, status, outcome, applicant ->> 'number' as number from casework.application where service = $1",
    [SERVICE],
  )

it('is looked at on the records before the group runs out, offered a month before and answered by one press', async () => {
  const { database, world } = bench.instance
  await runNight(database, world, { services: [await world.services.get(database, SERVICE)], now })
  const [item, ...more] = await cases()
  expect(more).toEqual([])
  expect(item!.number).toBe(bench.numberOf('farhod'))
  await bench.work()
  // the commission works before the person is told anything
  const commission = await bench.as('feruza')
  const task = await bench.task(item!.id, 'assess')
  const desk = await commission.get(`/en/desk/tasks/${task}`)
  expect(desk.text).toContain('Records of treatment')
  const done = await bench.api('officer-social', 'POST', `/tasks/${task}/complete`, { outcome: 'ok' })
  expect(done.status).toBe(200)
  await bench.work()
  expect(await rows("select 1 from process.task where element = 'answer'")).toEqual([])
  now = '2026-11-28T04:00:00.000Z'
  await bench.work()
  const citizen = await bench.as('farhod')
  const answer = await bench.task(item!.id, 'answer')
  const page = await citizen.get(`/en/tasks/${answer}`)
  expect(page.text).toContain('28 December 2028')
  const key = /name="key" value="([^"]+)"/.exec(page.text)![1]!
  expect((await citizen.post(`/en/tasks/${answer}`, { key, outcome: 'accepted' })).status).toBe(303)
  await bench.work()
  expect(await cases()).toMatchObject([{ status: 'completed', outcome: 'granted' }])
  // the page of the service says what it took before and what it takes now
  const shown = (await bench.nobody.get(`/en/services/${SERVICE}`)).text
  expect(shown).toMatch(/4 (documents|papers)/)
})

it('is offered to somebody who was never here, though the register of the feed knows nobody by name', async () => {
  const { database, world } = bench.instance
  const number = '31212669999870'
  const put = (path: string, body: object) =>
    fetch(`${bench.instance.config.registersUrl}/admin/${path}`, { method: 'PUT', body: JSON.stringify(body) })
  await put('settings', {
    overrides: {
      population: { [number]: { name: 'Yangi Kishi', phone: '+998900000000' } },
      address: { [number]: { district: '1726266', street: 'Bunyodkor' } },
    },
  })
  const facts = { until: '2026-12-30', disabilityGroup: '2' }
  await put('rows', { register: 'medical-expertise', feed: 'disabilities', rows: [{ record: 'new', number, facts }] })
  now = '2026-11-28T06:00:00.000Z'
  const service = await world.services.get(database, SERVICE)
  expect(await runNight(database, world, { services: [service], now })).toMatchObject({ opened: 1 })
  const [item] = (await cases()).filter((of) => of.number === number)
  expect(item).toMatchObject({ status: expect.stringMatching(/new|in_progress/) })
  // no more was asked than stands on an envelope, and the person may read of it
  const looks = await rows<{ register: string; basis: string }>(
    'select register, basis from exchange.access where subject = $1 and case_id = $2 order by register',
    [number, item!.id],
  )
  expect(looks).toEqual([
    { register: 'address', basis: 'letter' },
    { register: 'population', basis: 'letter' },
  ])
  expect(await rows('select name, phone from identity.person where number = $1', [number])).toEqual([
    { name: 'Yangi Kishi', phone: null },
  ])
})
