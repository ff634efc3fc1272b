import { afterAll, beforeAll, expect, it } from 'vitest'
import { performer } from '../../platform/use-case/index.ts'
import { scheduleAskingKeepers } from './model/ask-keepers.ts'
import { caseBench, type CaseBench } from './testing.ts'
import { answerBody } from './index.ts'

const SERVICE = 'housing-availability-certificate'
let bench: CaseBench
let now = '2026-11-11T05:00:00.000Z'
beforeAll(async () => {
  bench = await caseBench([SERVICE], { clock: () => now })
  await bench.instance.database.transaction((tx) => scheduleAskingKeepers(tx, now))
})
afterAll(() => bench.close())

const at = async (instant: string) => {
  now = instant
  await bench.work()
}
const rows = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await bench.instance.database.query<Row>(text, values)).rows
const settings = (given: object) =>
  fetch(`${bench.instance.config.registersUrl}/admin/settings`, { method: 'PUT', body: JSON.stringify(given) })
const outage = (registers: string[]) => settings({ outage: registers })
const answers = { about: 'self', purpose: 'queue', consent: true }
const inquiries = (id: string) =>
  rows<{ id: string; office: string; dueAt: string; question: string; evidence: string }>(
    'select id, office, due_at as "dueAt", question, evidence from casework.inquiry where case_id = $1',
    [id],
  )

it('asks the keeper of a silent register in writing, once, with a control date, and goes on by the answer', async () => {
  await outage(['cadastre'])
  const item = await bench.file(SERVICE, { answers: { about: 'self', purpose: 'queue', consent: true } })
  await bench.work()
  await at('2026-11-11T09:00:00.000Z')
  expect(await inquiries(item.id)).toEqual([])
  await at('2026-11-12T14:00:00.000Z')
  await at('2026-11-12T14:20:00.000Z')
  const [asked, ...more] = await inquiries(item.id)
  expect(more).toEqual([])
  expect(asked).toMatchObject({ office: 'cadastre-1726266', evidence: 'ownership' })
  expect(asked!.dueAt > now).toBe(true)
  await answer(item.id, asked!.id)
  await at('2026-11-12T14:25:00.000Z')
  await at('2026-11-12T14:30:00.000Z')
  expect(await rows('select status from casework.application where case_id = $1', [item.id])).toEqual([
    { status: 'completed' },
  ])
  expect(await rows('select source, status from casework.evidence where case_id = $1', [item.id])).toEqual([
    { source: 'cadastre-1726266', status: 'found' },
  ])
})

/** The cadastre's officer writes that nothing is registered. */
async function answer(id: string, inquiry: string) {
  const officer = (
    await rows<{ person: string }>(
      "select person from identity.role where body = 'cadastre-1726266' and role = 'officer' limit 1",
    )
  )[0]!.person
  await performer(bench.instance.database, bench.instance.rights, bench.instance.world).perform(
    answerBody,
    { application: id, inquiry, text: 'No dwelling is registered', data: { objects: [] } },
    { principal: { personId: officer, roles: [{ role: 'officer', body: 'cadastre-1726266' }] }, language: 'en', now },
  )
}

it('asks the keeper in writing at once when the register refuses the question itself, and nothing stands still', async () => {
  await settings({ outage: [], refuses: ['cadastre'] })
  const item = await bench.file(SERVICE, { person: 'dilnoza', answers })
  await bench.work()
  const [asked, ...more] = await inquiries(item.id)
  expect(more).toEqual([])
  expect(asked).toMatchObject({ office: 'cadastre-1726266', evidence: 'ownership' })
  expect(asked!.question).not.toContain('javob bermayapti')
  expect(
    await rows('select problem from jobs.job where case_id = $1 and stopped_at is not null and wait is not null', [
      item.id,
    ]),
  ).toEqual([])
  // the applicant reads that the register owes it, and is asked for nothing
  expect(await rows('select status from casework.evidence where case_id = $1', [item.id])).toEqual([
    { status: 'unavailable' },
  ])
  await answer(item.id, asked!.id)
  await bench.work()
  expect(await rows('select status from casework.application where case_id = $1', [item.id])).toEqual([
    { status: 'completed' },
  ])
  await settings({ refuses: [] })
})

it('asks a register that refused the question again by itself, and takes the request back when it answers', async () => {
  await settings({ outage: [], refuses: ['cadastre'] })
  const item = await bench.file(SERVICE, { person: 'dilnoza', answers })
  await bench.work()
  const state = () =>
    rows(
      `select application.status, inquiry.answered_at is not null as settled, inquiry.answered_by as by
       from casework.application join casework.inquiry using (case_id) where case_id = $1`,
      [item.id],
    )
  const waits = [{ status: 'in_progress', settled: false, by: null }]
  expect(await state()).toEqual(waits)
  const later = (hours: number) => at(new Date(Date.parse(now) + hours * 3_600_000).toISOString())
  // it refuses still: the keeper was asked once, and nothing stands still
  await later(4)
  expect(await state()).toEqual(waits)
  await settings({ refuses: [] })
  await later(1)
  expect(await state()).toEqual(waits)
  await later(3)
  expect(await state()).toEqual([{ status: 'completed', settled: true, by: null }])
})

it('asks nobody when the register is back', async () => {
  const item = await bench.file(SERVICE, {
    person: 'sanjar',
    answers: { about: 'self', purpose: 'queue', consent: true },
  })
  await bench.work()
  await outage([])
  await at('2026-11-13T09:00:00.000Z')
  await at('2026-11-16T09:00:00.000Z')
  expect(await inquiries(item.id)).toEqual([])
  expect(await rows('select status from casework.application where case_id = $1', [item.id])).toEqual([
    { status: 'completed' },
  ])
})
