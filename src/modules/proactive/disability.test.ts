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
  expect(page.text).toContain('2028-12-28')
  const key = /name="key" value="([^"]+)"/.exec(page.text)![1]!
  expect((await citizen.post(`/en/tasks/${answer}`, { key, outcome: 'accepted' })).status).toBe(303)
  await bench.work()
  expect(await cases()).toMatchObject([{ status: 'completed', outcome: 'granted' }])
  // the page of the service says what it took before and what it takes now
  const shown = (await bench.nobody.get(`/en/services/${SERVICE}`)).text
  expect(shown).toMatch(/4 (documents|papers)/)
})
