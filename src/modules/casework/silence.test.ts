import { afterAll, beforeAll, expect, it } from 'vitest'
import { runningFrom, WEDNESDAY } from '../../platform/clock/testing.ts'
import { caseBench, type CaseBench } from './testing.ts'

const SERVICE = 'outdoor-advertising-permit'
const HOUR = 3_600_000

let bench: CaseBench
/** How far the clock was turned on. */
let turned = 0
/** Sessions end with the day. */
const jasur = () => bench.as('jasur')
beforeAll(async () => {
  const running = runningFrom(WEDNESDAY)
  bench = await caseBench([SERVICE], { clock: () => new Date(Date.parse(running()) + turned).toISOString() })
})
afterAll(() => bench?.close())

const caseOf = async (id: string) =>
  (
    await bench.instance.database.query<{ status: string; dueAt: string; silentAt: string | null }>(
      'select status, due_at as "dueAt", silent_at as "silentAt" from casework.application where case_id = $1',
      [id],
    )
  ).rows[0]!
/** Turns the clock to an instant and lets happen what comes due. */
async function turnTo(instant: string, more = 0) {
  turned += Date.parse(instant) + more - Date.parse(bench.clock())
  await bench.work()
}

it('decides when the term is over, after it warned the office; a question moves the day', async () => {
  const { id } = await bench.file(SERVICE)
  await bench.work()
  const before = await caseOf(id)
  // a question of the office: the clock stands still, and silence with it
  const officer = await bench.instance.database.query<{ owner: string }>(
    'select owner from casework.application where case_id = $1',
    [id],
  )
  expect(officer.rows[0]!.owner).toMatch(/^khokimiyat/)
  expect((await (await jasur()).post(`/en/desk/cases/${id}/ask`, { text: 'Which side of the road?' })).status).toBe(303)
  await turnTo(before.dueAt, HOUR)
  expect(await caseOf(id)).toMatchObject({ silentAt: null })
  const question = (
    await bench.instance.database.query<{ id: string }>(
      "select id from casework.message where case_id = $1 and kind = 'question'",
      [id],
    )
  ).rows[0]!.id
  expect(
    (await (await bench.as('dilnoza')).post(`/en/applications/${id}/answer`, { question, text: 'The right side' }))
      .status,
  ).toBe(303)
  const moved = await caseOf(id)
  expect(Date.parse(moved.dueAt)).toBeGreaterThan(Date.parse(before.dueAt))

  await turnTo(moved.dueAt, -HOUR)
  expect(await caseOf(id)).toMatchObject({ silentAt: null })
  // whoever has the open task, and the head of the body that decides
  const warned = await bench.instance.database.query("select person from casework.notice where text = 'task-silence'")
  expect(warned.rows).toHaveLength(2)

  await turnTo(moved.dueAt, HOUR)
  const after = await caseOf(id)
  expect(after.silentAt).not.toBeNull()
  // the permit waits for its fee, which nobody's silence pays
  expect(after.status).toBe('awaiting_payment')
  expect((await (await bench.as('dilnoza')).get(`/en/applications/${id}`)).text).toContain(
    'The term was over without a decision: by law this is consent',
  )
  const decided = await bench.instance.database.query(
    'select outcome, by_silence as silent, decided_by as by from casework.decision where case_id = $1',
    [id],
  )
  expect(decided.rows).toEqual([{ outcome: 'granted', silent: true, by: null }])
  const paper = await bench.instance.database.query<{ content: { paragraphs: unknown } }>(
    'select content from documents.result where case_id = $1',
    [id],
  )
  expect(JSON.stringify(paper.rows[0]!.content.paragraphs)).toMatch(/silence|Silence|молчание|Молчание|Sukut/)
})
